"""The facts behind each row of an answer, and the columns that tell where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.provenance.sources import COLUMN, is_distinct, sources, with_sources
from kb.rows.columns import Column
from kb.rows.printed import Answer, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.provenance.sources import RowSource
    from kb.rows.printed import Value
    from kb.store.interface import GraphStore, Selects

SEPARATOR = " | "
_DOCUMENT = re.compile(r".*?/disclosure/[^/]+")

COLUMNS = (
    Column("source_document", "出处文件", "Document"),
    Column("source_place", "出处位置", "Place in the document"),
    Column("source_text", "原文", "Printed text"),
)

Row = tuple["Value", ...]


def with_places(store: GraphStore, query: str, answer: Answer) -> Answer:
    """The answer of a query with the documents, places and printed texts behind each row, joined with ` | `."""
    behind = sources_behind(store, query, answer.rows)
    rows = ((*row, *_places(found)) for row, found in zip(answer.rows, behind, strict=True))
    return Answer((*answer.columns, *COLUMNS), tuple(rows))


def sources_behind(store: Selects, query: str, rows: Sequence[Row]) -> list[list[RowSource]]:
    """The sources behind each row of the query's answer, in the order of facts."""
    behind = facts_behind(store, query, rows)
    known = sources(store, (fact for facts in behind for fact in facts))
    return [[known[fact] for fact in dict.fromkeys(facts) if fact in known] for facts in behind]


def facts_behind(store: Selects, query: str, rows: Sequence[Row]) -> list[list[str]]:
    """The facts behind each row of the query's answer; none for a row that the query, asked again, gives no more."""
    again = facts_of_rows(store, query)
    return [
        again[index][1] if again[index : index + 1] and again[index][0] == row else [] for index, row in enumerate(rows)
    ]


def _places(found: list[RowSource]) -> Row:
    """Document, places and texts; one document is named once."""
    if not found:
        return (None, None, None)
    documents = [source.document for source in found]
    named = documents[:1] if len(set(documents)) == 1 else documents
    texts = (" ".join(source.text.split()) for source in found)
    return SEPARATOR.join(named), SEPARATOR.join(source.place for source in found), SEPARATOR.join(texts)


def facts_of_rows(store: Selects, query: str) -> list[tuple[Row, list[str]]]:
    """The rows that a query gives, each with the IRIs of the facts that made it; no facts where it speaks of none."""
    rewritten = with_sources(query)
    solutions = store.select(rewritten or query)
    names = [variable.value for variable in solutions.variables]
    rows = [tuple(plain(solution[name]) for name in names) for solution in solutions]
    if rewritten is None:
        return [(row, []) for row in rows]
    at = names.index(COLUMN)
    parted = [((*row[:at], *row[at + 1 :]), list(dict.fromkeys(str(row[at] or "").split()))) for row in rows]
    merged = _merged(parted) if is_distinct(query) else parted
    return [(row, _without_their_documents(facts)) for row, facts in merged]


def _without_their_documents(facts: list[str]) -> list[str]:
    """The facts without the documents that hold any of them: a document is a source only where nothing in it is."""
    holders = {fact[: match.end()] for fact in facts if (match := _DOCUMENT.match(fact)) and match.end() < len(fact)}
    return [fact for fact in facts if fact not in holders]


def _merged(rows: list[tuple[Row, list[str]]]) -> list[tuple[Row, list[str]]]:
    """Equal rows of a SELECT DISTINCT merged again, with the facts of all of them."""
    together: dict[Row, list[str]] = {}
    for row, facts in rows:
        together.setdefault(row, []).extend(facts)
    return [(row, list(dict.fromkeys(facts))) for row, facts in together.items()]

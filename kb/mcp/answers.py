"""What the tools answer: plain values that JSON holds, every row with the places it rests on."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kb import resources
from kb.asking.ask import answer, prepare
from kb.asking.empty import why_empty
from kb.asking.questions import Question, read_questions
from kb.asking.words import reply, said_in_vain
from kb.checks import desk
from kb.provenance import why
from kb.provenance.row_sources import sources_behind
from kb.publishing.tables import NOTHING_DECIDED, read_tables, table_rows
from kb.rows.printed import number_text
from kb.sparql.results import as_answer
from kb.sparql.tokens import is_update
from kb.store import sandbox
from kb.store.sandbox import QueryLimits

if TYPE_CHECKING:
    from pathlib import Path

    from kb.rows.printed import Answer
    from kb.store.interface import GraphStore, Selects

MOST_ROWS = 200
LIMITS = QueryLimits(20, 2048, 10_000)


class NotAnswered(ValueError):
    """A request that cannot be answered; the message says what to ask instead."""


def questions() -> dict[str, Question]:
    """The canned questions by name."""
    return read_questions(resources.folder("queries/questions"))


def asked(store: GraphStore, name: str, given: dict[str, str]) -> dict[str, Any]:
    """The answer to a canned question. Raises NotAnswered, and UnresolvedName for a name that means nothing."""
    one = questions().get(name)
    if one is None:
        raise NotAnswered(f"没有问题 {name} (no such question); 用 questions 看有哪些")
    if strangers := set(given) - {parameter.name for parameter in one.parameters}:
        raise NotAnswered(f"{name}: 没有参数 {min(strangers)} (no such parameter)")
    ready = prepare(store, one, given, resources.folder("queries/choices"))
    found = answer(store, ready)
    told = {"question": name, "summary": one.summary, "meant": {key: value.label for key, value in ready.meant.items()}}
    told |= rows(store, ready.query, found)
    return told if found.rows else told | {"why_empty": why_empty(store, ready)}


def in_words(store: GraphStore, sentence: str) -> dict[str, Any]:
    """The answer to a sentence; the questions it may mean where it is not clear."""
    known = questions()
    heard = reply(store, known, sentence, resources.folder("queries/choices"))
    if heard.chosen is None:
        may_be = [
            {"question": one.question.name, "summary": one.question.summary, "parameters": dict(one.given)}
            for one in heard.offers
        ]
        unknown = [*heard.reading.unknown, *heard.reading.ambiguous]
        left = list(said_in_vain(heard.reading))
        return {"understood": False, "unknown": unknown, "left_over": left, "candidates": may_be}
    return {"understood": True} | asked(store, heard.chosen.question.name, dict(heard.chosen.given))


def selected(place: Path | str, query: str) -> dict[str, Any]:
    """The answer to a SPARQL query, which runs in a process of its own within limits. Raises NotAnswered."""
    import pyoxigraph as ox

    if is_update(query):
        raise NotAnswered("只读, 不接受更新 (read only: updates are refused)")
    results = sandbox.query(place, query, LIMITS)
    if isinstance(results, ox.QuerySolutions):
        return rows(sandbox.Sandboxed(place, LIMITS), query, as_answer(results))
    if isinstance(results, ox.QueryBoolean):
        return {"boolean": bool(results)}
    triples = [str(triple) for triple in results]
    return {"triples": triples[:MOST_ROWS], "left_out": max(0, len(triples) - MOST_ROWS)}


def reasons(store: GraphStore, folder: Path | None, asked_for: str) -> dict[str, Any]:
    """Where a fact stands, by its IRI or by words (department, year, row, column): the printed lines around it."""
    facts = (
        [asked_for] if asked_for.startswith("http") else [hit.fact for hit in why.find(store, asked_for.split())[:3]]
    )
    found = why.evidence(store, folder, facts, 3)
    return {"facts": facts, "evidence": [asdict(one) for one in found]}


def found(store: GraphStore, folder: Path | None, document: str, severity: str, status: str) -> dict[str, Any]:
    """The findings of the checks, with what was decided about each."""
    chosen = desk.Status(status) if status else None
    items = desk.listed(store, folder, document=document, severity=severity, status=chosen)
    return {"findings": [asdict(one) for one in items[:MOST_ROWS]], "left_out": max(0, len(items) - MOST_ROWS)}


def table(store: GraphStore, folder: Path | None, name: str, document: str, after: int) -> dict[str, Any]:
    """Rows of a flat table, from row `after` on. Raises NotAnswered."""
    tables = read_tables()
    if name not in tables:
        raise NotAnswered(f"没有表 {name} (no such table); 有 {', '.join(tables)}")
    names = [column.name for column in tables[name].columns]
    decided = desk.decided(store, folder) if name == "findings" else NOTHING_DECIDED
    every = (dict(zip(names, row, strict=True)) for row in table_rows(store, tables[name], decided))
    kept = [row for row in every if not document or document in row.get("document", "")]
    return {"table": name, "rows": kept[after : after + MOST_ROWS], "total": len(kept)}


def rows(store: Selects, query: str, found: Answer) -> dict[str, Any]:
    """The answer of a query as rows of plain values with their sources; money is in yuan, as texts with every digit."""
    names = [column.name for column in found.columns]
    shown = found.rows[:MOST_ROWS]
    told = [dict(zip(names, map(_plain, row), strict=True)) for row in shown]
    for row, places in zip(told, sources_behind(store, query, shown), strict=True):
        row["sources"] = [asdict(one) for one in places]
    columns = [asdict(column) for column in found.columns]
    return {"columns": columns, "rows": told, "left_out": len(found.rows) - len(shown)}


def _plain(value: Any) -> Any:
    return number_text(value) if isinstance(value, Decimal) else value

"""What the tools answer: plain values that JSON holds, every row with the places it rests on, cut to what is of use.

The functions run in processes beside the server, each for an edition of the store. An assistant reads all that it is
given: an answer has at most MOST_ROWS rows and about MOST_CHARACTERS characters, and says what is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from kb import resources
from kb.asking.ask import answer, prepare
from kb.asking.empty import why_empty
from kb.asking.questions import Question, read_questions
from kb.asking.words import Reply, reply, said_in_vain
from kb.checks import desk
from kb.checks.finding import SEVERITIES
from kb.provenance import why
from kb.provenance.row_sources import sources_behind
from kb.publishing.tables import NOTHING_DECIDED, read_tables, table_rows
from kb.rows.columns import Column
from kb.rows.printed import Answer, number_text, plain
from kb.sparql.results import syntax_message
from kb.sparql.tokens import is_update
from kb.store.sandbox import QueryLimits

if TYPE_CHECKING:
    from kb.store.interface import GraphStore
    from kb.web.library import Edition

MOST_ROWS = 200
MOST_CHARACTERS = 60_000
LONGEST_VALUE = 2_000
MOST_COUNTED = 10_000
"""Solutions of a query that are counted; of more it is only said that there are more."""
MOST_TRACED = 2_000
"""Rows of an answer up to which each is traced to its sources: that asks for all of them once more."""
NOT_TRACED = "行太多, 没有查出处; 请收窄 (too many rows to trace to their sources: ask for less)"
AROUND = 3
LIMITS = QueryLimits(20, 2048)


class NotAnswered(ValueError):
    """A request that cannot be answered; the message says what to ask instead."""


def questions() -> dict[str, Question]:
    """The canned questions by name."""
    return read_questions(resources.folder("queries/questions"))


def listed_questions() -> dict[str, Any]:
    """The canned questions by name: what each answers, and its parameters."""
    return {name: _described(one) for name, one in questions().items()}


def _described(one: Question) -> dict[str, Any]:
    parameters = {
        each.name: {"label": each.label, "required": each.required, "description": each.description}
        for each in one.parameters
    }
    return {"summary": one.summary, "summary_en": one.summary_en, "parameters": parameters}


def asked(edition: Edition, name: str, given: dict[str, str]) -> dict[str, Any]:
    """The answer to a canned question. Raises NotAnswered, and UnresolvedName for a name that means nothing."""
    store = edition.store
    one = questions().get(name)
    if one is None:
        raise NotAnswered(f"没有问题 {name} (no such question); 用 questions 看有哪些")
    if strangers := set(given) - {parameter.name for parameter in one.parameters}:
        raise NotAnswered(f"{name}: 没有参数 {min(strangers)} (no such parameter)")
    ready = prepare(store, one, given, resources.folder("queries/choices"))
    found = answer(store, ready)
    body = {"question": name, "summary": one.summary, "meant": {key: value.label for key, value in ready.meant.items()}}
    body |= rows(store, ready.query, found)
    return body if found.rows else body | {"why_empty": why_empty(store, ready)}


def in_words(edition: Edition, sentence: str) -> dict[str, Any]:
    """The answer to a sentence, with what was read otherwise and what passed over; else the questions it may mean.

    Of a sentence that asks several things: `parts`, each with what is typed of it and its answer.
    """
    heard = reply(edition.store, questions(), sentence, resources.folder("queries/choices"))
    if heard.parts:
        return {"understood": True, "parts": [{"said": one.said} | _replied(edition, one.reply) for one in heard.parts]}
    return _replied(edition, heard)


def _replied(edition: Edition, heard: Reply) -> dict[str, Any]:
    if heard.chosen is None:
        may_be = [
            {"question": one.question.name, "summary": one.question.summary, "parameters": dict(one.given)}
            for one in heard.offers
        ]
        unknown = [*heard.reading.unknown, *heard.reading.ambiguous]
        left = list(said_in_vain(heard.reading))
        printed = [{"document": one.document, "place": one.place, "text": one.text} for one in heard.printed.excerpts]
        body = {"understood": False, "unknown": unknown, "left_over": left, "candidates": may_be}
        body |= {"printed": printed} if printed else {}
        return body | ({"printed_nowhere": list(heard.printed.unprinted)} if heard.printed.unprinted else {})
    body = {
        "understood": True,
        "read_as": dict(heard.reading.mentions.read_as),
        "passed_over": [*heard.chosen.passed_over],
    }
    return body | asked(edition, heard.chosen.question.name, dict(heard.chosen.given))


def selected(edition: Edition, query: str) -> dict[str, Any]:
    """The answer to a SPARQL query. Raises NotAnswered, NetworkRefused."""
    import pyoxigraph as ox

    if is_update(query):
        raise NotAnswered("只读, 不接受更新 (read only: updates are refused)")
    try:
        results = edition.store.query(query)
    except SyntaxError as error:
        raise NotAnswered(syntax_message(query, error).splitlines()[0]) from error
    if isinstance(results, ox.QueryBoolean):
        return {"boolean": bool(results)}
    counted = islice(results, MOST_COUNTED)
    if isinstance(results, ox.QuerySolutions):
        names = [variable.value for variable in results.variables]
        found = tuple(tuple(plain(solution[name]) for name in names) for solution in counted)
        body = rows(edition.store, query, Answer(tuple(Column(name, name) for name in names), found))
    else:
        triples = list(dict.fromkeys(str(triple) for triple in counted))
        kept = fitting([_clipped(one) for one in triples])
        body = {"triples": kept, "left_out": len(triples) - len(kept)}
    return body | {"and_more": True} if next(iter(results), None) is not None else body


def reasons(edition: Edition, asked_for: str) -> dict[str, Any]:
    """Where a fact is printed, by its IRI or by words (department, year, row, column), with the lines around it.

    Raises NotAnswered and UnresolvedName.
    """
    store = edition.store
    facts = (
        [asked_for] if asked_for.startswith("http") else [hit.fact for hit in why.find(store, asked_for.split())[:3]]
    )
    found = why.evidence(store, edition.folder, facts, AROUND)
    if not found:
        raise NotAnswered(f"库里没有事实 {asked_for[:200]} (no such fact)")
    return {"facts": facts, "evidence": [asdict(one) for one in found]}


def found(edition: Edition, document: str, severity: str, status: str, after: int) -> dict[str, Any]:
    """The findings of the checks, with what was decided about each, from number `after` on. Raises NotAnswered."""
    _known(edition.store, document)
    _one_of("severity", severity, SEVERITIES)
    _one_of("status", status, list(desk.Status))
    chosen = desk.Status(status) if status else None
    items = desk.listed(edition.store, edition.folder, document=document, severity=severity, status=chosen)
    return _page("findings", [asdict(one) for one in items], after)


def table(edition: Edition, name: str, document: str, after: int) -> dict[str, Any]:
    """Rows of a flat table, from row `after` on. Raises NotAnswered."""
    tables = read_tables()
    if name not in tables:
        raise NotAnswered(f"没有表 {name} (no such table); 有 {', '.join(tables)}")
    _known(edition.store, document)
    names = [column.name for column in tables[name].columns]
    decided = desk.decided(edition.store, edition.folder) if name == "findings" else NOTHING_DECIDED
    every = (dict(zip(names, row, strict=True)) for row in table_rows(edition.store, tables[name], decided))
    return {"table": name, **_page("rows", [row for row in every if document in row.get("document", "")], after)}


def _page(name: str, every: Sequence[dict[str, Any]], after: int) -> dict[str, Any]:
    """The items from number `after` on that fit into an answer, how many there are, and where the next begin."""
    if after < 0:
        raise NotAnswered(f"after 要是 0 或更大的数 (after is a number from 0 on), 不是 {after}")
    kept = fitting([{key: _clipped(value) for key, value in one.items()} for one in every[after : after + MOST_ROWS]])
    following = after + len(kept)
    return {name: kept, "total": len(every), "next": following if following < len(every) else None}


def _known(store: GraphStore, document: str) -> None:
    if document and not any(document in one for one in store.documents()):
        raise NotAnswered(f"没有文件 {document} (no such document); 用 ask documents 看有哪些")


def _one_of(name: str, value: str, known: Iterable[str]) -> None:
    if value and value not in set(map(str, known)):
        raise NotAnswered(f"{name} 没有 {value} (no such value); 有 {', '.join(map(str, known))}")


def rows(store: GraphStore, query: str, found: Answer) -> dict[str, Any]:
    """The answer of a query as rows of plain values with their sources; money is in yuan, as texts with every digit."""
    names = [column.name for column in found.columns]
    shown = found.rows[:MOST_ROWS]
    entries = [dict(zip(names, map(_clipped, map(_plain, row)), strict=True)) for row in shown]
    shown = shown[: len(fitting(entries))]
    is_traced = len(found.rows) <= MOST_TRACED
    for row, places in zip(entries, sources_behind(store, query, shown) if is_traced else (), strict=False):
        row["sources"] = [asdict(one) for one in places]
    kept = fitting(entries[: len(shown)])
    columns = [asdict(column) for column in found.columns]
    answered = {"columns": columns, "rows": kept, "left_out": len(found.rows) - len(kept)}
    return answered if is_traced else answered | {"note": NOT_TRACED}


def fitting(items: Sequence[Any]) -> list[Any]:
    """The first items, as many as an answer may hold; one at least."""
    kept: list[Any] = []
    size = 0
    for item in items[:MOST_ROWS]:
        size += len(json.dumps(item, ensure_ascii=False))
        if kept and size > MOST_CHARACTERS:
            break
        kept.append(item)
    return kept


def _clipped(value: Any) -> Any:
    """A value; of a long text the beginning, and how long it is."""
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        return f"{value[:LONGEST_VALUE]}… (共 {len(value)} 字, cut)"
    return value


def _plain(value: Any) -> Any:
    return number_text(value) if isinstance(value, Decimal) else value

"""Why an answer is empty, and what there is instead: the texts and queries of `queries/empty/`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from kb import resources
from kb.asking.ask import FREE_TYPES, answer, limited_to
from kb.asking.questions import bind
from kb.rows.printed import plain

if TYPE_CHECKING:
    from kb.asking.ask import AskedQuestion
    from kb.asking.questions import Parameter
    from kb.rows.printed import Answer, Value
    from kb.store.interface import GraphStore

    Limits = Sequence[Parameter]

FOLDER = "queries/empty"
DEPARTMENT = "department"
MOST_LIMITS = 2
"""Limits left out together while looking for rows, before all are left out."""
MOST_SHOWN = 12
MOST_SEARCHED = 200
"""Documents up to which a question is asked of all of them and of every figure, to tell what there is."""
NARROW_TYPES = ("department", "document", "measure", "subject", "project", "policy", "text")
"""Types of parameters that leave few rows to look at; a year or a stage does not."""
SEPARATOR = "、"


def why_empty(store: GraphStore, asked: AskedQuestion) -> str:
    """Which limits leave nothing over and what there is without them; else what the store holds at all."""
    stated = [_why(store, asked), *_holdings(store, asked)]
    return "\n".join(stated)


def _why(store: GraphStore, asked: AskedQuestion) -> str:
    if not store.documents():
        return _sentences()["empty_store"]
    meant = [parameter for parameter in asked.question.parameters if parameter.name in asked.meant]
    optional = sorted((one for one in meant if not one.required), key=lambda one: one.name in asked.question.scope)
    turns: list[list[Limits]] = [*_subsets(optional), [meant]]
    searched = [[dropped for dropped in turn if _is_quick(store, meant, dropped)] for turn in turns]
    for dropped_together in searched:
        found = [(dropped, answer(store, _without(store, asked, dropped))) for dropped in dropped_together if dropped]
        if stated := [
            _stated(asked, dropped, rows, is_first=not place) for place, (dropped, rows) in _with_rows(found)
        ]:
            return "\n".join(stated)
    if searched != turns:
        return _sentences()["unsearched"].format(limits=_limits(asked, meant))
    typed = [parameter for parameter in meant if parameter.type in FREE_TYPES]
    return _sentences()["absent" if typed else "nothing"].format(limits=_limits(asked, typed))


def _is_quick(store: GraphStore, meant: Limits, dropped: Limits) -> bool:
    """Whether what is left of a question does not read the figures of a whole province."""
    return len(store.documents()) <= MOST_SEARCHED or any(
        one.type in NARROW_TYPES for one in meant if one not in dropped
    )


def _with_rows(found: Iterable[tuple[Limits, Answer]]) -> Iterator[tuple[int, tuple[Limits, Answer]]]:
    return enumerate((dropped, rows) for dropped, rows in found if rows.rows)


def _stated(asked: AskedQuestion, dropped: Limits, found: Answer, *, is_first: bool) -> str:
    """What there is where some limits are left out."""
    is_required = any(parameter.required for parameter in dropped)
    kind = ("others" if is_required else "fewer_limits") if is_first else "or_without"
    return _sentences()[kind].format(
        limits=_limits(asked, dropped),
        labels=SEPARATOR.join(one.label for one in dropped),
        options=", ".join(f"--{one.name}" for one in dropped),
        rows=len(found.rows),
        held="".join(_held(found, dropped)),
    )


def _without(store: GraphStore, asked: AskedQuestion, dropped: Limits) -> AskedQuestion:
    """The question with some of its limits left out."""
    left_out = {parameter.name for parameter in dropped}
    return limited_to(store, asked, {name: one for name, one in asked.meant.items() if name not in left_out})


def _limits(asked: AskedQuestion, parameters: Limits) -> str:
    return SEPARATOR.join(f"{one.label}“{asked.meant[one.name].label}”" for one in parameters)


def _subsets(parameters: Limits) -> Iterator[list[Limits]]:
    """What to leave out in turn: each one limit, each two, all."""
    sizes = sorted({*range(1, min(len(parameters), MOST_LIMITS) + 1), len(parameters)} - {0})
    return ([list(chosen) for chosen in combinations(parameters, size)] for size in sizes)


def _held(found: Answer, dropped: Limits) -> Iterator[str]:
    """The values that the rows have where a limit was left out, for every limit that is a column too."""
    for parameter in dropped:
        for place, column in enumerate(found.columns):
            values = list(dict.fromkeys(str(row[place]) for row in found.rows if row[place] is not None))
            if column.label == parameter.label and values:
                yield _sentences()["held"].format(label=parameter.label, values=_listed(values))


def _holdings(store: GraphStore, asked: AskedQuestion) -> Iterator[str]:
    """What the store holds of the department asked for, or of all."""
    if department := asked.meant.get(DEPARTMENT):
        yield _sentences()["department"].format(department=department.label)
        for year, stage, state, titles in _rows(store, bind(_query("department"), {DEPARTMENT: [department.term]})):
            forms = f": {state} {_listed(str(titles).split(SEPARATOR))}" if state else ""
            yield f"  {year} {stage}{forms}"
        ((figures,),) = _rows(store, bind(_query("text"), {DEPARTMENT: [department.term]}))
        if figures:
            yield _sentences()["text"].format(figures=figures, department=department.label)
    elif store.documents():
        (documents, departments, years), *_ = _rows(store, _query("store"))
        yield _sentences()["store"].format(documents=documents, departments=departments, years=years)


def _listed(values: list[str]) -> str:
    more = f" … 共 {len(values)} 个" if len(values) > MOST_SHOWN else ""
    return SEPARATOR.join(values[:MOST_SHOWN]) + more


def _rows(store: GraphStore, query: str) -> list[list[Value]]:
    return [[plain(term) for term in solution] for solution in store.select(query)]


@cache
def _query(name: str) -> str:
    return (resources.folder(FOLDER) / f"{name}.rq").read_text(encoding="utf-8")


@cache
def _sentences() -> dict[str, str]:
    return tomllib.loads((resources.folder(FOLDER) / "sentences.toml").read_text(encoding="utf-8"))

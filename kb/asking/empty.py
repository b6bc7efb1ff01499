"""Why an answer is empty, and what there is instead: the texts and queries of `queries/empty/`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
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

FOLDER = "queries/empty"
DEPARTMENT = "department"
MOST_LIMITS = 2
"""Limits left out together while looking for rows, before all are left out."""
MOST_SHOWN = 12
SEPARATOR = "、"


def why_empty(store: GraphStore, asked: AskedQuestion) -> str:
    """Which limits leave nothing over and what there is without them; else what the store holds at all."""
    told = [_why(store, asked), *_holdings(store, asked)]
    return "\n".join(told)


def _why(store: GraphStore, asked: AskedQuestion) -> str:
    if not store.documents():
        return _sentences()["empty_store"]
    meant = [parameter for parameter in asked.question.parameters if parameter.name in asked.meant]
    optional = [parameter for parameter in meant if not parameter.required]
    for dropped in (*_subsets(optional), meant):
        found = answer(store, limited_to(store, asked, {name: asked.meant[name] for name in _others(asked, dropped)}))
        if dropped and found.rows:
            kind = "others" if any(parameter.required for parameter in dropped) else "fewer_limits"
            return _sentences()[kind].format(
                limits=_limits(asked, dropped),
                labels=SEPARATOR.join(one.label for one in dropped),
                options=", ".join(f"--{one.name}" for one in dropped),
                rows=len(found.rows),
                held="".join(_held(found, dropped)),
            )
    typed = [parameter for parameter in meant if parameter.type in FREE_TYPES]
    return _sentences()["absent" if typed else "nothing"].format(limits=_limits(asked, typed))


def _limits(asked: AskedQuestion, parameters: Iterable[Parameter]) -> str:
    return SEPARATOR.join(f"{one.label}“{asked.meant[one.name].label}”" for one in parameters)


def _others(asked: AskedQuestion, dropped: Iterable[Parameter]) -> list[str]:
    """The names of the parameters that are kept."""
    left_out = {parameter.name for parameter in dropped}
    return [name for name in asked.meant if name not in left_out]


def _subsets(parameters: list[Parameter]) -> Iterator[list[Parameter]]:
    """What to leave out in turn: one limit, two, all."""
    sizes = sorted({*range(1, min(len(parameters), MOST_LIMITS) + 1), len(parameters)} - {0})
    return (list(chosen) for size in sizes for chosen in combinations(parameters, size))


def _held(found: Answer, dropped: Iterable[Parameter]) -> Iterator[str]:
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

"""Things out of the store: what the rules of identity judge, gathered over all documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from kb import resources
from kb.links.model import KnownProject, Organization, Policy, ProjectEntry, Things
from kb.rows.printed import plain
from kb.store.interface import GraphStore

Row = dict[str, Any]


def things_of(store: GraphStore) -> Things:
    """Every department, unit, project and policy document of the store."""
    rows = partial(_rows, store)
    return Things(
        tuple(_organization(group) for group in _grouped(rows("organizations"))),
        tuple(_projects(rows)),
        tuple(_policy(group) for group in _grouped(rows("policies"))),
        store.base,
    )


def _rows(store: GraphStore, name: str) -> Iterator[Row]:
    """The rows of `queries/links/NAME.rq` by variable; unbound is None."""
    query = (resources.folder("queries/links") / f"{name}.rq").read_text(encoding="utf-8")
    solutions = store.select(query)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: plain(solution[name]) for name in names}


def _grouped(rows: Iterable[Row]) -> Iterator[list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["thing"]].append(row)
    yield from groups.values()


def _each(rows: Iterable[Row], *columns: str) -> tuple[str, ...]:
    """The values of columns, each once, in order of appearance."""
    return tuple(dict.fromkeys(str(row[column]) for row in rows for column in columns if row[column]))


def _first(rows: Iterable[Row], column: str) -> str:
    return next(iter(_each(rows, column)), "")


def _area(iri: str) -> str:
    return iri.rpartition("/")[2]


def _organization(rows: list[Row]) -> Organization:
    return Organization(
        iri=rows[0]["thing"],
        name=_first(rows, "name"),
        department=rows[0]["department"],
        department_name=_first(rows, "department_name"),
        adcode=_area(_first(rows, "area")),
        code=_first(rows, "code"),
        names=_each(rows, "name", "alternative"),
        documents=_each(rows, "document"),
    )


def _projects(rows: partial[Iterator[Row]]) -> Iterator[KnownProject]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows("project-names"):
        names[row["thing"]].append(row["name"])
    policies: dict[str, set[str]] = defaultdict(set)
    indicators: dict[str, set[str]] = defaultdict(set)
    for row in rows("project-evidence"):
        (policies if row["policy"] else indicators)[row["thing"]].add(row["policy"] or row["indicator"])
    for group in _grouped(rows("projects")):
        iri = group[0]["thing"]
        yield KnownProject(
            iri=iri,
            name=_first(group, "name"),
            department=group[0]["department"],
            code=_first(group, "code"),
            names=tuple(dict.fromkeys((*_each(group, "name", "printed"), *names[iri]))),
            entries=tuple(_entry(row) for row in group),
            policies=frozenset(policies[iri]),
            indicators=frozenset(indicators[iri]),
            documents=_each(group, "document"),
        )


def _entry(row: Row) -> ProjectEntry:
    amount = row["amount"]
    return ProjectEntry(
        document=row["document"],
        year=row["year"],
        name=row["printed"],
        amount=amount if isinstance(amount, Decimal) else None,
        unit=row["unit"] or "",
        place=row["place"] or "",
    )


def _policy(rows: list[Row]) -> Policy:
    return Policy(
        iri=rows[0]["thing"],
        name=_first(rows, "name"),
        agency=_first(rows, "agency"),
        titles=_each(rows, "title"),
        areas=tuple(dict.fromkeys(_area(area) for area in _each(rows, "area"))),
        documents=_each(rows, "document"),
    )

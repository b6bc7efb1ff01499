"""Links from what running text tells to what it speaks of: a subject of the forms, a project, a unit.

A link is made by name and only to what the same disclosure holds, where exactly one of its things bears the name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.facts import YUAN_PER_UNIT, Disclosure, Figure, Project, Statement, StatementLink, Unit
from loaders.printing import fold
from loaders.schemes import PRINTED_SCHEMES, SubjectScheme

_LEVEL = re.compile(r"([^()]+)\(([类款项])\)")
_DIGITS = {"类": 3, "款": 5, "项": 7}
_NO_NAME = frozenset(("", "其他"))
_COMPARISON = re.compile(r"(?:较.{2,6}增减(?:幅度)?|占.*(?:比重|比例)|占比)$")


def linked(disclosure: Disclosure) -> Disclosure:
    """The disclosure with its statements linked to what they are about, as far as their words say so."""
    things = _OwnThings(disclosure)
    return replace(disclosure, statements=tuple(_linked(statement, things) for statement in disclosure.statements))


def _linked(statement: Statement, things: _OwnThings) -> Statement:
    if statement.about:
        return replace(statement, link=things.named(statement.about))
    if statement.value and statement.unit not in YUAN_PER_UNIT and statement.unit != "%":
        return statement
    return replace(statement, link=things.called(_COMPARISON.sub("", statement.measure)))


class _OwnThings:
    """What the disclosure holds by name: subjects with the names that rows print, projects, units."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._subjects = _subjects(disclosure.figures)
        self._by_name: dict[str, set[StatementLink]] = defaultdict(set)
        for (scheme, code), names in self._subjects.items():
            for name in names:
                self._by_name[name].add(StatementLink("subject", code, scheme))
        for name, link in (*_projects(disclosure.projects), *_units(disclosure.units)):
            self._by_name[name].add(link)

    def named(self, about: str) -> StatementLink | None:
        """What a statement says it is about: a subject by the names of its levels, or a thing by its own name."""
        levels = [(_comparable(name), _DIGITS[level]) for name, level in _LEVEL.findall(fold(about))]
        return self._by_levels(levels) if levels else self.called(about)

    def called(self, name: str) -> StatementLink | None:
        """The one thing that bears a name; 其他支出 is any of many."""
        wanted = _comparable(name)
        found = () if wanted in _NO_NAME else tuple(self._by_name.get(wanted, ()))
        return found[0] if len(found) == 1 else None

    def _by_levels(self, levels: list[tuple[str, int]]) -> StatementLink | None:
        """The one functional subject whose code prints every name at its level: 类 208, 款 20805, 项 2080505."""
        lowest = max(digits for _, digits in levels)
        found = [
            code
            for scheme, code in self._subjects
            if scheme == SubjectScheme.FUNCTIONAL
            and len(code) == lowest
            and all(self._bears(code, *level) for level in levels)
        ]
        return StatementLink("subject", found[0], SubjectScheme.FUNCTIONAL) if len(found) == 1 else None

    def _bears(self, code: str, name: str, digits: int) -> bool:
        return name in self._subjects.get((SubjectScheme.FUNCTIONAL, code[:digits]), ())


def _subjects(figures: Iterable[Figure]) -> dict[tuple[str, str], set[str]]:
    """The names that rows print for each subject code."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figure in figures:
        if figure.scheme in PRINTED_SCHEMES and figure.subject and figure.subject == figure.row_code:
            found[figure.scheme, figure.subject].add(_comparable(figure.row_label))
    return found


def _projects(projects: Iterable[Project]) -> Iterator[tuple[str, StatementLink]]:
    for project in projects:
        for name in (project.name, *(mention.name for mention in project.mentions)):
            yield _comparable(name), StatementLink("project", project.key)


def _units(units: Iterable[Unit]) -> Iterator[tuple[str, StatementLink]]:
    return ((_comparable(unit.name), StatementLink("unit", unit.name)) for unit in units)


def _comparable(printed: str) -> str:
    """A name as it compares: 社会保障和就业支出 of a form is 社会保障和就业（类） of a sentence."""
    return fold(printed).strip("“”\"'").replace("其它", "其他").removesuffix("支出")

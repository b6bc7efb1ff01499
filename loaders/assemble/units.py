"""Units (单位): from 机构设置 tables, lists in prose and the unit rows of forms, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders import lexicon
from loaders.facts import Figure, Source, Unit
from loaders.printing import fold, squeeze

_UNIT_FORMS = frozenset({"income", "expenditure", "general-expenditure", "project-list", "project-target-summary"})


def units_of_rows(figures: Sequence[Figure]) -> list[Unit]:
    """The budget units that rows of forms stand for, each once, at its first row."""
    found: dict[str, Unit] = {}
    for figure in figures:
        if figure.form in _UNIT_FORMS and figure.scheme == "unit" and figure.row_label:
            source = Source(figure.source.place, f"{figure.row_code} {figure.row_label}")
            found.setdefault(figure.row_code, Unit(figure.row_label, source, code=figure.row_code))
    return list(found.values())


def lay_together(listed: Sequence[Unit], rows: Sequence[Unit], department: str) -> tuple[Unit, ...]:
    """The units of a disclosure: those listed, with their codes; where none is listed, those of the rows."""
    units = list({_key(unit.name): unit for unit in reversed(listed)}.values())[::-1]
    for row in rows:
        same = next((index for index, unit in enumerate(units) if _same(unit.name, row.name)), None)
        if same is not None:
            if len(row.code) > len(units[same].code):
                units[same] = replace(units[same], code=row.code)
        elif not listed or _key(row.name) != _key(department):
            units.append(row)
    return tuple(units)


def _key(name: str) -> str:
    return fold(name)


def _same(listed: str, printed: str) -> bool:
    """Whether two names are one unit: the same, or the same but for 本级 behind it."""
    return _bare(listed) == _bare(printed)


def _bare(name: str) -> str:
    bare = squeeze(fold(name)).replace("(", "").replace(")", "")
    for ending in lexicon.sections().structure.itself:
        bare = bare.removesuffix(ending)
    return bare

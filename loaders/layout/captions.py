"""The small print around a table: unit, department, fiscal year, form number, date, note (`lexicon/captions.toml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache

from loaders import lexicon
from loaders.printing import MEMORY, squeeze
from loaders.table.numbers import money_pattern
from loaders.table.numbers import unit_in as unit_in


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """What one line of small print says; empty where it does not say it."""

    unit: str = ""
    department: str = ""
    department_code: str = ""
    year: str = ""
    number: str = ""
    note: str = ""
    date: str = ""

    def __bool__(self) -> bool:
        return self != _NOTHING


_NOTHING = SmallPrint()


@lru_cache(maxsize=MEMORY)
def small_print(text: str) -> SmallPrint | None:
    """What a line of small print says, or None where it is none."""
    plain = squeeze(text)
    if not plain:
        return None
    if lexicon.captions().note.fullmatch(plain):
        return SmallPrint(note=text.strip())
    if len(plain) > 60:
        return None
    pieces = [_one(piece) for piece in text.split()]
    if len(pieces) > 1 and all(pieces):
        return _together([piece for piece in pieces if piece is not None])
    return _one(plain)


def _together(pieces: list[SmallPrint]) -> SmallPrint:
    """What several pieces of one line say: `部门：某局　预算年度：2024　单位：万元`."""
    names = [field.name for field in fields(SmallPrint)]
    return SmallPrint(
        **{name: next((said for piece in pieces if (said := getattr(piece, name))), "") for name in names}
    )


def _one(plain: str) -> SmallPrint | None:
    """What one piece of small print says."""
    words = lexicon.captions()
    unit = money_pattern(words.unit)
    alone = _without_tail(plain)
    department = None if unit.match(plain) else words.department.fullmatch(alone)
    code, name = _coded(department) if department else (_code_alone(alone), "")
    year = words.year.fullmatch(plain)
    said = SmallPrint(
        unit=unit_in(plain) if unit.search(plain) else "",
        department=name,
        department_code=code,
        year=year[1] if year else "",
        number=plain if words.number.fullmatch(plain) else "",
        date=plain if words.date.fullmatch(plain) else "",
    )
    return said or None


def _code_alone(plain: str) -> str:
    """The code of `部门编码：131001`."""
    match = lexicon.captions().department_code.fullmatch(plain)
    return match[1] if match else ""


def _without_tail(plain: str) -> str:
    """`部门：某局 单位：万元` in one line: the department alone."""
    return money_pattern(lexicon.captions().unit_behind).split(plain)[0]


def _coded(department: re.Match[str]) -> tuple[str, str]:
    """Code and name of a department: `部门：[301001]某局`, `单位名称：301-某局`, `450某局`."""
    if department[1] is None:
        return department[2], department[3]
    coded = re.fullmatch(r"[\[【（(]?(\d{3,9})[\]】）)]?[-—_]?(?!年)(\D.*)", department[1])
    return (coded[1], coded[2]) if coded else ("", department[1])

"""The small print around a table: unit, department, fiscal year, form number, date, note (`lexicon/captions.toml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import load
from loaders.printing import squeeze


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
        return any((self.unit, self.department, self.year, self.number, self.note, self.date))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("captions")[name])


def unit_in(text: str) -> str:
    """The unit of money that a caption or header names: `单位：万|元`, `价值（单位：万元）`, `（万元）` → `万元`."""
    plain = squeeze(text)
    match = _pattern("unit").search(plain)
    if match:
        return match[1]
    bracketed = re.search(r"[（(](元|千元|万元|亿元)[)）]", plain)
    return bracketed[1] if bracketed else ""


def small_print(text: str) -> SmallPrint | None:
    """What a line of small print says, or None where it is none."""
    plain = squeeze(text)
    if not plain:
        return None
    if _pattern("note").fullmatch(plain):
        return SmallPrint(note=text.strip())
    if len(plain) > 60:
        return None
    department = None if _pattern("unit").match(plain) else _pattern("department").fullmatch(_without_tail(plain))
    year = _pattern("year").fullmatch(plain)
    said = SmallPrint(
        unit=unit_in(plain) if _pattern("unit").search(plain) else "",
        department=(department[1] or department[3]) if department else "",
        department_code=(department[2] or "") if department else "",
        year=year[1] if year else "",
        number=plain if _pattern("number").fullmatch(plain) else "",
        date=plain if _pattern("date").fullmatch(plain) else "",
    )
    return said or None


def _without_tail(plain: str) -> str:
    """`部门：某局 单位：万元` in one line: the department alone."""
    return re.split(r"(?<=.)(?:金额)?单位[:：](?:人民币)?(?:元|万元|千元)", plain)[0]

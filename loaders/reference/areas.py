"""Areas (行政区划, GB/T 2260): which province, city or county a department's name speaks of.

The divisions since 2008 and the years they hold for are `lexicon/areas.csv`; docs/areas.md says where they come from.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from loaders import lexicon

# A project code begins with the area whose budget it belongs to and two digits of the year.
PROJECT_CODE = re.compile(r"(?<![0-9A-Z])(\d{6})\d{2}[0-9A-Z]{9,14}(?![0-9A-Z])")
STILL = 9999
EVER = 0
"""In the place of a year: whatever years an area has."""
LEVEL_WORDS = ("市", "县", "区", "旗")
# 市财社 in a document of a county is the finance bureau of the city above it.
RELATIVE_LEADS = {"省": "province", "市": "prefecture", "州": "prefecture", "县": "county", "区": "county"}


@dataclass(frozen=True, slots=True)
class Division:
    """A division: six-digit code, full name, and the province and prefecture above it (empty where there is none).

    A province names itself in `province`, a prefecture-level city itself in `city`.
    """

    adcode: str
    name: str
    province: str
    city: str

    @property
    def level(self) -> str:
        """`province`, `prefecture` or `county`, as the code tells."""
        if self.adcode.endswith("0000"):
            return "province"
        return "prefecture" if self.adcode.endswith("00") else "county"

    def holds(self, adcode: str) -> bool:
        """Whether a division is this one or a part of it."""
        return adcode.startswith(_significant(self.adcode))


@dataclass(frozen=True, slots=True)
class _Row:
    """An area under one name and code, with the years they hold for."""

    area: Division
    first: int
    last: int

    def years_off(self, year: int | None) -> int:
        """How many years lie between a year (None: now) and the years of the row; 0 where it holds."""
        year = STILL if year is None else year
        return max(self.first - year, year - self.last, 0)


def find_area(name: str, hints: Sequence[str] = (), year: int | None = None) -> Division | None:
    """The area a department's name speaks of; None where nothing proves one.

    `hints` are other texts of the document: project codes (项目编码), names of units, the title. They decide between
    areas of one name (普陀区 in 上海市 and 舟山市); for a name without area (区医疗保障服务中心) only project codes do.
    """
    rows = _rows_of(name, year)
    if not rows:
        return _area_of_codes(hints, year)
    areas = list(dict.fromkeys(row.area for row in rows))
    return areas[0] if len(areas) == 1 else _decided(areas, hints)


def areas_named(name: str) -> tuple[Division, ...]:
    """All areas of any year that the name of a department may speak of: 鼓楼区图书馆 four, 西南大学 none."""
    return tuple(dict.fromkeys(row.area for row in _rows_of(name, EVER)))


@lru_cache(maxsize=4096)
def area_of_code(adcode: str, year: int | None = None) -> Division | None:
    """The area with a code, under the name it had in the year (None: now, or at last)."""
    rows = [row for row in _all_rows() if row.area.adcode == adcode]
    return min(rows, key=lambda row: row.years_off(year)).area if rows else None


@lru_cache(maxsize=4096)
def held_in(adcode: str, year: int) -> bool:
    """Whether the list has an area under this code for the year."""
    return any(row.area.adcode == adcode and row.years_off(year) == 0 for row in _all_rows())


def abbreviated_area(lead: str, near: str = "") -> tuple[Division, bool] | None:
    """The area that the first characters of an agency code (发文机关代字) stand for, and whether that is certain.

    冀 is 河北省 for certain. A city or county has no fixed abbreviation: 随, 石 or 承县 is taken for the one that
    begins so nearest to `near`, the code of the area where the document was written.
    """
    if lead in RELATIVE_LEADS:
        return next(((area, False) for area in _around(near) if area.level == RELATIVE_LEADS[lead]), None)
    own = [area for area in _around(near) if area.level != "province" and _abbreviates(lead, area)]
    province = lexicon.areas().abbreviations.get(lead)
    if province and (not own or province[:2] == near[:2]):
        found = area_of_code(province)
        return (found, True) if found else None
    if own:
        return own[0], False
    alias = lexicon.areas().cities.get(lead)
    if alias and (not near or alias[:2] == near[:2]):
        found = area_of_code(alias)
        return (found, False) if found else None
    for scope in _scopes(near):
        fitting = [area for area in scope if _abbreviates(lead, area)]
        if fitting:
            return (fitting[0], False) if len(fitting) == 1 else None
    return None


@lru_cache(maxsize=4096)
def can_abbreviate(lead: str) -> bool:
    """Whether some area could be meant by the first characters of an agency code."""
    words = lexicon.areas()
    if lead in words.abbreviations or lead in words.cities or lead in RELATIVE_LEADS:
        return True
    return any(_abbreviates(lead, row.area) for row in _all_rows())


def _abbreviates(lead: str, area: Division) -> bool:
    core = lead[:-1] if len(lead) > 1 and lead.endswith(LEVEL_WORDS) else lead
    return area.name.startswith(core) and (core == lead or area.name.endswith(lead[-1]))


def _around(adcode: str) -> list[Division]:
    """The area with this code, the prefecture and the province above it."""
    found = (area_of_code(code) for code in (adcode, adcode[:4] + "00", adcode[:2] + "0000")) if adcode else ()
    return list(dict.fromkeys(area for area in found if area))


def _scopes(near: str) -> Iterator[list[Division]]:
    """Where an abbreviated area is looked for, nearest first: cities of the province, counties of the city."""
    current = [row.area for row in _all_rows() if row.years_off(None) == 0]
    prefectures = [area for area in current if area.level == "prefecture"]
    if near:
        yield [area for area in prefectures if area.adcode[:2] == near[:2]]
        yield [area for area in current if area.level == "county" and area.adcode[:4] == near[:4]]
    else:
        yield prefectures


def _rows_of(name: str, year: int | None) -> list[_Row]:
    """The rows meant by the first area named in a text and by the parts of it named directly behind (河北省曲阳县)."""
    rows: list[_Row] = []
    end = 0
    for start, area_name in _names_in(name):
        if not rows and not _may_begin(name[:start]):
            continue
        if not rows:
            rows = _under_short_name(_held(_by_name()[area_name], year), name[:start])
        elif start == end and (parts := [row for row in _by_name()[area_name] if _inside(row, rows)]):
            rows = _held(parts, year)
        else:
            break
        end = start + len(area_name)
    return rows


def _may_begin(before: str) -> bool:
    """Whether an area's name may begin behind these words: 青岚县 is no 岚县, 中共岚县县委 and 山西岚县 are of it."""
    if not before or not "\u4e00" <= before[-1] <= "\u9fff":
        return True
    return before.endswith(lexicon.areas().before.words) or area_before(before) is not None


def area_before(text: str, year: int | None = None) -> Division | None:
    """The one area whose full name, or whose province's short name, a text ends with: …网站 江西省 → 江西省."""
    for start in range(max(0, len(text) - _longest_name()), len(text) - 1):
        rows = _by_name().get(text[start:]) or _provinces().get(text[start:], [])
        areas = list(dict.fromkeys(row.area for row in _held(rows, year))) if rows else []
        if areas:
            return areas[0] if len(areas) == 1 else None
    return None


def _inside(row: _Row, wholes: Sequence[_Row]) -> bool:
    return any(whole.area.holds(row.area.adcode) for whole in wholes)


def _held(rows: Sequence[_Row], year: int | None) -> list[_Row]:
    """The rows that hold in the year, else those nearest to it; all of them for EVER."""
    if year == EVER:
        return list(rows)
    nearest = min(row.years_off(year) for row in rows)
    return [row for row in rows if row.years_off(year) == nearest]


def _under_short_name(rows: list[_Row], before: str) -> list[_Row]:
    """Of areas of one name those whose province or city is before it in short (浙江普陀区)."""
    named = [
        row
        for row in rows
        if any(whole and before.endswith(_short(whole)) for whole in (row.area.province, row.area.city))
    ]
    return named or rows


def _short(name: str) -> str:
    """河北省 → 河北; 内蒙古自治区 → 内蒙古."""
    if name.endswith(("省", "市")):
        return name[:-1]
    return name[:3] if name.startswith("内蒙古") else name[:2]


def _decided(areas: Sequence[Division], hints: Sequence[str]) -> Division | None:
    """The one of several areas of a name that the hints speak for most: project codes first, then full names."""
    codes = [match[1] for hint in hints for match in PROJECT_CODE.finditer(hint)]
    scores = [
        (sum(area.holds(code) for code in codes), sum(_named_above(area, hint) for hint in hints)) for area in areas
    ]
    best = max(scores)
    return areas[scores.index(best)] if any(best) and scores.count(best) == 1 else None


def _named_above(area: Division, hint: str) -> bool:
    return any(name and name != area.name and name in hint for name in (area.province, area.city))


def _area_of_codes(hints: Sequence[str], year: int | None) -> Division | None:
    """The area that all project codes begin with."""
    codes = {match[1] for hint in hints for match in PROJECT_CODE.finditer(hint)}
    return area_of_code(codes.pop(), year) if len(codes) == 1 else None


def _names_in(text: str) -> Iterator[tuple[int, str]]:
    """Full names of areas in a text with their offsets, left to right, the longest first, none overlapping."""
    names = _by_name()
    longest = max(map(len, names))
    start = 0
    while start < len(text):
        name = next((text[start:end] for end in range(start + longest, start + 1, -1) if text[start:end] in names), "")
        if name:
            yield start, name
        start += len(name) or 1


def _significant(adcode: str) -> str:
    """The digits of a code that its parts share: 130000 → 13, 130800 → 1308."""
    return adcode.removesuffix("00").removesuffix("00")


@cache
def _longest_name() -> int:
    return max(map(len, _by_name()))


@cache
def _provinces() -> dict[str, list[_Row]]:
    """Provinces and cities by their short names: 江西, 内蒙古, 宁波."""
    found: dict[str, list[_Row]] = {}
    for row in _all_rows():
        if row.area.level != "county" and len(short := _short(row.area.name)) > 1:
            found.setdefault(short, []).append(row)
    return found


@cache
def _by_name() -> dict[str, list[_Row]]:
    names: dict[str, list[_Row]] = {}
    for row in _all_rows():
        names.setdefault(row.area.name, []).append(row)
    return names


@cache
def _all_rows() -> tuple[_Row, ...]:
    text = (files("loaders.lexicon") / "areas.csv").read_text(encoding="utf-8")
    printed = list(csv.DictReader(text.splitlines()))
    above: dict[str, str] = {row["code"]: row["name"] for row in printed if row["code"].endswith("00")}
    return tuple(
        _Row(_area(row["code"], row["name"], above), int(row["first_year"]), int(row["last_year"] or STILL))
        for row in printed
    )


def _area(code: str, name: str, above: dict[str, str]) -> Division:
    city = "" if code.endswith("0000") else above.get(code[:4] + "00", "")
    return Division(code, name, above[code[:2] + "0000"], city)

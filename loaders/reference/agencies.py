"""Agency codes (发文机关代字): 冀财社 is 河北省财政厅, its office for 社会保障; 财社 the same of 财政部.

A code is [area][agency][office or kind of document]; the words of each part are data in `lexicon/agencies.toml` and
`lexicon/areas.toml`. An area recognised by its first character only is a guess and marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders import lexicon
from loaders.lexicon.identity_records import OfficeEntry
from loaders.reference.areas import Division, abbreviated_area, area_of_code, can_abbreviate

LONGEST_CODE = 12
LONGEST_LEAD = 3
MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency that issues documents, as its code tells.

    `level` is `central`, `province`, `prefecture`, `county` or empty (area unknown: then `name` lacks the area too);
    `field` the subject of the office that drew the document up (社会保障), where the code tells. `certain` is false
    where the area is a guess from its first character.
    """

    code: str
    name: str
    level: str
    area: str = ""
    adcode: str = ""
    field: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class CodeParts:
    """An agency code taken apart: characters of the area (empty: central), of the agency, and the rest."""

    lead: str
    office: str
    tail: str


def find_agency(code: str, near: str = "") -> Agency | None:
    """The agency behind a code; None where the code follows no known rule (the code itself is all that is known).

    `near` is the GB/T 2260 code of the area whose document cites it: 石财社 in a document of 晋州市 (130183) is
    石家庄市财政局.
    """
    known = lexicon.agencies().known.get(code)
    if known:
        name, adcode = known
        return _known(code, name, adcode)
    parts = split_code(code)
    if parts is None:
        return None
    office = _offices()[parts.office]
    field = _field(office, parts.tail)
    if not parts.lead:
        return Agency(code, office.central, "central", field=field)
    found = abbreviated_area(parts.lead, near)
    if found is None:
        return Agency(code, office.local.format(area=""), "", field=field, certain=False)
    area, certain = found
    return Agency(code, _full_name(office, area), area.level, area.name, area.adcode, field, certain)


@lru_cache(maxsize=4096)
def split_code(code: str) -> CodeParts | None:
    """An agency code taken apart by the rules; None where it does not follow them."""
    if len(code) > LONGEST_CODE:
        return None
    if code in lexicon.agencies().known:
        return CodeParts("", code, "")
    return min(_splits(code), key=_doubt, default=None)


def _splits(code: str) -> Iterator[CodeParts]:
    for lead_length in range(min(LONGEST_LEAD, len(code) - 1) + 1):
        lead = code[:lead_length]
        if lead and not can_abbreviate(lead):
            continue
        for office, entry in _offices().items():
            tail = code[lead_length + len(office) :]
            fits = code.startswith(office, lead_length) and (lead or entry.central)
            if fits and _tail_pattern(entry.fields).fullmatch(tail):
                yield CodeParts(lead, office, tail)


def _doubt(parts: CodeParts) -> tuple[bool, int, int]:
    """Splits to prefer come first: a province's sign, then no area, then the shortest; the longer agency."""
    sure = parts.lead in lexicon.areas().abbreviations
    return (not sure, len(parts.lead), -len(parts.office))


def _known(code: str, name: str, adcode: str) -> Agency:
    area = area_of_code(adcode) if adcode else None
    return Agency(code, name, area.level, area.name, area.adcode) if area else Agency(code, name, "central")


def _full_name(office: OfficeEntry, area: Division) -> str:
    form = office.local
    if area.level == "province":
        municipal = area.adcode.startswith(MUNICIPALITIES)
        form = (office.municipality or form) if municipal else office.province
    return str(form.format(area=area.name) if "{area}" in form else area.name + form)


def _field(office: OfficeEntry, tail: str) -> str:
    fields = _fields(office.fields)
    named = [word for word in fields if tail.startswith(word)]
    return fields[max(named, key=len)] if named else ""


def _fields(table: str) -> dict[str, str]:
    """The signs of an agency's offices, by the table of the lexicon that its entry names."""
    agencies = lexicon.agencies()
    return {"finance_fields": agencies.finance_fields, "planning_fields": agencies.planning_fields}.get(table, {})


@cache
def _offices() -> dict[str, OfficeEntry]:
    """Agency codes without area, each with its entry of the lexicon."""
    return {code: entry for entry in lexicon.agencies().office for code in entry.code}


MOST_TAIL_WORDS = 10
"""Words may be cut in several ways (党组, 党 + 组): an unbounded repetition of them would try them all."""


@cache
def _tail_pattern(fields: str) -> re.Pattern[str]:
    """What may follow the agency: words for its offices and for kinds of documents."""
    words = {*lexicon.agencies().tail.words, *_fields(fields)}
    return re.compile(f"(?:{'|'.join(sorted(map(re.escape, words)))}){{0,{MOST_TAIL_WORDS}}}")

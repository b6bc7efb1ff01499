"""Names without what does not tell things apart: brackets, the leading area, 本级, years, document numbers."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from loaders.iris import broader_areas
from loaders.reference.areas import area_of_code

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_BRACKETS = str.maketrans(
    dict.fromkeys("〔【[{", "(") | dict.fromkeys("〕】]}", ")") | dict.fromkeys("《》〈〉“”\"'‘’", "")
)
_LEVEL_WORDS = {"省": "省", "市": "市", "县": "县", "区": "区", "州": "州"}
_LOCAL_GOVERNMENT = re.compile(r"^人民政府(?=.+(?:街道|镇|乡))")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度|初)?")
_NUMBER = re.compile(r"\((?:19|20)\d\d\)\d+号?")
_BETWEEN = re.compile(r"[、,，。;；:：·\-—–_/()]")
_NUMERALS = re.compile(r"\d+|[一二三四五六七八九十甲乙丙丁]")
SHORTEST_STEM = 2


@cache
def words() -> dict[str, Any]:
    """The content of `names.toml`."""
    return tomllib.loads((files("kb.links") / "names.toml").read_text(encoding="utf-8"))


def fold(name: str) -> str:
    """One writing of a name: widths and bracket styles folded, quotation marks and blanks out."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", name).translate(_BRACKETS))


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """A name of an organisation taken apart.

    `adcode` is the area that the name itself speaks of, empty where it names none; `rest` what is left of the name;
    `own_level` whether it ended with 本级; `steps` says in words what was taken away.
    """

    adcode: str
    rest: str
    own_level: bool = False
    steps: tuple[tuple[str, str], ...] = ()


def organization_name(name: str, adcode: str) -> OrganizationName:
    """Take a name apart, in a document of the department of area `adcode`."""
    rest, steps = _without_lead(fold(name)), []
    rest, ending = _without_own_level(rest)
    if ending:
        steps.append((f"去掉“{ending}”", f"without “{ending}”"))
    rest, named, lead = _without_area(rest, adcode)
    if lead:
        steps.append((f"去掉行政区名“{lead}”", f"without the area “{lead}”"))
    rest, full = _in_full(rest)
    if full:
        steps.append((f"“{full[0]}”即“{full[1]}”", f"“{full[0]}” stands for “{full[1]}”"))
    return OrganizationName(named, rest, bool(ending), tuple(steps))


def _without_lead(name: str) -> str:
    lead = next((lead for lead in words()["leads"]["words"] if name.startswith(lead)), "")
    return name.removeprefix(lead)


def _without_own_level(name: str) -> tuple[str, str]:
    ending = next((ending for ending in words()["own_level"]["endings"] if name.endswith(ending)), "")
    return name.removesuffix(ending) if ending else name, ending


def _without_area(name: str, adcode: str) -> tuple[str, str, str]:
    """The name behind its leading areas, the area named last, and what was taken away."""
    rest, named = name, ""
    while found := next(_leading(rest, adcode, named), None):
        lead, named = found
        rest = rest[len(lead) :]
    rest = _LOCAL_GOVERNMENT.sub("", rest) if named else rest
    return rest, named, name[: len(name) - len(rest)]


def _leading(name: str, adcode: str, named: str) -> Iterator[tuple[str, str]]:
    """The areas around `adcode` that the name may begin with, the fullest writing first."""
    around = _around(adcode)
    for writing in (str, _stem):
        for code, area in around:
            lead = writing(area)
            alone = sum(writing(other) == lead for _code, other in around) == 1
            if lead and alone and len(lead) < len(name) and name.startswith(lead):
                yield lead, code
    word = name[:1]
    levels = [code for code, area in around if area.endswith(word)]
    is_word = word in _LEVEL_WORDS and not name.startswith(tuple(words()["relative"]["not_areas"]))
    if is_word and not named and len(levels) == 1 and len(name) > SHORTEST_STEM:
        yield word, levels[0]


@lru_cache(maxsize=4096)
def _around(adcode: str) -> tuple[tuple[str, str], ...]:
    """The area and those above it: code and name, the smallest first."""
    codes = (adcode, *broader_areas(adcode)) if adcode else ()
    found = ((code, area_of_code(code)) for code in codes)
    return tuple((code, area.name) for code, area in found if area)


def _stem(area: str) -> str:
    """河北省 → 河北, 普陀区 → 普陀; empty where a stem would be too short to mean an area."""
    stem = area[:-1] if area.endswith(tuple(_LEVEL_WORDS)) else ""
    return stem if len(stem) >= SHORTEST_STEM else ""


def _in_full(name: str) -> tuple[str, tuple[str, str] | None]:
    """The full form of a short name, and what was taken for what."""
    full = words()["abbreviations"].get(name)
    if full:
        return full, (name, full)
    for ending, other in words()["endings"].items():
        if name.endswith(ending) and name != other:
            return name.removesuffix(ending) + other, (ending, other)
    return name, None


def project_key(name: str, agencies: Collection[str] = ()) -> str:
    """A project's name without year, document number, 提前下达 and punctuation.

    `agencies` are the agency codes (冀财社) that may stand before a number.
    """
    text = fold(name)
    for agency in sorted(agencies, key=len, reverse=True):
        text = re.sub(re.escape(fold(agency)) + _NUMBER.pattern, "", text)
    text = _NUMBER.sub("", text)
    text = _YEAR.sub("", text)
    for word in words()["projects"]["dated"]:
        text = text.replace(word, "")
    return _BETWEEN.sub("", text)


def telling_parts(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """What must be equal in two names of one project: telling words (中央, 城乡 …) and numerals."""
    text = fold(name)
    found = frozenset(word for word in words()["projects"]["telling"] if word in text)
    return found, tuple(_NUMERALS.findall(_YEAR.sub("", _NUMBER.sub("", text))))


def title_key(title: str) -> str:
    """A policy document's title without quotation marks, brackets and blanks."""
    return _BETWEEN.sub("", fold(title))


def law_key(title: str) -> str:
    """A law's title without the name of the state; the title itself for what is no law."""
    key = title_key(title)
    state = words()["policies"]["state"]
    return key.removeprefix(state) if key.endswith(tuple(words()["policies"]["laws"])) else key


def issued_title(title: str) -> str:
    """《…关于印发X的通知》 → X; empty for other titles."""
    match = re.search(words()["policies"]["issuing"], title_key(title))
    return match["title"] if match else ""

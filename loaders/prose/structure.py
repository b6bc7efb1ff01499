"""Units named in prose: numbered lists and inline lists of budget units (预算单位) and internal offices (内设机构)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from loaders import lexicon
from loaders.blocks import Heading, Paragraph
from loaders.facts import Source, Unit
from loaders.layout.organisations import organisation
from loaders.lexicon.prose_records import StructureWords
from loaders.printing import squeeze, tidy
from loaders.prose.sections import Sectioned, kinds

_ASIDE = re.compile(r"[（(](?:挂|含|加挂|内设|下设|以下|简称|预算)[^（）()]{0,80}[）)]")
_BREAKS = "、；;，,"
# 8个, 共有8个职能股室，分别是: how many there are, between the lead and the list
_COUNT = (
    r"(?:共有|共|有)?\s{0,2}[\d一二三四五六七八九十]{1,4}\s{0,2}个(?:职能)?(?:股室|科室|处室|机构|部门|单位)?"
    r"(?:[，,]?(?:分别|具体)?[是为])?(?=\s{0,2}[：:])"
)
# 行政处等21个内设机构, 研究室和10个委员会: how many there are, behind the last name
_COUNTED_TAIL = re.compile(
    r"\s{0,2}(?:等|共|共计|合计)?\s{0,2}(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s{0,2}[个家](?=[\u4e00-\u9fff]).{1,12}$"
    r"|\s{0,2}(?:和|及|以及)\s{0,2}\d{1,3}\s{0,2}[个家].{1,12}$"
)
# 某某公路段（包含甲站、乙站2个预算单位）: a unit, and in brackets what it consists of
_UNIT_LINE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{3,40})(?:[（(](?:包括|包含|含|下设)(?P<inner>[^（）()]{2,200})[）)])?"
)
_COUNTED_END = re.compile(r"(?:等|共|共计|合计)?\s{0,2}\d{1,3}\s{0,2}[个家][^、]{0,12}$")
# …的预算收支情况, …的综合收支计划: what the list is a list of
_SCOPE = re.compile(r"的[^。，；、]{0,8}(?:预算|决算|收支)")


def find_units(paragraphs: Sequence[Sectioned]) -> list[Unit]:
    """The units that sections on 机构设置 and 单位构成 name, each once; `kind` is `unit` or `office`.

    A numbered line that is a name is one unit; `下设：甲股、乙股等股室` and `预算单位包括：甲、乙` name several.
    Tables are read elsewhere.
    """
    found: dict[str, Unit] = {}
    kind = "unit"
    announced = False
    for item in paragraphs:
        if "units" not in kinds(item.path):
            continue
        lines = _line(item) if announced and not (item.number or item.is_heading) else []
        kind = kind if lines else _kind_stated(item, kind)
        if item.is_heading:
            continue
        listed = _numbered(item, kind) if item.number else None
        for unit in lines or ([listed] if listed else _inline(item, kind)):
            found.setdefault(unit.name, unit)
        announced = item.text.text.rstrip().endswith(("：", ":")) or bool(lines)
    return list(found.values())


def _line(item: Sectioned) -> list[Unit]:
    """A unit alone on a line below an announcement (如下：), with its offices or units in brackets behind it."""
    match = _UNIT_LINE.fullmatch(item.text.text.strip().rstrip("。；;"))
    if match is None or not organisation(squeeze(match["name"])):
        return []
    units = [Unit(tidy(match["name"]), Source(item.text.place, item.text.text.strip()[:200]))]
    if match["inner"]:
        office = any(word in match["inner"] for word in _lexicon().offices)
        pieces = _COUNTED_END.sub("", match["inner"]).split("、")
        names = [name for piece in pieces if (name := _unit_name(piece))]
        units += [replace(units[0], name=name, kind="office" if office else "unit") for name in names]
    return units


def _kind_stated(item: Sectioned, kind: str) -> str:
    """Headings and introductions say whether offices or units follow; a name in a list says nothing."""
    text = squeeze(item.text.text)
    entry = _lexicon()
    if item.number and not item.is_heading:
        return kind
    offices = max((text.rfind(word) for word in entry.offices), default=-1)
    units = max((text.rfind(word) for word in entry.units), default=-1)
    if offices == units == -1:
        return kind
    return "office" if offices > units else "unit"


def _numbered(item: Sectioned, kind: str) -> Unit | None:
    assert item.number is not None
    name = _unit_name(item.text.text[item.number.end :])
    if not name:
        return None
    return Unit(name, Source(item.text.place_at(item.number.end), item.text.text.strip()[:200]), kind=kind)


def _inline(item: Sectioned, kind: str) -> Iterator[Unit]:
    """The names behind 包括：, 下设： up to the full stop, split at 、 outside brackets."""
    text = item.text.text
    leads = list(_lead_shape().finditer(text))
    for lead in leads:
        stated = "office" if lead["lead"].startswith(("下设", "内设")) else kind
        stop = re.compile(r"[。\n]").search(text, lead.end())
        end = stop.start() if stop else len(text)
        scope = _SCOPE.search(text, lead.end(), end)
        end = scope.start() if scope else end
        end = next((other.start() for other in leads if lead.end() <= other.start() < end and _opens(text, other)), end)
        pieces = list(_pieces(text, lead.end(), end))
        names = [(start, _unit_name(piece)) for start, piece in pieces]
        if not _is_list(text[lead.end() : end], [name for _, name in names]):
            continue
        for start, name in names:
            if name:
                yield Unit(name, Source(item.text.place_at(start), _around(item.text, start)), kind=stated)


def _opens(text: str, lead: re.Match[str]) -> bool:
    """Whether a lead opens a clause of its own: 等；下设甲、乙."""
    return text[: lead.start()].rstrip().endswith(tuple(_BREAKS))


def _is_list(text: str, names: list[str]) -> bool:
    """Two names or more, or a single one that is all there is."""
    named = [name for name in names if name]
    return len(named) >= 2 or (len(names) == 1 and bool(named) and len(squeeze(text)) <= _lexicon().longest)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    depth, begin = 0, start
    for position in range(start, end):
        depth += (text[position] in "（(") - (text[position] in "）)")
        if depth <= 0 and text[position] in _BREAKS:
            yield begin, text[begin:position]
            begin, depth = position + 1, 0
    last = _two_names().fullmatch(text, begin, end)
    yield begin, last[1] if last else text[begin:end]
    if last:
        yield last.start(2), last[2]


def _unit_name(text: str) -> str:
    """The name of a unit, or nothing where the words are none: 办公室（人事股）, 某某局（本级）."""
    entry = _lexicon()
    name = _COUNTED_TAIL.sub("", _ASIDE.sub("", tidy(text)).strip("。；;，,、：: "))
    for tail in sorted(entry.tails, key=len, reverse=True):
        if name.endswith(tail) and name not in ("股室", "科室"):
            name = name.removesuffix(tail)
            break
    if len(name) < 2 or len(name) > entry.longest or re.search(r"[。，；：:“”\d]", name):
        return ""
    if any(word in name for word in entry.not_names) or name.endswith(entry.natures):
        return ""
    return name


def _around(text: Heading | Paragraph, start: int) -> str:
    begin = max(0, start - 60)
    return text.text[begin : begin + 200].strip()


def _lexicon() -> StructureWords:
    return lexicon.sections().structure


@cache
def _two_names() -> re.Pattern[str]:
    """甲中学及乙小学: two names where both halves end as names of units do."""
    endings = "|".join(_lexicon().name_endings)
    return re.compile(rf"(.{{0,40}}?(?:{endings}))(?:以及|及|和)(.{{0,40}}?(?:{endings})[。]?)")


@cache
def _lead_shape() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _lexicon().inline), key=len, reverse=True))
    counted = "|".join(map(re.escape, _lexicon().inline_behind_count))
    return re.compile(rf"(?P<lead>{words}|(?<=[家个][，,])(?:{counted}))(?:{_COUNT})?[：:]?\s*")

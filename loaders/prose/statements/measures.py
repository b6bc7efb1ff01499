"""The name of what a figure measures (事项名称), as the sentence gives it: the words before the figure, trimmed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders import lexicon
from loaders.numbering import list_number
from loaders.printing import squeeze

_STOPS = frozenset("，。；：！？,;!?:\n\t")
_BRACKETS = {"）": "（", ")": "(", "】": "【", "〕": "〔"}
_OPENING = frozenset("（(【〔")
_LONGEST_BRACKET = 20
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:年?末|年?初|底|期末|度)?|(?P<relative>上年度?|去年|上一年度?)(?!结转|结余|度?结转)"
)
_NOUN = re.compile(
    r"\s*(?:以上|以下|左右|以内)?+"
    r"(“?[\u4e00-\u9fff](?:[\u4e00-\u9fff“”、]|[（(][\u4e00-\u9fff]{1,10}[）)](?=[\u4e00-\u9fff])){0,29})"
)
_CODED_LEVEL = re.compile(r"\s*\d{2,3}\s*[类款项]\s*")
_LEVEL_CODES = re.compile(r"([（(])\d{2,3}([类款项][）)])")
_QUOTED_NUMBER = re.compile(r"[“\"‘]\d")
_QUOTED_SUBJECT = re.compile(r"[“\"][^“”\"]{2,40}[”\"]\s?[（(]\s?[类款项]")
"""“政府办公厅（室）及相关机构事务”（款）: the subject, whole, though it begins like a body."""
_SIDES = ("收入", "支出")
_QUOTES = str.maketrans("", "", "“”\"‘’'„‟")


@dataclass(frozen=True, slots=True)
class Measure:
    """A trimmed name, and the year that the words before the figure speak of (0 where they name none; -1: last)."""

    name: str
    year: int = 0


def phrase_start(text: str, start: int, floor: int) -> int:
    """Where the words that belong to the figure at `start` begin: behind a stop, an open bracket, or at `floor`.

    A short closed bracket inside a name (因公出国（境）费, （类）) is part of it.
    """
    position = start
    while position > floor:
        char = text[position - 1]
        if char in _STOPS or char in _OPENING:
            return position
        if char in _BRACKETS:
            opening = _opening_of(text, position - 1, floor)
            if opening is None:
                return position
            position = opening
        else:
            position -= 1
    return position


def _opening_of(text: str, closing: int, floor: int) -> int | None:
    """The bracket that opens what `closing` closes, widths mixed; None where it is far off or holds a sentence."""
    depth = 0
    for position in range(closing, max(floor, closing - _LONGEST_BRACKET) - 1, -1):
        char = text[position]
        depth += (char in "）)】〕") - (char in _OPENING)
        if depth == 0:
            inside = text[position + 1 : closing]
            return None if re.search(r"[\d。；]", inside) and not _CODED_LEVEL.fullmatch(inside) else position
    return None


def measure_of(phrase: str, leading: bool = True) -> Measure:
    """The name in the words before a figure: list numbers, years, the publishing body and verbs are trimmed off.

    `leading`: the words open their sentence, so that they may begin with the publishing body; behind a year it may
    are as well.
    """
    name = without_codes(squeeze(phrase))
    number = list_number(name)
    name = name[number.end :] if number else name
    whole = name.translate(_QUOTES)
    name, year = _cut_year(whole)
    name = _last_items(_with_words_before_year(whole, name))
    if (leading or year > 0) and not _QUOTED_SUBJECT.match(phrase.strip()):
        name = _cut_body(_cut_front(name))
    name = _cut_front(_cut_back(_cut_front(name)))
    name = _what_it_is(name)
    for qualifier in lexicon.statements().measure.qualifiers:
        if name.startswith(qualifier + "三公"):
            name = name[len(qualifier) :]
    if not _QUOTED_NUMBER.search(phrase):
        name = re.sub(r"^\d{3}(?:\d\d){0,2}(?=[\u4e00-\u9fff])", "", name)
    name = re.sub(r"(?:19|20)\d\d年度?$", "", name)
    return Measure(name.strip("、-—·").removeprefix("的"), year)


def label_before(text: str, start: int, *, budgeted: bool) -> str:
    """The name before the words of a figure: 基本支出：年初预算数为…. Empty where there is none.

    Behind the number of a list a comma will do for the words of a budget: （二）支出预算，年初预算数为….
    """
    label = phrase_start(text, start - 1, 0)
    number = list_number(text) if budgeted else None
    marks = (":", "：", "，", ",") if number is not None and label <= number.end else (":", "：")
    return measure_of(text[label:start].rstrip(" :：,，")).name if text[:start].rstrip().endswith(marks) else ""


def same_budget(side: str, before: str) -> str:
    """政府性基金预算收入3万元，支出3万元: the bare side in full, of the budget named `before`; as it is elsewhere."""
    other = next((one for one in _SIDES if one != side and before.endswith(one)), "")
    budget = before.removesuffix(other)
    fits = side in _SIDES and other and budget.startswith(lexicon.statements().measure.budgets)
    return budget + side if fits else side


def is_other_side(name: str, context: str) -> bool:
    """收入减少…；支出减少…: a bare 支出 behind an income names a subject of its own."""
    return name in _SIDES and name not in context and any(side in context for side in _SIDES)


def is_generic(name: str) -> bool:
    """Words that name no subject: 支出, 预算支出合计."""
    return re.fullmatch(r"(?:预算|本年|收入|支出|合计|总计|金额|数|决算)*", name) is not None


def without_codes(name: str) -> str:
    """社会保障和就业支出（208类）… as other documents print it: 社会保障和就业支出（类）…"""
    return _LEVEL_CODES.sub(r"\1\2", name)


def noun_behind(text: str, end: int) -> str:
    """The noun counted, behind the unit: `378 个村、` → 村. Empty where the unit ends its phrase."""
    return text[slice(*_noun_span(text, end))].translate(_QUOTES)


def behind_noun(text: str, end: int) -> int:
    """Where the words go on behind the noun counted: `1家参公事业单位财政拨款的…` → at 财政拨款."""
    return _noun_span(text, end)[1]


def _noun_span(text: str, end: int) -> tuple[int, int]:
    """From where to where the noun counted is; levels of government may be listed (80个地、市、县)."""
    match = _NOUN.match(text, end)
    if match is None:
        return end, end
    start, noun = match.start(1), match[1]
    listed = _listed_levels().match(noun)
    if listed:
        return start, start + listed.end()
    noun = noun.partition("、")[0]
    for stop in lexicon.statements().measure.noun_stops:
        noun = noun[: noun.find(stop)] if stop in noun else noun
    return start, start + len(noun)


def money_behind(text: str, end: int) -> str:
    """What money it is, behind its amount: `增加了40万元的某某费预算。` → 某某费预算. Empty where none is named."""
    match = re.compile(
        r"\s{0,4}(?:的|(?P<is>为))?\s{0,4}(?P<money>[\u4e00-\u9fff（）()、]{3,30})(?=[，,。；;]|$)"
    ).match(text, end)
    entry = lexicon.statements().measure
    joins = ("及", "和", "与") if match and match["is"] else ()
    if match is None or any(stop in match["money"] for stop in entry.noun_stops if stop not in joins):
        return ""
    return match["money"] if match["money"].endswith(entry.money_names) else ""


def _what_it_is(name: str) -> str:
    """基本支出为教育事业支出5万元: the money is the second."""
    money = lexicon.statements().measure.money_names
    whole, is_, part = name.rpartition("为")
    return part if is_ and whole.endswith(money) and part.endswith(money) else name


def _cut_year(name: str) -> tuple[str, int]:
    """What is behind the last year, and that year; 上年 alone is reported as -1."""
    year = start = 0
    for match in _YEAR.finditer(name):
        if match["year"]:
            year = int(match["year"])
        elif match.start() == start or name[match.start() - 1] not in "比较与同":
            year = -1
        if match["year"] and len(name) > match.end():
            start = match.end()
    return name[start:], year


def _with_words_before_year(whole: str, name: str) -> str:
    """行政运行（项）2024年预算数为: what is behind the year names nothing, so the words before it are the name."""
    if len(name) < len(whole) and (described := _described_before_year(whole, name)):
        return described + name
    if len(name) == len(whole) or _cut_back(name) not in lexicon.statements().measure.generic:
        return name
    before = _before_year(whole, name)
    before = _cut_front(before.rstrip("，、"))
    if len(before) < 2 or _body_shape().fullmatch(before) or before in lexicon.statements().measure.own:
        return name
    return before if re.search(r"[（(][类款项][）)]$", before) else before + name


def _before_year(whole: str, name: str) -> str:
    return re.sub(r"(?:19|20)\d\d年度?$", "", whole[: len(whole) - len(name)])


def _described_before_year(whole: str, name: str) -> str:
    """编报绩效目标的2024年度项目: words with 的 that say which projects, unless they are the publishing body."""
    before = _before_year(whole, name)
    owner = before.removesuffix("的")
    if owner == before or _body_shape().fullmatch(owner) or owner in lexicon.statements().measure.own:
        return ""
    return _cut_front(before)


def _last_items(name: str) -> str:
    """A very long run of words is cut to what follows its last 、."""
    longest = lexicon.statements().measure.longest
    return name if len(name) <= longest else name.rpartition("、")[2][-longest:]


def _cut_body(name: str) -> str:
    match = _body_shape().match(name)
    return name[match.end() :] if match and len(name) - match.end() >= 3 else name


def _cut_front(name: str) -> str:
    entry = lexicon.statements().measure
    while True:
        name = name.lstrip("、，,.．：:·-—/ ")
        word = _front_words().match(name)
        if word is None or name.startswith(entry.keep_beginnings):
            return name
        name = name[word.end() :]


@cache
def _front_words() -> re.Pattern[str]:
    """The longest word that names nothing at the beginning of a name, two characters behind it at least."""
    entry = lexicon.statements().measure
    words = sorted({*entry.own, *entry.prefixes}, key=len, reverse=True)
    return re.compile(rf"(?s:(?:{'|'.join(map(re.escape, words))})(?=..))")


def _cut_back(name: str) -> str:
    entry = lexicon.statements().measure
    while True:
        name = name.rstrip("、，,：:·-—≥≤<>＞＜= “”")
        if name.endswith(tuple(entry.completed)):
            short = max((word for word in entry.completed if name.endswith(word)), key=len)
            return name.removesuffix(short) + str(entry.completed[short])
        if name in entry.keep_whole or name.endswith(entry.keep_endings):
            return name
        length = _length_of_back(name)
        if not length:
            return name
        name = name[:-length]


def _length_of_back(name: str) -> int:
    """The length of the longest word that names nothing at the end of a name, two characters before it at least."""
    plain, of_fees = _back_words()
    for length in range(min(_longest_back(), len(name) - 2), 0, -1):
        word = name[-length:]
        if word in plain or (word in of_fees and name[:-length].endswith("费")):
            return length
    return 0


@cache
def _back_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words that name nothing at the end of any name, and those that name nothing behind 费."""
    entry = lexicon.statements().measure
    return frozenset(entry.suffixes), frozenset(entry.fee_suffixes)


@cache
def _longest_back() -> int:
    return max(map(len, frozenset().union(*_back_words())))


@cache
def _listed_levels() -> re.Pattern[str]:
    levels = "|".join(sorted(lexicon.statements().measure.levels, key=len, reverse=True))
    return re.compile(rf"(?:{levels})(?:[、和](?:{levels}))+")


@cache
def _body_shape() -> re.Pattern[str]:
    """某某县某某局部门, 区医疗保障服务中心: the body that publishes, at the beginning of the words."""
    entry = lexicon.statements().measure
    endings = "|".join(sorted(map(re.escape, entry.body_endings), key=len, reverse=True))
    tails = "|".join(sorted(map(re.escape, entry.body_tails), key=len, reverse=True))
    tails = f"(?!机关运行)(?:{tails})"
    return re.compile(rf"[^“”，]{{0,30}}(?:{endings})(?:{tails}){{0,2}}")

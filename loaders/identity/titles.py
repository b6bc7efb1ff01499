"""Titles of disclosures, read word by word: whose it is, of which year, 预算 or 决算.

A title is a name, a year and words of the lexicon (`[title]`) in almost any order, one of which speaks of money:
某某局2024年部门预算, 2015年某某局部门“三公”经费情况统计表, 某某局“三公”经费决算2014年情况. Nothing else may be in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders import lexicon
from loaders.facts import DisclosureKind
from loaders.layout.organisations import organisation, organisation_at_start
from loaders.numbering import list_number
from loaders.printing import MEMORY, fold

CHINESE_DIGITS = str.maketrans("〇○零o一二三四五六七八九", "0000123456789")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:年度?|-?度(?!假))|(二[〇○零Oo][〇○零Oo一二三四五六七八九]{2})年度?")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,20})[)\]]$")
_EARLIER_YEAR = re.compile(r"(?:19|20)\d{2}年度?(?:(?!年)[^0-9]){2,24}[和及与暨](?=(?:19|20)\d{2}年)")
_STOPS = frozenset("。;,:!?，；：！？")
_MARKS = str.maketrans("", "", "\"'《》|*#?")
"""Quotation marks and what Markdown prints around a title."""
_LEAD_NUMBER = re.compile(r"\d{0,2}:?")


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says.

    `name` is the organisation or place it names, `year` four digits, `kind` 预算 or 决算, each empty where it says
    none; `words` the words of the lexicon in it, from the last to the first; `project` what a title on the money of
    one project calls it. `part`: a list number is before it, so that it heads a part of the document.
    """

    name: str
    year: str
    kind: str
    words: tuple[str, ...]
    project: str = ""
    part: bool = False

    @property
    def of_form(self) -> bool:
        """Whether it is the title of a form (表)."""
        return self.words[0] in ("表", "一览表", "报表", "套表")

    @property
    def government(self) -> bool:
        """Whether it speaks of the budget of a government in so many words."""
        return bool(_title_words("government") & set(self.words))

    @property
    def funds(self) -> bool:
        """Whether it speaks of one kind of budget (一般公共预算, 政府性基金 …) and of no department."""
        return bool(_title_words("funds") & set(self.words)) and not _title_words("departmental") & set(self.words)


@lru_cache(maxsize=MEMORY)
def parse_title(line: str) -> Title | None:
    """What a line says as a title, or None where it is none: a word is unknown, no money, or no word that ends one."""
    plain = fold(line).translate(_MARKS)
    if not _telling().search(plain):
        return None
    plain, bracketed = _bare(plain)
    plain = _of_the_later_year(plain)
    if not 3 <= len(plain) <= lexicon.identity().title.longest or _STOPS.intersection(plain):
        return None
    number = list_number(plain)
    plain = plain[number.end :] if number else plain
    before, year, behind = _around_year(plain)
    readings = list(_readings(before, behind))
    if not readings or not _is_title(readings[0][2]):
        return None if year else _on_a_subject(readings)
    name, words = next(
        ((name, words) for left, right, words in readings if (name := _name_left_over(left, right)) is not None),
        (None, ()),
    )
    if name is not None:
        body = bracketed if bracketed and not organisation(name) else name
        return Title(body, year, _kind(words), words, part=number is not None)
    left, right, words = readings[0]
    name, project = _with_project(left, right) if _title_words("of_project") & set(words) else ("", "")
    return Title(name, year, _kind(words), words, project, part=number is not None) if name else None


def _readings(before: str, behind: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What is before and behind the year, each without the words of titles at its end; the most words first."""
    for words, right in _peeled(behind):
        if right:
            yield before, right, words
        else:
            yield from ((left, "", (*words, *more)) for more, left in _peeled(before))


def _is_title(words: tuple[str, ...]) -> bool:
    """Whether the last word ends a title and one of them speaks of money."""
    return bool(words) and words[0].endswith(_heads()) and not _money_words().isdisjoint(words)


@cache
def _money_words() -> frozenset[str]:
    return _title_words("subjects") | _title_words("government") | _title_words("funds")


@cache
def _heads() -> tuple[str, ...]:
    return tuple(_title_words("heads"))


def parts_of_page_title(line: str) -> Iterator[str]:
    """The parts of a web page's title or path: 某某局2024年部门预算_政府信息公开_某某县人民政府."""
    yield from (part.strip() for part in _separators().split(line) if part.strip())


def has_parts(line: str) -> bool:
    """Whether anything in a line may set the parts of a page's title apart."""
    return _separators().search(line) is not None


@cache
def _separators() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(lexicon.identity().title.separators)}]+")


def year_of(text: str) -> str:
    """The first year that a text names as a year (2024年, 二〇二四年度), as four digits; empty without one."""
    match = _YEAR.search(text)
    return _digits(match) if match else ""


def place_of_government(name: str) -> bool:
    """Whether a name is that of a place with a government of its own, or of that government."""
    entry = lexicon.identity().government
    return name.endswith((*entry.places, entry.office))


@cache
def _telling() -> re.Pattern[str]:
    """The words that say what a title is about: every title has one of them."""
    words = _money_words() | _title_words("bare")
    return re.compile("|".join(map(re.escape, sorted(words))))


def _bare(plain: str) -> tuple[str, str]:
    """A folded line without what leads it in, and words in brackets at its end; the body that those brackets name:
    2016年度部门决算公开（某某局)."""
    plain, bracketed = _with_bracketed_words(plain)
    for lead in lexicon.identity().title.leads:
        if plain.startswith(fold(lead)):
            rest = plain[len(fold(lead)) :]
            number = _LEAD_NUMBER.match(rest) if fold(lead).startswith("附") else None
            plain = rest[number.end() if number else 0 :]
    return plain.rstrip(":。"), bracketed


def _with_bracketed_words(plain: str) -> tuple[str, str]:
    """The words in brackets at the end count where all of them are known: 说明(2024年度), 预算(草案); others fall.

    Where they are the name of a body it is handed back.
    """
    match = _BRACKETED.search(plain)
    if match is None:
        return plain.replace("(境)", "境"), ""
    before, year, behind = _around_year(match[1])
    known = not _peeled(behind)[0][1] and not _peeled(before)[0][1]
    head = plain[: match.start()]
    return head + (f"{year}年" if known and year and not year_of(head) else ""), organisation(match[1])


def _of_the_later_year(plain: str) -> str:
    """A title of two years without the earlier one: 某某镇[2019年预算执行情况和]2020年预算草案."""
    return _EARLIER_YEAR.sub("", plain, count=1)


def _on_a_subject(readings: Sequence[tuple[str, str, tuple[str, ...]]]) -> Title | None:
    """A title that names a body and, without a year or a closing word, what it tells of: 某某局“三公”经费.

    With a year it may be the first line of a longer title.
    """
    for left, right, words in readings:
        if words and words[0] in _title_words("bare") and (name := _name_left_over(left, right)):
            return Title(name, "", _kind(words), words)
    return None


def _around_year(plain: str) -> tuple[str, str, str]:
    match = _YEAR.search(plain)
    if match is None:
        return "", "", plain
    return plain[: match.start()], _digits(match), plain[match.end() :]


def _digits(year: re.Match[str]) -> str:
    return year[1] or year[2].lower().translate(CHINESE_DIGITS)


def _peeled(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The words of titles that a text ends with, from the last on, and what is left: every cut, the most words first.

    统计学院 may be a name or end with the word 学院; whoever reads the cut decides.
    """
    cuts: dict[int, tuple[str, ...]] = {len(text): ()}
    for end in range(len(text), 0, -1):
        if end in cuts:
            for start in range(max(0, end - _longest()), end):
                if text[start:end] in _all_words():
                    cuts.setdefault(start, (*cuts[end], text[start:end]))
    return [(words, text[:start]) for start, words in sorted(cuts.items())]


def _name_left_over(before: str, behind: str) -> str | None:
    """The name that the words leave over: empty where none is left, None where it is no name."""
    before = before.removesuffix("关于").removesuffix("(").removesuffix("的")
    behind = behind.removeprefix(")").removesuffix("关于").removesuffix("的")
    if not behind:
        return "" if not before else _body(before) or None
    if not before:
        return _body(behind) or None
    return _body(before + behind) if place_of_government(before) and _body(behind) else None


def _with_project(before: str, behind: str) -> tuple[str | None, str]:
    """The body and the project that a title names: 某某局2024年全民健身(专项经费), 某某局某某股(项目支出绩效自评)."""
    if before and (name := _body(before)):
        return name, behind
    name = organisation_at_start(before or behind)
    return (name, (before + behind)[len(name) :]) if name else (None, "")


def _body(name: str) -> str:
    name = name if name.count("(") == name.count(")") else name.strip("()")
    place = place_of_government(name) and len(name) >= 2 and re.fullmatch(r"[一-鿿]+", name) is not None
    return organisation(name) or (name if place else "")


def _kind(words: tuple[str, ...]) -> str:
    """The last word that says 预算 or 决算; 预决算 says neither."""
    for word in words:
        if word in _title_words("accounts"):
            return DisclosureKind.ACCOUNTS
        if word in _title_words("budget"):
            return DisclosureKind.BUDGET
    return ""


@cache
def _title_words(key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in getattr(lexicon.identity().title, key))


@cache
def _all_words() -> frozenset[str]:
    title = lexicon.identity().title
    lists = (key for key in title.__struct_fields__ if isinstance(getattr(title, key), tuple) and key != "leads")
    return frozenset().union(*map(_title_words, lists))


@cache
def _longest() -> int:
    return max(map(len, _all_words()))

"""Places that name a policy document: by number (发文字号 冀财社〔2023〕225号), by title in 《》, or by both.

Every bracket style, blank and full-width digit is met in print; the words it takes to tell an agency code from the
words glued before it are data in `lexicon/citations.toml` and `lexicon/agencies.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders import lexicon
from loaders.blocks import Text
from loaders.reference.agencies import split_code
from loaders.reference.areas import abbreviated_area

LONGEST_RUN = 24
FULL_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
TITLE_NOTE = re.compile(r"[（(〔\[][^（()）〔〕\[\]]{0,20}[)）〕\]]$")
ORDER = re.compile(r"\s{0,3}[（(][\u4e00-\u9fff]{2,16}令\s{0,2}第?\s{0,2}\d{1,4}\s{0,2}号[）)]")
"""《…办法》（教育部令第29号）: the order that issued it, which is no agency code with a year."""
GAP_TO_NUMBER = re.compile(r"[（(\[【〔]?(?:文号[:：]?)?")
GAP_TO_TITLE = re.compile(r"(?:文件?)?")
BEHIND_NUMBER = re.compile(r"\s{0,3}(?:文件?)?\s{0,3}[）)\]】〕]")

# Printed characters with their offsets.
Glyphs = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Found:
    """One place that names a policy document, with offsets into the text.

    `raw` is what is printed there (without line breaks); `at` the offset of the number, else of the title: the place
    of the citation. A document named by title alone has no agency code, year and number.
    """

    start: int
    end: int
    raw: str
    at: int
    agency_code: str = ""
    year: str = ""
    number: str = ""
    title: str = ""

    @property
    def policy(self) -> str:
        """The normal form: `冀财社〔2023〕225号`, or the title."""
        return f"{self.agency_code}〔{self.year}〕{self.number}号" if self.agency_code else self.title


def find_citations(text: Text) -> list[Found]:
    """Every place in a text that names a policy document, in the order of the text.

    A title and the number directly beside it, `《…办法》（财社[2019]166号）`, are one place and one document. Titles in
    《》 count if they name a law, notice, plan … (lexicon) or have a number; those of tables and journals do not.
    """
    if not may_cite(text.text):
        return []
    numbers = list(_numbers(text.text))
    found: list[Found] = []
    for start, end in _title_spans(text.text):
        number = _number_beside(text.text, start, end, numbers)
        if number is not None:
            numbers[numbers.index(number)] = _with_title(text.text, number, start, end)
        elif _names_policy(title := _plain(text.text[start + 1 : end - 1])):
            order = ORDER.match(text.text, end)
            end = order.end() if order else end
            found.append(Found(start, end, _one_line(text.text[start:end]), start, title=title))
    return sorted([*found, *numbers], key=lambda citation: citation.start)


def may_cite(text: str) -> bool:
    """Whether a text has one of the brackets that titles and years of document numbers are in."""
    return "《" in text or _opening().search(text) is not None


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(lexicon.citations().brackets.open)}\ue000-\uf8ff]")


def policy_key(raw: str) -> tuple[str, str, str] | None:
    """(agency code, year, number) of the first document number in a text, however it is bracketed; None without one."""
    number = next(_numbers(raw), None)
    return (number.agency_code, number.year, number.number) if number else None


def normal_form(text: str) -> str | None:
    """What a user typed as the graph has it: 冀财社[2023]225 号 → 冀财社〔2023〕225号, 《预算法》 → 预算法."""
    key = policy_key(text)
    if key:
        return "{}〔{}〕{}号".format(*key)
    titles = _title_spans(text)
    return _plain(text[titles[0][0] + 1 : titles[0][1] - 1]) if titles else None


def _numbers(text: str) -> Iterator[Found]:
    """Document numbers, each from its agency code through 号."""
    for match in _number_pattern().finditer(text.translate(FULL_WIDTH_DIGITS)):
        year, number = _digits(match["year"]), _digits(match["number"]).lstrip("0")
        start, code = _agency_code(text, match.start())
        sure = match["sign"] or (match["open"] not in "（(" and split_code(code))
        if code and number and sure and 1949 <= int(year) <= 2099:
            raw = _one_line(text[start : match.end()])
            yield Found(start, match.end(), raw, start, code, year, number)


@cache
def _number_pattern() -> re.Pattern[str]:
    """[2023]225 号: the bracketed year and the number; brackets of PDF fonts may be private characters."""
    brackets = lexicon.citations().brackets
    opening, closing = (f"[{re.escape(side)}\ue000-\uf8ff]" for side in (brackets.open, brackets.close))
    return re.compile(
        rf"(?P<open>{opening})\s{{0,3}}(?P<year>\d(?:\s{{0,2}}\d){{3}})\s{{0,3}}年?\s{{0,3}}{closing}\s{{0,3}}"
        rf"(?:第\s{{0,3}})?(?P<number>\d(?:\s{{0,2}}\d){{0,5}})(?P<sign>\s{{0,3}}号)?"
    )


def _digits(printed: str) -> str:
    return "".join(printed.split())


def _agency_code(text: str, end: int) -> tuple[int, str]:
    """Where the agency code that ends before `end` (blanks between apart) starts, and the code; empty without one."""
    words = _words_before(text, end)
    if not words:
        return end, ""
    code = _code_in(words[-1], text)
    if len(words) > 1 and (_cut_by_blank(words) or not split_code(_join(code))):
        whole = _code_in([glyph for word in words for glyph in word], text)
        if len(whole) > len(code) and split_code(_join(whole)):
            code = whole
    return (code[0][0], _join(code)) if code else (end, "")


def _words_before(text: str, end: int) -> list[Glyphs]:
    """The Chinese words before an offset, distinguished by blanks only, as characters with their offsets."""
    words: list[list[tuple[int, str]]] = [[]]
    for offset in range(end - 1, max(end - LONGEST_RUN, 0) - 1, -1):
        if text[offset].isspace():
            words.append([])
        elif "\u4e00" <= text[offset] <= "\u9fff":
            words[-1].append((offset, text[offset]))
        else:
            break
    return [word[::-1] for word in reversed(words) if word]


def _cut_by_blank(words: Sequence[Glyphs]) -> bool:
    """Whether a blank is inside a code: 冀 财社, 冀财 社."""
    return len(words[-1]) == 1 or (words[-2][-1:] == words[-2] and abbreviated_area(words[-2][0][1]) is not None)


def _join(glyphs: Glyphs) -> str:
    return "".join(character for _, character in glyphs)


def _code_in(run: Glyphs, text: str) -> Glyphs:
    """The agency code at the end of a run of characters, without the words glued before it (根据, 和, …通知).

    A short run outside the rules is a code of its own kind (西校) and kept whole.
    """
    rest = run[_lead_in_end(_join(run), _stands_free(text, run[0][0])) :]
    longest: int = lexicon.citations().number.longest_unknown
    for start in range(len(rest)):
        parts = split_code(_join(rest[start:]))
        if parts and (start == 0 or abbreviated_area(parts.lead)):
            return rest[start:]
        if parts and not parts.lead and (len(rest) < len(run) or len(rest) > longest):
            return rest[start:]
    return rest[-longest:]


def _stands_free(text: str, start: int) -> bool:
    """Whether nothing that a joining word (和, 按 …) could follow is directly before the run."""
    return start == 0 or text[start - 1].isspace() or text[start - 1] in "《（(〈“[【，。；：、"


def _lead_in_end(run: str, free: bool) -> int:
    """Where the last word that leads in a number ends; a character that opens a free run may be an area's (日 日照)."""
    words = lexicon.citations().number
    for end in range(len(run), 0, -1):
        for word in words.lead_ins:
            area_sign = free and len(word) == end and word in words.area_signs_too
            if run.endswith(word, 0, end) and not area_sign:
                return end
    return 0


def _title_spans(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of 《》, brackets included; a 《 without its 》 near enough is passed over."""
    longest = lexicon.citations().title.longest
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for offset, character in enumerate(text):
        if character == "《":
            opened.append(offset)
        elif character == "》" and opened:
            start = opened.pop()
            if 2 < offset + 1 - start <= longest:
                while pairs and pairs[-1][0] > start:
                    pairs.pop()
                pairs.append((start, offset + 1))
    return pairs


def _number_beside(text: str, start: int, end: int, numbers: Sequence[Found]) -> Found | None:
    """The number that belongs to a title: at its end inside 《》, directly behind it, or directly before it."""
    behind = bisect_left(numbers, end, key=lambda number: number.at)
    before = bisect_left(numbers, start, key=lambda number: number.at) - 1
    for index in (behind - 1, behind, before):
        if 0 <= index < len(numbers) and not numbers[index].title and _are_beside(text, start, end, numbers[index]):
            return numbers[index]
    return None


def _are_beside(text: str, start: int, end: int, number: Found) -> bool:
    if start < number.at < end:
        return not text[number.end : end].strip(" ）)】]》\n")
    if number.at >= end:
        return bool(GAP_TO_NUMBER.fullmatch(_plain(text[end : number.start][:LONGEST_RUN])))
    return bool(GAP_TO_TITLE.fullmatch(_plain(text[number.end : start][:LONGEST_RUN])))


def _with_title(text: str, number: Found, start: int, end: int) -> Found:
    """A number and the title beside it as one place, with the bracket that closes behind the number."""
    inside = start < number.at < end
    printed = text[start + 1 : number.at] if inside else text[start + 1 : end - 1]
    title = _plain(printed).rstrip("（([【") if inside else _plain(printed)
    bracketed = number.at > end and text[end : number.at].strip()
    closing = BEHIND_NUMBER.match(text, number.end) if bracketed else None
    first, last = min(start, number.start), max(end, closing.end() if closing else number.end)
    return replace(number, start=first, end=last, raw=_one_line(text[first:last]), title=title)


def _names_policy(title: str) -> bool:
    """Whether a title is one of a law, notice, plan …, and more than that word alone (《办法》)."""
    words = lexicon.citations().title
    bare = TITLE_NOTE.sub("", title)
    names_kind = bare.endswith(words.endings) and bare not in words.endings
    return names_kind and not bare.endswith(words.not_endings)


def _plain(printed: str) -> str:
    """Without blanks, but for those between Latin words."""
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", printed)


def _one_line(printed: str) -> str:
    return re.sub(r"\s*[\r\n]\s*", "", printed)

"""What the print around a token shows it to be: a date, a list number, a code, a label, a range, a remnant, a contact.

Only the file's own lines decide here. A token that nothing of the kind explains keeps the shape `""`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from loaders import lexicon
from loaders.coverage.tokens import Lines, Token, TokenCell, cell_at, remnants
from loaders.layout.organisations import organisation

CODE = "code"
ORDINAL = "ordinal"
DATE = "date"
NAME = "name"
RANGE = "range"
REMNANT_SHAPE = "remnant"
CONTACT = "contact"

_YEAR = re.compile(r"(?:19|20)\d\d")
_OPENS = "（(〔[【"
_SHORT = 40


class PrintedToken(NamedTuple):
    """A token in its line: what is before and behind it, and the cell it is in (None: the line has none)."""

    token: Token
    before: str
    after: str
    cell: TokenCell
    inside: str = ""
    """What is before it in its cell."""
    in_remnant: bool = False
    digits: str = ""
    """The digits of a token without decimals, else nothing."""


Shape = Callable[[PrintedToken], str]


def shape_of(printed: PrintedToken) -> str:
    """The shape of one token as its own cell shows it."""
    for shape in _SHAPES:
        if found := shape(printed):
            return found
    return ""


_REACH = 240
"""Characters around a token that are looked at: far more than any pattern needs."""


class PrintedTokens:
    """The tokens of a file in their lines and cells; of a long line only what is near the token."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._cells: dict[int, Sequence[TokenCell]] = {}
        """The cells of each line: those of a row, or the one that is a line alone."""
        for row in lines.rows:
            if row[0].line == row[-1].line:
                self._cells[row[0].line] = row
            else:
                self._cells |= {cell.line: (cell,) for cell in row}
        self._remnants: dict[int, list[tuple[int, int]]] = {}

    def of(self, token: Token) -> PrintedToken:
        """One token with what is around it."""
        text = self._lines.texts[token.line].text
        cells = self._cells.get(token.line, ())
        at = bisect_right(cells, token.start, key=_start) - 1
        cell = cells[at] if at >= 0 else cell_at(token.line, 0, text)
        first = max(0, token.start - _REACH)
        after = self._after(token, text)
        before = text[first : token.start]
        if token.line and not first and _LONE_LETTER.fullmatch(before) and after.lstrip()[:1] in (":", "："):
            before = _run_over(self._lines.texts[token.line - 1].text) or before
        inside = text[max(first, cell.start) : token.start]
        digits = token.value if token.value.isdigit() and "," not in token.text else ""
        return PrintedToken(token, before, after, cell, inside, self._in_remnant(token, text), digits)

    def _after(self, token: Token, text: str) -> str:
        """What is behind a token in its line; at the end of a line what a date goes on with in the next one."""
        after = text[token.end : token.end + _REACH]
        if after.strip() or token.line + 1 == len(self._lines.texts) or text[token.end :].strip() or "\t" in text:
            return after
        return _run_on(self._lines.texts[token.line + 1].text)

    def _in_remnant(self, token: Token, text: str) -> bool:
        if token.line not in self._remnants:
            self._remnants[token.line] = remnants(text)
        return _is_inside(self._remnants[token.line], token.start)


def _start(cell: TokenCell) -> int:
    return cell.start


def _is_inside(spans: list[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(spans, (offset, offset + 1)) - 1
    return any(start <= offset < end for start, end in spans[max(at, 0) : at + 2])


_LONE_LETTER = re.compile(r"\s*[\u4e00-\u9fff]?\s*")
"""What a line may open with beside a number: nothing, or a letter of the upright label beside the cell."""


_NUMBERED_WORDS = ("目标", "任务", "措施", "指标")
_REST_OF_DATE = re.compile(r"[年月日]|度(?!假)")


def _run_over(line: str) -> str:
    """The word that a line break cut off the number of a goal (目标 | 3：); nothing else runs over."""
    end = line.rstrip()[-2:]
    return end if end in _NUMBERED_WORDS else ""


def _run_on(line: str) -> str:
    """What a date that a line break cut goes on with in the next line (2023 | 年…); nothing else runs on."""
    return line if _REST_OF_DATE.match(line) else ""


def _remnant(printed: PrintedToken) -> str:
    return REMNANT_SHAPE if printed.in_remnant else ""


_DAY_AND_YEAR = re.compile(r"\d{1,2}\.(?:19|20)\d\d")
_DOTTED_DATE = re.compile(r"(?:19|20)\d\d\.\d{1,2}\.\d{1,2}")
_SPAN_OF_YEARS = re.compile(r"[-—－–~～至到、和及与/]{1,2}\s*(?:19|20)?\d\d\s*年")
_MONTH_BEHIND = re.compile(r"[-./]\s*\d{1,2}(?!\d)(?!\s*(?:万|元|%))")
_YEAR_LABEL = re.compile(r"(?:年度|年份)\s*[:：]?$")
_BUDGET_BEHIND = re.compile(r"(?:部门|单位)?(?:预算|决算)")
_SPAN_OF_MONTHS = re.compile(r"[-—~～至到、]\s*\d{1,2}\s*月")
_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d\s*[-./]\s*(?:\d{1,2}\s*[-./]\s*)?$")
_YEAR_AND_DASH = re.compile(r"(?:19|20)\d\d\s*[-—~～至到]$")


def _date(printed: PrintedToken) -> str:
    """2024年, 预算年度：2024, 2023-12-31, 3月底, 2019—2024年."""
    value = printed.token.value
    if "." in value:
        dotted = _DOTTED_DATE.fullmatch(value)
        return DATE if dotted or (_DAY_AND_YEAR.fullmatch(value) and printed.after.lstrip().startswith("年")) else ""
    if _YEAR.fullmatch(value):
        return DATE if _is_year(printed.before.rstrip(), printed.after.lstrip()) else ""
    if len(value) > 2 or not value.isdecimal() or not 1 <= int(value) <= 31:
        return ""
    before, after = printed.before.rstrip(), printed.after.lstrip()
    of_month = after.startswith("月") or _SPAN_OF_MONTHS.match(after)
    of_day = before.endswith("月") and after.startswith(("日", "号"))
    of_both = _YEAR_BEFORE.search(before)
    behind_year = after.startswith("年") and _YEAR_AND_DASH.search(before)
    quarter = before.endswith("第") and after.startswith("季度")
    return DATE if of_month or of_day or of_both or behind_year or quarter else ""


def _is_year(before: str, after: str) -> bool:
    """Whether what is around four digits shows that they are a year."""
    span = after.startswith(("年", "度")) or _SPAN_OF_YEARS.match(after) is not None
    bracketed = before.endswith(tuple(_OPENS)) and after[:1] in "）)〕]】"
    dated = _MONTH_BEHIND.match(after) or _YEAR_LABEL.search(before)
    return span or bracketed or dated is not None or _BUDGET_BEHIND.match(after) is not None


_LIST_START = re.compile(r"(?:^|[\s。；;：:！？”\"）)>*#、，,\u3000])[（(]?$")
_BRACKETED_START = re.compile(r"[（(]\s*$")
_NUMBERED_START = re.compile(r"目标\s?$|(?:^|[\s。；])(?:指标|任务|措施|说明|注|备注|附|原因|标)$|^\s*$")
_COUNTED_PART = re.compile(r"\s*[部章节条项款次批号]")
_LIST_MARK = re.compile(r"\s*(?:[、）)]|[.．](?!\d))")
_CLOSES, _COLONS = (")", "）"), (":", "：")


def _list_number(printed: PrintedToken) -> str:
    """1、 2. （3） 4) at the start of a line, a cell or a sentence; 第5条."""
    value, before, after = printed.digits, printed.before, printed.after
    if not value or len(value) > 2:
        return ""
    if before.rstrip().endswith("第") and _COUNTED_PART.match(after):
        return ORDINAL
    behind = after.lstrip()[:1]
    if behind in _CLOSES and _BRACKETED_START.search(before):
        return ORDINAL
    if behind in _COLONS and _NUMBERED_START.search(before):
        return ORDINAL
    marked = _LIST_MARK.match(after) or printed.token.text.endswith((".", "．"))
    return ORDINAL if marked and _LIST_START.search(before) else ""


_SECOND_NUMBER = re.compile(r"(?:附[件表]|表)\s*\d{1,2}\s*[-—－]$")
_FORM_BEFORE = re.compile(r"(?:附[件表录]|^\s*表|预算|公开|决算|财|批复|[（(]表)$")
_FORM_BEHIND = re.compile(r"表|[-—－]\s*\d|[:：、.]|[）)]|$|\s")


def _form_number(printed: PrintedToken) -> str:
    """附表 4-1, 公开05表, 附件 1, 表3."""
    if not printed.digits or len(printed.digits) > 3 or len(printed.cell.plain) > _SHORT:
        return ""
    before, after = printed.before.rstrip(), printed.after.lstrip()
    if _FORM_BEFORE.search(before):
        return CODE if _FORM_BEHIND.match(after) or _SECOND_NUMBER.search(before) else ""
    return CODE if _SECOND_NUMBER.search(before) else ""


_LETTERED_CODE = re.compile(r"(?=\d*[A-Z])[A-Z0-9]{6,40}")
_LEVEL_BEHIND = re.compile(r"\s*[类款项]\s*[）)]")
_BRACKETED_CODE = re.compile(r"[\[【（(]([A-Z]?\d{3,12})[\]】)）]")
_GLUED_CODE = re.compile(r"(\d{3,11})[-—_]?([\u4e00-\u9fff].*)")
_CODE_BEHIND_NAME = re.compile(r"([\u4e00-\u9fff（）()]{3,40})[\[（(【](\d{3,9})[\]）)】]")
_CLOSING = re.compile(r"[\]】)）]")


def _code_with_name(printed: PrintedToken) -> str:
    """[2101550]事业运行, 【30201】办公费, 450承德县医疗保障局, A05040299, a project code with letters."""
    plain = printed.cell.plain
    value = printed.token.value
    if printed.before.endswith(("（", "(")) and _LEVEL_BEHIND.match(printed.after):
        return CODE
    if "." in value:
        return ""
    if _LETTERED_CODE.fullmatch(plain):
        return CODE
    bracketed = _BRACKETED_CODE.match(plain)
    if bracketed and value and value in bracketed[1] and printed.before.strip("\t \u3000").rstrip("A-Z")[-1:] != "）":
        return CODE if _inside_first_bracket(printed) else ""
    glued = _GLUED_CODE.match(plain)
    if glued and printed.digits == glued[1] and not _before_in_cell(printed):
        return CODE if organisation(glued[2]) or _may_be_subject(glued[1], glued[2]) else ""
    behind = _CODE_BEHIND_NAME.fullmatch(plain)
    return CODE if behind and printed.digits == behind[2] and organisation(behind[1]) else ""


def _before_in_cell(printed: PrintedToken) -> str:
    return printed.inside.strip()


def _inside_first_bracket(printed: PrintedToken) -> bool:
    return _CLOSING.search(printed.inside) is None


def _may_be_subject(code: str, name: str) -> bool:
    """A code of 类, 款 or 项 and a name behind it that begins with no unit (301元)."""
    shaped = lexicon.rows().subject_code.fullmatch(code) is not None
    named = re.match(r"[\u4e00-\u9fff]{3}", name) is not None
    return shaped and named and re.match(r"[万亿千百]?[元年月日人个名辆台套件份户次项家村所]|[万亿]|平方", name) is None


_LETTER_BEHIND = re.compile(r"\s*[A-Za-z]")
_LETTER_BEFORE = re.compile(r"[A-Za-z]-?$")
_AGE_BEHIND = re.compile(r"\s*周?岁")
_LIMIT_BEHIND = re.compile(r"\s*(?:万元|元|千元|亿元)\s*(?:[（(]含[^（）()]{0,6}[)）])?\s*(?:及)?以[上下]")
_NAME_BEHIND = re.compile(r"[（(的\u4e00-\u9fff]")


def _threshold(printed: PrintedToken) -> str:
    """单价50万元以上设备, 60周岁, 4G: the number is part of the name of a thing."""
    before, after = printed.before, printed.after
    if _LETTER_BEHIND.match(after) and not _LETTER_BEHIND.match(before[-1:]) and printed.digits:
        return NAME
    if _LETTER_BEFORE.search(before[-3:]) or _AGE_BEHIND.match(after) or _names_itself(printed):
        return NAME
    named = _LIMIT_BEHIND.match(after)
    if not named:
        return ""
    behind = after[named.end() :].lstrip()
    return NAME if _NAME_BEHIND.match(behind) or "单价" in before[-8:] else ""


_RATE_BEHIND = re.compile(r"\s*(?:年|度|级|类)")
_RATED = re.compile(r"(?:年限|烈度|等级|级别)(?:为|是|[：:])?\s*$")
_ONE_BEFORE = re.compile(r"[一两几各每该]个\s*$")
_PLAN_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,8}(?:项目|工程|专项|计划)")
_QUOTE_BEFORE = re.compile(r"“[^“”0-9]{0,12}$")
_QUOTE_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,12}[^“”]{0,6}”")
_HOTLINE = re.compile(r"12\d{3}")
_HOTLINE_BEHIND = re.compile(r"市民|热线|服务|平台|检察|电话|专线")
_MONEY_BEHIND = re.compile(r"\s*[万亿千]?元")


def _names_itself(printed: PrintedToken) -> bool:
    """“111计划”, “985工程”, 12345热线, 一个206基建项目, 使用年限为50年: a number that names a thing or rates it."""
    digits, before, after = printed.digits, printed.before, printed.after
    if _RATE_BEHIND.match(after) and _RATED.search(before):
        return True
    if not digits:
        return False
    if _PLAN_BEHIND.match(after) and _ONE_BEFORE.search(before):
        return True
    quoted = "”" in after and _QUOTE_BEHIND.match(after) and _QUOTE_BEFORE.search(before)
    hotline = _HOTLINE.fullmatch(digits) and _HOTLINE_BEHIND.match(after)
    return bool(quoted or hotline) and not _MONEY_BEHIND.match(after)


_COUNTED = r"(?:余|多)?(?:次|期|批|场|个|人|名|天|日|周|月|年|家|件|项|种|篇|份|本|部|户|辆|套|台|届|轮|倍|小时|分钟)"


_RANGE_BEHIND = re.compile(rf"\s*[-—－–~～至到]\s*(\d{{1,4}})\s*{_COUNTED}")
_RANGE_BEFORE = re.compile(r"(?<![\d.])(\d{1,4})\s*[-—－–~～至到]\s*$")
_COUNTED_BEHIND = re.compile(_COUNTED)


def _range(printed: PrintedToken) -> str:
    """2-3次, 1～2个月: a range in words, for which there is no single number."""
    if not printed.digits:
        return ""
    behind = _RANGE_BEHIND.match(printed.after)
    if behind:
        return RANGE if int(printed.digits) < int(behind[1]) else ""
    before = _RANGE_BEFORE.search(printed.before) if _COUNTED_BEHIND.match(printed.after.lstrip()) else None
    return RANGE if before and int(before[1]) < int(printed.digits) else ""


_CONTACT_BEFORE = re.compile(r"(?:电话|传真|手机|联系方式|邮编|邮政编码)[^\d]{0,8}[\d\-—()（） ]*$")


def _contact(printed: PrintedToken) -> str:
    """Telephone numbers: digits behind 联系电话 in the same cell."""
    return CONTACT if len(printed.token.value) >= 3 and _CONTACT_BEFORE.search(printed.before) else ""


_CLOCK = re.compile(r"\s*[:：]\s*[0-5]\d(?:\s*[:：]\s*[0-5]\d)?(?!\d)")
_BEHIND_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])\s*[:：]\s*(?:[0-5]\d\s*[:：]\s*)?$")


def _time(printed: PrintedToken) -> str:
    """15:30, 09:05:27 behind a date or alone in its cell; 目标1：20 is none, its second number has two digits."""
    value = printed.digits
    if not value or len(value) > 2:
        return ""
    opens = _CLOCK.match(printed.after) is not None and int(value) < 24 and _may_open_clock(printed.before)
    behind = _BEHIND_CLOCK.search(printed.before) if len(value) == 2 and int(value) < 60 else None
    closes = behind is not None and _may_open_clock(printed.before[: behind.start()])
    return DATE if opens or closes else ""


def _may_open_clock(before: str) -> bool:
    """Whether a time of day may be there: behind a date, a word for time, or nothing."""
    return re.search(r"(?:^|[\t|]|\d{1,2}日?|时间|日期|午|发布|[：:])[\sT]*$", before) is not None and not re.search(
        r"(?:目标|指标|任务|措施|比例|比)\s*$", before
    )


def _furniture(printed: PrintedToken) -> str:
    """What a portal prints around its pages: index numbers, how often a page was read, sizes of letters."""
    words = lexicon.coverage().furniture
    before, after = printed.before[-_SHORT:], printed.after
    if any(pattern.search(before) for pattern in words.before):
        return REMNANT_SHAPE
    return REMNANT_SHAPE if any(pattern.match(after) for pattern in words.after) else ""


_SHAPES: tuple[Shape, ...] = (
    _remnant,
    _contact,
    _time,
    _furniture,
    _date,
    _form_number,
    _code_with_name,
    _list_number,
    _threshold,
    _range,
)


@cache
def ordinal_words() -> frozenset[str]:
    """The words beside column numbers: 栏次, 行次."""
    return frozenset(("栏次", "行次", "序号", "栏目", "项目", "次", "栏", "行", "科目编码", "**"))

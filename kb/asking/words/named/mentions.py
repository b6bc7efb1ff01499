"""Names of the graph found in a sentence: departments, years, policy documents, projects, subject codes, amounts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from kb.asking.names import Choice, key
from kb.asking.words.lexicon import Operator, lexicon, numeral, yuan
from kb.asking.words.named.departments import SHORTEST, find_departments
from kb.asking.words.named.found import Mentions
from kb.asking.words.named.projects import own_projects, take_own, take_part, take_project
from kb.asking.words.named.years import find_years

NAMED_TYPES = ("policy", "project", "unit", "department", "area", "year", "subject", "measure")
"""The types of parameters whose names are looked for, the surest first; `area` names the departments that lie in it."""
SHORTEST_UNIT = 4
SHORTEST_AGENCY = 3
"""Characters of an agency's mark in the number of a document: 冀财社."""
WHOLE = 100
TENTH = "成"
"""Tenths: 五成 is 50 %."""
SHORTEST_SUBJECT_NAME = 3
LEVELS = ("类", "款", "项")
"""Levels of subject codes: 212类."""

_POLICY = re.compile(r"[一-龥]{1,10}\((?:19|20)\d\d\)第?\d+号?")
_BARE_UNIT = re.compile(r"(?<=[上过破超])(?=亿)")
_CODE = re.compile(r"(?<![\d.,])\d{3}(?:\d\d){0,2}(?![\d.,]|万?元)")
_BARE_POLICY = re.compile(r"[一-龥]{2,10}(?:19|20)\d\d年?第?\d{1,4}号?")
"""A number typed without its brackets: 冀财社2023 225号."""
_PLACE_BEHIND = re.compile(r"(?P<name>[一-龥]{2,12})\((?P<area>[一-龥]{2,8}[省市县区]?)\)")
"""A department with its place in brackets behind it: 财政局（普陀区）."""
_NO_BRACKETS = str.maketrans("", "", "()年第号")
_AMOUNT = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)(万元?|元)|(?<![\d.])(\d[\d,]*\.\d+)(?![\d%])")
_FORM_PAGE = re.compile(
    r"(?P<title>[一-龥]{2,16})表格?(?:在|是|印在|登在)?(?:文件)?(?:的|里)?(?:第几页|哪一页|哪页|几页|第几行|哪一行)"
)
_FORM_LACKING = re.compile(r"(?:缺少?|没有?公开|未公开|漏了?|没有)(?P<title>[一-龥“”]{2,12})表")
_FORM_EMPTY = re.compile(
    r"(?P<title>[一-龥“”]{2,12})表(?=(?:是|为|是不是|有没有)?(?:空表|空的|空着|空白|没有数据|没数据))"
)
_FORM_SHOWN = re.compile(
    r"(?P<title>[一-龥“”]{2,12}?)(?:那张|这张|那个|这个)?表格?(?=(?:贴|公开|公布|晒|放)(?:出来)?了?(?:吗|没有|没|么))"
)
"""三公那张表贴出来了吗."""
_NO_TITLE = re.compile(r"[几哪有各这那每]|[一两二三四五六七八九十]+[张个份]|多少|什么|所有|全部|一些")
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]{3,})[”\"」』]")


def find(sentence: str, choices: Mapping[str, Sequence[Choice]]) -> Mentions:
    """Take every name and number out of a sentence, the surest kinds first.

    `choices` has what each of NAMED_TYPES may mean.
    """
    found = Mentions(_PLACE_BEHIND.sub(r"\g<area>\g<name>", key(sentence)))
    _take_policy(found, choices.get("policy", ()))
    take_project(found, choices.get("project", ()), choices.get("subject", ()))
    _take_unit(found, choices.get("unit", ()), choices.get("department", ()))
    find_departments(found, choices.get("department", ()), choices.get("area", ()), _other_names(choices))
    _take_form(found)
    _take_numbers(found)
    find_years(found, choices.get("year", ()))
    projects, figures = own_projects(found, choices.get("project", ())), _figures(choices)
    if "project" not in found.given:
        take_part(found, projects, figures)
    if "project" not in found.given and len(found.given.get("department", ())) == 1:
        take_own(found, projects, figures)
    _take_code(found, choices.get("subject", ()))
    _take_amount(found)
    _take_quoted(found, sentence, figures)
    return found


def take_claims(found: Mentions) -> None:
    """The shares that are said in passing (砍掉四成多, 降了一半还多): what they may be in percent."""
    while match := lexicon().claim.search(found.rest):
        if match["rough"]:
            found.rough.append(_rough(match["rough"], match["scale"]))
            found.cut(match.start(), match.end())
            continue
        if match["half"]:
            low, high = Decimal(50), Decimal(75 if match["more"] else 60)
            low = low if match["more"] else Decimal(45)
        elif match["times"]:
            low = numeral(match["times"]) * 100
            high = low + 100
        elif match["tenths"]:
            low = numeral(match["tenths"]) * 10
            low, high = low - (0 if match["more"] else 5), low + 10
        else:
            low = Decimal(match["percent"])
            high = low + (10 if match["more"] else 0)
        found.claims.append((low, high))
        found.cut(match.start(), match.end())


def _rough(number: str, scale: str) -> tuple[Decimal, Decimal]:
    """What an amount said roughly may be, in yuan, from … to below: 九百多万 is 900 to 1000 万."""
    low = yuan(number, scale)
    step = Decimal(10) ** (len(str(int(numeral(number)))) - 1) * yuan("1", scale)
    return low, low + step


def _figures(choices: Mapping[str, Sequence[Choice]]) -> list[Choice]:
    """Measures and subjects."""
    return [one for kind in ("measure", "subject") for one in choices.get(kind, ())]


def _other_names(choices: Mapping[str, Sequence[Choice]]) -> list[str]:
    """The names of figures and subjects, in which a part of a department's name says nothing of it."""
    names = (key(name) for choice in _figures(choices) for name in choice.names)
    return [name for name in names if len(name) >= SHORTEST and not name.isascii()]


def _take_policy(found: Mentions, choices: Sequence[Choice]) -> None:
    match = _POLICY.search(found.rest)
    if match is None:
        _take_bare_policy(found, choices)
        return
    for start in range(match.start(), match.end()):
        wanted = found.rest[start : match.end()].removesuffix("号")
        same = [choice for choice in choices if any(key(name).removesuffix("号") == wanted for name in choice.names)]
        if len(same) == 1:
            found.take("policy", same[0].names[0], start, match.end())
            return
    found.unknown.append(match[0])
    found.cut(match.start(), match.end())


def _take_bare_policy(found: Mentions, choices: Sequence[Choice]) -> None:
    """A number of a policy document without brackets, or all numbers of an agency (冀财社的文件); known ones only."""
    known = {key(name).translate(_NO_BRACKETS): choice for choice in choices for name in choice.names}
    if match := _BARE_POLICY.search(found.rest):
        for start in range(match.start(), match.end()):
            if choice := known.get(found.rest[start : match.end()].translate(_NO_BRACKETS)):
                found.take("policy", choice.names[0], start, match.end())
                return
    agencies: dict[str, list[str]] = defaultdict(list)
    for choice in choices:
        if numbered := _POLICY.fullmatch(key(choice.label)):
            agencies[numbered[0].partition("(")[0]].append(choice.names[0])
    for agency in sorted(agencies, key=len, reverse=True):
        match = re.search(rf"{agency}(?:字|发|下)?的?(?=文件|文号|发文)", found.rest)
        if match and len(agency) >= SHORTEST_AGENCY:
            found.given.setdefault("policy", []).extend(agencies[agency])
            found.cut(match.start(), match.end())
            return


def _take_unit(found: Mentions, choices: Sequence[Choice], departments: Sequence[Choice]) -> None:
    """The longest whole name of a unit, if it is not a part of a department's name that is said."""
    known = [key(name) for choice in departments for name in choice.names]
    said = [name for name in known if name in found.rest]
    names = [(key(choice.label), choice.label) for choice in choices if not _ends(known, key(choice.label))]
    whole = [
        (wanted, name)
        for wanted, name in names
        if len(wanted) >= SHORTEST_UNIT
        and wanted in found.rest
        and not any(wanted in other or _runs_on(other, wanted, found.rest) for other in said)
    ]
    if whole:
        wanted, name = max(whole, key=lambda pair: len(pair[0]))
        start = found.rest.index(wanted)
        found.take("unit", name, start, start + len(wanted))


def _runs_on(name: str, other: str, text: str) -> bool:
    """Whether another name begins in the middle of a name that a text holds: 大学本级 in 某某大学本级."""
    at, begins = text.find(name), text.find(other)
    return at < begins < at + len(name)


def _ends(names: Iterable[str], tail: str) -> bool:
    return any(name.endswith(tail) for name in names)


def _take_form(found: Mentions) -> None:
    """The form whose page is asked for: 政府采购 of 政府采购表在第几页."""
    for pattern in (_FORM_PAGE, _FORM_LACKING, _FORM_EMPTY, _FORM_SHOWN):
        match = pattern.search(found.rest)
        title = re.split("[的里年]", match["title"])[-1] if match else ""
        if match and len(title) > 1 and not _NO_TITLE.match(title):
            found.take("form", title, match.end("title") - len(title), match.end())
            return


def _take_numbers(found: Mentions) -> None:
    """Thresholds (超过30万元) and places of a ranking (前十, 三个); 上亿 is 上1亿."""
    found.rest = _BARE_UNIT.sub("1", found.rest)
    for pattern in lexicon().patterns:
        match = pattern.expression.search(found.rest)
        if match is None:
            continue
        if pattern.kind == Operator.THRESHOLD:
            _take_threshold(found, pattern.value, match)
        elif found.top is None and not _asks_which(found.rest, match) and found.rest[match.end() :][:1] != "年":
            found.top = int(numeral(match["n"]))
            if pattern.value != "count":
                found.order = "asc" if pattern.value == "last" else "desc"
            found.cut(match.start(), match.end())


def _asks_which(text: str, count: re.Match[str]) -> bool:
    """Whether a count of one asks which one: 哪一项."""
    return count["n"] == "一" and text[count.start("n") - 1 : count.start("n")] == "哪"


def _take_threshold(found: Mentions, bound: str, match: re.Match[str]) -> None:
    if bound == "between":
        found.percent = match["w"] == "%"
        worth = [(match["a"], match["u"] or match["v"] or match["w"]), (match["b"], match["w"])]
        low, high = (numeral(number) if found.percent else yuan(number, unit) for number, unit in worth)
        found.bounds |= {"least": low, "most": high}
        found.cut(match.start(), match.end())
        return
    unit = match["u"] or match["v"] or ""
    if not unit and len(match["a"]) == 4 and match["a"][:2] in {"19", "20"}:
        return  # 2020以上 says a year
    if unit == "%" and numeral(match["a"]) == WHOLE:
        return  # 不到100% says that something is not whole
    found.percent = unit in {"%", TENTH} or unit.endswith("百分点")
    share = numeral(match["a"]) * (10 if unit == TENTH else 1)
    found.bounds[bound] = share if found.percent else yuan(match["a"], unit)
    found.cut(match.start(), match.end())


def _take_code(found: Mentions, choices: Sequence[Choice]) -> None:
    code = _CODE.search(found.rest)
    named = [choice for choice in choices if code is not None and code[0] in choice.names]
    if code is not None and named:
        end = code.end() + (found.rest[code.end() : code.end() + 1] in LEVELS)
        rest = found.rest[end:]
        name = max(
            (key(one) for choice in named for one in choice.names if rest.startswith(key(one))), key=len, default=""
        )
        found.take("subject", code[0], code.start(), end + len(name))


def _take_amount(found: Mentions) -> None:
    while amount := _AMOUNT.search(found.rest):
        found.take("number", amount[1] or amount[3], amount.start(), amount.end())


def _take_quoted(found: Mentions, sentence: str, figures: Sequence[Choice]) -> None:
    """What is quoted, unless it is the name of a figure: “其他城乡社区支出”."""
    named = {key(name) for one in figures for name in one.names}
    pieces = (piece for piece in _QUOTED.findall(sentence) if key(piece) in found.rest and key(piece) not in named)
    found.quoted = next(pieces, "")
    if found.quoted:
        start = found.rest.index(key(found.quoted))
        found.cut(start, start + len(key(found.quoted)))

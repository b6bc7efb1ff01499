"""Titles that open a paragraph (`1.公务接待费。2023年预算数…`) and say what figures without a name measure."""

from __future__ import annotations

import re

from loaders import lexicon
from loaders.numbering import list_number
from loaders.printing import tidy
from loaders.prose.statements.drafts import Draft
from loaders.prose.statements.measures import without_codes

_LONGEST = 30
_OF_A_SUBJECT = re.compile(
    r"\s*+(?P<name>(?:[“\"]?(?:[^。，；：“”]|“[^。，；：“”]{1,12}”){2,80}[”\"]?[（(]\s?(?:\d{2,3})?\s?[类款项]\s?[）)]){1,3})"
)
"""“一般公共服务支出”（类）2023年度决算…: the subject, whose name quotation marks may enclose."""
_OF_MONEY = re.compile(rf"\s*+(?P<name>[^。，；：\d]{{2,{_LONGEST}}})。")
_OF_A_LABEL = re.compile(rf"\s*+(?P<name>[^。，；：:\d]{{2,{_LONGEST}}})[：:]")
"""公务接待费：2018年支出1.35万元: a label that opens the paragraph."""
_QUOTES = str.maketrans("", "", '“”"')


def title_of(text: str, heading: str = "") -> str:
    """What the paragraph is about, by the title that opens it or the heading right above; nothing where none does."""
    number = list_number(text)
    start = number.end if number else 0
    subject = _OF_A_SUBJECT.match(text, start)
    if subject:
        return without_codes(tidy(subject["name"].translate(_QUOTES)))
    money = _OF_MONEY.match(text, start) if number else None
    label = _OF_A_LABEL.match(text, start)
    if label and (labelled := _money_name(label["name"])):
        return labelled
    return _money_name(money["name"] if money else _bare(heading))


def _money_name(name: str) -> str:
    """A name as statements give it, if it is one of money."""
    name = tidy(name.translate(_QUOTES))
    return name if len(name) <= _LONGEST and name.endswith(lexicon.statements().measure.titles) else ""


def _bare(heading: str) -> str:
    number = list_number(heading)
    return heading[number.end :].strip().removesuffix("。") if number else ""


def is_nameless(subject: str) -> bool:
    """Whether words before a figure name no subject of their own: 预算数, 年初预算, 支出决算."""
    return subject in lexicon.statements().measure.generic


def titled(draft: Draft, title: str) -> str:
    """The measure of a nameless figure with its title: 公务接待费支出决算; 公务接待费 alone for 预算数."""
    stages = lexicon.statements().measure.stages
    if draft.subject not in draft.measure:
        return title + draft.measure  # 比年初预算数2万元减少: the budget of the title
    return draft.measure.replace(draft.subject, title + (draft.subject if draft.subject in stages else ""), 1)

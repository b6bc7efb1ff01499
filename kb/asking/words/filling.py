"""What a sentence gives for the parameters of a question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kb.asking.questions import Parameter, Question
from kb.asking.words.lexicon import Operator, SpanKind
from kb.asking.words.named.departments import WITHOUT
from kb.asking.words.said import Said, values_of
from kb.asking.words.segments import Span
from kb.rows.printed import number_text

LIST = "、"
LOWEST_LEVEL = "项"
WHOLE_BUDGET = 100
"""Percent."""
WHOLE = "three-public"
"""A measure that the question made for it answers with all its items."""
MEASURES_TAG = "数项"
"""The tag of the questions that are about any measure."""


def given_for(question: Question, said: Said) -> Iterator[tuple[str, str]]:
    """Names and values of the parameters that a sentence gives."""
    for parameter in question.parameters:
        value = _value(parameter, question, said)
        if value:
            yield parameter.name, value


def _value(parameter: Parameter, question: Question, said: Said) -> str:
    """What a sentence gives for one parameter; empty for nothing."""
    if parameter.name in _BY_NAME:
        return _BY_NAME[parameter.name](said, question)
    if stated := next(
        (one for one in values_of(said.spans, SpanKind.VALUE) if one.startswith(f"{parameter.name}=")), ""
    ):
        return stated.partition("=")[2]
    if parameter.type == "subject":
        return said.subjects[0] if said.subjects else ""
    if parameter.type == "measure":
        return _measures(parameter, question, said)
    names = said.mentions.given.get(parameter.type, [])
    return LIST.join(names if parameter.many else names[:1])


def _measures(parameter: Parameter, question: Question, said: Said) -> str:
    if not parameter.required:
        own = {one for word in question.words for one in said.measures_of(word)}
        named = said.measures or list(dict.fromkeys(_meant_by_topics(said) if own else ()))
        return LIST.join(one for one in named if len(named) > 1 or one not in own or one != WHOLE)
    return LIST.join(said.asked_measures)


def _meant_by_topics(said: Said) -> Iterator[str]:
    """The figures that words of questions stand for, where those are said in other words: 公务用车 for 办案用车."""
    for span in said.spans:
        for one in span.meanings:
            if one.kind == SpanKind.TOPIC and one.value != span.text:
                yield from sorted(said.measures_of(one.value))


def _part_and_whole(said: Said) -> tuple[list[str], str]:
    """What is a part of what: 三公里头接待费占几成, 财政拨款占全部收入的百分之几."""
    if Operator.RANK_PARTS in said.operators:
        return said.lexicon.parts[said.ranked_whole], said.ranked_whole
    named = said.asked_measures
    whole = next((one for one in named if any(said.lexicon.whole.get(other) == one for other in named)), "")
    if not whole and len(named) > 1:
        share = next((span.start for span in said.spans if span.has(SpanKind.OPERATOR, Operator.SHARE)), 0)
        after = [span for span in said.spans if span.start > share and _of(span) in named]
        whole = _of(after[-1]) if after else named[0]
    if len(named) == 1 and said.names_whole_alone:
        return [], named[0]  # 占项目支出几成: of what is not said
    parts = [one for one in named if one != whole]
    if whole == said.lexicon.usual_measure and said.is_all_of_it and len(parts) == 1:
        whole = said.lexicon.whole.get(parts[0], whole)  # 总盘子: income of an income
    usual = said.lexicon.whole.get(parts[0] if parts else "", said.lexicon.whole["other"])
    return parts, whole or usual


def _of(span: Span) -> str:
    return next((one.value for one in span.meanings if one.kind in {SpanKind.MEASURE, SpanKind.SUBJECT}), "")


def _year(said: Said, question: Question) -> str:
    years = said.mentions.given.get("year", [])
    has_from = any(parameter.name == "from" for parameter in question.parameters)
    if has_from and said.mentions.base:
        return ""  # 比2023年增长百分之几: to each later year
    if has_from and len(years) > 1 and not said.asks_each_year:
        return years[-1]
    compares = Operator.CHANGE in question.takes and {Operator.CHANGE, Operator.GROWTH} & said.operators
    if compares and len(years) == 2 and int(years[1]) - int(years[0]) == 1 and MEASURES_TAG not in question.tags:
        return years[1]
    return LIST.join(years)


def _from(said: Said, _question: Question) -> str:
    years = said.mentions.given.get("year", [])
    if said.asks_each_year:
        return ""
    return years[0] if len(years) > 1 else said.mentions.base


def _top(said: Said, _question: Question) -> str:
    of_parts = Operator.RANK_PARTS in said.operators  # all of them are shown
    return str(said.top) if said.order and said.top is not None and not of_parts else ""


def _level(said: Said, question: Question) -> str:
    """The level of subject codes that is said; where one subject is looked for, the lowest."""
    stated = next((one for one in values_of(said.spans, SpanKind.VALUE) if one.startswith("level=")), "")
    one_line = said.order and Operator.RANK_WITHIN in question.takes and said.names_a_line
    return stated.partition("=")[2] or (LOWEST_LEVEL if one_line else "")


def _form(said: Said, question: Question) -> str:
    """The form whose lines are the parts of the one figure that is named: of 基本支出 the largest subject."""
    if Operator.RANK_WITHIN not in said.operators & set(question.takes):
        return next(iter(said.mentions.given.get("form", ())), "")
    return said.lexicon.lines_of.get(said.measures[0], "") if len(said.measures) == 1 else ""


def _bound(name: str) -> Callable[[Said, Question], str]:
    return lambda said, question: _limit(name, said, question)


def _limit(name: str, said: Said, question: Question) -> str:
    """A bound that is said; what is spent beyond its budget is above 100 %."""
    if name == "above" and Operator.OVERSPENT in said.operators & set(question.takes):
        return str(WHOLE_BUDGET)
    return number_text(said.mentions.bounds[name]) if name in said.mentions.bounds else ""


_BY_NAME: Mapping[str, Callable[[Said, Question], str]] = {
    "year": _year,
    "from": _from,
    "level": lambda said, question: _level(said, question),
    "order": lambda said, question: "" if Operator.RANK_PARTS in said.operators else said.order_of(question),
    "top": _top,
    "named": lambda said, _: said.mentions.peers,
    "tier": lambda said, _: said.tier,
    "age": lambda said, _: "" if said.mentions.age is None else str(said.mentions.age),
    "heads": lambda said, _: said.heads,
    "stage": lambda said, _: LIST.join(said.stages),
    "part": lambda said, _: LIST.join(_part_and_whole(said)[0]),
    "whole": lambda said, _: _part_and_whole(said)[1],
    "side": lambda said, _: said.side,
    "direction": lambda said, _: said.direction,
    WITHOUT: lambda said, _: LIST.join(said.mentions.given.get(WITHOUT, [])),
    "present": lambda said, _: said.present,
    "form": lambda said, question: _form(said, question),
    "only": lambda said, _: "科目" if said.names_a_line else "",
    "by": lambda said, _: "没花完" if Operator.UNSPENT in said.operators else "",
    **{name: _bound(name) for name in ("least", "most", "above", "below")},
}
"""Parameters that sentences fill by what they say, whatever their type."""

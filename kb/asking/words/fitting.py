"""Whether a question has a use for all that a sentence says, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.asking.ask import BOTH_ENDS
from kb.asking.questions import Question
from kb.asking.words.filling import MEASURES_TAG, given_for
from kb.asking.words.lexicon import Operator, SpanKind
from kb.asking.words.named.departments import WITHOUT
from kb.asking.words.said import Said
from kb.asking.words.segments import Span
from kb.rows.printed import number_text

MEASURED, USUAL = 1.2, 0.8
"""What it counts for a question about a measure that one is named, or only money."""
NEEDED, NEEDED_ELSEWHERE, TAKEN, SHOWN = 2.5, 1.5, 1.0, 0.5
"""What an operator counts: for a question about a measure that needs it, for another, and for those that take it."""


NAMES_FIGURES = "figure"
"""In `also`: a figure may be named besides; the rows say which figures they are."""
ORDERS = {"desc": "最多", "asc": "最少", BOTH_ENDS: "最多和最少"}
"""What is left over of a sentence where a question does not rank."""
SHORT = 1
"""Characters that no list knows, in all, that may be passed over; more may be a name or what is asked."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a question fits: what is given for its parameters, what is left over, whether something is missing.

    `soft` are mere words left over, which a question that is clearly meant may pass over.
    """

    score: float
    given: Mapping[str, str]
    left: tuple[str, ...]
    soft: tuple[str, ...]
    missing: bool
    is_measure: bool


def fit(question: Question, said: Said) -> Fit:
    """What a sentence gives for the parameters of a question, and what of it the question has no use for."""
    given = dict(given_for(question, said))
    spans = [span for span in said.spans if not (is_taken(span, question, said) or _says_nothing(span, said))]
    strange = sum(len(span.text) for span in said.spans if span.has(SpanKind.UNKNOWN))
    soft = tuple(span.text for span in spans if _is_soft(span, said, strange, spans))
    hard = (span.text for span in spans if span.text not in soft)
    named = (*_names_left(question, said), *_figures_left(question, said), *_numbers_left(question, said))
    left = tuple(dict.fromkeys((*named, *hard, *_bases_left(question, said))))
    needed = [any(one in said.operators for one in need.split("|")) for need in question.needs]
    is_measure = any(parameter.type == "measure" for parameter in question.parameters) and MEASURES_TAG in question.tags
    vague = is_general(question) and not (
        said.measures
        or said.subjects
        or said.mentions.given.get("department")
        or said.mentions.ambiguous
        or said.mentions.peers
    )
    missing = (
        not all(needed)
        or vague
        or (is_measure and any(one.required and one.name not in given for one in question.parameters))
    )
    return Fit(_score(question, said, is_measure, sum(needed)), given, left, soft, missing, is_measure)


def _score(question: Question, said: Said, is_measure: bool, needed: int) -> float:
    taken = sum(1 for one in said.operators if one in question.takes)
    if not is_measure:
        return SHOWN * taken + NEEDED_ELSEWHERE * (needed + compares_bases(question, said))
    score = MEASURED if said.measures or said.subjects else USUAL if said.is_money else 0.0
    return score + NEEDED * needed + TAKEN * taken


def compares_bases(question: Question, said: Said) -> bool:
    """Whether forms and text are asked to be compared, and the question tells both."""
    return bool(question.agrees) and Operator.CONSISTENT in said.operators


def _names_left(question: Question, said: Said) -> Iterator[str]:
    """Names that no parameter takes, and all but the first where it takes one only."""
    takers = {parameter.type: parameter for parameter in question.parameters if parameter.name != WITHOUT}
    takers |= {parameter.name: parameter for parameter in question.parameters if parameter.name == WITHOUT}
    for kind, names in said.mentions.given.items():
        taker = takers.get(kind) or (takers.get("measure") if kind == "subject" else None)
        if taker is None or (kind == "unit" and Operator.BELONGS not in said.operators):
            yield from names
        elif not taker.many and kind != "year":
            yield from names[1:]


def _figures_left(question: Question, said: Said) -> Iterator[str]:
    """Figures that are none of those a question takes, and all but the first where it takes one only."""
    takers = [parameter for parameter in question.parameters if parameter.type == "measure"]
    for taker in takers[:1]:
        if taker.within:
            whole = said.lexicon.whole
            yield from (one for one in said.asked_measures if taker.within not in {one, whole.get(one)})
        elif len(takers) == 1 and not taker.many:
            yield from said.asked_measures[1:]


def _bases_left(question: Question, said: Said) -> Iterator[str]:
    """What a share or a change is of, where the question works out another one."""
    if Operator.SHARE in question.takes and said.is_share_of_another:
        yield "占"
    if said.is_from_another_base and Operator.GROWTH not in question.takes:
        yield said.mentions.given["year"][0]
    if said.mentions.base and not {Operator.CHANGE, Operator.GROWTH} & set(question.takes):
        yield said.mentions.base
    if said.is_of_two and not question.compares:
        yield "相差"
    named = said.mentions.given.get("department") or said.mentions.peers
    if Operator.COMPARE in said.operators and len(said.asked_measures) > 1 and not named and question.compares:
        yield "比"  # 谁的会议费比培训费多
    of_both = min(len(said.mentions.given.get(kind, ())) for kind in ("department", "year"))
    if of_both > 1 and Operator.GROWTH in question.takes and Operator.GROWTH in said.operators:
        yield said.mentions.given["year"][0]  # 甲局2025年是乙局2024年的几倍


def _numbers_left(question: Question, said: Said) -> Iterator[str]:
    """Bounds, places of a ranking and kinds of departments that the question does not take."""
    names = {parameter.name for parameter in question.parameters}
    for bound, amount in said.mentions.bounds.items():
        kind = Operator.PERCENT_THRESHOLD if said.mentions.percent else Operator.THRESHOLD
        if bound not in names or kind not in question.takes:
            yield f"{bound} {number_text(amount)}"
    if said.order and said.mentions.top is not None and "top" not in names:
        yield f"前{said.mentions.top}"
    all_ranks = {Operator.RANK, Operator.RANK_WITHIN, Operator.RANK_YEARS, Operator.RANK_PARTS}
    if said.order and not all_ranks & said.operators & set(question.takes) and not _is_word_of(question, said):
        yield f"前{said.top}" if said.mentions.order else ORDERS[said.order]
    ranks = {Operator.RANK, Operator.RANK_WITHIN} & set(question.takes)
    if ranks and said.order in {"asc", BOTH_ENDS} and "order" not in names:
        yield "从小到大"
    if thing := said.thing_counted:
        yield thing  # 谁家公车最多 ranks no money
    if said.mentions.age is not None and "age" not in names:
        yield f"{said.mentions.age}年"
    if said.mentions.peers and "named" not in names:
        yield said.mentions.peers
    if Operator.SUM_FIGURES in said.operators and Operator.SUM_FIGURES not in question.takes:
        yield "合计"


def _is_word_of(question: Question, said: Said) -> bool:
    """Whether 最多, 最低 … is a word of the question (最松 of target-range) and no ranking."""
    orders = {f"{Operator.RANK}:desc", f"{Operator.RANK}:asc"}
    ranks = [span for span in said.spans if orders & {one.value for one in span.meanings}]
    return not said.mentions.order and any(set(_topics(span)) & vocabulary(question) for span in ranks)


def _touches_figure(span: Span, said: Said) -> bool:
    """Whether a piece may be a part of the name of a figure: 水 in 水电费."""
    at = said.spans.index(span)
    before = next((one for one in reversed(said.spans[:at]) if not _is_mere_filler(one)), None)
    after = next((one for one in said.spans[at + 1 :] if not _is_mere_filler(one)), None)
    return any(_is_figure(one) for one in (before, after) if one is not None)


def _is_alone(span: Span, left: Sequence[Span]) -> bool:
    """Whether no other piece that is left over is right beside it: 机 of 计算机 is not alone."""
    return not any(span.start == one.end or span.end == one.start for one in left)


def _is_figure(span: Span) -> bool:
    return span.has(SpanKind.MEASURE) or span.has(SpanKind.SUBJECT)


def _is_mere_filler(span: Span) -> bool:
    return span.has(SpanKind.FILLER) and not _is_figure(span)


def _says_nothing(span: Span, said: Said) -> bool:
    """Whether a piece says nothing; 有 does where those that have a figure are asked for."""
    return span.has(SpanKind.FILLER) and not (said.asks_who_has and span.has(SpanKind.OPERATOR, Operator.HAVE))


def _is_soft(span: Span, said: Said, strange: int, left: Sequence[Span]) -> bool:
    """Whether a piece that is left over is a mere word: no operator, measure, stage or number.

    `strange` are the characters of the sentence that no list knows, `left` all pieces that the question has no use for.
    """
    telling = said.lexicon.strong | said.lexicon.significant
    if any(sign in said.lexicon.never for sign in span.text) or telling & set(_topics(span)):
        return False
    if span.has(SpanKind.UNKNOWN):
        return strange <= SHORT and not _touches_figure(span, said) and _is_alone(span, left)
    return all(one.kind == SpanKind.TOPIC for one in span.meanings)


def is_taken(span: Span, question: Question, said: Said) -> bool:
    """Whether a question has a use for a piece of a sentence."""
    types = {parameter.type for parameter in question.parameters}
    names = {parameter.name for parameter in question.parameters}
    is_figure = span.has(SpanKind.MEASURE)
    if NAMES_FIGURES in question.also and _is_figure(span):
        return True
    for one in span.meanings:
        if is_figure and one.kind == SpanKind.TOPIC and one.value not in vocabulary(question):
            continue  # 项目 of a question about projects does not take up 项目支出
        if one.kind == SpanKind.TOPIC and span.has(SpanKind.VALUE) and one.value not in vocabulary(question):
            continue  # 表 of a question about one form does not take up 空表
        if _takes(one.kind, one.value, question, types, names, said):
            return True
    if is_figure and Operator.RANK_WITHIN in question.takes and Operator.RANK_WITHIN not in said.operators:
        return _is_named(span, question, said)  # 各部门项目支出排名 ranks no projects
    return any(_says(question, text) for text in (span.text, *_topics(span))) or _is_named(span, question, said)


def words_taken(question: Question, said: Said) -> frozenset[str]:
    """The words of other questions that this one takes up as an operator or a measure."""
    taken = (span for span in said.spans if is_taken(span, question, said))
    return frozenset(topic for span in taken for topic in _topics(span))


def _topics(span: Span) -> list[str]:
    return [one.value for one in span.meanings if one.kind == SpanKind.TOPIC]


def _is_named(span: Span, question: Question, said: Said) -> bool:
    """Whether a measure is what the words of a question name: 采购金额 for one that knows 采购."""
    measures = {one.value for one in span.meanings if one.kind == SpanKind.MEASURE}
    return bool(measures) and any(measures & said.measures_of(word) for word in vocabulary(question))


def _self_description(question: Question) -> str:
    """What a question says of itself: its summary, words, columns and parameters."""
    columns = [column.label for column in question.columns]
    return " ".join(
        [
            question.summary,
            *question.tags,
            *question.words,
            *question.also,
            *columns,
            *(one.label for one in question.parameters),
        ]
    )


def _says(question: Question, text: str) -> bool:
    """Whether a question speaks of a thing itself (引用 in 引用的法律法规)."""
    return text in question.also or (len(text) > 1 and text in _self_description(question))


def _takes(kind: SpanKind, value: str, question: Question, types: set[str], names: set[str], said: Said) -> bool:
    if kind == SpanKind.OPERATOR:
        if value == Operator.HAVE and said.asks_who_has:
            return Operator.HAS in question.takes
        if value == Operator.PEERS and not said.mentions.peers:
            return False
        if value == Operator.SUM and question.total:
            return True
        if value == Operator.EXCEPT:
            return WITHOUT in said.mentions.given
        if value in {Operator.CHANGE, Operator.GROWTH} and said.is_of_two:
            return Operator.COMPARE in question.takes
        return value in said.lexicon.light or bool(_meant_by(value.split(":")[0], said) & set(question.takes))
    if kind == SpanKind.TOPIC:
        return (
            any(own in value for own in vocabulary(question))
            or value in said.lexicon.stop - said.lexicon.significant
            or (value in said.lexicon.heads and "heads" in names)
        )
    is_of_form = "form" in names and Operator.RANK_WITHIN in said.operators and value in said.lexicon.lines_of
    return {
        SpanKind.MEASURE: "measure" in types or is_of_form,
        SpanKind.SUBJECT: bool(types & {"measure", "subject"}),
        SpanKind.STAGE: "stage" in names or Operator.STAGES in question.takes,
        SpanKind.TIER: "tier" in names,
        SpanKind.VALUE: value.split("=")[0] in names,
    }.get(kind, False)


def _meant_by(operator: str, said: Said) -> frozenset[str]:
    """The operators that one comes to: a change over years is a trend, a rank may be within a department."""
    others = {
        Operator.CHANGE: {Operator.TREND},
        Operator.RANK: {Operator.RANK_WITHIN, Operator.RANK_YEARS, Operator.RANK_PARTS},
        Operator.SUM: {Operator.SUM_FIGURES},
    }.get(Operator(operator), set())
    if operator in {Operator.RANK, Operator.SUM}:
        return said.operators & {operator, *others}
    return frozenset({operator, *(others & said.operators)})


def is_general(question: Question) -> bool:
    """Whether a question is about whatever measure is named, and asks nothing special of it."""
    return MEASURES_TAG in question.tags and not question.needs


def vocabulary(question: Question) -> frozenset[str]:
    """The words of a question."""
    return frozenset(word for phrase in question.words for word in phrase.split())

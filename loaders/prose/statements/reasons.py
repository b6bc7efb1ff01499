"""What a paragraph tells about figures named before: that they are the same as last year, and why they changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders import lexicon
from loaders.printing import squeeze, tidy
from loaders.prose.statements.changes import BUDGET, SAME, ChangeRole, find_base, last_base, same_as_before
from loaders.prose.statements.drafts import Draft
from loaders.prose.statements.figures import PrintedFigure
from loaders.prose.statements.measures import measure_of, phrase_start

_LIKE_ENOUGH = 60
_TAILS = re.compile(r"(?<=.)(?:整体|总体|基本|均|都|也|增减|变化|变动|的|(?<=[算计])数)+$")
_SENTENCE = re.compile(r"[。！？]|\n")
_AMONG = re.compile(r"[（(]?其中[：:]")
_NEXT_REASON = re.compile(r"\s{0,4}(?:[二三四五六]是|[（(]?[2-9][）)、.])")


@dataclass(frozen=True, slots=True)
class _Reason:
    """A reason in a paragraph: whom it names (may be empty), where its lead-in starts, its text, and its strength.

    `to_budget`: it explains the difference from the budget (决算数小于预算数), not a change against another year.
    """

    subject: str
    start: int
    end: int
    text: str
    strong: bool
    to_budget: bool = False


def give_sameness(text: str, drafts: list[Draft], this_year: int) -> None:
    """持平, 与上年一致 without a figure of its own: told of the amount it names, else of the nearest one before.

    Of money of which the paragraph prints no amount (因公出国（境）费与上年持平) it is a statement without a figure,
    added to `drafts`.
    """
    amounts = [draft for draft in drafts if draft.role.kind == "amount"]
    reasons = list(_reasons(text))
    for word in _same_words().finditer(text):
        if any(reason.start <= word.start() < reason.end for reason in reasons):
            continue
        before = [draft for draft in amounts if draft.figure.end <= word.start()]
        told = _sameness_at(text, word, before)
        if told:
            draft, base = told
            draft.direction = SAME
            draft.base_year = base if base > 0 else this_year - 1
        elif without := _without_figure(text, word, drafts, this_year):
            drafts.append(without)
    drafts.sort(key=lambda draft: draft.figure.start)


def _without_figure(text: str, word: re.Match[str], drafts: Sequence[Draft], this_year: int) -> Draft | None:
    """The statement that some money is the same as in the year before; None where the clause names none itself."""
    ends = [draft.figure.end for draft in drafts if draft.figure.end <= word.start()]
    floor = max(ends, default=0)
    told = same_as_before(squeeze(text[phrase_start(text, word.start(), floor) : word.end()]))
    if told is None or told[1] in (0, BUDGET) or re.match(r"\s*\d", text[word.end() :]):
        return None
    name = _stem(measure_of(told[0]).name) or _named_before(text, word.start(), floor)
    if name in _generic_names() or not name.endswith(lexicon.statements().measure.titles):
        return None
    base = told[1] if told[1] > 0 else this_year - 1
    start = max((match.end() for match in _SENTENCE.finditer(text, 0, word.start())), default=0)
    stop = _SENTENCE.search(text, word.end())
    sentence = (start, stop.end() if stop else len(text))
    figure = PrintedFigure(word.start(), word.end(), word.end(), "", "", "none")
    role = ChangeRole("change", name, SAME, base)
    return Draft(figure, role, name, f"{name}较上年增减", this_year, sentence, base_year=base, direction=SAME)


def _named_before(text: str, end: int, floor: int) -> str:
    """因公出国（境）费未安排预算，与上年持平: the money that the clause before says is not spent."""
    before = text[floor : phrase_start(text, end, floor)].rstrip("，, ")
    clause = before[phrase_start(before, len(before), 0) :]
    unspent = next((word for word in lexicon.statements().measure.unspent if word in clause), "")
    return _stem(measure_of(clause.partition(unspent)[0]).name) if unspent else ""


def _sameness_at(text: str, word: re.Match[str], before: list[Draft]) -> tuple[Draft, int] | None:
    floor = before[-1].figure.end if before else 0
    start = phrase_start(text, word.start(), floor)
    told = same_as_before(squeeze(text[start : word.end()]))
    if told is None or not before or re.match(r"\s*\d", text[word.end() :]):
        return None
    name, base = told
    if not base:
        earlier = last_base(squeeze(text[before[-1].sentence[0] : word.start()]))
        base = earlier[2] if earlier else 0
    last = before[-1].sentence
    whole = [one for one in before if one.sentence == last][:1]
    draft = _most_like(_stem(measure_of(name).name), before if word.start() < last[1] else [*before, *whole])
    return (draft, base) if draft else None


def _most_like(name: str, drafts: Sequence[Draft]) -> Draft | None:
    """The draft whose subject the name means: the most like, the later of two; the last one for an empty name."""
    if not name or name in _generic_names():
        return drafts[-1]
    from rapidfuzz.fuzz import ratio  # heavy: only where a name must be compared

    likeness, _, draft = max((ratio(name, _stem(draft.subject)), index, draft) for index, draft in enumerate(drafts))
    return draft if likeness >= _LIKE_ENOUGH else None


@cache
def _generic_names() -> frozenset[str]:
    """Words that name nothing, with and without their tails: 预算数, 预算."""
    words = lexicon.statements().measure.generic
    return frozenset([*words, *map(_stem, words)])


def _stem(name: str) -> str:
    return _TAILS.sub("", name)


def give_reasons(text: str, drafts: list[Draft], earlier: Sequence[Draft], going_on: str = "") -> None:
    """Gives each reason of the paragraph to the changes it explains; `earlier` are those of paragraphs before.

    `going_on`: the next paragraph, where it goes on with the last sentence of this one.
    """
    for reason in _reasons(text + going_on):
        if not reason.text or reason.start >= len(text):
            continue
        before = [draft for draft in drafts if draft.figure.end <= reason.start]
        for side in _sides(reason):
            chosen = _explained(text, side, before, earlier)
            for draft in _with_its_rates(chosen, [*earlier, *before]) if chosen else ():
                draft.reason = draft.reason or reason.text


def _sides(reason: _Reason) -> list[_Reason]:
    """财政拨款收入支出减少的主要原因 explains the change of 财政拨款收入 and that of 财政拨款支出."""
    both = next((word for word in lexicon.statements().reason.both if word in reason.subject), "")
    names = [reason.subject.replace(both, side) for side in ("收入", "支出")] if both else [reason.subject]
    return [replace(reason, subject=name) for name in names]


def _explained(text: str, reason: _Reason, before: list[Draft], earlier: Sequence[Draft]) -> Draft | None:
    if reason.to_budget:
        settled = lexicon.statements().measure.settled
        told = [one for one in before if _against_budget(one) or one.subject.endswith(settled)]
        return told[-1] if told else None
    changes = [draft for draft in (*earlier, *before) if draft.direction]
    if reason.subject and changes:
        named = _most_like(reason.subject, changes)
        if named:
            return named
    if not before:
        return changes[-1] if changes and reason.strong and not reason.subject else None
    changes = [draft for draft in before if draft.direction and draft.sentence[1] >= before[-1].sentence[0]]
    if reason.strong:
        return changes[-1] if changes else before[-1]
    if changes and _follows(text[changes[-1].figure.end : reason.start]):
        return changes[-1]
    return None


def _against_budget(draft: Draft) -> bool:
    return draft.role.object.startswith("完成") or draft.base_year == BUDGET


def _follows(gap: str) -> bool:
    """Whether nothing but a stop, 与上年持平 or a bracket stands between a change and 主要是."""
    rest = re.sub(r"[（(][^（）()]{0,60}[）)]", "", squeeze(gap))
    rest = _same_words().sub("", rest)
    base = find_base(rest)
    rest = rest[: base[0]] + rest[base[1] :] if base else rest
    return not rest.strip("，。；,;、 ")


def _with_its_rates(chosen: Draft, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The change and what stands before it on the same subject: 减少 2606.01 万元，下降 45.32%."""
    index = next(place for place, draft in enumerate(drafts) if draft is chosen)
    for draft in reversed(drafts[: index + 1]):
        if draft.subject != chosen.subject or (draft.direction and draft.base_year != chosen.base_year):
            return
        if draft.direction or draft is chosen:
            yield draft


def _reasons(text: str) -> Iterator[_Reason]:
    position = 0
    while match := _reason_shape().search(text, position):
        end = _reason_end(text, match.end())
        strong = match["strong"] is not None
        subject = _reason_subject(text, match.start()) if strong else ""
        said = tidy(text[match.end() : end]).rstrip("，、")
        yield _Reason(subject, match.start(), end, said, strong, _to_budget(text, match.start()))
        position = max(match.end(), end)


def _to_budget(text: str, start: int) -> bool:
    phrase = squeeze(text[phrase_start(text, start, 0) : start])
    return any(words in phrase for words in ("于预算", "于年初预算", "与预算", "与年初预算"))


def _reason_subject(text: str, start: int) -> str:
    """基本支出 of 基本支出增加的主要原因."""
    phrase = squeeze(text[phrase_start(text, start, 0) : start]).removesuffix("的")
    base = find_base(phrase)
    phrase = phrase[: base[0]] + phrase[base[1] :] if base else phrase
    for word in _directions():
        phrase = phrase.removesuffix(word)
    return _stem(measure_of(phrase).name)


@cache
def _directions() -> tuple[str, ...]:
    entry = lexicon.statements().direction
    return tuple(sorted((*entry.increase, *entry.decrease), key=len, reverse=True))


def _reason_end(text: str, start: int) -> int:
    """The reason goes to the full stop or semicolon; 二是 … goes on with it, 其中： ends it."""
    position = start
    while stop := re.compile(r"[。；;\n]").search(text, position):
        position = stop.end()
        if not _NEXT_REASON.match(text, position):
            break
    end = stop.start() if stop else len(text)
    among = _AMONG.search(text, start, end)
    return _before_bracket(text, start, among.start() if among else end)


def _before_bracket(text: str, start: int, end: int) -> int:
    """A reason told inside brackets ends with them."""
    depth = 0
    for position in range(start, end):
        depth += (text[position] in "（(") - (text[position] in "）)")
        if depth < 0:
            return position
    return end


@cache
def _reason_shape() -> re.Pattern[str]:
    entry = lexicon.statements().reason
    strong, weak, verbs = (
        "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        for words in (entry.strong, entry.weak, entry.verbs)
    )
    return re.compile(rf"(?:(?P<strong>{strong})[，\s]*(?:{verbs}|[：:])|(?P<weak>{weak}))(?:{verbs}|[：:，\s])*")


@cache
def _same_words() -> re.Pattern[str]:
    words = lexicon.statements().direction.same
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))

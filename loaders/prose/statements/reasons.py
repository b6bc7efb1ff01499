"""What a paragraph tells about figures named before: why they changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders import lexicon
from loaders.printing import squeeze, tidy
from loaders.prose.statements.changes import BUDGET, find_base, same_words
from loaders.prose.statements.drafts import Draft
from loaders.prose.statements.measures import measure_of, phrase_start

_LIKE_ENOUGH = 60
_TAILS = re.compile(r"(?<=.)(?:整体|总体|基本|均|都|也|增减|变化|变动|的|(?<=[算计])数)+$")
_AMONG = re.compile(r"[（(]?其中[：:]")
_NEXT_REASON = re.compile(r"\s{0,4}(?:[二三四五六]是|[（(]?[2-9][）)、.])")


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in a paragraph: whom it names (may be empty), where its lead-in starts, its text, and its strength.

    `to_budget`: it explains the difference from the budget (决算数小于预算数), not a change against another year.
    """

    subject: str
    start: int
    end: int
    text: str
    strong: bool
    to_budget: bool = False


def most_like(name: str, drafts: Sequence[Draft]) -> Draft | None:
    """The draft whose subject the name means: the most like, the later of two; the last one for an empty name."""
    if not name or name in _generic_names():
        return drafts[-1]
    from rapidfuzz.fuzz import ratio  # heavy: only where a name must be compared

    likeness, _, draft = max((ratio(name, stem(draft.subject)), index, draft) for index, draft in enumerate(drafts))
    return draft if likeness >= _LIKE_ENOUGH else None


@cache
def _generic_names() -> frozenset[str]:
    """Words that name nothing, with and without their tails: 预算数, 预算."""
    words = lexicon.statements().measure.generic
    return frozenset([*words, *map(stem, words)])


def stem(name: str) -> str:
    """A name without the words behind it that name nothing (整体, 预算数)."""
    return _TAILS.sub("", name)


def give_reasons(text: str, drafts: list[Draft], earlier: Sequence[Draft], going_on: str = "") -> None:
    """Gives each reason of the paragraph to the changes it explains; `earlier` are those of paragraphs before.

    `going_on`: the next paragraph, where it goes on with the last sentence of this one.
    """
    for reason in reasons_in(text + going_on):
        if not reason.text or reason.start >= len(text):
            continue
        before = [draft for draft in drafts if draft.figure.end <= reason.start]
        for side in _sides(reason):
            chosen = _explained(text, side, before, earlier)
            for draft in _with_its_rates(chosen, [*earlier, *before]) if chosen else ():
                draft.reason = draft.reason or reason.text


def _sides(reason: Reason) -> list[Reason]:
    """财政拨款收入支出减少的主要原因 explains the change of 财政拨款收入 and that of 财政拨款支出."""
    both = next((word for word in lexicon.statements().reason.both if word in reason.subject), "")
    names = [reason.subject.replace(both, side) for side in ("收入", "支出")] if both else [reason.subject]
    return [replace(reason, subject=name) for name in names]


def _explained(text: str, reason: Reason, before: list[Draft], earlier: Sequence[Draft]) -> Draft | None:
    if reason.to_budget:
        settled = lexicon.statements().measure.settled
        stated = [one for one in before if _against_budget(one) or one.subject.endswith(settled)]
        return stated[-1] if stated else None
    changes = [draft for draft in (*earlier, *before) if draft.direction]
    if reason.subject and changes:
        named = most_like(reason.subject, changes)
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
    """Whether nothing but a stop, 与上年持平 or a bracket is between a change and 主要是."""
    rest = re.sub(r"[（(][^（）()]{0,60}[）)]", "", squeeze(gap))
    rest = same_words().sub("", rest)
    base = find_base(rest)
    rest = rest[: base[0]] + rest[base[1] :] if base else rest
    return not rest.strip("，。；,;、 ")


def _with_its_rates(chosen: Draft, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The change and what is before it on the same subject: 减少 2606.01 万元，下降 45.32%."""
    index = next(place for place, draft in enumerate(drafts) if draft is chosen)
    for draft in reversed(drafts[: index + 1]):
        if draft.subject != chosen.subject or (draft.direction and draft.base_year != chosen.base_year):
            return
        if draft.direction or draft is chosen:
            yield draft


def reasons_in(text: str) -> list[Reason]:
    """The reasons that a text gives, from left to right."""
    return list(_found(text))


def _found(text: str) -> Iterator[Reason]:
    position = 0
    while match := _reason_shape().search(text, position):
        end = _reason_end(text, match.end())
        strong = match["strong"] is not None
        subject = _reason_subject(text, match.start()) if strong else ""
        said = tidy(text[match.end() : end]).rstrip("，、")
        yield Reason(subject, match.start(), end, said, strong, _to_budget(text, match.start()))
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
    return stem(measure_of(phrase).name)


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
    """A reason stated inside brackets ends with them."""
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

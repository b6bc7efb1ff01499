"""Projects in a sentence: by their whole name, half of it, or, of the department that is said, by the end of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kb.asking.names import Choice, key
from kb.asking.words.lexicon import lexicon, numeral
from kb.asking.words.named.departments import in_order
from kb.asking.words.named.found import GAP, Mentions

SHORTEST_PROJECT = 4
SHORTEST_PART = 6
SHORTEST_OWN_PART = 4
"""Characters of a part of the name of a project whose department is said."""
MOSTLY, HALF = 1.6, 2.0
"""How many times such a part, and a longer one, the name may be that does not end as it does."""
SHORTEST_RUN = 5
"""Characters of such a name that are in their order and not together: 国企退休职工补建 …"""
SHORTEST_LONG_NAME = 8
"""Characters of the name of a subject that is said when most of it is."""
SHORTEST_REST = 2
"""Characters of a part without the words that many projects share (工作经费)."""

MOST_OF_PIECE = 0.7
"""What part of a piece of a sentence must be in the name that it paraphrases."""
_NUMERAL = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?")
_NAME_PARTS = re.compile(r"[-—–_:()、,]+")
_YEAR = re.compile(r"^(?:20\d\d年?|\d{3})")


def take_project(found: Mentions, choices: Sequence[Choice], subjects: Sequence[Choice]) -> None:
    """A whole name of a project, the longest; the name of a subject (物业管理费) only where 项目 is said."""
    others = set() if "项目" in found.rest else {key(name) for choice in subjects for name in choice.names}
    names = [(key(name), name) for choice in choices for name in choice.names if key(name) not in others]
    whole = [(wanted, name) for wanted, name in names if len(wanted) >= SHORTEST_PROJECT and wanted in found.rest]
    if whole:
        wanted, name = max(whole, key=lambda pair: len(pair[0]))
        start = found.rest.index(wanted)
        found.take("project", name, start, start + len(wanted))


def take_part(found: Mentions, choices: Sequence[Choice], subjects: Sequence[Choice]) -> None:
    """The longest part of the text that is half the name of one project only, or what its name has between signs.

    A part of the name of a subject that is said is none: 商品和服务支出 of 其他商品和服务支出.
    """
    said = _said(found, subjects)
    names = [(key(name), name, _NAME_PARTS.split(key(name))) for choice in choices for name in choice.names]
    text = found.rest
    longest = max((len(wanted) for wanted, _name, _parts in names), default=0)
    for size in range(min(len(text), longest), SHORTEST_PART - 1, -1):
        for start in range(len(text) - size + 1):
            part = text[start : start + size]
            if GAP in part or any(part in other for other in said):
                continue
            held = {
                name for wanted, name, parts in names if (part in wanted and 2 * size >= len(wanted)) or part in parts
            }
            if len(held) == 1:
                found.take("project", held.pop(), start, start + size)
                return


def own_projects(found: Mentions, choices: Sequence[Choice]) -> list[Choice]:
    """The projects of the departments that are said; all where none is."""
    departments = found.given.get("department", ())
    return [one for one in choices if not departments or any(one.label.endswith(f"({name})") for name in departments)]


def take_own(found: Mentions, own: Sequence[Choice], subjects: Sequence[Choice]) -> None:
    """A project of the one department that is said, by a part of its name that no other of its projects has.

    The part ends the name (残疾人参保资助 of 二级以上残疾人参保资助), is most of it, or has half of its
    characters in their order, its first and last among them.
    """
    said = [] if "项目" in found.rest else _said(found, subjects)
    best: dict[tuple[int, int], set[str]] = {}
    for choice in own:
        for start, end in _places(found.rest, choice):
            part = found.rest[start:end]
            if not any(part in other for other in said) and len(telling(part)) >= SHORTEST_REST:
                best.setdefault((start, end), set()).add(choice.names[0])
    if best:
        start, end = max(best, key=lambda place: (place[1] - place[0], -place[0]))
        if len(best[start, end]) == 1:
            found.take("project", best[start, end].pop(), start, end)


def roughly_named(pieces: Iterable[str], own: Sequence[Choice]) -> Iterator[tuple[str, str]]:
    """A piece of a sentence and the one project that it paraphrases: 60岁以上老人买意外险, 60周岁以上意外医疗补充保险.

    Most characters of the piece are in the name in their order, and they are half of the name.
    """
    names = list(dict.fromkeys(choice.names[0] for choice in own))
    for piece in pieces:
        shared = {name: _in_common(_with_digits(piece), _with_digits(key(name))) for name in names}
        best = max(shared.values(), default=0)
        held = [name for name, count in shared.items() if count == best]
        enough = best >= SHORTEST_PART and best >= MOST_OF_PIECE * len(_with_digits(piece))
        if len(held) == 1 and enough and HALF * best >= len(key(held[0])):
            yield piece, held[0]


def _with_digits(text: str) -> str:
    """A text with its Chinese numerals in digits: 六十 is 60."""
    return _NUMERAL.sub(lambda match: str(numeral(match[0])), text)


def _in_common(one: str, other: str) -> int:
    """How many characters two texts have in common in their order."""
    lengths = [0] * (len(other) + 1)
    for sign in one:
        before = 0
        for at, character in enumerate(other, start=1):
            kept = lengths[at]
            lengths[at] = before + 1 if sign == character else max(lengths[at], lengths[at - 1])
            before = kept
    return lengths[-1]


def _places(text: str, choice: Choice) -> Iterator[tuple[int, int]]:
    """Where parts of a project's name are in a text."""
    parts = (part for one in choice.names for part in _NAME_PARTS.split(key(one)))
    for name in dict.fromkeys(_YEAR.sub("", part) for part in parts):
        if len(name) < SHORTEST_OWN_PART or name.isascii():
            continue
        core = _core(name)
        for start in range(len(text)):
            end = _together(text, start, name)
            part = text[start:end]
            mostly = HALF if len(part) >= SHORTEST_PART else MOSTLY
            fits = name.endswith(part) or core.endswith(part) or mostly * len(part) >= len(name)
            if len(part) >= SHORTEST_OWN_PART and fits:
                yield start, end
            end = in_order(text, start, name)
            run = text[start:end]
            ends_alike = len(run) > SHORTEST_RUN or run[-1:] == name[-1]
            if len(run) >= max(SHORTEST_RUN, len(name) // 2) and run[0] == name[0] and ends_alike:
                yield start, end


def _core(name: str) -> str:
    """A name without the words at its end that many projects share: 基金监管 of 基金监管工作经费."""
    while word := next((one for one in lexicon().common_in_projects if name.endswith(one) and name != one), ""):
        name = name.removesuffix(word)
    return name


def _together(text: str, start: int, name: str) -> int:
    """Where the longest part of a name ends that begins at a place of a text."""
    end = start
    while end < len(text) and text[start : end + 1] in name:
        end += 1
    return end


def telling(part: str) -> str:
    """A part of a name without the words that many projects share."""
    for word in lexicon().common_in_projects:
        part = part.replace(word, "")
    return part


def _said(found: Mentions, subjects: Sequence[Choice]) -> list[str]:
    """The names of subjects that are said, and what is most of one: 财政对城乡居民医保基金的补助."""
    names = {key(name) for one in subjects for name in one.names if not name.isascii()}
    return [name for name in names if name in found.rest] + [
        run for name in names if len(name) >= SHORTEST_LONG_NAME for run in _shortened(found.rest, name)
    ]


def _shortened(text: str, name: str) -> Iterator[str]:
    """Runs of a text that have most of the characters of a name in their order, its first and its last."""
    for start in (at for at, sign in enumerate(text) if sign == name[0]):
        run = text[start : in_order(text, start, name)]
        if run.endswith(name[-1]) and 3 * len(run) >= 2 * len(name):
            yield run

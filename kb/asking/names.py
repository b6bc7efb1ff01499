"""Names as people type them, found among the names that the graph holds.

Brackets, widths, blanks and letter case do not count: `冀财社[2023]225 号` is `冀财社〔2023〕225号`. A name is tried
whole, then as a part of a name, then as its characters in order (承德医保局 in 承德县医疗保障局). A number counts as
one character: 25号 is no part of 225号. What fits more than one thing is not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox

NEAREST_SHOWN = 5
AMBIGUOUS_SHOWN = 20
LEAST_LIKENESS = 30
KEYS_REMEMBERED = 1 << 16

_FOLDED = str.maketrans(
    dict.fromkeys("〔【[{⟦", "(") | dict.fromkeys("〕】]}⟧", ")") | dict.fromkeys("《》〈〉“”‘’\"'\u200b\ufeff", "")
)
SHORTEST_HEAD = 3
_OPENING = re.compile(
    r"(?:人民政府|人民(?=法院|检察院)|中国共产党|中共|(?P<area>[一-龥]{2,8}?)(?:自治区|自治州|自治县|省|市|区|县|旗|州|盟))"
)
_NUMBER_OR_CHARACTER = re.compile(r"[0-9]+|[^0-9]")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the graph holds that a parameter may mean: its term, the names it goes by, and how to show it.

    `also` holds further terms of the same thing: a code of the economic classification has one before 2018, one since.
    """

    term: ox.Literal | ox.NamedNode
    names: tuple[str, ...]
    label: str
    also: tuple[ox.Literal | ox.NamedNode, ...] = ()

    @property
    def terms(self) -> tuple[ox.Literal | ox.NamedNode, ...]:
        """All terms of the thing."""
        return (self.term, *self.also)


def together(choices: Sequence[Choice]) -> Choice:
    """Several choices as one that means them all; a single one is itself."""
    first, *others = dict.fromkeys(choices)
    if not others:
        return first
    names = dict.fromkeys(name for choice in choices for name in choice.names)
    labels = "、".join(dict.fromkeys(choice.label for choice in choices))
    return Choice(first.term, tuple(names), labels, (*first.also, *(term for one in others for term in one.terms)))


class UnresolvedName(Exception):
    """A name that means nothing in the graph, or more than one thing; the message lists what may have been meant."""


@lru_cache(KEYS_REMEMBERED)
def key(text: str) -> str:
    """What two writings of one name have in common."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_FOLDED).casefold().split())


def resolve(text: str, choices: Sequence[Choice], label: str) -> Choice:
    """The one choice that a typed name means. `label` is what the name is a name of (部门). Raises UnresolvedName."""
    iri = text.strip()
    for choice in choices:
        if term := next((term for term in choice.terms if term.value == iri), None):
            return replace(choice, term=term, also=())  # an IRI chooses where names are shared
    wanted = key(text)
    names = [(key(name), choice) for choice in choices for name in choice.names]
    for fitting in (_equal, _within, _in_order):
        found = list(dict.fromkeys(fitting(wanted, names)))
        if len(found) == 1:
            return found[0]
        if found:
            raise UnresolvedName(_ambiguous(text, found, label))
    raise UnresolvedName(_unknown(text, choices, label))


def nearest(text: str, names: Iterable[str], limit: int = NEAREST_SHOWN) -> list[str]:
    """The names most like a text, best first; none that has nothing in common with it."""
    from rapidfuzz import fuzz, process

    known = list(dict.fromkeys(names))
    found = process.extract(text, known, scorer=fuzz.WRatio, processor=key, limit=limit, score_cutoff=LEAST_LIKENESS)
    return [name for name, _score, _index in found]


def heads(name: str) -> tuple[str, ...]:
    """Where people begin a name: at its first character, and after each area and government that it opens with.

    上海市普陀区人民政府万里街道办事处 is also 普陀区人民政府万里街道办事处 and 万里街道办事处.
    """
    found, rest = [name], name
    while (match := _OPENING.match(rest)) and len(rest) - match.end() >= SHORTEST_HEAD:
        if match["area"]:
            found.append(rest[match.end("area") :])  # 省检察院
        rest = rest[match.end() :]
        found.append(rest)
    return tuple(found)


def areas_of(name: str) -> tuple[str, ...]:
    """The areas that a name opens with, without 省、市、县、区: 上海, 普陀."""
    found, rest = [], name
    while (match := _OPENING.match(rest)) and len(rest) - match.end() >= SHORTEST_HEAD:
        if match["area"]:
            found.append(match["area"])
        rest = rest[match.end() :]
    return tuple(found)


def _characters(folded: str) -> list[str]:
    """The characters of a name's key; a run of digits is one."""
    return _NUMBER_OR_CHARACTER.findall(folded)


def _equal(wanted: str, names: Sequence[tuple[str, Choice]]) -> Iterator[Choice]:
    return (choice for name, choice in names if name == wanted)


def _within(wanted: str, names: Sequence[tuple[str, Choice]]) -> Iterator[Choice]:
    """The choices that have all characters of a name in one piece of a name of theirs."""
    part = _characters(wanted)
    for name, choice in names:
        if wanted in name:
            whole = _characters(name)
            if any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1)):
                yield choice


def _in_order(wanted: str, names: Sequence[tuple[str, Choice]]) -> Iterator[Choice]:
    """The choices that have all characters of a Chinese name in their order in a name of theirs, from its first on.

    A name may be begun after the area that it opens with: 普陀财政局 is 上海市普陀区财政局. 上海市财政局 is another.
    """
    if wanted.isascii():
        return
    first, characters = wanted[0], _characters(wanted)
    for name, choice in names:
        for head in heads(name):
            rest = iter(_characters(head))
            whole = all(area in wanted for area in areas_of(head))
            if whole and head.startswith(first) and all(character in rest for character in characters):
                yield choice
                break


def _ambiguous(text: str, found: Sequence[Choice], label: str) -> str:
    alike = len({choice.label for choice in found}) < len(found)
    shown = [f"{one.label} {one.term.value}" if alike else one.label for one in found[:AMBIGUOUS_SHOWN]]
    more = f"\n  … 共 {len(found)} 个 ({len(found)} in all)" if len(found) > len(shown) else ""
    return f"{label}“{text}”不止一个, 请写全 (more than one match):\n" + "\n".join(f"  {name}" for name in shown) + more


def _unknown(text: str, choices: Sequence[Choice], label: str) -> str:
    labels = {name: choice.label for choice in choices for name in choice.names}
    close = list(dict.fromkeys(labels[name] for name in nearest(text, labels)))
    if not choices:
        return f"库里没有任何{label} (the store holds none); 先 kb load"
    hint = "最接近的 (nearest):\n" + "\n".join(f"  {name}" for name in close) if close else ""
    return f"库里没有{label}“{text}” (unknown). {hint}".rstrip()

"""Labels of rows (`lexicon/rows.toml`): their numbering, whether they name a total, whether they are a part (其中)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from loaders import lexicon
from loaders.numbering import list_number
from loaders.printing import MEMORY, fold, squeeze


@cache
def totals() -> frozenset[str]:
    """The labels of rows that repeat what others add up to, folded."""
    return frozenset(fold(word) for word in lexicon.rows().totals)


@lru_cache(maxsize=MEMORY)
def strip_numbering(label: str) -> str:
    """The label without its row number and 其中: `二、公务接待费` → `公务接待费`."""
    bare = _without_part(label)
    number = next((match for level in lexicon.rows().levels if (match := level.match(bare))), None)
    return bare[number.end() :] if number else bare


@lru_cache(maxsize=MEMORY)
def numbering_level(label: str) -> int | None:
    """How deep the label's numbering is (一、 is 0), or None where it has none."""
    plain = squeeze(label)
    return next((depth for depth, level in enumerate(lexicon.rows().levels) if level.match(plain)), None)


@lru_cache(maxsize=MEMORY)
def is_total_label(label: str) -> bool:
    """Whether a row label says that the row repeats what others add up to."""
    word = fold(strip_numbering(label))
    return word in totals() or word.endswith(lexicon.rows().subtotal_tails)


def is_part_label(label: str) -> bool:
    """Whether a row is a part (其中：…) of the row above it."""
    return lexicon.rows().part.match(squeeze(label)) is not None


def part_level(label: str) -> int | None:
    """The level of the number behind 其中, if any: `其中：（一）公务用车费` is where （一） does."""
    return numbering_level(_without_part(label))


def _without_part(label: str) -> str:
    plain = squeeze(label)
    part = lexicon.rows().part.match(plain)
    return plain[part.end() :] if part else plain


def is_first(label: str) -> bool:
    """Whether a row's number begins a list: 一、 （一） 1."""
    number = list_number(_without_part(label))
    return number is not None and number.value == 1


def is_list(labels: Sequence[str]) -> bool:
    """Whether labels are numbered on one level, from one upwards; numbers may be left out, as classes are."""
    numbers = [list_number(_without_part(label)) for label in labels]
    if len(labels) <= 1 or not is_first(labels[0]) or len({numbering_level(label) for label in labels}) > 1:
        return False
    return all(one and other and one.value < other.value for one, other in pairwise(numbers))

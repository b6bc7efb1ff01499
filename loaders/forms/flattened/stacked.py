"""Headers of several rows over keys and figures, their words printed one after the other, row by row.

功能分类科目 | 合计 | 基本支出 | 项目支出, then 科目编码 | 科目名称: what a word heads is said by the words that may
are under it. Every cut into rows is tried; a reading counts where each word has its place and each column its
own meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.blocks import Cell, Row, Text
from loaders.forms.flattened.header import (
    MOST_COLUMNS,
    PARTS_OF_CODES,
    Cut,
    FlatColumn,
    Path,
    cuts_of,
    heads_keys,
    heads_of,
    holds_of,
    is_header_word,
)
from loaders.forms.grid import starts_side
from loaders.forms.vocabulary import component_of, fits_under
from loaders.layout.headers import header_paths
from loaders.printing import fold

_MOST_WORDS = 18
_MOST_GROUPS = 4
"""Words over groups of columns in one header."""
_MOST_CUTS = 40
"""Ways to cut a header into rows that are tried; where words may be in more, nothing is proved."""
_KEYS = ("code", *PARTS_OF_CODES, "ordinal", "label")


@dataclass(frozen=True, slots=True)
class StackedHeader:
    """A header of several rows: its columns, and its rows with each word over the columns that it heads.

    `keyed`: codes or names are below other words.
    """

    columns: tuple[FlatColumn, ...]
    rows: tuple[Row, ...]
    keyed: bool


def stacked_headers(words: Sequence[Text], cut: Cut | None = None) -> Iterator[StackedHeader]:
    """The readings of such a header. `cut`: where its rows begin and end, where print shows it."""
    folded = [fold(word.text) for word in words]
    if len(words) > _MOST_WORDS or not all(map(is_header_word, folded)):
        return
    keyed = any(map(heads_keys, folded[1:]))
    seen: set[tuple[Path, ...]] = set()
    cuts = [ends for ends in ([cut] if cut is not None else cuts_of(len(words))) if _may_nest(folded, ends)]
    if len(cuts) > _MOST_CUTS:
        return
    for ends in cuts:
        rows = [Row(tuple(Cell(word.text, word.marks) for word in words[at:end])) for at, end in pairwise(ends)]
        for groups in range(1, _MOST_GROUPS + 1):
            width = len(words) - groups
            if not 1 < width <= MOST_COLUMNS:
                continue
            paths = tuple(leaf.path for leaf in header_paths(rows, width, fits_under, starts_side))
            if len(paths) == width and paths not in seen and (columns := _columns(paths, words)) is not None:
                seen.add(paths)
                yield StackedHeader(columns, tuple(heads_of(paths, words)), keyed)


def _may_nest(words: Sequence[str], cut: Cut) -> bool:
    """Whether each word below the first row of a header may be under some word of the rows above."""
    return all(
        any(fits_under(words[below], above) > 0 for above in words[:start])
        for start, end in pairwise(cut[1:])
        for below in range(start, end)
    )


def _columns(paths: tuple[Path, ...], words: Sequence[Text]) -> tuple[FlatColumn, ...] | None:
    """The columns, keys before figures; None where a word has no place or two columns mean the same."""
    if len(set(paths)) < len(paths) or {word for path in paths for word in path} != {word.text for word in words}:
        return None
    if any(fits_under(below, above) <= 0 for path in paths for above, below in pairwise(path)):
        return None
    held = [holds_of(fold(path[-1])) for path in paths]
    keys = sum(holds in _KEYS for holds in held)
    if "label" not in held or not keys < len(held) or any(holds not in _KEYS for holds in held[:keys]):
        return None
    if not all(holds in ("figure", "text") for holds in held[keys:]) or "figure" not in held:
        return None
    meanings = [component_of(path) for path, holds in zip(paths, held, strict=True) if holds == "figure"]
    if "unknown" in meanings or len(set(meanings)) < len(meanings):
        return None
    return tuple(FlatColumn(Text(path[-1]), holds, above=path[:-1]) for path, holds in zip(paths, held, strict=True))

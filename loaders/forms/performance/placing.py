"""Cells of a row whose blanks are lost, placed in columns by what each column may hold.

Every order-preserving placing that fits is found; a cell has a column only where all of them agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from loaders.forms.targets import is_nature, is_operator, is_unit
from loaders.printing import HAN, fold, is_nil
from loaders.table.model import Phase
from loaders.table.numbers import is_figure

Placing = dict[int, int]
"""Column → which of the cells it holds."""

_MOST_CELLS = 14
_LONGEST_UNIT = 6
_VALUE = re.compile(r"^[\d≥≤><=＝≧≦%.+-]")

_MEASURED = re.compile(r"\d{1,4}(?!万?元|亿)[一-鿿]{2}.{2,30}(?:率|数|数量|人数|面积|次数|程度|比例|标准|里程)")


def is_number(text: str) -> bool:
    """Whether a cell prints a plain number or percentage, or a dash in its place."""
    return is_nil(text) or is_figure(text.rstrip("%％"))


def is_name(text: str) -> bool:
    """Whether a cell may name an indicator: words that begin like no value, no sign or nature, no unit.

    A name may begin with a number (7岁以下儿童健康管理率) if it ends as names of what is measured do.
    """
    words = HAN.search(text) is not None
    words = words and (not _VALUE.match(fold(text)) or _MEASURED.fullmatch(fold(text)) is not None)
    return words and not _is_sign(text) and not is_unit(text)


def _is_sign(text: str) -> bool:
    return is_operator(text) or is_nature(text)


def _is_measure(text: str) -> bool:
    return is_nil(text) or is_unit(text) or (len(text) <= _LONGEST_UNIT and not is_number(text) and not _is_sign(text))


def _is_points(text: str) -> bool:
    return is_nil(text) or is_figure(text)


def _is_rate(text: str) -> bool:
    """A share of what was budgeted: with its sign, or a number with a point (98.99, 1.00)."""
    return is_nil(text) or text == "0" or (is_number(text) and any(mark in text for mark in "%％."))


def _is_value(text: str) -> bool:
    return not _is_sign(text)


def _is_words(text: str) -> bool:
    return is_nil(text) or not (is_number(text) or is_operator(text))


def _is_description(text: str) -> bool:
    """Words, or the share that explains a target: 指标解释 100%, 目标值 100%."""
    return _is_words(text) or text.endswith(("%", "％"))


_FITS: dict[str, Callable[[str], bool]] = {
    "level3": is_name,
    "operator": _is_sign,
    "target": _is_value,
    "other": _is_value,
    "actual": _is_value,
    "unit": _is_measure,
    "description": _is_description,
    "weight": _is_points,
    "score": _is_points,
    "rate": _is_rate,
    Phase.BUDGET: _is_points,
    Phase.ADJUSTED_BUDGET: _is_points,
    Phase.FINAL: _is_points,
}


def placings(texts: Sequence[str], roles: Sequence[str], required: frozenset[str]) -> Iterator[Placing]:
    """Every way to place the cells in order, each in a column that may hold it, no required column left blank."""
    if not len(texts) <= len(roles) <= _MOST_CELLS:
        return
    needed = {index for index, role in enumerate(roles) if role in required}
    for chosen in combinations(range(len(roles)), len(texts)):
        if needed <= set(chosen) and all(
            _FITS.get(roles[column], _is_words)(text) for column, text in zip(chosen, texts, strict=True)
        ):
            yield {column: index for index, column in enumerate(chosen)}


def agreed(texts: Sequence[str], roles: Sequence[str], required: frozenset[str]) -> Placing | None:
    """What all placings agree on; None where none fits."""
    return common_of(placings(texts, roles, required))


def common_of(found: Iterable[Placing]) -> Placing | None:
    """What placings agree on; None where there is none."""
    common: Placing | None = None
    for placing in found:
        common = placing if common is None else {at: one for at, one in common.items() if placing.get(at) == one}
    return common

"""Wholes and parts: a 合计 beside the parts of 三公经费, and beside nothing else, is 三公经费; a part under an unknown
word is not its group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.forms.vocabulary import ancestors, is_known, meaning
from loaders.table.model import Role

if TYPE_CHECKING:
    from loaders.forms.columns import FormColumn

WHOLE = "three-public"
_FEWEST_PARTS = 2


def with_wholes(columns: Sequence[FormColumn]) -> list[FormColumn]:
    """The columns with each 合计 of 因公出国, 公务用车 and 公务接待费 named 三公经费, in the year of its parts.

    Where 会议费, 培训费 or anything else is beside them, the 合计 is of more than 三公经费.
    """
    if not any(WHOLE in ancestors(column.component.rpartition(".")[2])[1:] for column in columns):
        return list(columns)
    return [_named(column, columns) for column in columns]


def _named(column: FormColumn, columns: Sequence[FormColumn]) -> FormColumn:
    if not column.path or not meaning(column.path[-1]).total:
        return column
    group = column.path[:-1]
    beside = [
        one for one in columns if one.role == Role.AMOUNT and one.path[: len(group)] == group and one is not column
    ]
    named = [one.component.rpartition(".") for one in beside]
    parts, years = {part for *_, part in named}, {year for year, *_ in named}
    nameless = column.component in ("total", *years) and len(years) == 1
    if not nameless or len(parts) < _FEWEST_PARTS or not all(WHOLE in ancestors(part)[1:] for part in parts):
        return column
    return replace(column, component=".".join(word for word in (*years, WHOLE) if word))


def without_strange_parts(columns: Sequence[FormColumn]) -> list[FormColumn]:
    """The columns, without a meaning for those under unknown words of a group that has others.

    They hold a part of the group: of `基本支出/小计` and `基本支出/某某补助` the second keeps its place and no more.
    """
    counts = Counter(column.component for column in columns if column.role == Role.AMOUNT)
    return [
        replace(column, component="unknown")
        if column.role == Role.AMOUNT
        and counts[column.component] > 1
        and len(column.path) > 1
        and not is_known(column.path[-1])
        else column
        for column in columns
    ]

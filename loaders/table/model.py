"""The closed sets that columns of forms are distinguished by."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a column holds: a key of its rows (`lexicon/columns.toml`), words, or figures.

    A `…-group` heads several columns; `sub-item` are the inner items of an item column, `text` words that are no key.
    """

    ITEM = "item"
    SUB_ITEM = "sub-item"
    NAME = "name"
    PROJECT = "project"
    GOODS = "goods"
    GOODS_CODE = "goods-code"
    ECONOMIC_NAME = "economic-name"
    CODE = "code"
    CLASS_CODE = "class-code"
    DIVISION_CODE = "division-code"
    ITEM_CODE = "item-code"
    UNIT_CODE = "unit-code"
    UNIT_NAME = "unit-name"
    UNIT_NATURE = "unit-nature"
    UNIT_RANK = "unit-rank"
    UNIT_FUNDING = "unit-funding"
    PROJECT_CODE = "project-code"
    PROJECT_TYPE = "project-type"
    PROJECT_UNIT = "project-unit"
    ORDINAL = "ordinal"
    MEASURE = "measure"
    TEXT = "text"
    AMOUNT = "amount"
    INDICATOR_NAME = "indicator-name"
    INDICATOR_TARGET = "indicator-target"
    SUBJECT_GROUP = "subject-group"
    ECONOMIC_GROUP = "economic-group"
    GOVERNMENT_ECONOMIC_GROUP = "government-economic-group"
    PROJECT_GROUP = "project-group"
    DIRECTORY_GROUP = "directory-group"
    SOURCE_GROUP = "source-group"
    INDICATOR_GROUP = "indicator-group"

    @property
    def is_group(self) -> bool:
        """Whether words of this role head columns and are none themselves."""
        return self.endswith("-group")


class Side(StrEnum):
    """A side of a form: the component (`lexicon/components.toml`) under which everything on that side falls."""

    INCOME = "income"
    EXPENDITURE = "expenditure"
    BY_USE = "expenditure-by-use"
    BY_ECONOMIC = "expenditure-by-economic"
    BY_GOVERNMENT_ECONOMIC = "expenditure-by-government-economic"


class Phase(StrEnum):
    """At what time of the budget a figure holds: as approved, as changed in the year, as settled."""

    BUDGET = "budget"
    ADJUSTED_BUDGET = "adjusted-budget"
    FINAL = "final"


CODES = (Role.CODE, Role.CLASS_CODE, Role.DIVISION_CODE, Role.ITEM_CODE)
"""Columns of subject codes, whole or in parts."""

LABELS = (Role.ITEM, Role.NAME, Role.PROJECT)
"""Columns whose words a side of a form begins with."""

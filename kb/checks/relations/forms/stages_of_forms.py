"""What forms print of the document's own year and stage, where they print others beside it: columns, or rows.

Columns: 年初预算数, 决算数. Rows: 2021年, 2022年; 年初预算数, 决算数; one of them alone is the document's own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kb.checks.relations.forms.sheets import CheckedSheet, SheetLine
from loaders.printing import fold

_ACCOUNTS, _PLAN = "决算", "预算"
_BUDGET_COLUMN = re.compile("(?<!公共)(?<!经营)(?<!基金)预算数?(?:/|$)|年初预算|调整预算|全年预算")
_ADJUSTED_COLUMN = re.compile("调整|全年")
_PERIOD = re.compile(
    r"(?P<year>(?:19|20)\d\d年度?|本年度?|上年度?|当年)?(?:年初|全年|调整后?|支出)*(?P<stage>预算|决算|执行)?(?:数|安排|情况)?"
)
_CHANGE = re.compile("增减|变化|变动|增长|比较|对比|差额")
_OWN_YEAR = ("", "本年", "本年度", "当年")
_TOTAL = "合计"


def of_own_stage(sheet: CheckedSheet, year: str, stage: str, kind: str) -> CheckedSheet:
    """A form with what it prints of the document's year and of a stage (预算, 决算): one of its rows, or columns."""
    if _has_year_rows(sheet):
        return _row_of_year(sheet, year, stage)
    return _of_stage(sheet, budgeted=stage == _PLAN) if kind == _ACCOUNTS else sheet


def _of_stage(sheet: CheckedSheet, *, budgeted: bool) -> CheckedSheet:
    """A form of final accounts with what was spent only, or with what was budgeted only, where it prints both."""
    columns = sheet.columns()
    beside = {column for column in columns if _BUDGET_COLUMN.search(fold(column))}
    if not beside:
        return replace(sheet, lines=[]) if budgeted else sheet
    adjusted = {column for column in beside if _ADJUSTED_COLUMN.search(column)}
    kept = beside - adjusted if budgeted else set(columns) - beside
    return sheet.with_columns(kept)


def _has_year_rows(sheet: CheckedSheet) -> bool:
    """Whether every row of a form is a year, a stage or a change between two."""
    labels = [fold(line.label) for line in sheet.lines]
    periods = [label for label in labels if label and _PERIOD.fullmatch(label)]
    return len(periods) > 1 and all(label in periods or _CHANGE.search(label) for label in labels)


def _row_of_year(sheet: CheckedSheet, year: str, stage: str) -> CheckedSheet:
    """Such a form with its row of a year and stage (预算, 决算) alone, as its total; with none where several may be."""
    own = [line for line in sheet.lines if _is_of(line, year, stage)]
    return replace(sheet, lines=[replace(own[0], label=_TOTAL)] if len(own) == 1 else [])


def _is_of(line: SheetLine, year: str, stage: str) -> bool:
    match = _PERIOD.fullmatch(fold(line.label))
    if match is None or _CHANGE.search(line.label):
        return False
    printed = (match["year"] or "").removesuffix("度")
    return (printed in _OWN_YEAR or printed == f"{year}年") and (match["stage"] or stage) == stage

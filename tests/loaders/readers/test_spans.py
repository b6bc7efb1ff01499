"""Columns that every row has merged away."""

from loaders.blocks import Cell, Row
from loaders.readers.merged_columns import without_unused_columns

COVERED = Cell("", covered=True)


def test_a_column_that_no_cell_begins_in_is_left_out() -> None:
    rows = [Row((Cell("项目", width=2), COVERED, Cell("金额"))), Row((Cell("合计", width=2), COVERED, Cell("1")))]
    assert without_unused_columns(rows) == (Row((Cell("项目"), Cell("金额"))), Row((Cell("合计"), Cell("1"))))


def test_a_column_that_one_row_uses_stays() -> None:
    rows = [Row((Cell("收入", width=2), COVERED)), Row((Cell("项目"), Cell("金额")))]
    assert without_unused_columns(rows) == tuple(rows)


def test_a_cell_merged_over_rows_and_columns_narrows() -> None:
    rows = [Row((Cell("类", width=2, height=2), COVERED, Cell("1"))), Row((COVERED, COVERED, Cell("2")))]
    assert without_unused_columns(rows) == (Row((Cell("类", height=2), Cell("1"))), Row((COVERED, Cell("2"))))

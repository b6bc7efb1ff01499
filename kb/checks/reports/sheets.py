"""What the workbooks of reports share: columns, rows high enough for their text, and a page that a printer can take."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LINE = 15.0
"""Points from line to line of the standard font."""
_HIGHEST = 409.0
"""The highest row a spreadsheet may have, in points."""
_PAPER_A4 = 9
_WIDE = 2.2
"""Widths of a digit that a Chinese character takes, with what is lost at the end of a line."""


def set_columns(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Give the columns their widths, in characters."""
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def fit_height(sheet: Worksheet, row: int, widths: Sequence[int]) -> None:
    """Make a row as high as its longest wrapped cell: not every program does that by itself when it opens a file."""
    lines = max(
        sum(_lines(line, width) for line in str(sheet.cell(row, column).value or "").split("\n"))
        for column, width in enumerate(widths, 1)
    )
    sheet.row_dimensions[row].height = min(lines * _LINE, _HIGHEST)


def set_page(sheet: Worksheet, header_row: int, last_column: str, last_row: int) -> None:
    """Print on A4, landscape, as wide as the page and as many pages long as it takes, the header on each of them."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _PAPER_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.print_area = f"A1:{last_column}{last_row}"
    sheet.oddFooter.center.text = "&P / &N"


def _lines(text: str, width: int) -> int:
    wide = sum(_WIDE if char > "\x7f" else 1 for char in text)
    return max(1, ceil(wide / (width - 1)))

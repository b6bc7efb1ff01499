"""A sample written in other formats: the same words and tables as docx, xlsx, html and pdf."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from made_office import made_docx, p, tbl, tc
from made_pdf import MadePage, made_pdf

from loaders.blocks import Block, Table

_FIGURE = re.compile(r"-?[\d,]+\.\d\d")


@dataclass(frozen=True)
class Drawn:
    """A cell as a person would draw it; `row` and `column` count from 0."""

    row: int
    column: int
    text: str
    width: int = 1
    height: int = 1


def drawn(table: Table) -> list[Drawn]:
    """The cells of a table, those of the head merged: an empty one belongs to its left, in the second row to above.

    A table whose first row has no empty cell has one row of heads.
    """
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    two = len(rows) > 1 and "" in rows[0]
    cells = []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if two and number < 2 and not text:
                continue
            width = height = 1
            if two and number == 0:
                width = next((n for n, after in enumerate(row[column + 1 :], 1) if after), len(row) - column)
                height = 2 if width == 1 and not rows[1][column] else 1
            cells.append(Drawn(number, column, text, width, height))
    return cells


def as_html(blocks: Sequence[Block]) -> bytes:
    """A saved web page."""
    parts = []
    for block in blocks:
        if isinstance(block, Table):
            cells = drawn(block)
            lines = [
                "".join(
                    f'<td colspan="{one.width}" rowspan="{one.height}">{html.escape(one.text)}</td>'
                    for one in cells
                    if one.row == number
                )
                for number in range(len(block.rows))
            ]
            parts.append('<table border="1">' + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
        else:
            parts.append(f"<p>{html.escape(block.text.strip())}</p>")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>".encode()


def as_docx(blocks: Sequence[Block]) -> bytes:
    """A Word file, heads merged by gridSpan and vMerge."""
    parts = []
    for block in blocks:
        if isinstance(block, Table):
            parts.append(tbl(*(_docx_row(drawn(block), number) for number in range(len(block.rows)))))
        else:
            parts.append(p(html.escape(block.text.strip())))
    return made_docx("".join(parts))


def _docx_row(cells: Sequence[Drawn], number: int) -> str:
    written: list[tuple[int, str]] = []
    for one in cells:
        span = f'<w:gridSpan w:val="{one.width}"/>' if one.width > 1 else ""
        if one.row == number:
            merge = '<w:vMerge w:val="restart"/>' if one.height > 1 else ""
            written.append((one.column, tc(html.escape(one.text), span + merge)))
        elif one.row < number < one.row + one.height:
            written.append((one.column, tc("", f"{span}<w:vMerge/>")))
    return "".join(cell for _, cell in sorted(written))


def as_xlsx(blocks: Sequence[Block]) -> bytes:
    """A workbook: prose in its first sheet, each table with what is right above it in a sheet of its own."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, cells in _sheets(blocks):
        sheet = book.create_sheet(title)
        for one in cells:
            cell = sheet.cell(one.row + 1, one.column + 1, _figure(one.text) or one.text)
            if _figure(one.text) is not None:
                cell.number_format = "0.00"
            if one.width > 1 or one.height > 1:
                last = one.row + one.height, one.column + one.width
                sheet.merge_cells(None, one.row + 1, one.column + 1, *last)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_xls(blocks: Sequence[Block]) -> bytes:
    """An old workbook of the same sheets."""
    import xlwt

    book, style = xlwt.Workbook(), xlwt.easyxf(num_format_str="0.00")
    for title, cells in _sheets(blocks):
        sheet = book.add_sheet(title)
        for one in cells:
            figure = _figure(one.text)
            content = (one.text,) if figure is None else (figure, style)
            if one.width > 1 or one.height > 1:
                last_row, last_column = one.row + one.height - 1, one.column + one.width - 1
                sheet.write_merge(one.row, last_row, one.column, last_column, *content)
            else:
                sheet.write(one.row, one.column, *content)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _figure(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if _FIGURE.fullmatch(text) else None


def _sheets(blocks: Sequence[Block]) -> list[tuple[str, list[Drawn]]]:
    """The sheets of a workbook by title: prose a line below the other, tables with their captions."""
    sheets: list[tuple[str, list[Drawn]]] = [("说明", [])]
    height = 0
    for above, table in _by_table(blocks):
        if table is not None:
            sheets.append((above[1], []))
            height = 0
        cells = sheets[-1][1]
        cells += [Drawn(height + number, 0, text) for number, text in enumerate(above) if text]
        height += len(above)
        if table is not None:
            cells += [replace(one, row=one.row + height) for one in drawn(table) if one.text or one.width > 1]
            height += len(table.rows)
    return sheets


def _by_table(blocks: Sequence[Block]) -> Iterator[tuple[list[str], Table | None]]:
    """The prose, then each table with its captions (number, title, department, unit), then what is left."""
    above: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            if len(above) > CAPTIONS:
                yield above[:-CAPTIONS], None
            yield above[-CAPTIONS:], block
            above = []
        else:
            above.append(block.text.strip())
    yield above, None


CAPTIONS = 4
_SIZE, _LINE, _TOP, _LEFT, _WIDTH = 10, 20, 780, 40, 1600


def as_pdf(blocks: Sequence[Block]) -> bytes:
    """A PDF with ruled tables, each on a page of its own with what is right above it."""
    pages = []
    for above, table in _by_table(blocks):
        page = MadePage(width=_WIDTH)
        height = _TOP
        for text in above:
            page.text(_LEFT + 2 * _SIZE, height, text, _SIZE)
            height -= _LINE
        if table is not None:
            _draw(page, drawn(table), height - _LINE)
        pages.append(page)
    return made_pdf(*pages)


def _draw(page: MadePage, cells: Sequence[Drawn], top: float) -> None:
    columns = max(one.column + one.width for one in cells)
    widest = [
        max((len(one.text) / one.width for one in cells if one.column <= column < one.column + one.width), default=1)
        for column in range(columns)
    ]
    edges = [_LEFT + sum(_SIZE * (chars + 2) for chars in widest[:column]) for column in range(columns + 1)]
    for one in cells:
        left, right = edges[one.column], edges[one.column + one.width]
        high, low = top - _LINE * one.row, top - _LINE * (one.row + one.height)
        for line in (
            (left, high, right, high),
            (left, low, right, low),
            (left, high, left, low),
            (right, high, right, low),
        ):
            page.line(*line)
        if one.text:
            page.text(left + 4, (high + low) / 2 - 4, one.text, _SIZE)

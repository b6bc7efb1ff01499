"""The blocks of one sheet: titles, unit lines and notes as paragraphs, what is between them as tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from loaders.blocks import Block, Cell, Paragraph, Row, Table
from loaders.readers.merged_columns import without_unused_columns
from loaders.readers.workbook.page import SheetPage
from loaders.readers.workbook.parts import is_labelled, rows_of_bordered_tables, side_by_side

_LONG = 12


def blocks_of(sheet: SheetPage) -> list[Block]:
    """The paragraphs and tables of a sheet from top to bottom; tables that are side by side one after the other."""
    return [block for part in side_by_side(sheet) for block in _blocks(part)]


def _blocks(sheet: SheetPage) -> Iterator[Block]:
    run: list[int] = []
    bordered = rows_of_bordered_tables(sheet)
    for row in [*sheet.rows, None]:
        if row is not None and (row in bordered if sheet.looks.bordered else _in_table(sheet, row, run)):
            run.append(row)
            continue
        if run:
            yield _table(sheet, run)
            run = []
        if row is not None and sheet.filled(row):
            yield _paragraph(sheet, row)


def _in_table(sheet: SheetPage, row: int, before: list[int]) -> bool:
    """Whether a row of a sheet without borders looks like one of a table."""
    filled = sheet.filled(row)
    if not filled:
        return bool(before) and _goes_on_below(sheet, row)
    texts = [sheet.texts[row, column] for column in filled]
    if len(filled) == 1:
        alone = filled[0] == sheet.columns[0] and (len(texts[0]) > _LONG or _whole_width(sheet, row))
        return bool(before) and not alone
    return bool(before) or not is_labelled(texts)


def _whole_width(sheet: SheetPage, row: int) -> bool:
    """Whether one merged cell takes all columns of a row: a title or a note."""
    return len(sheet.columns) > 1 and row in sheet.whole_rows


def _goes_on_below(sheet: SheetPage, row: int) -> bool:
    """Whether the next row with text below a blank one has several cells: the blank is a gap in the table."""
    below = bisect_right(sheet.filled_rows, row)
    return below < len(sheet.filled_rows) and len(sheet.filled(sheet.filled_rows[below])) > 1


def _paragraph(sheet: SheetPage, row: int) -> Paragraph:
    text, marks = "", []
    for column in sheet.filled(row):
        text += "\t" if text else ""
        marks.append((len(text), sheet.place(row, column)))
        text += sheet.texts[row, column]
    return Paragraph(text, tuple(marks))


def _table(sheet: SheetPage, rows: list[int]) -> Table:
    spans, covered = _spans(sheet, rows)
    table = [Row(tuple(_cell(sheet, (row, column), spans, covered) for column in sheet.columns)) for row in rows]
    return Table(without_unused_columns(table), sheet.place(rows[0], sheet.columns[0]), spans_known=True)


def _cell(
    sheet: SheetPage,
    at: tuple[int, int],
    spans: dict[tuple[int, int], tuple[int, int, str]],
    covered: set[tuple[int, int]],
) -> Cell:
    marks = ((0, sheet.place(*at)),)
    if at in spans:
        width, height, text = spans[at]
        return Cell(text, marks, width=width, height=height)
    return Cell("", marks, covered=True) if at in covered else Cell(sheet.texts.get(at, ""), marks)


def _spans(
    sheet: SheetPage, rows: list[int]
) -> tuple[dict[tuple[int, int], tuple[int, int, str]], set[tuple[int, int]]]:
    """The merged cells within some rows: width, height and text by the first visible position, and what they cover."""
    spans: dict[tuple[int, int], tuple[int, int, str]] = {}
    covered: set[tuple[int, int]] = set()
    for first, last in sheet.merged:
        down = rows[bisect_left(rows, first[0]) : bisect_right(rows, last[0])]
        across = sheet.columns[bisect_left(sheet.columns, first[1]) : bisect_right(sheet.columns, last[1])]
        if down and across and (down[0], across[0]) not in covered:
            spans[down[0], across[0]] = (len(across), len(down), sheet.texts.get((first[0], first[1]), ""))
            covered |= {(row, column) for row in down for column in across}
    return spans, covered

"""What belongs together on a sheet: rows that lost their borders, and tables that are side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.readers.workbook.page import SheetPage

_LABELLED = re.compile(r"[^：:]{1,12}[：:]")
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
_TITLE = re.compile(r".*表\s*(?:[一二三四五六七八九十\d]{0,3}|[（(].{0,10}[）)])\s*", re.DOTALL)
_MOST_HEAD_ROWS = 5
_FEWEST_ROWS = 2


def is_labelled(texts: Sequence[str]) -> bool:
    """Whether each text is a label with its value: 部门：…, 单位：万元."""
    return all(_LABELLED.match(text) for text in texts)


def rows_of_bordered_tables(sheet: SheetPage) -> set[int]:
    """The rows of tables on a sheet with borders: those that have one, and those between or beside that lost theirs.

    A row without borders goes on with the table above if it has several cells that are no labels with values, and a
    figure or a bordered row of figures below; it heads the table below if that begins with figures.
    """
    columns = set(sheet.columns)
    bordered = {row for row, column in sheet.looks.bordered if column in columns} & set(sheet.rows)
    inside = set(bordered)
    for above, row, below in zip([None, *sheet.rows], sheet.rows, [*sheet.rows[1:], None], strict=False):
        if row not in inside and above in inside and _belongs_above(sheet, row, below if below in bordered else None):
            inside.add(row)
    for row, below in reversed(list(zip(sheet.rows, sheet.rows[1:], strict=False))):
        if row not in inside and below in inside and _may_head(sheet, row, below):
            inside.add(row)
    return inside


def _belongs_above(sheet: SheetPage, row: int, below: int | None) -> bool:
    """Whether a row without borders belongs to the table above it; `below` is a bordered row right under it."""
    texts = _texts(sheet, row)
    resumes = below is not None and _has_figure(sheet, below)
    if len(texts) < 2:
        return bool(texts) and resumes and not _TITLE.fullmatch(texts[0])
    return not is_labelled(texts) and (resumes or _has_figure(sheet, row))


def _may_head(sheet: SheetPage, row: int, below: int) -> bool:
    """Whether a row without borders is the header of a table that begins with figures."""
    texts = _texts(sheet, row)
    return len(texts) > 1 and not is_labelled(texts) and _has_figure(sheet, below) and not _has_figure(sheet, row)


def _texts(sheet: SheetPage, row: int) -> list[str]:
    return [sheet.texts[row, column] for column in sheet.filled(row)]


def _has_figure(sheet: SheetPage, row: int) -> bool:
    return any(_FIGURE.fullmatch(text) for text in _texts(sheet, row))


def side_by_side(sheet: SheetPage) -> list[SheetPage]:
    """The parts of a sheet whose tables are beside each other, an empty column between them; else the sheet itself.

    Each part must begin with a title of its own: the two sides of one form have theirs in common. What is above
    all of them comes first.
    """
    whole = _parts(sheet, sheet.rows)
    if len(whole) > 1:
        return whole
    found: list[SheetPage] = []
    kept: list[int] = []
    for rows in _between_blank_rows(sheet):
        parts = _parts(sheet, rows)
        if len(parts) < 2:
            kept += rows
            continue
        found += [*([sheet.part(kept, sheet.columns)] if kept else []), *parts]
        kept = []
    return [*found, sheet.part(kept, sheet.columns)] if found and kept else found or [sheet]


def _parts(sheet: SheetPage, rows: list[int]) -> list[SheetPage]:
    for start in range(min(_MOST_HEAD_ROWS, len(rows))):
        bands = _bands(sheet, rows[start:])
        if len(bands) > 1 and all(_stands_alone(sheet, rows[start:], band) for band in bands):
            head = [sheet.part(rows[:start], sheet.columns)] if start else []
            return [*head, *(sheet.part(rows[start:], band) for band in bands)]
    return []


def _bands(sheet: SheetPage, rows: list[int]) -> list[list[int]]:
    """The columns of some rows, in runs between columns that are empty all the way down."""
    first, last = rows[0], rows[-1]
    used = {column for row in rows for column in sheet.filled(row)}
    used |= {column for row, column in sheet.looks.bordered if first <= row <= last}
    for start, end in sheet.merged:
        if start[0] <= last and end[0] >= first:
            used.update(range(start[1], end[1] + 1))
    bands: list[list[int]] = [[]]
    for column in sheet.columns:
        if column in used:
            bands[-1].append(column)
        elif bands[-1]:
            bands.append([])
    return [band for band in bands if band]


def _stands_alone(sheet: SheetPage, rows: list[int], band: list[int]) -> bool:
    """Whether some columns hold a table of their own: a title alone in its row, and rows of several cells below."""
    columns = set(band)
    filled = [[column for column in sheet.filled(row) if column in columns] for row in rows]
    first = next((number for number, found in enumerate(filled) if found), None)
    if first is None or len(filled[first]) > 1:
        return False
    title = sheet.texts[rows[first], filled[first][0]]
    below = sum(1 for found in filled[first + 1 :] if len(found) > 1)
    return _TITLE.fullmatch(title.strip()) is not None and below >= _FEWEST_ROWS


def _between_blank_rows(sheet: SheetPage) -> Iterator[list[int]]:
    used = {row for row, _ in sheet.looks.bordered}
    run: list[int] = []
    for row in sheet.rows:
        if sheet.filled(row) or row in used:
            run.append(row)
        elif run:
            yield run
            run = []
    if run:
        yield run

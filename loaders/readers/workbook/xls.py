"""Old workbooks (.xls, .et) → their sheets, by xlrd, which tells number formats, borders and what is hidden."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from loaders.blocks import UnreadableFile
from loaders.readers.workbook.numbers import BUILT_IN
from loaders.readers.workbook.runs import run_text
from loaders.readers.workbook.sheets import STRUCK, WHITE, RawSheet, locked
from loaders.readers.workbook.xls_formulas import uncomputed

_SUPERSCRIPT = 1
_SIDES = ("left", "right", "top", "bottom")


def raw_sheets(data: bytes, name: str) -> Iterator[RawSheet]:
    """The sheets of an old workbook. Raises UnreadableFile for a damaged or locked one."""
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=data,
            logfile=io.StringIO(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            ignore_workbook_corruption=True,
        )
        formats = [_number_format(book, style) for style in book.xf_list]
        bordered = [any(getattr(style.border, f"{side}_line_style") for side in _SIDES) for style in book.xf_list]
        inks = [_ink(book, style) for style in book.xf_list]
        for number, title in enumerate(book.sheet_names()):
            sheet = book.sheet_by_index(number)
            raw = _raw_sheet(sheet, title, formats, bordered, book.datemode == 1)
            _take_runs(raw, sheet, book.font_list)
            _take_inks(raw, sheet, inks)
            raw.uncomputed = {
                at: formula for at, formula in uncomputed(book, number) if raw.values.get(at) in (None, "")
            }
            yield raw
    except MemoryError:
        raise
    except Exception as error:  # xlrd raises many kinds for damaged records
        if "encrypted" in str(error):
            raise locked(name) from None
        raise UnreadableFile(
            f"{name}: 工作簿已损坏（{type(error).__name__}），请重新下载 / this workbook is damaged, download it again"
        ) from error


def _ink(book: Any, style: Any) -> str:
    """Why text of a style is not seen: struck out, or white without a ground; else empty."""
    font = book.font_list[style.font_index]
    if font.struck_out:
        return STRUCK
    white = font.colour_index in (1, 9) or book.colour_map.get(font.colour_index) == (255, 255, 255)
    return WHITE if white and style.background.fill_pattern == 0 else ""


def _take_inks(raw: RawSheet, sheet: Any, inks: list[str]) -> None:
    """Take away what cells hold and do not show."""
    for at in list(raw.values):
        style = sheet.cell_xf_index(*at)
        if style < len(inks) and inks[style]:
            raw.unseen.append((at, str(raw.values.pop(at)), inks[style]))


def _take_runs(raw: RawSheet, sheet: Any, fonts: list[Any]) -> None:
    """Take away what is struck out or raised as a mark within the text of a cell."""
    for at, starts in sheet.rich_text_runlist_map.items():
        text = raw.values.get(at)
        if not isinstance(text, str) or not starts:
            continue
        ends = [*(start for start, _ in starts[1:]), len(text)]
        runs = [(text[: starts[0][0]], False, False)]
        for (start, number), end in zip(starts, ends, strict=True):
            font = fonts[number] if number < len(fonts) else None
            look = (False, False) if font is None else (bool(font.struck_out), font.escapement == _SUPERSCRIPT)
            runs.append((text[start:end], *look))
        del raw.values[at]
        run_text(runs).put(raw, at)


def _number_format(book: Any, style: Any) -> str:
    """The number format of a style; those known by number alone are shown as Chinese programs show them."""
    from xlrd.formatting import std_format_strings

    key = style.format_key
    known = book.format_map.get(key)
    if known is None or known.format_str == std_format_strings.get(key):
        return BUILT_IN.get(key, "General")
    return str(known.format_str)


def _raw_sheet(sheet: Any, title: str, formats: list[str], bordered: list[bool], since_1904: bool) -> RawSheet:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_ERROR, error_text_from_code

    raw = RawSheet(title, visible=sheet.visibility == 0, since_1904=since_1904, active=bool(sheet.sheet_visible))
    raw.merged = [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells]
    raw.looks.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    raw.looks.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            at, value = (row, column), cell.value
            if cell.ctype == XL_CELL_BOOLEAN:
                value = bool(value)
            elif cell.ctype == XL_CELL_ERROR:
                value = error_text_from_code.get(value, "#N/A")
            if value != "":
                raw.values[at] = value
            style = cell.xf_index
            if style is not None and style < len(formats):
                raw.looks.formats[at] = formats[style]
                if bordered[style]:
                    raw.looks.bordered.add(at)
    return raw

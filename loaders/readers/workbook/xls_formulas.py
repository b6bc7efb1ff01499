"""Formulas of old workbooks that were never computed: xlrd tells their cells as empty, so the records are looked at.

A program that writes a workbook without computing it leaves the result of a formula empty. A formula that may well
give an empty text (`IF(A1=0,"",A1)`) is recognised by what it is made of: sums of cells give no text.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from loaders.readers.workbook.sheets import Position

_FORMULA = 0x0006
_BOF, _EOF = 0x0809, 0x000A
_EMPTY_TEXT = b"\x03"
_NO_NUMBER = b"\xff\xff"
_SIZES = {
    **dict.fromkeys(range(0x03, 0x17), 1),
    **{0x19: 4, 0x1C: 2, 0x1D: 2, 0x1E: 3, 0x1F: 9},
    **dict.fromkeys((0x21, 0x41, 0x61), 3),
    **dict.fromkeys((0x22, 0x42, 0x62), 4),
    **dict.fromkeys((0x24, 0x44, 0x64), 5),
    **dict.fromkeys((0x25, 0x45, 0x65), 9),
    **dict.fromkeys((0x3A, 0x5A, 0x7A), 7),
    **dict.fromkeys((0x3B, 0x5B, 0x7B), 11),
}
"""The bytes of each token that gives a number: signs, numbers, functions, cells and areas (MS-XLS 2.5.198)."""
_NUMERIC_FUNCTIONS = {0, 4, 5, 6, 7, 24, 25, 26, 27, 39, 183, 212, 213, 228, 345, 346}
"""COUNT, SUM, AVERAGE, MIN, MAX, ABS, INT, SIGN, ROUND, MOD, PRODUCT, ROUNDUP, ROUNDDOWN, SUMPRODUCT, SUMIF …"""


def uncomputed(book: Any, number: int) -> Iterator[tuple[Position, str]]:
    """The formulas of a sheet that hold no value, each with its position; none for books before Excel 97."""
    if book.biff_version < 80:
        return
    data, at = book.mem, book._sh_abs_posn[number]
    depth = 0
    while at + 4 <= len(data):
        code, size = struct.unpack_from("<HH", data, at)
        record = data[at + 4 : at + 4 + size]
        depth += (code == _BOF) - (code == _EOF)
        if depth <= 0:
            return
        if code == _FORMULA and depth == 1 and size >= 22:
            row, column = struct.unpack_from("<HH", record, 0)
            result = bytes(record[6:14])
            if result[6:] == _NO_NUMBER and result[:1] == _EMPTY_TEXT and _gives_number(bytes(record[22:])):
                yield (row, column), _written(book, record, row, column)
        at += 4 + size


def _gives_number(tokens: bytes) -> bool:
    """Whether a formula is made of nothing but what gives a number."""
    at = 0
    while at < len(tokens):
        size = _SIZES.get(tokens[at])
        if size is None:
            return False
        if tokens[at] in (0x21, 0x41, 0x61, 0x22, 0x42, 0x62):
            (function,) = struct.unpack_from("<H", tokens, at + size - 2)
            if function & 0x7FFF not in _NUMERIC_FUNCTIONS:
                return False
        at += size
    return True


def _written(book: Any, record: bytes, row: int, column: int) -> str:
    from xlrd.formula import FMLA_TYPE_CELL, decompile_formula

    (size,) = struct.unpack_from("<H", record, 20)
    try:
        return f"={decompile_formula(book, bytes(record[22:]), size, FMLA_TYPE_CELL, browx=row, bcolx=column)}"
    except Exception:  # xlrd raises many kinds for tokens it does not know
        return "=…"

"""A small file that claims a large table by spans and repetitions is refused; what real files repeat is read."""

from __future__ import annotations

import pytest
from made_office import zipped

from loaders.blocks import Table, UnreadableFile
from loaders.readers import read_bytes

ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="表"><table:table-row table:number-rows-repeated="{rows}">'
    '<table:table-cell table:number-columns-repeated="{columns}"><text:p>3.50</text:p></table:table-cell>'
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def ods(rows: int, columns: int) -> bytes:
    content = ODS.format(rows=rows, columns=columns)
    return zipped(**{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def diagonal(cells: int) -> bytes:
    """A page whose cells begin each in a column and a row of its own."""
    rows = "".join(f"<tr><td colspan={number + 1}>甲</td><td>乙</td></tr>" for number in range(cells))
    return f"<html><meta charset=utf-8><table>{rows}</table></html>".encode()


def test_a_cell_repeated_over_a_whole_sheet_is_refused():
    with pytest.raises(UnreadableFile, match="cells"):
        read_bytes(ods(1000, 1000), "a.ods")


def test_a_row_of_figures_repeated_thousands_of_times_is_refused():
    with pytest.raises(UnreadableFile, match="cells"):
        read_bytes(ods(20_000, 3), "a.ods")


def test_a_table_of_spans_is_refused():
    with pytest.raises(UnreadableFile, match="cells"):
        read_bytes(diagonal(900), "a.html")


def test_what_a_form_repeats_is_read():
    (table,) = [block for block in read_bytes(ods(30, 12), "a.ods").blocks if isinstance(block, Table)]
    assert (len(table.rows), len(table.rows[0].cells)) == (30, 12)
    (table,) = [block for block in read_bytes(diagonal(40), "a.html").blocks if isinstance(block, Table)]
    assert len(table.rows) == 40

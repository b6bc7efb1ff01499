"""Tables written as HTML inside text files, as programs that read scans write them into Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.blocks import Place, Table, Text
from loaders.readers.html.tables import lines_of, table_of

_OPEN = re.compile(r"(?:<html>\s{0,9})?(?:<body>\s{0,9})?(?=<table\b)", re.IGNORECASE)
_CLOSE = re.compile(r"</table\s{0,9}>(?P<page>\s{0,9}</body>\s{0,9}</html>)?", re.IGNORECASE)

_LESS = re.compile(r"<(?![/A-Za-z!])")
"""The sign 小于, as in `<80%`."""


def with_tables(lines: Sequence[Text], name: str) -> list[Text | Table]:
    """The lines of a file in their order, and where HTML tables are among them the tables instead.

    A cell is at the line of its tag; a table without any merged cell tells no spans. Raises UnreadableFile where a
    table asks for an absurd size.
    """
    whole = "\n".join(line.text for line in lines)
    if "<table" not in whole.lower():
        return list(lines)
    found: list[Text | Table] = []
    position = 0
    for start, opens, closes, end in _tables(whole):
        table = _table(whole[opens:closes], whole.count("\n", 0, opens) + 1, name)
        if table is None:
            continue
        between = list(_lines(whole, position, start))
        above = found[-1] if found and not any(line.text.strip() for line in between) else None
        if isinstance(above, Table) and _may_be_one(above, table):
            found[-1] = _joined(above, table)
        else:
            found.extend([*between, table])
        position = end
    return [*found, *_lines(whole, position, len(whole))]


def as_lines(parts: Sequence[Text | Table]) -> tuple[Text, ...]:
    """The lines of a file where each row of an HTML table is one: numbers inside tags are no figures of the file."""
    lines: list[Text] = []
    for part in parts:
        lines.extend(lines_of(part) if isinstance(part, Table) else [part])
    return tuple(lines)


def _tables(whole: str) -> Iterator[tuple[int, int, int, int]]:
    """Where each table begins with the page around it, opens, closes, and ends with that page."""
    position = 0
    while (opening := _OPEN.search(whole, position)) and (closing := _CLOSE.search(whole, opening.end())):
        closes = closing.start("page") if closing["page"] else closing.end()
        yield opening.start(), opening.end(), closes, closing.end()
        position = closing.end()


def _table(source: str, line: int, name: str) -> Table | None:
    """The table, or nothing where the tags hold no text or are damaged beyond reading."""
    from lxml import etree, html

    try:
        node = html.fragment_fromstring(_LESS.sub("&lt;", source))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    table = table_of(node, Place(line=line), name)
    cells = [cell for row in table.rows for cell in row.cells]
    if not any(cells):
        return None
    return replace(table, spans_known=any(cell.width > 1 or cell.height > 1 for cell in cells))


def _may_be_one(above: Table, below: Table) -> bool:
    """Whether two tables may be one: as wide as each other, where their merged cells tell how wide they are."""
    is_known = above.spans_known or below.spans_known
    return not is_known or len(above.rows[0].cells) == len(below.rows[0].cells)


def _joined(above: Table, below: Table) -> Table:
    """Two tables that nothing but blank lines parts are one that a page break cut."""
    first, *rest = below.rows
    rows = (*above.rows, replace(first, after_break=True), *rest)
    return replace(above, rows=rows, spans_known=above.spans_known or below.spans_known)


def _lines(whole: str, start: int, end: int) -> Iterator[Text]:
    """The lines of a part of the file; nothing for the blank rest of a line beside a table."""
    first = whole.count("\n", 0, start) + 1
    parts = whole[start:end].split("\n")
    for offset, part in enumerate(parts):
        beside = (offset == 0 and start > 0) or (offset == len(parts) - 1 and end < len(whole))
        if part.strip() or not beside:
            yield Text(part, ((0, Place(line=first + offset)),))

"""Tables that a page draws without `<table>`: rows of boxes (`div`, `li`) whose cells are boxes beside each other.

The columns are known where each row has as many cells, or the widths that the page gives them have their edges in
common. Else the rows are a table whose spans are not known, as in a text, where several of one class print figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from loaders.blocks import Cell, Place, Row, Table
from loaders.printing import FIGURE
from loaders.readers.grid import Slot, rows_of
from loaders.readers.html.css import unseen
from loaders.readers.html.text import printed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ROWS = ("div", "ul", "ol", "li", "dl", "section", "p")
_CELLS = ("div", "span", "li", "dt", "dd", "b", "strong", "em", "label", "i")
_LONGEST_CELL = 200
_MOST_CELLS = 60
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 2
_FEWEST_UNEVEN = 5
_FIGURE = re.compile(FIGURE)
_FEWEST_CELLS_OF_TWO_ROWS = 3
_SENTENCE = "。"
_SENTENCES = 1 / 3
"""Boxes of which more than this share hold sentences are passages below each other."""
_WIDTH = re.compile(r"(?:^|[;\s])(?:width|flex|flex-grow)\s*:\s*(\d+(?:\.\d+)?)(%|px|rem|em|pt)?", re.IGNORECASE)
_NEAR = 0.2
"""Edges nearer than this share of the narrowest cell are one: widths are rounded."""

Cells = list["HtmlElement"]
Edges = tuple[float, ...]


def rows_from(nodes: Sequence[HtmlElement], start: int) -> tuple[list[HtmlElement], int]:
    """The rows that begin at a node, and how many nodes they take; a box around rows counts for them."""
    rows: list[HtmlElement] = []
    at = start
    while at < len(nodes):
        inner = [nodes[at]] if _cells(nodes[at]) else _rows_in(nodes[at])
        if not inner:
            break
        rows.extend(inner)
        at += 1
        if _is_tailed(nodes[at - 1]):
            break
    return rows, at - start


def alike(nodes: Sequence[HtmlElement]) -> int:
    """How many of the nodes, from the first on, are of its class: rows of another one may be those of a table."""
    classes = [(node.tag, (node.get("class") or "").split()[:1]) for node in nodes]
    return next((at for at, one in enumerate(classes) if one != classes[0]), len(nodes))


def grid_of(rows: Sequence[HtmlElement], place: Place, name: str) -> Table | None:
    """The table of such rows; None where they are passages or too few. Raises UnreadableFile where it is larger than
    any form."""
    shown = [cells for row in rows if not unseen(row) and (cells := _cells(row))]
    if _are_passages(shown):
        return None

    def at(row: int, column: int, _: int | None) -> Place:
        return Place(table=place.table, row=row + 1, column=column + 1)

    edges = _edges(shown)
    if edges is None:
        return _uneven(shown, place) if alike(rows) == len(rows) else None
    slots = [
        Slot(at, left, printed(cell), width=right - left)
        for at, (cells, own) in enumerate(zip(shown, edges, strict=True))
        for cell, (left, right) in zip(cells, pairwise(own), strict=True)
    ]
    return Table(rows_of(slots, len(shown), at, name), place, spans_known=True)


def _uneven(rows: Sequence[Cells], place: Place) -> Table | None:
    """Rows of several lengths as a table without spans; None where few print figures."""
    texts = [[printed(cell) for cell in cells] for cells in rows]
    figures = sum(any(_FIGURE.fullmatch(text) for text in row) for row in texts)
    if len(rows) < _FEWEST_UNEVEN or 2 * figures < len(rows):
        return None
    return Table(
        tuple(
            Row(tuple(Cell(text, ((0, Place(table=place.table, row=at, column=column)),)) for column, text in numbered))
            for at, numbered in enumerate((list(enumerate(row, 1)) for row in texts), 1)
        ),
        place,
    )


def _are_passages(rows: Sequence[Cells]) -> bool:
    """Whether the boxes are passages of text; beside a single label one sentence is enough."""
    texts = ["".join(cell.itertext()) for cells in rows for cell in cells]
    sentences = sum(_SENTENCE in text for text in texts)
    most = 0 if max(map(len, rows), default=0) == _FEWEST_COLUMNS else _SENTENCES * len(texts)
    return sentences > most


def _cells(node: HtmlElement) -> Cells:
    """The cells of a row: boxes beside each other with nothing between them; none where it is no row."""
    if node.tag not in _ROWS or (node.text or "").strip() or not 1 < len(node) <= _MOST_CELLS:
        return []
    cells = [child for child in node if isinstance(child.tag, str) and not unseen(child)]
    plain = all(cell.tag in _CELLS and not _is_tailed(cell) and _is_cell(cell) for cell in cells)
    return (
        cells
        if plain and len(cells) >= _FEWEST_COLUMNS and len({cell.tag for cell in cells} - {"dt", "dd"}) <= 1
        else []
    )


def _is_cell(node: HtmlElement) -> bool:
    """Whether a box holds a short text and no row of its own."""
    if node.find(".//table") is not None or node.find(".//img") is not None or node.find(".//a") is not None:
        return False
    return len("".join(node.itertext())) <= _LONGEST_CELL and not any(_cells(inner) for inner in node.iter(*_ROWS))


def _is_tailed(node: HtmlElement) -> bool:
    return bool((node.tail or "").strip("\xa0 \t\r\n"))


def _rows_in(node: HtmlElement) -> list[HtmlElement]:
    """The rows of a box that holds nothing else."""
    if node.tag not in _ROWS or (node.text or "").strip() or not len(node):
        return []
    inner = [child for child in node if isinstance(child.tag, str)]
    return inner if inner and all(_cells(child) and not _is_tailed(child) for child in inner) else []


def _edges(rows: Sequence[Cells]) -> list[tuple[int, ...]] | None:
    """The columns between which the cells of each row lie, counted from 0; None where nothing proves them."""
    counts = {len(cells) for cells in rows}
    if len(counts) == 1 and (len(rows) >= _FEWEST_ROWS or (len(rows) > 1 and min(counts) >= _FEWEST_CELLS_OF_TWO_ROWS)):
        return [tuple(range(len(cells) + 1)) for cells in rows]
    drawn = [_drawn(cells) for cells in rows]
    if len(rows) < 2 or not all(drawn):
        return None
    return _in_common([one for one in drawn if one])


def _drawn(cells: Cells) -> Edges:
    """Where the edges of cells lie by the widths that the page gives them; none where one has no width."""
    found = [_WIDTH.search(cell.get("style") or "") for cell in cells]
    widths = [float(one[1]) for one in found if one is not None]
    units = {one[2] for one in found if one is not None}
    if len(widths) < len(cells) or len(units) > 1 or not all(widths):
        return ()
    return tuple(accumulate(widths, initial=0.0))


def _in_common(rows: Sequence[Edges]) -> list[tuple[int, ...]] | None:
    """The edges of each row as those of the row with most cells; None where one lies near none of them."""
    finest = max(rows, key=len)
    narrowest = min(right - left for left, right in pairwise(finest))
    found: list[tuple[int, ...]] = []
    for row in rows:
        nearest = [_nearest(finest, edge) for edge in row]
        far = any(abs(finest[at] - edge) > _NEAR * narrowest for at, edge in zip(nearest, row, strict=True))
        if far or len(set(nearest)) < len(nearest) or nearest[-1] != len(finest) - 1:
            return None
        found.append(tuple(nearest))
    return found


def _nearest(edges: Edges, edge: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - edge))

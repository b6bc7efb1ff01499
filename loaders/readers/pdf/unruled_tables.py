"""Tables without rules over all pages: what may be one on a page is read together with what goes on on the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders.blocks import Dropped, Place, Table
from loaders.readers.pdf.pages import Block, Drawn, Loose, Page
from loaders.readers.pdf.unruled.columns import OpenTable, open_tables
from loaders.readers.pdf.unruled.continued import Part, header_of, repeats
from loaders.readers.pdf.unruled.regions import FURTHEST, foot_header, without_tail
from loaders.readers.pdf.unruled.segments import Level, split_in_table

_SIZE = 0.05
"""Letters of one table differ by less than this share of their size."""


@dataclass(slots=True)
class _TablePiece:
    """A part of a table: its page and the blocks it takes there, from 0 on, but for a tail of lines."""

    page: int
    blocks: range
    part: Part
    tail: int = 0
    table: OpenTable | None = None


@dataclass(slots=True)
class _PageTables:
    """Reads what is loose on the pages, from the first to the last."""

    pages: Sequence[Page]
    pieces: list[_TablePiece] = field(default_factory=list)
    head: list[Level] = field(default_factory=list)

    def read(self) -> None:
        """Every table, each with its parts."""
        loose = list(self._loose())
        while loose:
            chain, tables, used = self._chain(loose)
            for piece, table in zip(chain, tables or (), strict=False):
                piece.table = table
                self.pieces.append(piece)
            self.head = header_of(chain[0].part.levels)
            loose = loose[used:]

    def _loose(self) -> Iterator[_TablePiece]:
        for number, page in enumerate(self.pages):
            for at, block in enumerate(page.blocks):
                if isinstance(block, Loose):
                    part = Part(without_tail(split_in_table(block.levels), page.rules), page.rules)
                    yield _TablePiece(number, range(at, at + 1), part, len(block.levels) - len(part.levels))

    def _chain(self, loose: Sequence[_TablePiece]) -> tuple[list[_TablePiece], list[OpenTable] | None, int]:
        """The first of what is loose with the parts that go on with it, the tables they make, how many were used."""
        if repeats(loose[0].part.levels, self.head):
            loose[0].part = replace(loose[0].part, head=len(self.head))
        chain = [loose[0]]
        tables = open_tables([loose[0].part])
        head = self._header_before(loose[0])
        if head is not None and (whole := open_tables([head.part, loose[0].part])) and whole[0].headed:
            chain, tables = [head, loose[0]], whole
        used = 1
        for following in loose[1:]:
            joined = self._joined(chain, following)
            if joined is None:
                break
            chain, tables = joined
            used += 1
        if tables and self._are_close(chain[-1]):
            tables = open_tables([one.part for one in chain], goes_on=True)
        return chain, tables, used

    def _are_close(self, piece: _TablePiece) -> bool:
        """Whether the next page may begin with more of a table that ends its page: with words side by side."""
        if piece.page + 1 >= len(self.pages) or piece.blocks.stop < len(self.pages[piece.page].blocks):
            return False
        below = self.pages[piece.page + 1]
        levels = dict(below.levels)
        first = below.blocks[0] if below.blocks else None
        if isinstance(first, tuple) and first[0] in levels:
            level = levels[first[0]]
            return len(level.pieces) > 1 and not level.small_print
        return isinstance(first, Loose)

    def _header_before(self, piece: _TablePiece) -> _TablePiece | None:
        """The header at the foot of the page before, where a table begins at the head of its page."""
        if piece.blocks.start > 0 or piece.page == 0:
            return None
        page = self.pages[piece.page - 1]
        levels = foot_header(list(self._levels(page, range(len(page.blocks)))))
        if not levels or not _alike([*levels, piece.part.levels[0]]):
            return None
        blocks = range(len(page.blocks) - len(levels), len(page.blocks))
        return _TablePiece(piece.page - 1, blocks, Part(levels, page.rules))

    def _joined(
        self, chain: list[_TablePiece], following: _TablePiece
    ) -> tuple[list[_TablePiece], list[OpenTable]] | None:
        """A chain with the next part, where the page break alone parts them and both prove the same columns."""
        last = chain[-1]
        if last.page + 1 != following.page:
            return None
        page, below = self.pages[last.page], self.pages[following.page]
        rest, head = range(last.blocks.start, len(page.blocks)), range(following.blocks.start)
        foot, above = self._levels(page, rest), self._levels(below, head)
        if not _all_levels(page, rest) or not _all_levels(below, head):
            return None
        levels = [*above, *following.part.levels]
        if not _are_close(foot) or not _are_close(levels) or not _alike([foot[0], levels[0]]):
            return None
        if not repeats(levels, header_of(chain[0].part.levels)) and self._own_header(following):
            return None
        whole = _TablePiece(last.page, rest, Part(foot, page.rules))
        more = _TablePiece(following.page, range(following.blocks.stop), Part(levels, below.rules), following.tail)
        longer = [*chain[:-1], whole, more]
        tables = open_tables([one.part for one in longer])
        return None if tables is None or tables[-1].unproved else (longer, tables)

    def _own_header(self, piece: _TablePiece) -> bool:
        alone = open_tables([piece.part])
        return alone is not None and alone[0].headed

    def _levels(self, page: Page, blocks: range) -> list[Level]:
        """The levels of the last of some blocks of a page that follow each other without a sentence between."""
        levels = dict(page.levels)
        found: list[Level] = []
        for at in reversed(blocks):
            block = page.blocks[at]
            if isinstance(block, Loose):
                found[:0] = block.levels
            elif isinstance(block, Drawn) or block[0] not in levels:
                break
            else:
                found.insert(0, levels[block[0]])
        return found


def with_open_tables(pages: Sequence[Page]) -> tuple[list[Page], list[Dropped]]:
    """The pages, everything loose on them read as tables or as lines; and what is in no proved place of a table."""
    reader = _PageTables(pages)
    reader.read()
    whole, dropped = [], []
    for number, page in enumerate(pages):
        blocks, unproved = _resolved(page, [piece for piece in reader.pieces if piece.page == number])
        whole.append(replace(page, blocks=tuple(blocks)))
        dropped += unproved
    return whole, dropped


def _all_levels(page: Page, blocks: range) -> bool:
    """Whether no sentence and no table with rules is among some blocks of a page."""
    levels = dict(page.levels)
    return all(
        isinstance(block := page.blocks[at], Loose) or (isinstance(block, tuple) and block[0] in levels)
        for at in blocks
    )


def _alike(levels: Sequence[Level]) -> bool:
    """Whether levels are printed in letters of one size."""
    sizes = [level.size for level in levels]
    return max(sizes) - min(sizes) < _SIZE * min(sizes)


def _are_close(levels: Sequence[Level]) -> bool:
    """Whether levels are close below each other, without a title or small print among them."""
    close = all(below.base - above.base < FURTHEST * below.size for above, below in pairwise(levels))
    return close and _alike(levels) and not any(level.small_print or level.titled for level in levels)


def _resolved(page: Page, pieces: Sequence[_TablePiece]) -> tuple[list[Block], list[Dropped]]:
    """The blocks of a page, and what has no proved place; its tables numbered, those with rules first."""
    number = sum(isinstance(block, Drawn) for block in page.blocks)
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    taken = {at: piece for piece in pieces if piece.table is not None for at in piece.blocks}
    for at, block in enumerate(page.blocks):
        piece = taken.get(at)
        if piece is None or piece.table is None:
            blocks += block.lines if isinstance(block, Loose) else [block]
        elif at == piece.blocks.start:
            number += 1
            place = Place(page=page.number, table=number)
            if piece.table.table.rows:
                blocks.append(Drawn(_at(place, piece.table.table), piece.table.edges, ruled=False))
            left_out = (*piece.table.unproved, *piece.table.rest)
            dropped += [Dropped(text, place, "no proved row or column") for text in left_out]
        if piece is not None and at == piece.blocks.stop - 1 and isinstance(block, Loose):
            blocks += block.lines[len(block.levels) - piece.tail :]
    return blocks, dropped


def _at(place: Place, table: Table) -> Table:
    """A table with the places of its cells."""
    rows = [
        replace(
            row,
            cells=tuple(
                replace(cell, marks=((0, replace(place, row=number, column=column)),))
                for column, cell in enumerate(row.cells, 1)
            ),
        )
        for number, row in enumerate(table.rows, 1)
    ]
    return replace(table, rows=tuple(rows), place=place)

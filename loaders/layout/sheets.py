"""Sheets: a table made whole again, with the small print around it.

A table that goes on over a page break may repeat its title, unit and header, or its header alone, or nothing. Blank
lines, page numbers and small print do not end it; another caption or running text does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders import lexicon
from loaders.blocks import Block, Cell, Heading, Paragraph, Place, Row, Table, Text
from loaders.layout.captions import SmallPrint, small_print
from loaders.layout.organisations import organisation
from loaders.printing import fold, squeeze
from loaders.table.numbers import is_figure, unit_in

IsTitle = Callable[[str], bool]

_LABELLED = re.compile(r"[^\s：:][：:]\s*[^\s：:]")
_LONGEST_CAPTION = 100
_PRINTS_AMOUNT = re.compile(r"[：:]\s*-?[\d,]+(?:\.\d+)?\s*(?:[十百千万亿]?元|[%％])?\s*$")
_LONGEST_UNIT_END = 2
_REPEATED_ROWS = 4
_FEWEST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """One whole table: its title (None where print lost it), small print, rows without repeated headers, and notes.

    `above`: lines between title and table that print labels with their values (项目名称：…　主管部门：…).
    """

    title: Text | None
    rows: tuple[Row, ...]
    small: tuple[tuple[Text, SmallPrint], ...] = ()
    notes: tuple[Text, ...] = ()
    spans_known: bool = False
    heading: str = ""
    title_again: tuple[Text, ...] = ()
    place: Place = field(default_factory=Place)
    above: tuple[Text, ...] = ()

    @property
    def unit(self) -> str:
        """The unit of money that the small print names, else the title (…表（单位：万元）), else a note; or nothing."""
        printed = next((said.unit for _, said in self.small if said.unit), "")
        beside = (unit_in(text.text) for text in (*([self.title] if self.title is not None else []), *self.notes))
        return printed or next((unit for unit in beside if unit), "")

    @property
    def width(self) -> int:
        """The number of columns that most rows have, header rows of other lengths aside."""
        lengths = [len(row.cells) for row in self.rows]
        return max(set(lengths), key=lambda length: (lengths.count(length), length)) if lengths else 0


@dataclass(slots=True)
class _Pending:
    """What is between the last table and the next."""

    texts: list[tuple[Text, SmallPrint | None]] = field(default_factory=list)
    prose: bool = False

    def title(self, is_title: IsTitle) -> Text | None:
        """The caption nearest to the table; a form number may be behind it."""
        for text, said in reversed(self.texts):
            if said is None and is_title(text.text):
                return text
        return None


def sheets(blocks: Sequence[Block], is_title: IsTitle) -> list[Sheet]:
    """The sheets of a document in reading order. `is_title` tells whether a line names a known form."""
    found: list[Sheet] = []
    pending = _Pending(prose=True)
    heading = ""
    for block in with_captions_apart(blocks, is_title):
        if isinstance(block, Table):
            for part in _cut_at_titles(block, is_title):
                table, above = _split_small_print(part, is_title)
                pending.texts.extend(above)
                if table.rows:
                    _place_table(found, table, pending, is_title, heading)
                    pending = _Pending()
            continue
        if isinstance(block, Heading):
            heading = block.text
        said = None if is_title(block.text) else small_print(block.text)
        if said is not None and said.note and found and not pending.prose:
            found[-1] = replace(found[-1], notes=(*found[-1].notes, block))
            pending.texts.append((block, said))
        elif said is None and not is_title(block.text) and _is_prose(block):
            pending = _Pending(pending.texts if _announces_table(block) else [], prose=True)
        else:
            pending.texts.append((block, said))
    return found


def with_captions_apart(blocks: Iterable[Block], is_title: IsTitle) -> Iterator[Block]:
    """The blocks, each caption and each piece of small print whole and apart: 项目支出表 单位：万元 are two."""
    for block in with_lines_joined(blocks, _share_unit):
        parts = _apart(block, is_title) if isinstance(block, Paragraph) else None
        yield from parts or (block,)


def _apart(block: Paragraph, is_title: IsTitle) -> tuple[Paragraph, Paragraph] | None:
    """A title and the unit printed behind it in one line; None where the line is no such two."""
    text = block.text
    if len(text) > _LONGEST_CAPTION or not unit_in(text) or is_title(text):
        return None
    for gap in re.finditer(r"[ \t\u3000\xa0]+", text):
        small = small_print(text[gap.end() :])
        if small is not None and small.unit and is_title(text[: gap.start()]):
            behind = ((0, block.place_at(gap.end())),)
            return Paragraph(text[: gap.start()], block.marks), Paragraph(text[gap.end() :], behind)
    return None


def with_lines_joined(blocks: Iterable[Block], are_one: Callable[[str, str], bool]) -> Iterator[Block]:
    """The blocks, a paragraph and those below it in one as long as `are_one` says of their texts that they are."""
    held: Block | None = None
    for block in blocks:
        if isinstance(held, Paragraph) and isinstance(block, Paragraph) and are_one(held.text, block.text):
            held = held.joined(block)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _share_unit(above: str, below: str) -> bool:
    """Whether the second line is the end of a unit of money that the first begins (单位：万|元)."""
    if len(squeeze(below)) > _LONGEST_UNIT_END or len(above) > _LONGEST_CAPTION:
        return False
    return bool(unit_in(above + below)) and not unit_in(above) and not unit_in(below)


def _is_prose(text: Text) -> bool:
    return len(text.text) > _LONGEST_CAPTION or any(mark in text.text for mark in "。；，") or _announces_table(text)


def _announces_table(text: Text) -> bool:
    return lexicon.captions().announces.search(text.text) is not None


def _cut_at_titles(table: Table, is_title: IsTitle) -> list[Table]:
    """The forms of a grid drawn around several of them: a title (…表) that fills a row of its own begins the next."""
    starts = [0]
    for index, row in enumerate(table.rows[1:], 1):
        if not row.cells or not fold(row.cells[0].text).endswith("表"):
            continue
        filled = [cell for cell in row.cells if cell]
        if _is_alone(filled, row, spans_known=table.spans_known) and is_title(filled[0].text):
            starts.append(
                index - 1 if _prints_number_alone(table.rows[index - 1]) and index - 1 > starts[-1] else index
            )
    if len(starts) == 1:
        return [table]
    ends = [*starts[1:], len(table.rows)]
    return [replace(table, rows=_narrowed(table.rows[start:end])) for start, end in zip(starts, ends, strict=True)]


def _is_alone(filled: Sequence[Cell], row: Row, *, spans_known: bool) -> bool:
    """Whether a row prints one cell over all its columns; where spans are not known, its first cell."""
    if len(filled) != 1 or len(row.cells) < _FEWEST_COLUMNS - (not spans_known):
        return False
    return filled[0].width == len(row.cells) or (not spans_known and filled[0] is row.cells[0])


def _prints_number_alone(row: Row) -> bool:
    """Whether a row prints the number of a form and nothing else."""
    filled = [cell for cell in row.cells if cell]
    said = small_print(filled[0].text) if len(filled) == 1 else None
    return said is not None and bool(said.number)


def _narrowed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of one form without the columns in which no cell of it begins: those are of the grid's other forms."""
    own = sorted({index for row in rows for index, cell in enumerate(row.cells) if not cell.covered})
    return tuple(
        replace(
            row,
            cells=tuple(
                replace(row.cells[index], width=sum(index <= one < index + row.cells[index].width for one in own))
                for index in own
                if index < len(row.cells)
            ),
        )
        for row in rows
    )


def _split_small_print(table: Table, is_title: IsTitle) -> tuple[Table, list[tuple[Text, SmallPrint | None]]]:
    """Captions and small print that are in rows of the table itself."""
    above: list[tuple[Text, SmallPrint | None]] = []
    rows = list(table.rows)
    while rows:
        filled = [cell for cell in rows[0].cells if cell]
        said = [None if is_title(cell.text) else small_print(cell.text) for cell in filled]
        if any(one is not None and one.unit for one in said):
            said = [one or _name_beside(cell.text) for one, cell in zip(said, filled, strict=True)]
        alone = len(filled) == 1 and (len(rows[0].cells) < 3 or filled[0].width > 2)
        alone = alone or _is_alone(filled, rows[0], spans_known=table.spans_known)
        lone_title = alone and (is_title(filled[0].text) or _heads_small_print(rows))
        beside = (
            one or is_title(cell.text) or (_LABELLED.search(cell.text) and not _PRINTS_AMOUNT.search(cell.text))
            for one, cell in zip(said, filled, strict=True)
        )
        captions = any(said) and all(beside)
        if filled and not (captions or lone_title or _names_department_and_unit(said)):
            break
        above.extend((Text(cell.text, cell.marks), one) for cell, one in zip(filled, said, strict=True))
        rows.pop(0)
    return replace(table, rows=tuple(rows)), above


def _names_department_and_unit(said: Sequence[SmallPrint | None]) -> bool:
    """Whether a row prints unit and department: what else is in it (the province) heads no column."""
    known = [one for one in said if one is not None]
    return any(one.unit for one in known) and any(one.department for one in known)


def _heads_small_print(rows: Sequence[Row]) -> bool:
    """Whether the first row, a cell as wide as the table, is a caption: the unit is printed in the row below it."""
    below = [cell for cell in rows[1].cells if cell] if len(rows) > 1 else []
    said = [small_print(cell.text) for cell in below]
    whole = max((cell.width for cell in rows[0].cells), default=0) >= len(rows[0].cells)
    return whole and bool(said) and all(said) and any(one is not None and one.unit for one in said)


def _name_beside(text: str) -> SmallPrint | None:
    """The department's name alone, in the row that prints the unit: 某某局 | | 单位：万元."""
    name = organisation(squeeze(text))
    return SmallPrint(department=name) if name else None


def _place_table(found: list[Sheet], table: Table, pending: _Pending, is_title: IsTitle, heading: str) -> None:
    title = pending.title(is_title)
    small = tuple((text, said) for text, said in pending.texts if said is not None)
    if found and not pending.prose and not any(said.note for _, said in small):
        again = title is not None and found[-1].title is not None and fold(title.text) == fold(found[-1].title.text)
        if title is None or again:
            rest = _continuation(found[-1], table, repeats_needed=again or _opens_anew(pending, table))
            if rest is not None:
                titles = (title,) if title is not None else ()
                joined = replace(
                    found[-1],
                    rows=found[-1].rows + rest,
                    small=found[-1].small + small,
                    title_again=found[-1].title_again + titles,
                )
                found[-1] = joined
                return
    found.append(
        Sheet(
            title,
            table.rows,
            small,
            spans_known=table.spans_known,
            heading=heading,
            place=table.rows[0].cells[0].place,
            above=tuple(text for text, said in pending.texts if said is None and _LABELLED.search(text.text)),
        )
    )


def _opens_anew(pending: _Pending, table: Table) -> bool:
    """Whether a line of words is between the tables and the second opens with words: a header of its own.

    Then it goes on with the first only where it repeats its header; what is above is a title that nobody knows.
    """
    lines = any(said is None and not is_figure(text.text) for text, said in pending.texts)
    words = [cell.text for cell in table.rows[0].cells if cell]
    return lines and len(words) > 1 and all(not is_figure(word) for word in words)


def _continuation(sheet: Sheet, table: Table, repeats_needed: bool) -> tuple[Row, ...] | None:
    """The rows that go on with the sheet, its repeated header taken off; None where the table is another one."""
    repeated = 0
    while repeated < min(_REPEATED_ROWS, len(table.rows), len(sheet.rows)) and _same_words(
        sheet.rows[repeated], table.rows[repeated], cut=repeated > 0
    ):
        repeated += 1
    widest = max(len(row.cells) for row in table.rows)
    if repeated and (not repeats_needed or widest == sheet.width):
        rest = table.rows[repeated:]
    elif not repeats_needed and (widest == sheet.width or _is_inner_header(table.rows[0])):
        rest = table.rows
    else:
        return None
    return (replace(rest[0], after_break=True), *rest[1:]) if rest else ()


def _same_words(first: Row, second: Row, *, cut: bool) -> bool:
    """Whether two rows print the same header words (figures make a row data, and data never repeat).

    `cut`: the second row may have lost the ends of words, as where a page has no room for the header.
    """
    words = [fold(cell.text) for cell in first.cells if cell]
    again = [fold(cell.text) for cell in second.cells if cell]
    figures = [word for word in words if is_figure(word)]
    ordinals = figures == [str(number) for number in range(1, len(figures) + 1)]
    if not words or (figures and not ordinals):
        return False
    is_cut = cut and not figures and len(words) == len(again) > 2
    return words == again or (is_cut and all(map(str.startswith, words, again)))


def _is_inner_header(row: Row) -> bool:
    """A declaration form split in two: its second table opens with the indicator levels (一级指标 …)."""
    return any(fold(cell.text).startswith("一级指标") for cell in row.cells)


def rows_text(cells: Sequence[Cell]) -> str:
    """A row as printed, for sources: its filled cells."""
    return " ".join(cell.text.strip() for cell in cells if cell)

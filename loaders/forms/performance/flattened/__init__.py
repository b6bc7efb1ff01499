"""Performance forms that a crawler wrote as lines: one cell a line, or single blanks between cells, put back in rows.

Blank cells are lost. Labels, heads and level words are known; a cell between them has a column only where every
placing that fits agrees (`placing.py`), and a row without its target only where the weights add up to what the form
prints. What is not proved is unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from loaders.blocks import Block, Cell, Dropped, Paragraph, Table
from loaders.facts import Source, Unread
from loaders.forms.performance.flattened.cells import FormCell, cells_of
from loaders.forms.performance.flattened.department import DepartmentLines
from loaders.forms.performance.flattened.fields import FieldLines
from loaders.forms.performance.flattened.headed import with_headed_lists
from loaders.forms.performance.flattened.parted import parts_of_form, put_together, row_of
from loaders.forms.performance.flattened.run_together import with_rows_undone
from loaders.forms.performance.flattened.sentences import with_sentences_as_tables
from loaders.forms.performance.flattened.tree import TreeLines, find_header
from loaders.forms.performance.words import blocks_of, closes, field_of, header_role
from loaders.forms.vocabulary import is_cut_from_header
from loaders.layout.form_titles import recognise

_REASON = "a line of a performance form that nothing proves"
_WHOLE = "department-target"
_TITLE_LINES = 3
_MOST_HEADS = 14
_MOST_LINES = 600
"""A form of more lines than this is none: what follows it belongs to other forms."""
_PAGE_NUMBER = "page number"
_RUNNING_TEXT = re.compile(r"。|^[（(]?[一二三四五六七八九十]{1,3}[）)、]")
"""What ends a table of indicators that no fields are above: a sentence, or the heading of the next part."""
_NOTE = re.compile(r"^注[:：]")


@dataclass(slots=True)
class LaidOut:
    """The blocks of a document with flattened performance forms as tables, and the lines left unread."""

    blocks: list[Block] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def with_forms_laid_out(blocks: Sequence[Block], dropped: Sequence[Dropped] = ()) -> LaidOut:
    """Flattened performance forms among the paragraphs as tables; everything else as it was.

    `dropped`: bare numbers that a reader took for page numbers are cells again inside such a form.
    """
    out = LaidOut()
    blocks = with_headed_lists([_as_line(block) for block in with_rows_undone(blocks)])
    numbers = [one for one in dropped if one.reason == _PAGE_NUMBER]
    at = 0
    while at < len(blocks):
        lines = _run(blocks, at)
        parts = parts_of_form(blocks, at) if lines or isinstance(blocks[at], Table) else []
        if parts:
            table, left = put_together(parts, numbers)
            out.blocks.append(table)
            out.unread.extend(map(_unread, left))
            at += len(parts)
            continue
        form = _lay_out(lines, numbers, whole=_WHOLE in _titles_above(blocks, at)) if lines else None
        if form is None:
            out.blocks.append(blocks[at])
            at += 1
            continue
        table, unread = form
        out.blocks.append(table)
        out.unread.extend(unread)
        at += len(lines)
    out.blocks = with_sentences_as_tables(out.blocks)
    return out


def _as_line(block: Block) -> Block:
    """A table of one cell (基本建立 | |, blank ones beside it) as the line that it is; others as they are."""
    if not isinstance(block, Table) or len(block.rows) > 1:
        return block
    cell, *others = [*block.rows[0].cells, Cell("")]
    return Paragraph(cell.text, cell.marks) if cell and not any(others) else block


def _run(blocks: Sequence[Block], start: int) -> list[Paragraph]:
    """The paragraphs of a form that begins here with the name of its project, or with its heads of indicators."""
    if not _begins(blocks, start):
        return []
    lines: list[Paragraph] = []
    first = _first(blocks[start])
    heads_only = (bool(header_role(first)) or is_cut_from_header(first)) and not field_of(first)
    for block in blocks[start:]:
        if not isinstance(block, Paragraph) or recognise(block.text) is not None or _NOTE.match(block.text.strip()):
            break
        if heads_only and _RUNNING_TEXT.search(block.text):
            break
        if lines and (field_of(_first(block)) == "name" or len(lines) == _MOST_LINES):
            break
        lines.append(block)
        if closes(_first(block)) and not header_role(_first(block)):
            break
    return lines


def _begins(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    if not isinstance(block, Paragraph):
        return False
    if field_of(_first(block)) == "name":
        return True
    under = any(blocks_of(title) for title in _titles_above(blocks, at))
    if under and (bool(field_of(_first(block))) or find_header(cells_of([block], ())) is not None):
        return True
    first = _first(block)
    return (bool(header_role(first)) or is_cut_from_header(first)) and _heads_indicators(blocks[at : at + _MOST_HEADS])


def _heads_indicators(blocks: Sequence[Block]) -> bool:
    """Whether lines begin with heads of indicators, one a line (指标名称 | 计量单位 | 指标性质 | 指标值)."""
    lines = list(takewhile(lambda one: isinstance(one, Paragraph), blocks))
    header = find_header(cells_of([one for one in lines if isinstance(one, Paragraph)], ()))
    return header is not None and header.start == 0 and not header.by_line


def _titles_above(blocks: Sequence[Block], at: int) -> set[str]:
    """The forms that the lines right above name: a title, and a year or unit below it."""
    above = [one for one in blocks[max(0, at - _TITLE_LINES) : at] if not isinstance(one, Table)]
    return {title.id for one in above if (title := recognise(one.text)) is not None}


def _first(block: Block) -> str:
    pieces = block.text.split() if isinstance(block, Paragraph) else []
    return pieces[0] if pieces else ""


def _lay_out(
    lines: Sequence[Paragraph], numbers: Sequence[Dropped], *, whole: bool
) -> tuple[Table, list[Unread]] | None:
    """The form as a table, its blocks one below the other; None where no heads of indicators are among the lines.

    `whole`: it is the form of the whole department.
    """
    tokens = cells_of(lines, numbers)
    header = find_header(tokens)
    if header is None:
        return None
    above = tokens[: header.start]
    fields = DepartmentLines(above) if whole and header.by_line else FieldLines(above)
    tree = TreeLines(header, tokens[header.end :], fields.weight)
    rows = [*fields.rows, *tree.rows]
    unread = [_unread(token) for token in (*fields.unread, *tree.unread)]
    return Table(tuple(map(row_of, rows)), lines[0].place, spans_known=True), unread


def _unread(cell: FormCell) -> Unread:
    return Unread("line", cell.text, _REASON, Source(cell.place, cell.text))

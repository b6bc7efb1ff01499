"""Performance forms printed in parts: lines of labels and values, and tables of money and indicators between them.

A page that sets a form with blanks has no grid around all of it. The parts up to the heads of its indicators are
one form: lines are set out as fields, tables keep their rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from loaders import lexicon
from loaders.blocks import Block, Cell, Dropped, Paragraph, Row, Table
from loaders.forms.header_words import with_words_whole
from loaders.forms.performance.cutting import heads_goals, stages_of
from loaders.forms.performance.flattened.cells import FormCell, cells_of
from loaders.forms.performance.flattened.fields import FieldLines
from loaders.forms.performance.flattened.tree import TreeLines, find_header
from loaders.forms.performance.heads import indicator_header
from loaders.forms.performance.words import block, closes, field_of, header_role, is_known_label
from loaders.layout.form_titles import recognise
from loaders.numbering import list_number

_MOST_PARTS = 60
_MOST_PIECES = 6
"""Lines over which a narrow cell breaks a label: 年度 | 总体 | 目标."""


def parts_of_form(blocks: Sequence[Block], start: int) -> list[Paragraph | Table]:
    """The lines and tables from the name of a project on, up to its indicators: a table that heads them, or the last
    lines; none where they are no such form, or lines or a table alone."""
    parts: list[Paragraph | Table] = []
    for one in blocks[start : start + _MOST_PARTS]:
        if isinstance(one, Table):
            if indicator_header(one.rows) is not None:
                return [*parts, one] if parts else []
            if not (_is_part(one) if parts else _names_project(one)):
                break
        elif not (isinstance(one, Paragraph) and _goes_on(one, first=not parts)):
            break
        parts.append(one)
        if isinstance(one, Paragraph) and closes(_first_word(one)) and not header_role(_first_word(one)):
            break
    lines = list(takewhile(lambda one: isinstance(one, Paragraph), reversed(parts)))[::-1]
    in_lines = find_header(cells_of(_only_lines(lines), ())) if 0 < len(lines) < len(parts) else None
    return parts if in_lines is not None else []


def _only_lines(parts: Iterable[Paragraph | Table]) -> list[Paragraph]:
    return [one for one in parts if isinstance(one, Paragraph)]


def _first_word(line: Paragraph) -> str:
    return next(iter(line.text.split()), "")


def _goes_on(line: Paragraph, *, first: bool) -> bool:
    """Whether a line may be of the form: no title of another one, and no name of another project."""
    return recognise(line.text) is None and (
        first or not (field_of(_first_word(line)) == "name" or _heads_department(line.text))
    )


def _heads_department(text: str) -> bool:
    """Whether a numbered heading begins what is printed of the whole department: 二、部门整体情况."""
    return list_number(text) is not None and any(word in text for word in lexicon.performance().whole)


def _names_project(table: Table) -> bool:
    """Whether a table begins with the name of a project."""
    return field_of(table.rows[0].cells[0].text) == "name"


def _is_part(table: Table) -> bool:
    """Whether a table above the indicators is of the same form: labels, money by stages, or goals."""
    rows = _whole(table).rows
    heads = any(stages_of(row) or heads_goals([cell for cell in row.cells if cell]) for row in rows)
    return heads or any(field_of(cell.text) for row in rows for cell in row.cells if cell)


def put_together(parts: Sequence[Paragraph | Table], numbers: Sequence[Dropped] = ()) -> tuple[Table, list[FormCell]]:
    """The parts as one table, and the cells of lines that nothing proves. `numbers`: bare ones a reader dropped."""
    rows: list[Row] = []
    unread: list[FormCell] = []
    drawn = all(one.spans_known for one in parts if isinstance(one, Table))
    for of_lines, group in groupby(parts, key=lambda one: isinstance(one, Paragraph)):
        part = list(group)
        if not of_lines:
            rows.extend(row for one in part if isinstance(one, Table) for row in _whole(one).rows)
            continue
        cells = cells_of(_only_lines(part), numbers)
        header = find_header(cells)
        fields = FieldLines(list(_with_labels_whole(cells[: header.start] if header else cells)))
        rows.extend(map(row_of, fields.rows))
        unread.extend(fields.unread)
        if header is not None:
            tree = TreeLines(header, cells[header.end :], fields.weight)
            rows.extend(map(row_of, tree.rows))
            unread.extend(tree.unread)
            drawn = True
    return Table(tuple(rows), parts[0].place, spans_known=drawn), unread


def _whole(table: Table) -> Table:
    return table if table.spans_known else Table(with_words_whole(table.rows), table.place)


def row_of(cells: Sequence[FormCell | None]) -> Row:
    """The cells as a row of a table."""
    return Row(tuple(Cell("") if one is None else Cell(one.text, ((0, one.place),)) for one in cells))


def _with_labels_whole(cells: Sequence[FormCell]) -> Iterator[FormCell]:
    """The cells, a label whole that lines below each other print in pieces, each at its beginning."""
    lines = [list(line) for _, line in groupby(cells, key=lambda one: one.line)]
    at = 0
    while at < len(lines):
        size = _size_of_label([line[0] for line in lines[at : at + _MOST_PIECES]])
        first = lines[at][0]
        label = "".join(line[0].text for line in lines[at : at + size])
        yield FormCell(label, first.place, first.line)
        yield from lines[at][1:]
        for line in lines[at + 1 : at + size]:
            yield from line[1:]
        at += size


def _size_of_label(pieces: Sequence[FormCell]) -> int:
    """How many pieces are one label; 1 where they are none, or where each is known alone."""
    for size in range(len(pieces), 1, -1):
        texts = [piece.text for piece in pieces[:size]]
        if _is_label("".join(texts)) and not all(map(_is_label, texts)):
            return size
    return 1


_KNOWN: tuple[Callable[[str], object], ...] = (lambda text: block("goals").opened_by(text), field_of, is_known_label)


def _is_label(text: str) -> bool:
    return any(known(text) for known in _KNOWN)

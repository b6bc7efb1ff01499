"""Grids: a sheet with its header understood — what each column says — and its body rows."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from loaders import lexicon
from loaders.blocks import Cell, Place, Row
from loaders.facts import Source
from loaders.forms.alignment import align_leaves, body_width, strips_tails
from loaders.forms.codes import scheme_of
from loaders.forms.columns import FormColumn, FormTable
from loaders.forms.sides import folds_of, unfold, with_sides
from loaders.forms.targets import is_unit
from loaders.forms.vocabulary import SIDES, HeaderMeaning, component_of, fits_under, meaning, measure_in
from loaders.forms.wholes import with_wholes, without_strange_parts
from loaders.layout.headers import Leaf, fill_to_width, header_paths, paths_from_spans
from loaders.layout.sheets import Sheet
from loaders.printing import MEMORY, fold, is_nil, squeeze, tidy
from loaders.table.model import CODES, LABELS, Role
from loaders.table.numbers import Amount, Word, is_figure, parse, unit_in, yuan_per_unit
from loaders.whole_numbers import whole

_DEEPEST_HEADER = 6
_YEAR = re.compile(r"20\d\d(?=年)")


_LABEL_GROUPS = (Role.SUBJECT_GROUP, Role.ECONOMIC_GROUP, Role.GOVERNMENT_ECONOMIC_GROUP, Role.PROJECT_GROUP)

_SUBTOTAL = "小计"
"""A subtotal under no group: the group's own header is lost, and nobody knows what it sums up."""


def read_grid(sheet: Sheet, *, projects: bool = False, fiscal_year: str = "", depth: int = 0) -> FormTable | None:
    """The grid of a sheet, or None where no header row is found. `fiscal_year`: that of the document.

    `projects`: 项目名称 names projects in this form; in others it heads items of income or expenditure.
    `depth`: how many rows are header, where that is known.
    """
    depth = depth or header_depth(sheet.rows)
    if depth == 0 and sheet.title is not None:
        depth = _unknown_header_depth(sheet.rows)
    if depth == 0:
        return _without_header(sheet)
    header = [named for row in sheet.rows[:depth] if any((named := _without_numbers(row)).cells)]
    printed = {_folded_cells(row) for row in sheet.rows[:depth]}
    units = _units_below(sheet.rows[depth]) if depth < len(sheet.rows) else {}
    below = sheet.rows[depth + bool(units) :]
    body = tuple(row for row in below if _folded_cells(row) not in printed and not is_numbering(row))
    counted = 0 if sheet.spans_known else _counted(sheet.rows[:depth])
    width = body_width(body or sheet.rows, counted)
    printed_width = 0 if sheet.spans_known or counted else _printed_width(sheet, header)
    if printed_width > width:
        leaves = _leaves(sheet, header, printed_width, body)[:width]
    else:
        leaves = _leaves(sheet, header, width, body)
    year = _fiscal_year(sheet, leaves, fiscal_year)

    def build(leaves: list[Leaf]) -> list[FormColumn]:
        columns = [_column(index, leaf, body, projects, year) for index, leaf in enumerate(leaves)]
        columns = [replace(one, unit=one.unit or units.get(one.index, "")) for one in columns]
        labelled = _with_labels(_with_inner_items(without_strange_parts(columns)), body, projects)
        return with_wholes(_with_code_parts(labelled))

    aligned = None
    if counted not in (0, width):
        own = _leaves(sheet, header, counted, body)
        aligned = align_leaves(own, width, body, lambda way: tuple(with_sides(build(way))))
        leaves = aligned or leaves
    columns = build(leaves)
    if sheet.spans_known:
        body = filled_in(body, frozenset(column.index for column in columns if column.role not in _AS_PRINTED))
    folds = folds_of(columns)
    if folds:
        return FormTable(*unfold(columns, body, folds))
    return FormTable(tuple(with_sides(columns)), body, _shifted(leaves, sheet.rows[:depth]), aligned is not None)


def _without_header(sheet: Sheet) -> FormTable | None:
    """The grid of a list of labels, each with its figure, that prints no header; None for any other table.

    One figure beside each label needs no header to say whose it is.
    """
    filled = [row for row in sheet.rows if any(cell for cell in row.cells)]
    pairs = [[parse(cell.text) for cell in row.cells] for row in filled]
    if len(filled) < _FEWEST_PAIRS or any(tuple(map(type, pair)) != (Word, Amount) for pair in pairs):
        return None
    return FormTable((FormColumn(0, (), Role.ITEM), FormColumn(1, (), Role.AMOUNT, "total")), tuple(filled))


_FEWEST_PAIRS = 3


def header_depth(rows: tuple[Row, ...]) -> int:
    """How many rows at the top are header: words only, most of them known to be in headers."""
    depth = 0
    for number, row in enumerate(rows[:_DEEPEST_HEADER], 1):
        if is_numbering(row) or _is_header(row, depth):
            depth = number
        elif any(cell for cell in row.cells):
            break
    return depth


def _units_below(row: Row) -> dict[int, str]:
    """The unit of each column where a row below the header prints units of money and nothing else."""
    filled = {at: fold(cell.text).strip("()") for at, cell in enumerate(row.cells) if cell}
    of_money = len(filled) > 1 and all(word in yuan_per_unit() or is_unit(word) for word in filled.values())
    if not of_money or not set(filled.values()) & yuan_per_unit().keys():
        return {}
    return {at + beside: unit for at, unit in filled.items() for beside in range(row.cells[at].width)}


def _unknown_header_depth(rows: tuple[Row, ...]) -> int:
    """How many rows of words, which the lexicon does not know, head the figures below them all the same."""
    depth = 0
    for row in rows[:_DEEPEST_HEADER]:
        words = _folded_cells(row)
        if len(words) < 2 or any(isinstance(parse(word), Amount) for word in words):
            break
        depth += 1
    first = _folded_cells(rows[0]) if rows else ()
    below = any(is_figure(cell.text) for row in rows[depth:] for cell in row.cells)
    return depth if below and len(set(first)) == len(first) else 0


def _is_header(row: Row, depth: int) -> bool:
    filled = [cell.text for cell in row.cells if cell]
    if not filled or any(isinstance(parse(text), Amount) for text in filled):
        return False
    if depth == 0 and len(filled) == 1 and any(cell.width > 2 and cell.width >= len(row.cells) for cell in row.cells):
        return True
    known = [meaning(text) for text in filled]
    if len(filled) == 1 and known[0].total and depth:
        return False
    return sum(1 for said in known if said.known) * 2 >= len(filled)


def _without_numbers(row: Row) -> Row:
    """A header row without the column numbers that are in it: of `类 款 项 栏次 1 2 3` the first three words."""
    if not is_numbering(row):
        return row
    parts = lexicon.rows().heads.code_parts
    cells = [cell if fold(cell.text) in parts else replace(cell, text="", marks=()) for cell in row.cells]
    return replace(row, cells=tuple(cells) if any(cells) else ())


def is_numbering(row: Row) -> bool:
    """A row of column numbers: `栏次 1 2 3 4`; the parts of a code may be before them (`类 款 项 栏次 1 2 3`)."""
    filled = [squeeze(cell.text) for cell in row.cells if cell]
    numbers = [text for text in filled if text.isdigit()]
    if not numbers:
        return False
    rest = [fold(text) for text in filled if not text.isdigit()]
    heads = lexicon.rows().heads
    if len(numbers) == 1 and "栏次" in rest:
        return numbers == ["1"] and all(text in ("栏次", *heads.code_parts) for text in rest)
    first = whole(numbers[0]) if len(numbers) > 1 else -1
    if numbers != [str(number) for number in range(first, first + len(numbers))]:
        return False
    return first in (0, 1) and all(text in (*heads.numbering, *heads.code_parts) for text in rest)


def _folded_cells(row: Row) -> tuple[str, ...]:
    return tuple(fold(cell.text) for cell in row.cells if cell)


def _counted(header: tuple[Row, ...]) -> int:
    """How many columns the header counts: those of its 栏次 row, else of rows printed with the blanks of spans."""
    numbering = next((row for row in header if is_numbering(row)), None)
    if numbering is not None:
        return len(numbering.cells)
    lengths = {len(row.cells) for row in header}
    spread = any(not cell for row in header for cell in row.cells[:-1])
    return lengths.pop() if len(lengths) == 1 and (spread or len(header) == 1) else 0


def _printed_width(sheet: Sheet, header: list[Row]) -> int:
    """How many columns the last row of a header has whose words are over their columns, blanks at ends left out.

    Its own blanks show that it is printed so. Data that are shorter end before it: their last columns are blank in
    every row.
    """
    last = header[-1].cells if header else ()
    in_front = next((index for index, cell in enumerate(last) if cell), 0)
    placed = not all(last) and in_front < len(header[0].cells) <= len(last)
    return len(last) if placed and strips_tails(sheet.rows) else 0


def _leaves(sheet: Sheet, header: list[Row], width: int, body: tuple[Row, ...]) -> list[Leaf]:
    if sheet.spans_known:
        return paths_from_spans(header, width)
    leaves = list(_paths(tuple(tuple(cell.text for cell in row.cells) for row in header), width))
    return fill_to_width(leaves, width, lambda column: not any(_filled(row, column) for row in body))


@lru_cache(maxsize=MEMORY)
def _paths(header: tuple[tuple[str, ...], ...], width: int) -> tuple[Leaf, ...]:
    """The paths of a header by its words: the same in every form of a kind, and in thousands of documents."""
    rows = [Row(tuple(map(Cell, words))) for words in header]
    return tuple(header_paths(rows, width, fits_under, starts_side))


@lru_cache(maxsize=MEMORY)
def starts_side(word: str) -> bool:
    """Whether a header word opens a side of a two-sided form: 项目, or the 科目编码 before it."""
    roles = {role for role, _ in meaning(word).roles}
    return bool(roles & {Role.ITEM, Role.CODE})


def _shifted(leaves: list[Leaf], header: tuple[Row, ...]) -> tuple[Source, ...]:
    """The words that are not printed over their columns; a column is known by its number in the 栏次 row, if any."""
    numbering = next((row for row in header if is_numbering(row)), None)
    found = []
    for index, leaf in enumerate(leaves):
        if not leaf.path or leaf.position is None or leaf.position == index:
            continue
        cells = numbering.cells if numbering is not None else ()
        number = squeeze(cells[leaf.position].text) if leaf.position < len(cells) else ""
        column = f"栏次{number}" if number.isdigit() else f"第{leaf.position + 1}栏"
        found.append(Source(_place_of(leaf, header), f"{tidy(leaf.path[-1])}={column}"))
    return tuple(found)


def _place_of(leaf: Leaf, header: tuple[Row, ...]) -> Place:
    """Where the last word of a leaf is printed."""
    cells = [] if leaf.position is None else [cell for row in header for cell in row.cells[leaf.position :][:1]]
    return next((cell.place for cell in cells if cell.text.strip() == leaf.path[-1]), header[0].cells[0].place)


def _filled(row: Row, column: int) -> bool:
    return column < len(row.cells) and bool(row.cells[column])


def _fiscal_year(sheet: Sheet, leaves: list[Leaf], document: str) -> str:
    """The year a sheet is about: its caption's, else the document's, else the latest that its header names.

    Of several in a caption (2023年执行情况和2024年预算草案) it is the document's, else the last.
    """
    captions = [*([sheet.title.text] if sheet.title else []), *(said.year for _, said in sheet.small)]
    stated = _YEAR.findall(" ".join(captions))
    if len(set(stated)) > 1:
        return document if document in stated else max(stated)
    named = _YEAR.findall(" ".join(word for leaf in leaves for word in leaf.path))
    return stated[0] if stated else document or max(named, default="")


def _column(index: int, leaf: Leaf, body: tuple[Row, ...], projects: bool, year: str) -> FormColumn:
    figures = _holds_figures(index, body)
    if not leaf.path:
        return FormColumn(index, (), Role.AMOUNT if figures else Role.TEXT, "unknown" if figures else "")
    said = meaning(leaf.path[-1])
    if not said.known and _holds_codes(index, body):
        return FormColumn(index, leaf.path, Role.CODE)
    role = _role(leaf.path, projects)
    if not figures and _heads_labels(said, role) and _holds_words(index, body):
        return FormColumn(index, leaf.path, Role.ITEM)
    amount = bool(said.component or said.total or said.amount) and not (role and not figures)
    if role and not amount:
        return FormColumn(index, leaf.path, role)
    if amount or figures:
        unit = next((unit for word in reversed(leaf.path) if (unit := unit_in(word) or measure_in(word))), "")
        lone = len(leaf.path) == 1 and fold(leaf.path[0]) == _SUBTOTAL
        component = "unknown" if lone else component_of(leaf.path, year)
        return FormColumn(index, leaf.path, Role.AMOUNT, component, unit=unit)
    return FormColumn(index, leaf.path, Role.TEXT)


def _role(path: tuple[str, ...], projects: bool) -> str:
    """The role of a key column: the one known to be under the words above it, else the first without such a tie."""
    roles = meaning(path[-1]).roles
    if projects and any(role == Role.PROJECT for role, _ in roles):
        return Role.PROJECT
    above = {role for word in path[:-1] for role, _ in meaning(word).roles}
    tied = next((role for role, under in roles if above & set(under)), "")
    free = next((role for role, under in roles if not under and not role.endswith("-group")), "")
    return tied or free or (roles[0][0] if roles else "")


def _holds_figures(index: int, body: tuple[Row, ...]) -> bool:
    filled = [row.cells[index].text for row in body if index < len(row.cells) and not is_nil(row.cells[index].text)]
    return bool(filled) and sum(1 for text in filled if isinstance(parse(text), Amount)) * 2 > len(filled)


def _heads_labels(said: HeaderMeaning, role: str) -> bool:
    """Whether a word that names a side (收入) or a group of columns (支出功能科目) may head the labels themselves."""
    return said.component in SIDES or role in _LABEL_GROUPS


def _holds_words(index: int, body: tuple[Row, ...]) -> bool:
    filled = [row.cells[index].text for row in body if _filled(row, index) and not is_nil(row.cells[index].text)]
    return any(not is_figure(text) and not scheme_of(squeeze(text)) for text in filled)


def _holds_codes(index: int, body: tuple[Row, ...]) -> bool:
    """A column under an unknown word is one of subject codes where all it holds are codes, some below others."""
    filled = {squeeze(row.cells[index].text) for row in body if _filled(row, index)}
    codes = {text for text in filled if scheme_of(text)}
    nested = any(one != other and other.startswith(one) for one in codes for other in codes)
    return nested and len(codes) >= len(filled) - 1


_AS_PRINTED = (Role.AMOUNT, *CODES)


def _with_code_parts(columns: list[FormColumn]) -> list[FormColumn]:
    """Columns side by side under one 科目编码 hold the parts of one code: 类, 款 and 项."""
    parts: list[FormColumn] = []
    for column in columns:
        before = parts[-1] if parts else None
        if before and column.role == Role.CODE and before.path == column.path and before.role in CODES[:-1]:
            column = replace(column, role=Role.DIVISION_CODE if before.role == Role.CODE else Role.ITEM_CODE)
        parts.append(column)
    return parts


def _with_inner_items(columns: list[FormColumn]) -> list[FormColumn]:
    """Text columns without a header right behind an item column hold the inner items of its groups."""
    parts: list[FormColumn] = []
    for column in columns:
        if parts and not column.path and column.role == Role.TEXT and parts[-1].role in (Role.ITEM, Role.SUB_ITEM):
            column = replace(column, role=Role.SUB_ITEM)
        parts.append(column)
    return parts


def _with_labels(columns: list[FormColumn], body: tuple[Row, ...], projects: bool) -> list[FormColumn]:
    """Label columns under words that the lexicon does not know: the first of a form without any, and one between
    figures in a form of nothing but labels and figures (the label of another side, printed in some row)."""
    roles = {column.role for column in columns}
    label = Role.PROJECT if projects else Role.ITEM
    if not roles & {*LABELS, Role.GOODS, Role.UNIT_NAME, Role.INDICATOR_NAME}:
        first = next((column for column in columns if column.role == Role.TEXT and column.path), None)
        return [replace(column, role=label) if column is first else column for column in columns]
    if roles - {*LABELS, *CODES, Role.AMOUNT, Role.TEXT, Role.ORDINAL} or projects:
        return columns
    between = [
        column.index
        for before, column, after in zip([None, *columns], columns, columns[1:], strict=False)
        if after.role == Role.AMOUNT
        and (before is None or before.role == Role.AMOUNT)
        and column.role == Role.TEXT
        and column.path
        and not meaning(column.path[-1]).known
        and any(_filled(row, column.index) for row in body)
    ]
    return [replace(column, role=Role.ITEM) if column.index in between else column for column in columns]


def filled_in(rows: tuple[Row, ...], keys: frozenset[int]) -> tuple[Row, ...]:
    """The rows with the words of merged cells put into the key columns that they cover."""
    filled: list[Row] = []
    below: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        cells = list(row.cells)
        running: dict[int, tuple[int, Cell]] = {}
        for index, cell in enumerate(cells):
            if not cell.covered:
                for column in range(index, index + cell.width):
                    running[column] = (cell.height - 1, cell)
            elif index not in running and below.get(index, (0, cell))[0] > 0:
                running[index] = (below[index][0] - 1, below[index][1])
            if cell.covered and index in running and index in keys:
                origin = running[index][1]
                cells[index] = replace(cell, text=origin.text, marks=origin.marks)
        below = running
        filled.append(replace(row, cells=tuple(cells)))
    return tuple(filled)

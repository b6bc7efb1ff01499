"""Answers as people and programs read them: aligned tables, Markdown, CSV, TSV and JSON from rows of plain values.

Amounts stay exact decimals throughout. Column widths are those of a terminal: a Chinese character takes two cells.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kb.rows.columns import Column
from kb.rows.formulas import harmless
from loaders.namespaces import NAMESPACES

if TYPE_CHECKING:
    import pyoxigraph as ox

Value = str | int | Decimal | bool | None

YUAN = "元"
WAN_YUAN = "万元"
CUT_SIGN = "…"
NARROWEST_COLUMN = 6
GAP = "  "

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_XSD = NAMESPACES["xsd"]
_DECIMAL_TYPES = {_XSD + "decimal"}
_INTEGER_TYPES = {_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query answered: columns with their units, and rows of plain values in the same order."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def without_blank_columns(self) -> Answer:
        """The same answer without the columns that hold nothing in any row; an empty one keeps them all."""
        everything = range(len(self.columns))
        kept = [index for index in everything if any(row[index] is not None for row in self.rows)] or everything
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return Answer(tuple(self.columns[index] for index in kept), rows)

    def without_constant_columns(self) -> tuple[str, Answer]:
        """What every row says alike, as one line, and the answer without those columns; one row is left as it is."""
        same = [index for index, values in enumerate(zip(*self.rows, strict=True)) if len(set(values)) == 1]
        if len(self.rows) < 2 or len(same) == len(self.columns):
            return "", self
        first = self.rows[0]
        constant = [(self.columns[index], first[index]) for index in same if first[index] is not None]
        heading_line = "，".join(f"{heading(column)} {_one_line(_shown(value, column))}" for column, value in constant)
        kept = [index for index in range(len(self.columns)) if index not in same]
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return heading_line, Answer(tuple(self.columns[index] for index in kept), rows)

    def in_wan_yuan(self) -> Answer:
        """The same answer with every column of yuan stated in 万元, exactly."""
        money = [column.unit == YUAN for column in self.columns]
        columns = tuple(in_wan_yuan(column) for column in self.columns)
        rows = tuple(
            tuple(_ten_thousandth(value) if is_money else value for value, is_money in zip(row, money, strict=True))
            for row in self.rows
        )
        return Answer(columns, rows)


def in_wan_yuan(column: Column) -> Column:
    """The column as it is shown unless yuan are asked for."""
    return replace(column, unit=WAN_YUAN) if column.unit == YUAN else column


def plain(term: ox.Literal | ox.NamedNode | ox.BlankNode | ox.Triple | None) -> Value:
    """The plain value of an RDF term: Decimal, int, or text; an IRI is its text; unbound is None."""
    if term is None:
        return None
    datatype = getattr(term, "datatype", None)
    text = getattr(term, "value", None)
    if text is None:
        return str(term)
    if datatype is not None and datatype.value in _DECIMAL_TYPES:
        return Decimal(text)
    if datatype is not None and datatype.value in _INTEGER_TYPES:
        return int(text)
    return str(text)


def as_table(answer: Answer, width: int | None = None) -> str:
    """Aligned columns under a header and a rule, numbers to the right.

    With a `width` in terminal cells, texts are cut with … in the middle to fit into it; numbers, codes and IRIs, and
    their headings, never are.
    """
    from wcwidth import width as cells

    heads = [heading(column) for column in answer.columns]
    body = [[_one_line(_shown(value, column)) for value, column in _pairs(row, answer)] for row in answer.rows]
    widths = [max(cells(text) for text in texts) for texts in zip(heads, *body, strict=True)]
    right = [_is_numeric(answer, index) for index in range(len(heads))]
    if width is not None:
        whole = [is_number or _is_code(answer, index) for index, is_number in enumerate(right)]
        widths = _narrowed(widths, whole, width)
    rule = GAP.join("─" * size for size in widths)
    lines = [_aligned(heads, widths, right), rule, *(_aligned(texts, widths, right) for texts in body)]
    return "\n".join(lines) + "\n"


def as_markdown(answer: Answer) -> str:
    """A GitHub-flavoured Markdown table."""
    marks = ["---:" if _is_numeric(answer, index) else "---" for index in range(len(answer.columns))]
    lines = [[heading(column) for column in answer.columns], marks]
    lines += [[_shown(value, column) for value, column in _pairs(row, answer)] for row in answer.rows]
    escaped = [[text.replace("|", "\\|").replace("\n", "<br>") for text in line] for line in lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in escaped)


def as_csv(answer: Answer) -> str:
    """RFC 4180 with a header line of column names and units (`amount_万元`); an apostrophe is before formulas."""
    return _separated(answer, ",")


def as_tsv(answer: Answer) -> str:
    """Tab-separated, otherwise as CSV."""
    return _separated(answer, "\t")


def as_json(answer: Answer) -> str:
    """A list of objects by column name and unit; decimals are JSON numbers with every printed digit, blanks null."""
    names = [json.dumps(column_key(column), ensure_ascii=False) for column in answer.columns]
    records = [
        "  {" + ", ".join(f"{name}: {_json_value(pair)}" for name, pair in zip(names, _pairs(row, answer), strict=True))
        for row in answer.rows
    ]
    return "[\n" + "},\n".join(records) + "}\n]\n" if records else "[]\n"


TABLE = "table"
FORMATS: dict[str, Callable[[Answer], str]] = {
    TABLE: as_table,
    "csv": as_csv,
    "tsv": as_tsv,
    "json": as_json,
    "markdown": as_markdown,
}


def heading(column: Column) -> str:
    """What people read above a column: its label, with the unit in brackets."""
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def number_text(value: Decimal | int, is_money: bool = False) -> str:
    """The exact number without exponent; money has two decimals at least."""
    if isinstance(value, int):
        return str(value)
    digits = -int(value.normalize().as_tuple().exponent) if value else 0
    return f"{value:.{max(digits, 2 if is_money else 0)}f}"


def _shown(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number_text(value, is_money=column.unit in {YUAN, WAN_YUAN})
    return str(value)


def column_key(column: Column) -> str:
    """The name of a column in files: its name and unit (`amount_万元`)."""
    return f"{column.name}_{column.unit}" if column.unit else column.name


def _json_value(pair: tuple[Value, Column]) -> str:
    value, column = pair
    is_number = isinstance(value, (Decimal, int)) and not isinstance(value, bool)
    return _shown(value, column) if is_number else json.dumps(value, ensure_ascii=False)


def _separated(answer: Answer, delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([column_key(column) for column in answer.columns])
    writer.writerows([_in_file(value, column) for value, column in _pairs(row, answer)] for row in answer.rows)
    return out.getvalue()


def _in_file(value: Value, column: Column) -> str:
    return harmless(value) if isinstance(value, str) else _shown(value, column)


def _pairs(row: Sequence[Value], answer: Answer) -> Iterable[tuple[Value, Column]]:
    return zip(row, answer.columns, strict=True)


def _is_numeric(answer: Answer, index: int) -> bool:
    values = [row[index] for row in answer.rows if row[index] is not None]
    return bool(values) and all(isinstance(value, (Decimal, int)) for value in values)


def _is_code(answer: Answer, index: int) -> bool:
    """Whether a column holds codes, ids or IRIs alone: signs of ASCII without blanks."""
    values = [row[index] for row in answer.rows if row[index] is not None]
    return bool(values) and all(isinstance(one, str) and one.isascii() and " " not in one for one in values)


def _ten_thousandth(value: Value) -> Value:
    return value.scaleb(-4) if isinstance(value, Decimal) else value


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _narrowed(widths: Sequence[int], fixed: Sequence[bool], available: int) -> list[int]:
    """The widest columns made narrower, one cell at a time, until the table fits or none can give any more."""
    narrowed = list(widths)
    surplus = sum(narrowed) + len(GAP) * (len(narrowed) - 1) - available
    free = [index for index, is_fixed in enumerate(fixed) if not is_fixed and narrowed[index] > NARROWEST_COLUMN]
    while surplus > 0 and free:
        widest = max(free, key=narrowed.__getitem__)
        narrowed[widest] -= 1
        surplus -= 1
        free = [index for index in free if narrowed[index] > NARROWEST_COLUMN]
    return narrowed


def _aligned(texts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    from wcwidth import ljust, rjust

    cells = zip(texts, widths, right, strict=True)
    return GAP.join((rjust if to_right else ljust)(_cut(text, size), size) for text, size, to_right in cells).rstrip()


def _cut(text: str, size: int) -> str:
    from wcwidth import clip, width

    if width(text) <= size:
        return text
    head = clip(text, 0, (size + 1) // 2)
    tail = next((text[start:] for start in range(len(text)) if width(text[start:]) <= size - 1 - width(head)), "")
    return head + CUT_SIGN + tail

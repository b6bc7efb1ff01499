"""What is said of an answer besides its rows: what of the names asked for is not in it, totals, and differences.

Nothing is added up that may share money: a question says by `total` that its rows are apart, and figures are added only
where `queries/apart.toml`, or their codes, say that none is a part of another.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from kb import resources
from kb.asking.ask import AskedQuestion, listed
from kb.asking.names import Choice
from kb.rows.columns import Column
from kb.rows.printed import Answer, Value, number_text

NAMED_IN = {"department": "department_name", "year": "fiscal_year", "measure": "measure_name"}
"""Parameters of which several may be given, and the columns that show them."""
BASIS = "basis"
"""The column that says 报表 or 文字."""
MOST_TOLD = 4
_WHOLE = "三公"
ONE_GROUP = ("department_name", "fiscal_year", "stage")
"""Columns that are equal in rows that may be added up."""

_CODE = re.compile(r"^\d+ ")
"""The code before the name of a subject; several codes may share one name."""

Row = Mapping[str, Value]


def remarks(asked: AskedQuestion, answer: Answer) -> Iterator[str]:
    """The remarks on an answer as it is shown, whose columns say whether money is in 元 or 万元."""
    columns = {column.name: column for column in answer.columns}
    rows: list[Row] = [dict(zip(columns, row, strict=True)) for row in answer.rows]
    if missing := [] if "top" in asked.meant else list(_missing(asked, rows)):
        yield f"没有：{'、'.join(missing)}"
    if asked.question.agrees:
        yield from _agreed(asked.question.agrees, columns["amount"], rows)
    if asked.question.total:
        yield from _counted(asked.question.total, columns, rows)
    elif asked.question.compares and "order" not in asked.meant:
        yield from _compared(asked, columns[asked.question.compares], rows, whole=not missing)


def _agreed(item: str, column: Column, rows: Sequence[Row]) -> Iterator[str]:
    """Whether the forms and the text say the same of what both of them say."""
    found: dict[tuple[Value, ...], dict[Value, set[Decimal]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        if isinstance(amount := row["amount"], Decimal):
            found[*(row[name] for name in (*ONE_GROUP, item))][row[BASIS]].add(amount)
    both = {those: bases for those, bases in found.items() if len(bases) > 1}
    apart = {those: bases for those, bases in both.items() if not _are_near(bases.values(), column)}
    yield from _totalled(rows, item, column)
    if both and not apart:
        yield f"报表和文字一致（{len(both)} 项）"
    for those, bases in list(apart.items())[:MOST_TOLD]:
        sides = "，".join(
            f"{basis} {'、'.join(_money(one, column) for one in sorted(amounts))}" for basis, amounts in bases.items()
        )
        yield f"报表和文字不一致：{' '.join(map(str, those))} {sides}"


def _totalled(rows: Sequence[Row], item: str, column: Column) -> Iterator[str]:
    """The total of what is printed in parts alone: 因公出国、公务用车、公务接待, and no “三公”经费."""
    groups: dict[tuple[Value, ...], dict[Value, set[Decimal]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        if isinstance(amount := row["amount"], Decimal):
            groups[*(row[name] for name in ONE_GROUP)][row[item]].add(amount)
    for those, items in groups.items():
        parts = next((parts for parts in _apart()["parts_of_three_public"] if set(parts) <= items.keys()), ())
        amounts = [items[part] for part in parts]
        if amounts and all(len(one) == 1 for one in amounts) and not any(_WHOLE in str(one) for one in items):
            added = sum((next(iter(one)) for one in amounts), Decimal(0))
            yield f"{' '.join(map(str, those))} 各项之和 {_money(added, column)}（算出）"


def _are_near(sides: Iterable[set[Decimal]], column: Column) -> bool:
    """Whether two sides have an amount in common, but for what is rounded to 0.01 万元."""
    first, second = sides
    rounded = Decimal("0.005") if column.unit == "万元" else Decimal(50)
    return any(abs(one - other) <= rounded for one in first for other in second)


def _missing(asked: AskedQuestion, rows: Sequence[Row]) -> Iterator[str]:
    """The names of a list that no row is about."""
    for parameter, column in NAMED_IN.items():
        labels = listed(asked.meant[parameter].label) if parameter in asked.meant else []
        names = list(dict.fromkeys(_CODE.sub("", label) or label for label in labels))
        shown = {str(row[column]) for row in rows if column in row}
        if len(names) > 1 and shown:
            yield from (name for name in names if not any(name in one or one in name for one in shown))


def _counted(total: Mapping[str, str], columns: Mapping[str, Column], rows: Sequence[Row]) -> Iterator[str]:
    """How many rows there are, and their sum where all are of one department, year and stage."""
    added = [row for row in rows if not row.get(total.get("unless", ""))]
    values = [value for row in added if isinstance(value := row[total["adds"]], Decimal)]
    if len(added) < 2:
        return
    text = f"共 {len(added)} {total['counts']}"
    if values and _is_one_group(added):
        whole = len(values) == len(added)
        those = "" if whole else f"有金额的 {len(values)} {total['counts']}"
        text += f"，{those}合计 {_money(sum(values, Decimal(0)), columns[total['adds']])}（算出）"
    yield text


def _compared(asked: AskedQuestion, column: Column, rows: Sequence[Row], *, whole: bool) -> Iterator[str]:
    """The sum of several figures of one department and year; how far two amounts of one stage are apart."""
    amounts = [value for row in rows if isinstance(value := row[asked.question.compares], Decimal)]
    stages = {row["stage"] for row in rows}
    if len(amounts) != len(rows) or len(rows) < 2:
        return
    several = len({row["measure_name"] for row in rows}) == len(rows)
    figures_apart = several and _is_one_group(rows) and _are_apart(asked.meant["measure"], rows)
    if whole and len(stages) == 1 and (figures_apart or _are_years_of_one(rows)):
        yield f"合计 {_money(sum(amounts, Decimal(0)), column)}（算出）"
    if whole and len(rows) == 2 and (figures_apart or len({row["measure_name"] for row in rows}) == 1):
        low, high = sorted(amounts)
        times = f"，{number_text(round(high / low, 2))} 倍" if low > 0 else ""
        note = "算出" if len(stages) == 1 else "算出，一为预算、一为决算"
        yield f"相差 {_money(high - low, column)}{times}（{note}）"


def _is_one_group(rows: Sequence[Row]) -> bool:
    return all(len({row.get(name) for row in rows}) == 1 for name in ONE_GROUP)


def _are_years_of_one(rows: Sequence[Row]) -> bool:
    """Whether the rows are one figure of one department in one year after another."""
    one = all(len({row.get(name) for row in rows}) == 1 for name in ("department_name", "stage", "measure_name"))
    return one and len({row["fiscal_year"] for row in rows}) == len(rows)


def _are_apart(measures: Choice, rows: Sequence[Row]) -> bool:
    """Whether no figure of these is a part of another: all of one list, or subjects of one level and classification."""
    if any({term.value for term in measures.terms} <= set(group) for group in _apart()["groups"]):
        return True
    codes = [str(row["measure_name"]).partition(" ")[0] for row in rows]
    return all(map(str.isdigit, codes)) and len({(code[0], len(code)) for code in codes}) == 1


@cache
def _apart() -> Mapping[str, list[list[str]]]:
    """`queries/apart.toml`: `groups` of figures that are apart, and the `parts_of_three_public`."""
    return tomllib.loads((resources.folder("queries") / "apart.toml").read_text(encoding="utf-8"))


def _money(amount: Decimal, column: Column) -> str:
    return f"{number_text(amount, is_money=True)} {column.unit}"

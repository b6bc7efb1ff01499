"""Whether an answer is one to what the sentence says: its stages, years, counts and amounts are in the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from kb.asking.ask import listed
from kb.asking.words.lexicon import Operator, SpanKind, lexicon, numeral
from kb.asking.words.lookups import MONEY_UNITS

if TYPE_CHECKING:
    from kb.asking.words.reading import Candidate, Understanding
    from kb.rows.printed import Answer, Value

FISCAL_YEAR = "fiscal_year"
"""The column that says of which year a row is."""
STAGE, YEAR = "stage", "year"
"""The parameters for 预算 or 决算 and for a year; the first is the name of the column too."""
PRINTED_NUMBERS = frozenset({"target", "content", "sentence"})
"""Columns that hold numbers as they are printed, with their units."""
QUANTITY = "quantity"
"""The column that says how many are bought."""
REASON = "reason"
"""The column that says why."""
PERCENT = "%"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NUMBER_END = re.compile(r"\d\s*")
SCALES = (1, 10_000, 100_000_000)
"""What an amount may be counted in: 元, 万元, 亿元."""


def holds_stages(candidate: Candidate, rows: Answer) -> bool:
    """Whether every stage that a sentence names is in the answer: budgets alone do not compare 决算 with 预算."""
    said = set(listed(candidate.given.get(STAGE, "")))
    place = next((index for index, column in enumerate(rows.columns) if column.name == STAGE), None)
    return len(said) < 2 or place is None or said <= {str(row[place]) for row in rows.rows}


def holds_words(candidate: Candidate, rows: Answer) -> bool:
    """Whether what the rows must hold somewhere is in them."""
    texts = [value for row in rows.rows for value in row if isinstance(value, str)]
    return all(any(word in text for text in texts) for word in candidate.must_hold)


def holds_years(candidate: Candidate, rows: Answer) -> bool:
    """Whether every year that is given is in the answer: one year alone tells no change."""
    given = set(listed(candidate.given.get(YEAR, "")))
    return given <= years_of(rows) or all(column.name != FISCAL_YEAR for column in rows.columns)


def years_of(rows: Answer) -> set[str]:
    """The fiscal years of the rows."""
    place = next((index for index, column in enumerate(rows.columns) if column.name == FISCAL_YEAR), None)
    return set() if place is None else {str(row[place]) for row in rows.rows}


def holds_counts(reading: Understanding, rows: Answer) -> bool:
    """Whether a number that is no money is in the answer, where the sentence counts in 辆, 批, 人 …"""
    if not any(span.has(SpanKind.OPERATOR, Operator.HOW_MANY) for span in reading.spans) and not _counts(reading):
        return True
    units = {column.name: column.unit for column in rows.columns}
    named: list[Mapping[str, Value]] = [dict(zip(units, row, strict=True)) for row in rows.rows]
    return any(_is_count(name, units[name], value) for row in named for name, value in row.items())


def _counts(reading: Understanding) -> bool:
    """Whether a number of people, purchases … is asked for.

    A number of rows (几个) is recognised by their number; 这几年 asks for none.
    """
    counted = (lexicon().counted[match["unit"]] for match in lexicon().how_many.finditer(reading.mentions.rest))
    return any(not {*units} & {"个", "年", "月", *MONEY_UNITS} for units in counted)


def holds_units(reading: Understanding, rows: Answer) -> bool:
    """Whether a number in each unit that a sentence counts in (几名, 多少人) is in the answer; 元 is no such unit."""
    if any(row[place] is not None for place in _places(rows, QUANTITY) for row in rows.rows):
        return True  # of purchases, in whatever unit they are counted
    counted = [lexicon().counted[match["unit"]] for match in lexicon().how_many.finditer(reading.mentions.rest)]
    places = [index for index, column in enumerate(rows.columns) if column.name in PRINTED_NUMBERS]
    numbers = "\n".join(str(row[place]) for row in rows.rows for place in places if row[place] is not None)
    return all(
        any(numbers.startswith(unit, number.end()) for number in _NUMBER_END.finditer(numbers) for unit in units)
        for units in counted
        if not {*units} & {*MONEY_UNITS}
    )


def holds_reasons(reading: Understanding, rows: Answer) -> bool:
    """Whether a reason is in the answer, in its column for reasons or in a text, where the sentence asks why."""
    if not any(span.has(SpanKind.OPERATOR, Operator.WHY) for span in reading.spans):
        return True
    place = next((index for index, column in enumerate(rows.columns) if column.name == REASON), None)
    texts = (value for row in rows.rows for value in row if isinstance(value, str))
    in_text = any(sign in text for text in texts for sign in lexicon().reason)
    return in_text or (place is not None and any(row[place] is not None for row in rows.rows))


def holds_money(reading: Understanding, rows: Answer) -> bool:
    """Whether an amount is in the answer, where the sentence asks how much money."""
    return not any(span.text in lexicon().asks_money for span in reading.spans) or has_money(rows)


def has_money(rows: Answer) -> bool:
    """Whether an amount of money is in an answer, or a number whose unit is one."""
    money = [index for index, column in enumerate(rows.columns) if column.unit in MONEY_UNITS]
    return any(row[index] is not None for row in rows.rows for index in money) or any(
        unit in row for row in rows.rows for unit in MONEY_UNITS
    )


def has_figures(rows: Answer) -> bool:
    """Whether a row tells an amount, or another figure as it is printed."""
    money = [index for index, column in enumerate(rows.columns) if column.unit in MONEY_UNITS]
    printed = [index for index, column in enumerate(rows.columns) if column.name in {*PRINTED_NUMBERS, QUANTITY}]
    return any(row[index] is not None for row in rows.rows for index in (*money, *printed))


def _places(rows: Answer, name: str) -> list[int]:
    return [index for index, column in enumerate(rows.columns) if column.name == name]


def _is_count(name: str, unit: str, value: Value) -> bool:
    if name in PRINTED_NUMBERS:
        return any(sign.isdigit() for sign in str(value))
    return isinstance(value, Decimal | int) and unit not in MONEY_UNITS


def holds_amounts(reading: Understanding, rows: Answer) -> bool:
    """Whether the answer has rows, and the amounts and shares that the sentence says in passing are among them."""
    amounts = {value for row in rows.rows for value in row if isinstance(value, Decimal)}
    texts = "\n".join(value for row in rows.rows for value in row if isinstance(value, str))
    printed = {numeral(one) for one in _NUMBER.findall(texts)}
    shares = {abs(share) for share in _shares(rows)}
    return (
        bool(rows.rows)
        and all(
            numeral(one) in printed or amounts & {numeral(one) * times for times in SCALES} for one in reading.claimed
        )
        and all(any(low <= amount < high for amount in amounts) for low, high in reading.mentions.rough)
        and all(
            any(low <= share <= high for share in shares) or _is_written(low, high, rows)
            for low, high in reading.mentions.claims
        )
    )


def _is_written(low: Decimal, high: Decimal, rows: Answer) -> bool:
    """Whether a share that is said to the letter is in a text of the answer."""
    texts = ("".join(value.split()) for row in rows.rows for value in row if isinstance(value, str))
    return low == high and any(f"{low}{PERCENT}" in text for text in texts)


def _shares(rows: Answer) -> Iterator[Decimal]:
    """The percentages of an answer: in columns of such, or in rows that say that their number is one."""
    for row in rows.rows:
        for column, value in zip(rows.columns, row, strict=True):
            if isinstance(value, Decimal) and (column.unit == PERCENT or PERCENT in row):
                yield value

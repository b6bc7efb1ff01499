"""Columns of changes, rates and shares that the rows of their form show to be worked out from two other columns.

增减额 ＝ 本年数 − 上年数, 增减 % ＝（本年数 − 上年数）÷ 上年数, 完成率 ＝ 决算数 ÷ 预算数: no header says it, but
where at least three rows follow and few do not, those few are wrong. A row that does not follow has a node with
`chk:rowFormulaOf` the figure, `chk:rowFormulaPart` the two others, `chk:rowFormula` the formula in words,
`chk:rowFormulaValue` what they make as it would be printed, `chk:rowFormulaRows` how many rows follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, number, text
from kb.checks.relations.forms.sheets import CheckedSheet, SheetLine, sheets
from loaders.printing import fold

_RATE = re.compile(r"%|率|幅度|比例|比重|占比|百分比")
_CHANGE = re.compile("增减|变化|变动|差额|差异|增长额|增加额")
_FEWEST = 3
_FOLLOWING_PER_BROKEN = 3
"""So many rows follow a formula for each that breaks it; of fewer the formula is not theirs."""
_MOST_COLUMNS = 12
_HUNDRED = Decimal(100)
_HALF = Decimal(2)


@dataclass(frozen=True)
class _Formula:
    """How two amounts make a third, what it is called, and how far rounding of the two moves it."""

    words: str
    value: Callable[[Decimal, Decimal], Decimal]
    rounding: Callable[[Decimal, Decimal, Decimal], Decimal]
    divides: bool = True


_DIFFERENCE = _Formula("{0} − {1}", lambda x, y: x - y, lambda _x, _y, step: step, divides=False)
_GROWTH = _Formula(
    "（{0} − {1}）÷ {1}", lambda x, y: (x - y) / y * _HUNDRED, lambda x, y, step: step * (x + y) / y / y * _HUNDRED
)
_SHARE = _Formula("{0} ÷ {1}", lambda x, y: x / y * _HUNDRED, lambda x, y, step: step * (x + y) / y / y * _HUNDRED)


@dataclass(frozen=True)
class _ComparedRow:
    """A row compared against a formula: the figure, the two others, and what they make."""

    figure: Fact
    parts: tuple[Fact | None, Fact | None]
    computed: Decimal
    allowed: Decimal

    @property
    def printed(self) -> Decimal:
        """What the figure prints: a rate in percent, an amount in its unit."""
        return Decimal(self.figure.one("printedAmount") or 0)

    @property
    def follows(self) -> bool:
        """Whether the figure is what the others make, within rounding."""
        return abs(self.printed - self.computed) <= self.allowed

    @property
    def is_turned(self) -> bool:
        """Whether it is so but for its sign."""
        return not self.follows and abs(self.printed + self.computed) <= self.allowed


def triples(facts: Facts) -> Iterator[Triple]:
    """The rows that do not follow what the others show."""
    for sheet in sheets(facts):
        columns = sheet.columns()
        amounts = [one for one in columns if not _RATE.search(fold(one)) and not _CHANGE.search(fold(one))]
        if len(amounts) > _MOST_COLUMNS:
            continue
        for column in columns:
            label = fold(column)
            if _RATE.search(label):
                yield from _judged(_best(sheet, column, amounts, (_GROWTH, _SHARE)))
            elif _CHANGE.search(label):
                yield from _judged(_best(sheet, column, amounts, (_DIFFERENCE,)))


def _best(
    sheet: CheckedSheet, column: str, amounts: Sequence[str], formulas: Sequence[_Formula]
) -> tuple[str, list[_ComparedRow]]:
    """The formula that most rows of a column follow, in words, and every row compared against it."""
    best: tuple[str, list[_ComparedRow]] = ("", [])
    for first, second in permutations(amounts, 2):
        for formula in formulas:
            compared = [one for line in sheet.lines if (one := _compared(line, column, (first, second), formula))]
            if _count(compared) > _count(best[1]):
                words = formula.words.format(*(f"“{label.rpartition('/')[2]}”" for label in (first, second)))
                best = (words, compared)
    return best


def _count(compared: Sequence[_ComparedRow]) -> int:
    return sum(one.follows and one.printed != 0 for one in compared)


def _compared(line: SheetLine, column: str, pair: tuple[str, str], formula: _Formula) -> _ComparedRow | None:
    """A row compared against a formula; None where it lacks what is worked out from, or a share would be of nothing."""
    figure, first, second = (line.figures.get(name) for name in (column, *pair))
    if figure is None or figure.value is None or (first is None and second is None):
        return None
    if formula.divides and (first is None or second is None or not second.value):
        return None
    known = [one for one in (first, second) if one is not None]
    if any(one.one("printedUnit") != known[0].one("printedUnit") or not one.is_money for one in known):
        return None
    x, y = (Decimal(one.one("printedAmount") or 0) if one is not None else Decimal(0) for one in (first, second))
    if formula.divides and y <= 0:
        return None
    step = max(one.step / one.scale for one in known)
    own_step = figure.step / figure.scale
    allowed = own_step / _HALF + abs(formula.rounding(x, y, step))
    return _ComparedRow(
        figure, (first, second), formula.value(x, y), allowed + (own_step / _HALF if formula.divides else 0)
    )


def _judged(best: tuple[str, list[_ComparedRow]]) -> Iterator[Triple]:
    words, compared = best
    following = _count(compared)
    broken = [one for one in compared if not one.follows]
    if following < _FEWEST or len(broken) * _FOLLOWING_PER_BROKEN > following:
        return
    decreases_follow = any(one.follows and one.computed < 0 for one in compared)
    for one in broken:
        if one.is_turned and not decreases_follow:
            continue
        node = f"{one.figure.iri}#row-formula"
        yield node, "rowFormulaOf", iri(one.figure.iri)
        yield node, "rowFormula", text(words)
        step = one.figure.step / one.figure.scale
        yield node, "rowFormulaValue", number(one.computed.quantize(step))
        yield node, "rowFormulaRows", number(Decimal(following))
        for part in one.parts:
            if part is not None:
                yield node, "rowFormulaPart", iri(part.iri)

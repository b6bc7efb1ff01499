"""Figures of scanned pages: only those that a sum or a second printing proves become facts.

Recognised text may be wrong in any letter. A figure that is part of a sum which holds to the last digit, or that is
printed twice, is hardly misread; any other is left out, and the account lists it with what was recognised.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher

from loaders.facts import YUAN_PER_UNIT, Disclosure, Figure, Form, Indicator, Mention, Project, Source, Statement

FEWEST_DIGITS = 3
"""Shorter figures are alike by chance: printed twice they prove nothing."""
LEAST_ALIKE = 0.7
"""Names of one code that share less than this are not one name with a letter misread."""
RECOGNISED = "由扫描件识别，加总或重复印证"
"""How a figure of a recognised page was settled (`cnb:repaired`)."""
_AMOUNTS = ("amount", "fiscal_amount", "other_amount", "carryover_amount", "executed_amount")
Value = tuple[Decimal, str]
"""An amount without its sign: in 元, or in another unit, which is named."""
TablePlace = tuple[str, int, int]


def proved_only(disclosure: Disclosure, pages: frozenset[int]) -> Disclosure:
    """The disclosure without the figures of recognised pages that nothing proves. `pages`: the recognised ones."""
    if not pages:
        return disclosure
    proof = _Proof(disclosure, pages)
    labels = _labels(disclosure.figures)
    figures = tuple(_settled(one, proof, labels) for one in disclosure.figures if proof.holds_figure(one))
    held = Counter(one.form_id for one in figures)
    statements = tuple(one for one in disclosure.statements if proof.holds(_stated(one), one.source))
    indicators = tuple(
        replace(one, weight="") if one.source.place.page in pages else one
        for one in disclosure.indicators
        if one.source.place.page not in pages or not _has_number(one)
    )
    projects = tuple(_with_proved_amounts(one, proof) for one in disclosure.projects)
    left_out = sum(
        len(all_of_them) - len(kept)
        for all_of_them, kept in (
            (disclosure.figures, figures),
            (disclosure.statements, statements),
            (disclosure.indicators, indicators),
            (_amounts(disclosure.projects), _amounts(projects)),
        )
    )
    return replace(
        disclosure,
        figures=figures,
        forms=tuple(_with_figures(form, held[form.id], pages) for form in disclosure.forms),
        statements=statements,
        indicators=indicators,
        projects=projects,
        warnings=(*disclosure.warnings, _warning(pages, left_out)),
    )


class _Proof:
    """What is proved: places in forms whose sums hold, and values that are printed more than once."""

    def __init__(self, disclosure: Disclosure, pages: frozenset[int]) -> None:
        self.pages = pages
        self.broken: set[TablePlace] = set()
        summed = _in_sums(disclosure.figures)
        self._proved = {place for place, holds in summed.items() if holds}
        printed = Counter(value for value, _ in set(_printings(disclosure)))
        proved = (_value(one.value, one.unit) for one in disclosure.figures if self._is_summed(one))
        read = (value for value, source in _printings(disclosure) if source.place.page not in pages)
        again = (value for value, count in printed.items() if count > 1)
        self._values = {value for value in (*proved, *read, *again) if _digits(value[0]) >= FEWEST_DIGITS}
        self.broken = {place for one in disclosure.figures if not self.holds_figure(one) for place in _wholes(one)}

    def holds(self, value: Value, source: Source) -> bool:
        """Whether what is printed at a place may be taken for read."""
        return source.place.page not in self.pages or value in self._values

    def holds_figure(self, figure: Figure) -> bool:
        """Whether a figure of a form may be taken for read."""
        return self._is_summed(figure) or self.holds(_value(figure.value, figure.unit), figure.source)

    def _is_summed(self, figure: Figure) -> bool:
        return _place(figure) in self._proved


def _in_sums(figures: Sequence[Figure]) -> dict[TablePlace, bool]:
    """The places that take part in a sum, and whether one of their sums holds to the last digit.

    A total of a column and of a row at once is the whole of two sums, one in each direction.
    """
    at = {_place(one): one for one in figures}
    parts: dict[tuple[TablePlace, bool], list[Figure]] = defaultdict(list)
    for one in figures:
        for place in _wholes(one):
            parts[place, place[1] == one.row_number].append(one)
    found: dict[TablePlace, bool] = {}
    for (place, _), those in parts.items():
        whole = at.get(place)
        telling = len(those) > 1 or (whole is not None and _digits(whole.value) >= FEWEST_DIGITS)
        holds = whole is not None and telling and whole.value == sum((one.value for one in those), Decimal(0))
        for where in (place, *(_place(one) for one in those)):
            found[where] = found.get(where, False) or holds
    return found


def _place(figure: Figure) -> TablePlace:
    return figure.form_id, figure.row_number, figure.column_number


def _wholes(figure: Figure) -> Iterator[TablePlace]:
    return ((figure.form_id, row, column) for row, column in figure.adds_up_to)


def _printings(disclosure: Disclosure) -> Iterator[tuple[Value, Source]]:
    """Every amount of the disclosure with its place."""
    for figure in disclosure.figures:
        yield _value(figure.value, figure.unit), figure.source
    for statement in disclosure.statements:
        yield _stated(statement), statement.source
    for project in disclosure.projects:
        for mention in project.mentions:
            if mention.amount:
                yield _value(Decimal(mention.amount), mention.unit), mention.amount_source or mention.source


def _stated(statement: Statement) -> Value:
    return _value(Decimal(statement.value), statement.unit)


def _value(amount: Decimal, unit: str) -> Value:
    scale = YUAN_PER_UNIT.get(unit)
    value = abs(amount) if scale is None else abs(amount) * scale
    return value.normalize(), unit if scale is None else ""


def _digits(value: Decimal) -> int:
    """How many digits a value has between its leading and its closing zeros."""
    return len(value.normalize().as_tuple().digits)


def _has_number(indicator: Indicator) -> bool:
    return any(letter.isdigit() for letter in f"{indicator.target}{indicator.actual}{indicator.score}")


def _labels(figures: Iterable[Figure]) -> dict[tuple[str, str], str]:
    """How most rows print the name of a code, where more rows do than print any other name of it."""
    printed: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rows = {(one.form_id, one.row_number, one.scheme, one.row_code, one.row_label) for one in figures if one.row_code}
    for _, _, scheme, code, label in rows:
        printed[scheme, code][label] += 1
    most = {key: labels.most_common(2) for key, labels in printed.items()}
    return {key: first[0] for key, (first, *rest) in most.items() if not rest or first[1] > rest[0][1]}


def _settled(figure: Figure, proof: _Proof, labels: Mapping[tuple[str, str], str]) -> Figure:
    """The figure; of a sum that has lost a part it is some of what the whole holds; its row is called as others are."""
    lost = [(row, column) for row, column in figure.adds_up_to if (figure.form_id, row, column) in proof.broken]
    if lost:
        kept = tuple(place for place in figure.adds_up_to if place not in lost)
        figure = replace(figure, adds_up_to=kept, of_which=(*figure.of_which, *lost))
    if figure.source.place.page not in proof.pages:
        return figure
    label = labels.get((figure.scheme, figure.row_code), figure.row_label)
    if SequenceMatcher(None, label, figure.row_label).ratio() < LEAST_ALIKE:  # the code may be what was misread
        label = figure.row_label
    how = "；".join(filter(None, (figure.repaired, RECOGNISED)))
    return replace(figure, row_label=label, repaired=how)


def _with_figures(form: Form, count: int, pages: frozenset[int]) -> Form:
    """The form with the number of its figures that are left; what was worked out on recognised pages goes."""
    derived = tuple(one for one in form.derived if one.place.page not in pages)
    return replace(form, figures=count if form.figures else 0, derived=derived)


def _amounts(projects: Iterable[Project]) -> list[str]:
    """The amounts that projects hold."""
    return [amount for one in projects for amount in (getattr(one, name) for name in _AMOUNTS) if amount]


def _with_proved_amounts(project: Project, proof: _Proof) -> Project:
    source = project.amount_source or project.source
    mentions = tuple(_with_proved_amount(one, proof) for one in project.mentions)
    if source.place.page not in proof.pages:
        return replace(project, mentions=mentions)

    def proved(amount: str) -> str:
        return amount if amount and proof.holds(_value(Decimal(amount), project.unit), source) else ""

    settled = replace(
        project,
        amount=proved(project.amount),
        fiscal_amount=proved(project.fiscal_amount),
        other_amount=proved(project.other_amount),
        carryover_amount=proved(project.carryover_amount),
        executed_amount=proved(project.executed_amount),
        execution_rate="",
        schedule=(),
        schedule_sources=(),
        mentions=mentions,
    )
    return settled if _amounts([settled]) else replace(settled, unit="", amount_source=None)


def _with_proved_amount(mention: Mention, proof: _Proof) -> Mention:
    if not mention.amount:
        return mention
    source = mention.amount_source or mention.source
    if proof.holds(_value(Decimal(mention.amount), mention.unit), source):
        return mention
    return replace(mention, amount="", unit="", amount_source=None)


def _warning(pages: Iterable[int], left_out: int) -> str:
    numbers = "、".join(map(str, sorted(pages)))
    return (
        f"第 {numbers} 页是扫描件，文字由识别得到：{left_out} 处数字没有加总或重复印证，没有收入 / "
        f"text of scanned pages was recognised: {left_out} figures that nothing proves were left out"
    )

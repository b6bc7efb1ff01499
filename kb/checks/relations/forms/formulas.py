"""Columns that print their own formula: 2024年预算（C）、2023年预算（D）、增减变化（C-D）.

A row whose figures do not follow the formula has a node with `chk:formulaOf` the figure of the formula's column,
`chk:formulaPart` those it is worked out from, `chk:formula` the formula, `chk:formulaValue` what they make, and
`chk:formulaBlank` where one of them is not printed and counts as nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, number, text
from kb.checks.relations.forms.sheets import sheets
from loaders.printing import fold
from loaders.triples import terms

_LETTER = re.compile(r"\(([A-Z])\)(?:/(?:合计|小计|总计))?$")
"""A column's letter, which may be above its total: 2025年预算数（B） over 合计, 基本支出, 项目支出."""
_FORMULA = re.compile(r"\(([A-Z](?:[-+−－＋][A-Z])+)\)$")
_TERMS = re.compile(r"([-+−－＋]?)([A-Z])")
_MINUS = "-−－"
_HALF = Decimal(2)


def triples(facts: Facts) -> Iterator[Triple]:
    """The rows that do not follow the formula of a column."""
    for sheet in sheets(facts):
        letters = {label: match[1] for label in sheet.columns() if (match := _LETTER.search(fold(label)))}
        formulas = {label: match[1] for label in sheet.columns() if (match := _FORMULA.search(fold(label)))}
        if not letters or not formulas:
            continue
        for line in sheet.lines:
            lettered: dict[str, list[Fact]] = defaultdict(list)
            for label, figure in line.figures.items():
                lettered[letters.get(label, "")].append(figure)
            for label, formula in formulas.items():
                if (stated := line.figures.get(label)) is not None:
                    yield from _compared(stated, formula, lettered)


def _compared(stated: Fact, formula: str, lettered: Mapping[str, list[Fact]]) -> Iterator[Triple]:
    signed = [(-1 if sign and sign in _MINUS else 1, letter) for sign, letter in _TERMS.findall(formula)]
    parts = [(sign, lettered[letter][0]) for sign, letter in signed if len(lettered.get(letter, ())) == 1]
    if not parts or any(len(lettered.get(letter, ())) > 1 for _, letter in signed):
        return
    computed = sum((sign * (part.value or Decimal(0)) for sign, part in parts), Decimal(0))
    tolerance = sum((part.step for part in [stated, *(part for _, part in parts)]), Decimal(0)) / _HALF
    counted = not stated.is_money
    if stated.value is None or abs(stated.value - computed) <= (0 if counted else tolerance):
        return
    node = f"{stated.iri}#formula"
    yield node, "formulaOf", iri(stated.iri)
    yield node, "formula", text(formula)
    yield node, "formulaValue", number(computed)
    if len(parts) < len(signed):
        yield node, "formulaBlank", terms.boolean(True)
    for _, part in parts:
        yield node, "formulaPart", iri(part.iri)

"""Text doubled or cut off, as at page breaks.

`chk:doubles` leads from a fact to the one right before it that prints the same, `chk:repeatsItself` tells the part of
a text that follows itself; `chk:brokenOff` tells the end of a text that stops within a sentence. Headers repeated on
every page are no facts, and the same sentence in two chapters is no doubling.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from itertools import pairwise

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text
from kb.checks.relations.forms.sheets import SheetLine, sheets
from loaders.printing import fold

_STOPS = ("。", "；", ";", "！")
_SHORTEST = 10
"""So many characters are no coincidence."""
_END_SHOWN = 20
_CLAUSES = re.compile("[^,，。；;]+[,，。；;]?")
_TEXTS = {
    "Duty": "text",
    "DepartmentGoal": "text",
    "GlossaryEntry": "skos:definition",
    "ProjectEntry": "purpose",
    "Indicator": "description",
}
_ROWS_OF_THEIR_OWN = ("procurement", "units", "assets")
"""Forms in which two rows may well be the same: three orders of paper."""
_OPEN_END = re.compile(r"[,，、(《“‘]$")
_BRACKETS = {"(": ")", "《": "》"}


def triples(facts: Facts) -> Iterator[Triple]:
    """What is doubled and what is cut off, over all texts and rows."""
    goals = [facts.by_iri[goal] for one in facts.of_type("ProjectEntry") for goal in one.properties.get("goal", ())]
    stated = [(one, one.one(name)) for kind, name in _TEXTS.items() for one in facts.of_type(kind)]
    stated += [(goal, goal.one("text")) for goal in goals if goal.one("sourcePlace")]
    for fact, printed in stated:
        yield from _within(fact, fold(printed))
    for kind in ("Duty", "DepartmentGoal", "GlossaryEntry"):
        yield from _neighbours(facts.of_type(kind), partial(_printed_at, name=_TEXTS[kind]))
    yield from _sentences(facts)
    yield from _neighbours(facts.of_type("Indicator"), _indicator)
    for sheet in sheets(facts):
        if sheet.kind not in _ROWS_OF_THEIR_OWN:
            yield from _rows(sheet.lines)


def _within(fact: Fact, printed: str) -> Iterator[Triple]:
    repeated = _repeated([clause.rstrip(",，。；;") for clause in _CLAUSES.findall(printed)])
    if repeated:
        yield fact.iri, "repeatsItself", text(repeated)
    if _OPEN_END.search(printed) or _is_left_open(printed):
        yield fact.iri, "brokenOff", text(printed[-_END_SHOWN:])


def _repeated(clauses: list[str]) -> str:
    """The first run of clauses that follows itself."""
    for length in range(1, len(clauses) // 2 + 1):
        for start in range(len(clauses) - 2 * length + 1):
            run = clauses[start : start + length]
            if run == clauses[start + length : start + 2 * length] and sum(map(len, run)) >= _SHORTEST:
                return "，".join(run)
    return ""


def _is_left_open(printed: str) -> bool:
    """Whether a bracket opens near the end and never closes, and no full stop follows it."""
    for opening, closing in _BRACKETS.items():
        last = printed.rfind(opening)
        if last >= 0 and closing not in printed[last:] and not re.search("[。；;]", printed[last:]):
            return printed.count(opening) > printed.count(closing)
    return False


def _sentences(facts: Facts) -> Iterator[Triple]:
    """Sentences printed twice, one or some together: all that they tell, the next ones tell again."""
    statements = [one for one in facts.of_type("Statement") if len(one.one("sentence")) >= _SHORTEST]
    stated = [_stated(one) for one in statements]
    starts = [index for index, one in enumerate(stated) if not index or one[0] != stated[index - 1][0]]
    for start in starts:
        again = next((index for index in range(start + 1, len(stated)) if stated[index] == stated[start]), len(stated))
        first, second = stated[start:again], stated[again : 2 * again - start]
        elsewhere = again < len(stated) and statements[start].one("sourcePlace") != statements[again].one("sourcePlace")
        if first == second and elsewhere and not _tells_twice(statements[start:again]):
            if _is_cell(statements[start], statements[again]):
                continue
            yield statements[again].iri, "doubles", iri(statements[start].iri)


def _is_cell(one: Fact, other: Fact) -> bool:
    """Whether a text without an end comes again some lines on: a cell of two rows that are printed line by line."""
    ends = one.one("sentence").rstrip().endswith(_STOPS)
    return not ends and abs((one.line or 0) - (other.line or 0)) > 1


def _stated(one: Fact) -> tuple[str, ...]:
    names = ("measureName", "printedAmount", "printedUnit", "section", "direction")
    return (fold(one.one("sentence")), *(one.one(name) for name in names))


def _tells_twice(run: list[Fact]) -> bool:
    """Whether the sentence itself prints all these figures twice: what follows is no second printing of it."""
    amounts = Counter(one.one("printedAmount") for one in run)
    sentence = fold(run[0].one("sentence"))
    return all(sentence.count(amount) >= 2 * times for amount, times in amounts.items())


def _printed_at(one: Fact, name: str) -> str:
    return fold(one.one(name))


def _indicator(one: Fact) -> str:
    stated = [
        one.one(name) for name in ("owner", "form", "level1", "level2", "level3", "description", "target", "basis")
    ]
    return "\n".join(map(fold, stated)) if stated[4] and stated[6] else ""


def _neighbours(facts: Iterable[Fact], printed: Callable[[Fact], str]) -> Iterator[Triple]:
    for before, after in pairwise(facts):
        one, other = printed(before), printed(after)
        elsewhere = before.one("sourcePlace") != after.one("sourcePlace")
        if one == other and len(one) >= _SHORTEST and elsewhere and before.one("section") == after.one("section"):
            yield after.iri, "doubles", iri(before.iri)


def _rows(lines: list[SheetLine]) -> Iterator[Triple]:
    """Rows of subjects and projects printed twice, one after the other, with the same figures, but for lost cells."""
    for before, after in pairwise(lines):
        if before.kind not in ("subject", "project") or after.number != before.number + 1:
            continue
        if _named(before) == _named(after) and _is_same(_printed(before), _printed(after)):
            yield next(iter(after.figures.values())).iri, "doubles", iri(next(iter(before.figures.values())).iri)


def _named(line: SheetLine) -> tuple[object, ...]:
    seconds = {figure.one("secondCode") for figure in line.figures.values()}
    return (line.kind, line.code, fold(line.label), seconds)


def _printed(line: SheetLine) -> set[tuple[str, Decimal]]:
    return {(column, figure.value) for column, figure in line.figures.items() if figure.value}


def _is_same(one: set[tuple[str, Decimal]], other: set[tuple[str, Decimal]]) -> bool:
    return bool(one and other) and (one <= other or other <= one)

"""Numbers of forms (附表 4-1, 预算02表): a form without one among numbered forms, and numbers of another series.

`chk:lacksNumber` tells the number that a form should have, `chk:skipsTo` leads from the form before a gap to the one
after it, `chk:ofAnotherSeries` tells the series that the forms before belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text

_NUMBER = re.compile(r"(.*?)(\d+)(表?)")
_FIGURES = re.compile(r"[\d\-—.]")
_A_SERIES = 3
"""So many forms of one series are needed before another one is out."""
_HEADLESS = "fragment"
_BUDGET_FORMS = re.compile("target|units$")


def triples(facts: Facts) -> Iterator[Triple]:
    """What is wrong with the numbers of the budget forms, in their order."""
    forms = [
        form
        for form in facts.of_type("Form")
        if form.one("status") != "missing" and not _BUDGET_FORMS.search(form.one("formKind"))
    ]
    numbered = [(index, *stated) for index, form in enumerate(forms) if (stated := _printed_number(form)) is not None]
    for (before, series, number), (after, next_series, following) in pairwise(numbered):
        between = forms[before + 1 : after]
        if series != next_series or following <= number:
            continue
        if following - number - 1 == len(between) > 0:
            for offset, form in enumerate(between, 1):
                if form.one("status") == _HEADLESS:  # what it lacks is reported of its head
                    continue
                yield form.iri, "lacksNumber", text(_written(series, number + offset, forms[before]))
        elif following - number - 1 > 0 and not between:
            yield forms[before].iri, "skipsTo", iri(forms[after].iri)
    yield from _other_series(forms, numbered)


def _printed_number(form: Fact) -> tuple[str, int] | None:
    match = _NUMBER.fullmatch(form.one("formNumber"))
    return (match[1], int(match[2])) if match else None


def _written(series: str, number: int, like: Fact) -> str:
    printed = like.one("formNumber")
    digits = re.findall(r"\d+", printed)[-1]
    return f"{series}{str(number).zfill(len(digits))}" + ("表" if printed.endswith("表") else "")


def _other_series(forms: list[Fact], numbered: list[tuple[int, str, int]]) -> Iterator[Triple]:
    """Forms whose numbers have other words (预算13表) than the forms before (附表4-1); 表3-1 and 表4 are one series."""
    usual, run = "", 0
    for index, series, _ in numbered:
        words = _FIGURES.sub("", series)
        if words == usual:
            run += 1
        elif run >= _A_SERIES:
            yield forms[index].iri, "ofAnotherSeries", text(usual)
        else:
            usual, run = words, 1

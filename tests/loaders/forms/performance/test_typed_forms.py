"""Performance forms of many provinces and wordings, drawn in several ways: what is read and nothing else."""

from __future__ import annotations

import pytest
from typed_forms import NAMES, disclosure, score, typed

FLATTENED = ("blanks", "cells", "lost-blanks", "pipes")

DRAWN_GAPS = {"guizhou": ["money 农资储备 *: '55.00'", "money 基层社改造 *: '35.00'"]}
"""Facts that no rule reads yet: the amounts of tasks whose heads are not all known."""
WHOLE_DEPARTMENT = "guizhou"
"""A flattened form of a whole department is unread."""


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_of_a_form_drawn_with_merged_cells_is_read(name: str) -> None:
    form = typed(name)
    said = score(form, disclosure(form, "html"))
    assert (said.wrong, said.missed) == ([], DRAWN_GAPS.get(name, []))
    assert said.wanted > 10


@pytest.mark.parametrize("style", FLATTENED)
@pytest.mark.parametrize("name", [name for name in NAMES if name != WHOLE_DEPARTMENT])
def test_every_fact_of_a_flattened_form_is_read(name: str, style: str) -> None:
    form = typed(name)
    said = score(form, disclosure(form, style))
    gaps = ["project fiscal_amount: '380'"] if (name, style == "blanks") == ("fujian", False) else []
    assert (said.wrong, said.missed) == ([], gaps)


@pytest.mark.parametrize("style", FLATTENED)
def test_nothing_of_a_flattened_form_is_invented(style: str) -> None:
    form = typed(WHOLE_DEPARTMENT)
    assert score(form, disclosure(form, style)).wrong == []

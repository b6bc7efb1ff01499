"""Performance forms of many provinces and wordings, drawn in several ways: what is read and nothing else."""

from __future__ import annotations

import pytest
from typed_forms import NAMES, disclosure, score, typed

FLATTENED = ("blanks", "cells", "lost-blanks", "pipes")
CELL_A_LINE = FLATTENED[1:]

WHOLE_DEPARTMENT = "guizhou"
"""The money of a whole department is read where a line holds a row, not where it holds a cell."""


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_of_a_form_drawn_with_merged_cells_is_read(name: str) -> None:
    form = typed(name)
    said = score(form, disclosure(form, "html"))
    assert (said.wrong, said.missed) == ([], [])
    assert said.wanted > 10


@pytest.mark.parametrize("style", FLATTENED)
@pytest.mark.parametrize("name", NAMES)
def test_every_fact_of_a_flattened_form_is_read(name: str, style: str) -> None:
    form = typed(name)
    said = score(form, disclosure(form, style))
    assert said.wrong == []
    if name == WHOLE_DEPARTMENT and style in CELL_A_LINE:
        assert all(missed.startswith("money ") for missed in said.missed)
    else:
        assert said.missed == []


UNDRAWN_GAPS = {"guizhou": 2, "hubei": 1}
"""Tasks under heads of another count; a row whose dash stands for one of three targets."""


@pytest.mark.parametrize("name", NAMES)
def test_rows_of_cells_without_spans_give_nothing_wrong(name: str) -> None:
    form = typed(name)
    said = score(form, disclosure(form, "tabs"))
    assert said.wrong == []
    assert len(said.missed) <= UNDRAWN_GAPS.get(name, 0)

"""Pieces dealt out to columns: in order, at the least cost, unknown where two ways cost the same."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.table.align import FAR, deal, ways

WORD, NUMBER = "word", "number"


def dealt(pieces: str, columns: str = "wnn") -> list[tuple[int, int | None]]:
    """Rows and columns of pieces (`w` words, `n` numbers) dealt to columns; a blank label costs more than a figure."""
    blanks = [3.0 if column == "w" else 1.0 for column in columns]
    found = deal(len(pieces), blanks, lambda piece, column: 0.0 if pieces[piece] == columns[column] else FAR)
    assert found is not None
    return list(zip(found.rows, found.columns, strict=True))


def test_full_rows_follow_one_another() -> None:
    assert dealt("wnnwnn") == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]


def test_a_figure_that_may_stand_in_two_columns_has_none() -> None:
    assert dealt("wnwnn") == [(0, 0), (0, None), (1, 0), (1, 1), (1, 2)]


def test_a_label_without_figures_is_a_row() -> None:
    assert [row for row, _ in dealt("wwnn")] == [0, 1, 1, 1]


def test_words_have_no_place_among_figures() -> None:
    assert deal(1, [1.0], lambda piece, column: FAR) is None
    assert deal(0, [1.0], lambda piece, column: FAR) is not None


@pytest.mark.parametrize(("pieces", "columns"), [("wn", "wn"), ("wwn", "wwn"), ("nw", "nw")])
def test_a_row_as_long_as_the_columns_fills_them(pieces: str, columns: str) -> None:
    assert [column for _, column in dealt(pieces, columns)] == list(range(len(columns)))


@given(st.text("wn", min_size=1, max_size=5))
def test_the_cost_is_the_least_of_all_ways(pieces: str) -> None:
    columns, blanks = "wnn", [3.0, 1.0, 1.0]
    found = deal(len(pieces), blanks, lambda piece, column: 0.0 if pieces[piece] == columns[column] else FAR)
    costs = []
    for way in product(range(3), repeat=len(pieces)):
        if any(pieces[at] != columns[column] for at, column in enumerate(way)):
            continue
        rows = 1 + sum(after <= before for before, after in pairwise(way))
        costs.append(rows * sum(blanks) - sum(blanks[column] for column in way))
    assert found is not None
    assert found.cost == pytest.approx(min(costs))


def test_all_ways_of_least_cost_are_given_up_to_a_number() -> None:
    found = ways(2, 4, lambda piece, column: float(piece == 0 and column != 0), 10)
    assert found.placings == ((0, 1), (0, 2), (0, 3))
    assert found.all_of_them
    few = ways(2, 4, lambda piece, column: 0.0, 3)
    assert len(few.placings) == 3
    assert not few.all_of_them


def test_pieces_that_fit_no_row_have_no_way() -> None:
    assert ways(3, 2, lambda piece, column: 0.0, 10).placings == ()
    assert ways(1, 2, lambda piece, column: FAR, 10).placings == ()


@given(st.lists(st.lists(st.integers(0, 2), min_size=4, max_size=4), min_size=1, max_size=4))
def test_no_way_is_cheaper_than_those_given(costs: list[list[int]]) -> None:
    found = ways(len(costs), 4, lambda piece, column: float(costs[piece][column]), 1000)
    every = [sum(costs[at][column] for at, column in enumerate(way)) for way in combinations(range(4), len(costs))]
    given_ways = {sum(costs[at][column] for at, column in enumerate(way)) for way in found.placings}
    assert given_ways == {min(every)}
    assert len(found.placings) == every.count(min(every))

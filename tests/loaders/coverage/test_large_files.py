"""Looking for where a figure is takes no longer in a larger file than its row does."""

from __future__ import annotations

import pytest

from loaders.blocks import Place, Text
from loaders.coverage import tokens
from loaders.coverage.row_shapes import contents_entries
from loaders.coverage.tokens import Lines

ROWS = 300


@pytest.mark.parametrize(
    "place",
    [
        lambda row, column: Place(sheet="收入总表", row=row, column=column),
        lambda row, column: Place(table=1, row=row, column=column),
    ],
    ids=["sheet", "table"],
)
def test_a_cell_is_looked_for_in_its_row_alone(place, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    whole = tokens.same_place
    monkeypatch.setattr(tokens, "same_place", lambda one, other: compared.append(one) or whole(one, other))
    lines = Lines([Text("5\t6", ((0, place(row, 1)), (2, place(row, 2)))) for row in range(1, ROWS + 1)])
    assert [lines.lines_at(place(row, 2)) for row in range(1, ROWS + 1)] == [[row] for row in range(ROWS)]
    assert len(compared) <= ROWS


def test_a_line_without_row_may_stand_anywhere_in_its_sheet() -> None:
    lines = Lines([Text("5", ((0, Place(sheet="收入总表")),)), Text("6", ((0, Place(sheet="支出总表")),))])
    assert lines.lines_at(Place(sheet="收入总表", row=3, column=1)) == [0]


def test_an_entry_of_a_contents_page_is_no_longer_than_a_line_with_its_dots() -> None:
    def entries(dots: int) -> int:
        titles = ("部门概况", "预算报表", "情况说明", "名词解释")
        printed = [f"{title}{'.' * dots}{number}" for number, title in enumerate(titles, 1)]
        return len(contents_entries(Lines([Text(one, ()) for one in ("目录", *printed)])))

    assert entries(200) == 4
    assert entries(400) == 0

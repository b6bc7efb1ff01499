"""Rows of money by stages whose blanks are lost: the rows below the total add up to it, or a shifted one is unread."""

from __future__ import annotations

from loaders.forms.performance.flattened.money import placed_rows
from loaders.table.model import Phase

ROLES = (Phase.BUDGET, Phase.ADJUSTED_BUDGET, Phase.FINAL, "weight", "rate", "score")
TOTAL = ["120.00", "150.00", "144.00", "10", "96.00", "9.60"]
GRANT = ["120.00", "120.00", "116.50", "—", "—"]


def stages(*rows: list[str]) -> list[dict[str, str]]:
    found = placed_rows(rows, ROLES)
    return [
        {ROLES[column]: row[at] for column, at in (placing or {}).items() if row[at] != "—" and column < 3}
        for row, placing in zip(rows, found, strict=True)
    ]


def test_a_row_without_a_first_budget_goes_where_the_stages_add_up() -> None:
    found = stages(TOTAL, GRANT, ["30.00", "27.50", "—", "—"], ["—", "—"])
    assert found[2] == {Phase.ADJUSTED_BUDGET: "30.00", Phase.FINAL: "27.50"}
    assert found[1] == dict(zip(ROLES[:3], GRANT[:3], strict=True))


def test_a_row_that_may_be_shifted_is_unread_where_nothing_adds_up() -> None:
    found = stages(TOTAL, GRANT, ["31.00", "27.50", "—", "—"], ["—", "—"])
    assert found[2] == {}
    assert len(found[1]) == 3

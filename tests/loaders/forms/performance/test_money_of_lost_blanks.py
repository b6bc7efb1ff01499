"""Rows of money by stages whose blanks are lost: the rows below the total add up to it, or a shifted one is unread."""

from __future__ import annotations

from made_layouts import disclosure_of_text, tabbed

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


def test_heads_of_stages_printed_twice_are_of_years_and_nothing_is_read() -> None:
    def amounts(*heads: str) -> list[str]:
        form = tabbed(
            "项目名称|泵站维护|||",
            "|" + "|".join(heads) + "|得分",
            "年度资金总额|50.00|60.00|70.00|10",
            "一级指标|二级指标|三级指标|指标值|得分",
            "产出指标|数量指标|维护泵站|3座|30",
        )
        found = disclosure_of_text("项目支出绩效自评表\n单位：万元\n" + form, "决算")
        assert [one.level3 for one in found.indicators] == ["维护泵站"]
        return [one.amount for one in found.figures]

    assert amounts("年初预算数", "全年预算数", "全年执行数") == ["50.00", "60.00", "70.00"]
    assert amounts("全年执行数", "全年执行数", "全年预算数") == []
    assert amounts("全年预算数", "全年执行数", "得分") == ["50.00", "60.00"]

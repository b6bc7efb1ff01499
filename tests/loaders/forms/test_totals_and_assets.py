"""A total printed among blank codes, and assets counted at two dates."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text, tabbed

from loaders.document import Pipeline
from loaders.facts import Disclosure, NotABudget

HEAD = "某县科技局2021年部门决算\n支出决算表\n单位：万元\n"
HEADER = tabbed("类|款|项|科目名称|合计|基本支出|项目支出")
ROWS = tabbed("206|||科学技术支出|8.00|2.00|6.00", "206|01||科技管理|8.00|2.00|6.00")


def load_of(text: str) -> Disclosure:
    return Pipeline(text.encode(), "page.txt", "page.txt").disclosure


def stated(text: str) -> list[tuple[str, str, str]]:
    return [(one.row_label, one.columns[-1], one.amount) for one in disclosure_of_text(text, "决算").figures]


@pytest.mark.parametrize("total", ["合计|8.00|2.00|6.00", "|合计|8.00|2.00|6.00", "||合计|8.00|2.00|6.00"])
def test_figures_right_behind_the_word_of_a_total_begin_in_the_first_column_of_figures(total: str) -> None:
    found = stated(HEAD + HEADER + tabbed(total) + ROWS)
    assert found[:3] == [("合计", "合计", "8.00"), ("合计", "基本支出", "2.00"), ("合计", "项目支出", "6.00")]


def test_a_total_that_lost_a_figure_too_is_not_guessed() -> None:
    found = stated(HEAD + HEADER + tabbed("||合计|8.00|8.00") + ROWS)
    assert ("合计", "基本支出", "8.00") not in found
    assert ("合计", "项目支出", "8.00") not in found


def test_the_date_beside_the_name_of_the_body_is_no_header() -> None:
    text = "某县第二小学2021年部门决算\n国有资产占用情况表\n" + tabbed(
        "编制单位：某县第二小学|||截至2021年12月31日||",
        "资产类别|计量单位|年初数||年末数|",
        "||数量|金额（元）|数量|金额（元）",
        "（一）房屋|平方米|8,640|12,000.00|8,600|11,900.00",
        "（二）车辆|辆|1|180.00|2|260.00",
        "合计|—|—|12,180.00|—|12,160.00",
    )
    figures = [(one.row_label, one.columns, one.amount, one.unit) for one in disclosure_of_text(text, "决算").figures]
    assert figures[:4] == [
        ("（一）房屋", ("年初数", "数量"), "8640", "平方米"),
        ("（一）房屋", ("年初数", "金额（元）"), "12000.00", "元"),
        ("（一）房屋", ("年末数", "数量"), "8600", "平方米"),
        ("（一）房屋", ("年末数", "金额（元）"), "11900.00", "元"),
    ]


HEADS = tabbed("项目|计量单位|数量|价值（万元）")
ASSETS = HEADS + tabbed("资产总额|—|—|642.35", "其中：房屋|平方米|8,640|500.00", "车辆|辆|6|86.40")


def test_a_page_of_assets_alone_is_a_disclosure() -> None:
    page = f"沂南县人民医院2023年国有资产占用情况\n{ASSETS}"
    found = load_of(page)
    assert (found.department.name, found.fiscal_year) == ("沂南县人民医院", "2023")
    assert [(one.row_label, one.amount, one.unit) for one in found.figures] == [
        ("资产总额", "642.35", "万元"),
        ("其中：房屋", "8640", "平方米"),
        ("其中：房屋", "500.00", "万元"),
        ("车辆", "6", "辆"),
        ("车辆", "86.40", "万元"),
    ]


def test_a_heading_on_assets_alone_is_none() -> None:
    with pytest.raises(NotABudget):
        load_of("国有资产占用情况\n车辆6辆。\n")

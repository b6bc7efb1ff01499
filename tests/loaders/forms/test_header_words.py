"""Words of headers that narrow cells break over rows."""

from __future__ import annotations

from made_layouts import disclosure_of_text, tabbed

TITLE = "措县藏医院2022年部门预算\n{}\n单位：万元\n"
ALIGNED = """财政拨款收支总表
部门：青玉县城管局                                                                         单位：万元
            收    入                                        支    出
                                                                                一般公共    政府性基
    项    目          预算数            项    目               合  计           预算财政    金预算财
                                                                                  拨款      政拨款
一、本年收入            862.40    一、本年支出                   880.40          850.40       30.00
（一）一般公共预算拨款  832.40    （一）一般公共服务支出         640.20          640.20
（二）政府性基金拨款     30.00    （二）城乡社区支出             240.20          210.20       30.00
二、上年结转             18.00    二、结转下年
收入总计                880.40    支出总计                       880.40          850.40       30.00
"""


def stated(text: str) -> list[tuple[str, tuple[str, ...], str, str]]:
    return [(one.row_label, one.columns, one.amount, one.unit) for one in disclosure_of_text(text).figures]


def test_words_over_several_lines_are_put_together_where_the_lexicon_knows_them() -> None:
    heads = tabbed("|采购|采购|资金||", "品目名称|数量|方式|来源||", "|||合计|财政|其他", "||||拨款|资金")
    found = stated(TITLE.format("政府采购预算表") + heads + tabbed("电脑|20|询价|9.50|9.00|0.50"))
    assert [(label, columns, amount) for label, columns, amount, _ in found] == [
        ("电脑", ("采购数量",), "20"),
        ("电脑", ("资金来源", "合计"), "9.50"),
        ("电脑", ("资金来源", "财政拨款"), "9.00"),
        ("电脑", ("资金来源", "其他资金"), "0.50"),
    ]


def test_two_words_that_are_known_alone_stay_two() -> None:
    heads = tabbed("科目名称|本年支出||", "|合计|基本|项目", "||支出|支出")
    found = stated(TITLE.format("支出总表") + heads + tabbed("合计|9.50|9.00|0.50", "教育支出|9.50|9.00|0.50"))
    assert [columns for _, columns, *_ in found[:3]] == [
        ("本年支出", "合计"),
        ("本年支出", "基本支出"),
        ("本年支出", "项目支出"),
    ]


def test_words_that_are_not_known_together_stay_apart() -> None:
    heads = tabbed("科目名称|东山|基本|项目", "|西山|支出|支出")
    found = stated(TITLE.format("支出总表") + heads + tabbed("合计|9.50|9.00|0.50", "教育支出|9.50|9.00|0.50"))
    assert {columns for _, columns, *_ in found} == {("东山",), ("基本支出",), ("项目支出",)}


def test_a_form_aligned_by_blanks_has_its_header_over_four_lines() -> None:
    found = stated("青玉县城管局2023年部门预算\n\n" + ALIGNED)
    assert found[:4] == [
        ("一、本年收入", ("收入", "预算数"), "862.40", "万元"),
        ("一、本年支出", ("支出", "合计"), "880.40", "万元"),
        ("一、本年支出", ("支出", "一般公共预算财政拨款"), "850.40", "万元"),
        ("一、本年支出", ("支出", "政府性基金预算财政拨款"), "30.00", "万元"),
    ]
    assert ("（二）城乡社区支出", ("支出", "政府性基金预算财政拨款"), "30.00", "万元") in found
    assert len(found) == 16


def test_words_pushed_to_the_left_of_lost_blanks_are_put_together_with_none() -> None:
    heads = tabbed("项目|2021年决算数|2022年预算调整数|2022年执行数||", "金额|占调整预算%|比上年增长%|||")
    rows = tabbed("增值税|714|752|748|99.47|4.76", "契税|46|58|58|100.00|26.09")
    found = stated("青田镇2022年决算\n一般公共预算收入决算表\n单位：万元\n" + heads + rows)
    assert found[:3] == [
        ("增值税", ("2021年决算数",), "714", "万元"),
        ("增值税", ("2022年预算调整数",), "752", "万元"),
        ("增值税", ("2022年执行数", "金额"), "748", "万元"),
    ]

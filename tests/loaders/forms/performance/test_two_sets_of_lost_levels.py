"""Two sets of indicators side by side whose levels are printed once, and heads that narrow cells break."""

from __future__ import annotations

from made_layouts import disclosure_of_text

SETS = """青山市文化馆2019年部门预算
项目支出绩效目标批复表
项目名称 | 灯会布展 | 中期财政预算(万元) | 36.00 | 本年度申请财政资金(万元) | 12.00 | |
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 年度指标值 |
预期产出指标 | 数量指标 | 展出天数 | 45天 | 数量指标 | 展出天数 | 15天 | |
演出场次 | 9场 | 演出场次 | 3场 | |
时效指标 | 布展期限 | ≤20日 | 时效指标 | 布展期限 | ≤18日 | |
预期效果指标 | 社会效益指标 | 游客人数 | ≥2万人 | 社会效益指标 | 游客人数 | ≥1万人 | |
"""
BROKEN = ["一级", "指标", "二级", "指标", "三级", "指标", "目标值", "完成值", "分值", "得分"]
ROWS = ["投入", "预算配置", "在编人员控制率", "≤100%", "98%", "5", "5"]
MORE = ["过程", "预算执行", "预算完成率", "≥95%", "97%", "9", "8"]
TOTAL = ["总 分", "14", "13", "评价等次", "优"]


def test_rows_without_their_levels_go_on_with_those_above() -> None:
    found = disclosure_of_text(SETS)
    read = [(one.level1, one.level2, one.level3, one.target) for one in found.indicators]
    assert ("预期产出指标", "数量指标", "演出场次", "3场") in read
    assert ("预期产出指标", "数量指标", "演出场次", "9场") in read
    assert len(read) == 8
    assert [(one.name, one.amount) for one in found.projects] == [("灯会布展", "12.00")]


def test_heads_that_narrow_cells_break_head_the_cells_below() -> None:
    title = "青山市文化馆2019年部门整体支出绩效自评表\n二、绩效自评情况\n"
    found = disclosure_of_text(
        title + "\n\n".join([*BROKEN, *ROWS, *MORE, "总 分", "14", "13", "评价等次", "优"]) + "\n"
    )
    assert [(one.level1, one.level3, one.target, one.actual, one.score) for one in found.indicators] == [
        ("投入", "在编人员控制率", "≤100%", "98%", "5"),
        ("过程", "预算完成率", "≥95%", "97%", "8"),
    ]

"""Performance tables: levels carried down, shifted rows, operators anywhere, several projects, summaries."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text, tabbed

from loaders.facts import Indicator

HEADER = "一级指标|二级指标|三级指标|指标值"


def read(*rows: str, title: str = "河道管护绩效目标表") -> list[Indicator]:
    return list(disclosure_of_text(f"{title}\n\n" + tabbed(*rows)).indicators)


def short(found: list[Indicator]) -> list[tuple[str, str, str, str, str, str]]:
    return [(one.level1, one.level2, one.level3, one.operator, one.number, one.unit) for one in found]


EXPECTED = [
    ("产出指标", "数量指标", "管护长度", "≥", "5", "公里"),
    ("产出指标", "质量指标", "合格率", "≥", "95", "%"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "%"),
]


SATISFIED = "满意度指标|服务对象满意度指标|群众满意度"


@pytest.mark.parametrize(
    "rows",
    [
        (HEADER, "产出指标|数量指标|管护长度|≥5公里", "|质量指标|合格率|≥95%", f"{SATISFIED}|≥90%"),
        (HEADER, "产出指标|数量指标|管护长度|≥5公里", "质量指标|合格率|≥95%", f"{SATISFIED}|≥90%"),
        ("一级指标|二级指标|三级指标|符号|指标值|计量单位", "产出指标|数量指标|管护长度|≥|5|公里",
         "|质量指标|合格率|≥|95|%",
         f"{SATISFIED}|≥|90|%"),
        (HEADER, "产出指标|数量指标|管护长度|$\\geq 5$公里", "|质量指标|合格率|$\\geq 95\\%$",
         f"{SATISFIED}|大于等于90%"),
        ("绩效指标|一级指标|二级指标|三级指标|指标值", "|产出指标|数量指标|管护长度|≥5公里", "||质量指标|合格率|≥95%",
         f"|{SATISFIED}|≥90%"),
    ],
    ids=["levels carried down", "rows shifted left", "operator and unit apart", "LaTeX and words", "a column before"],
)  # fmt: skip
def test_indicators_carry_levels_and_targets(rows: tuple[str, ...]) -> None:
    assert short(read(*rows)) == EXPECTED


def test_a_level_word_stands_in_a_column_of_levels_only() -> None:
    found = read(HEADER, "产出指标|数量指标|管护长度|≥5公里", "产出指标||质量指标|合格率|≥95%", f"{SATISFIED}|≥90%")
    assert short(found) == EXPECTED


def test_words_stand_for_targets() -> None:
    (found,) = read(HEADER, "效益指标|社会效益指标|防洪能力|成效明显")
    assert (found.operator, found.number, found.target, found.target_text) == ("", "", "成效明显", "成效明显")


def test_description_basis_and_score_have_columns_of_their_own() -> None:
    (found,) = read(
        "一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据|分值",
        "产出指标|数量指标|管护长度|管护河道的长度|≥5公里|年度计划|20",
    )
    assert (found.description, found.basis, found.weight) == ("管护河道的长度", "年度计划", "20")


def test_level_that_print_lost_is_stated_by_the_second_level() -> None:
    (found,) = read(HEADER, "|时效指标|完成时间|12月底前")
    assert (found.level1, found.target_text) == ("产出指标", "12月底前")


def test_header_repeated_behind_a_page_break_is_no_indicator() -> None:
    found = read(HEADER, "产出指标|数量指标|管护长度|≥5公里", "", HEADER, "|质量指标|合格率|≥95%")
    assert short(found) == EXPECTED[:2]


def test_name_cut_by_a_page_break_is_whole_again() -> None:
    found = read(HEADER, "产出指标|数量指标|管护河道|≥5公里", "", "||长度|", "|质量指标|合格率|≥95%")
    assert [one.level3 for one in found] == ["管护河道长度", "合格率"]


def test_one_table_may_hold_several_projects() -> None:
    found = disclosure_of_text(
        "项目支出绩效目标表\n\n"
        + tabbed(
            f"项目名称|{HEADER}",
            "河道管护|产出指标|数量指标|管护长度|≥5公里",
            "|满意度指标|服务对象满意度指标|满意度|≥90%",
            "水库加固|产出指标|数量指标|水库座数|2座",
        )
    )
    assert [(one.owner, one.level3) for one in found.indicators] == [
        ("河道管护", "管护长度"),
        ("河道管护", "满意度"),
        ("水库加固", "水库座数"),
    ]


LISTED = ("单位名称|项目名称|年度资金|绩效指标", "|||一级指标|二级指标|三级指标|指标值", "山下镇人民政府||9.00")


def owners(*rows: str) -> list[tuple[str, str]]:
    found = disclosure_of_text(f"项目支出绩效目标表\n单位：万元\n\n{tabbed(*LISTED, *rows)}")
    return [(one.owner, one.level3) for one in found.indicators]


def test_a_first_level_again_goes_on_with_the_project_whose_name_leads_its_rows() -> None:
    assert owners(
        "|合计|9.00",
        "|河道管护|6.00|产出指标|数量指标|管护长度|≥5公里",
        "|||满意度指标|服务对象满意度指标|群众满意度|≥90%",
        "|||成本指标|经济成本指标|管护总成本|≤6万元",
        "|水库加固|3.00|产出指标|数量指标|水库座数|2座",
    ) == [("河道管护", "管护长度"), ("河道管护", "群众满意度"), ("河道管护", "管护总成本"), ("水库加固", "水库座数")]


def test_a_first_level_again_begins_a_project_whose_name_stands_in_the_middle_of_its_rows() -> None:
    assert owners(
        "|||产出指标|数量指标|管护长度|≥5公里",
        "|河道管护|6.00||质量指标|合格率|≥95%",
        "|||满意度指标|服务对象满意度指标|群众满意度|≥90%",
        "|||产出指标|数量指标|水库座数|2座",
        "|水库加固|3.00||质量指标|验收率|≥95%",
    ) == [
        ("河道管护", "管护长度"),
        ("河道管护", "合格率"),
        ("河道管护", "群众满意度"),
        ("水库加固", "水库座数"),
        ("水库加固", "验收率"),
    ]


def test_summary_form_has_its_groups_side_by_side() -> None:
    found = disclosure_of_text(
        "部门预算项目绩效目标汇总表\n单位：万元\n\n"
        + tabbed(
            "单位编码（项目编码）|项目单位（项目名称）|项目金额（万元）||绩效目标|||",
            "||资金总额|财政拨款|产出指标||满意度指标|",
            "||||三级指标|指标值|三级指标|指标值",
            "205001|青山市水利局|9.00|9.00||||",
            "41162424000000004419|河道管护|9.00|9.00|管护长度|≥5公里|群众满意度|≥90%",
            "||||合格率|≥95%||",
        )
    )
    assert [(project.name, project.code, project.amount) for project in found.projects] == [
        ("河道管护", "41162424000000004419", "9.00")
    ]
    assert [(one.level1, one.level3, one.number) for one in found.indicators] == [
        ("产出指标", "管护长度", "5"),
        ("满意度指标", "群众满意度", "90"),
        ("产出指标", "合格率", "95"),
    ]


def test_whole_department_has_figures_and_indicators_of_its_own() -> None:
    found = disclosure_of_text(
        "部门（单位）整体绩效目标表\n\n"
        + tabbed(
            "预算情况|部门预算总额（万元）||9.00|",
            "|1、资金来源：|(1) 政府预算资金|8.00|",
            "||(2) 单位资金|1.00|",
            f"{HEADER}|指标值说明",
            "产出指标|重点工作任务完成|河道管护完成率|100%|年度计划",
        )
    )
    assert [(one.row_label, one.amount, one.unit) for one in found.figures] == [
        ("部门预算总额（万元）", "9.00", "万元"),
        ("(1)政府预算资金", "8.00", "万元"),
        ("(2)单位资金", "1.00", "万元"),
    ]
    assert [(one.owner, one.number, one.basis) for one in found.indicators] == [("部门整体", "100", "年度计划")]


def test_a_list_may_print_what_was_spent_and_its_points_are_no_money() -> None:
    found = disclosure_of_text(
        "项目支出绩效自评结果一览表\n\n"
        + tabbed(
            "填报单位（盖章）：青山县水利局|||||金额：万元",
            "项目名称|全年预算数|全年执行数|执行率|执行率得分（10分）|一级指标|二级指标|三级指标|指标值|分值|得分",
            "河道管护|60.00|57.00|95.00%|9.50|产出|数量|管护长度|≥5公里|45|45",
            "|||||效益|满意度|群众满意度|≥90%|45|45",
        )
    )
    assert [(one.name, one.amount, one.unit, one.executed_amount, one.execution_rate) for one in found.projects] == [
        ("河道管护", "60.00", "万元", "57.00", "95.00%")
    ]
    assert [(one.amount, one.unit) for one in found.figures] == [("60.00", "万元"), ("57.00", "万元"), ("95.00", "%")]

"""Flattened performance forms: what proves a row, and what leaves it unread."""

from __future__ import annotations

from made_layouts import disclosure_of_text, tabbed

from loaders.facts import Disclosure
from loaders.forms.performance.placing import agreed, is_name

TITLE = "青山市水利局2024年部门预算\n\n项目支出绩效自评表\n项目名称 河道管护\n"
MONEY = "年初预算数 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额 40 40 38 10 95% 9.5\n"
HEADS = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因\n"


def read(*lines: str, above: str = MONEY) -> Disclosure:
    return disclosure_of_text(TITLE + above + HEADS + "\n".join(lines) + "\n")


def short(found: Disclosure) -> list[tuple[str, str, str, str, str]]:
    return [(one.level3, one.target, one.weight, one.actual, one.score) for one in found.indicators]


def test_a_row_without_its_target_is_read_where_the_weights_add_up() -> None:
    found = read("产出指标 数量指标 管护长度 ≥5公里 6公里 60 60", "质量指标 水质达标 30 30", "总分 100 99.5")
    assert short(found) == [("管护长度", "≥5公里", "60", "6公里", "60"), ("水质达标", "", "30", "", "30")]


def test_a_row_without_its_target_is_unread_where_the_weights_do_not_add_up() -> None:
    found = read("产出指标 数量指标 管护长度 ≥5公里 6公里 60 60", "质量指标 水质达标 20 20", "总分 100 99.5")
    assert short(found) == [("管护长度", "≥5公里", "60", "6公里", "60")]
    assert [one.text for one in found.unread if one.kind == "line"][:3] == ["水质达标", "20", "20"]


def test_a_line_with_more_cells_than_columns_is_unread() -> None:
    found = read(
        "产出指标 数量指标 管护长度 ≥5公里 6公里 60 60 雨水偏多 次年 补做", "质量指标 水质达标 100% 100% 30 30"
    )
    assert [one.level3 for one in found.indicators] == ["水质达标"]


def test_a_name_that_may_go_on_from_the_line_before_is_unread() -> None:
    found = read("产出指标 数量指标 管护长度 ≥5公里 6公里 60 60", "推动全县", "水质达标 100% 100% 30 30")
    assert found.indicators == ()


def test_a_row_whose_columns_are_all_filled_does_not_go_on() -> None:
    found = read("产出指标 数量指标 管护长度 ≥5公里 6公里 60 60 多雨", "推动全县", "水质达标 100% 100% 30 30")
    assert [one.level3 for one in found.indicators] == ["管护长度"]


def test_a_name_cut_by_a_line_end_makes_no_two_rows() -> None:
    heads = "项目名称 河道管护 一级指标 二级指标 三级指标 指标说明 指标值 "
    rows = (
        "产出指标 数量指标 管护 长度 管护河道的长度 ≥5公里 质量指标 水质达标 检测合格 100% 时效指标 工期 汛前完成 5月"
    )
    text = "青山市水利局2024年部门预算\n\n项目支出绩效目标表\n" + (heads + rows).replace(" ", "\n") + "\n"
    assert [one.level3 for one in disclosure_of_text(text).indicators] == ["水质达标", "工期"]


def test_a_value_cut_by_a_line_end_is_whole_again() -> None:
    found = read("产出指标 数量指标 管护长度 ≥5公里 6公里 90 90", above="实施单位 青山市河道\n管理站\n")
    assert found.projects[0].budget_unit == "青山市河道管理站"


def test_placeholders_are_no_indicators() -> None:
    found = read("产出指标 数量指标 指标1:管护长度 ≥5公里 6公里 60 60", "指标2:", "……", "质量指标 指标1:/ / /")
    assert [one.level3 for one in found.indicators] == ["指标1:管护长度"]


def test_a_first_level_that_is_lost_is_that_of_the_second() -> None:
    found = read("(50分)", "数量指标 管护长度 ≥5公里 6公里 50 50", "(40分)", "社会效益", "指标", "水患 减少 减少 40 40")
    assert [(one.level1, one.level2) for one in found.indicators] == [
        ("产出指标", "数量指标"),
        ("效益指标", "社会效益指标"),
    ]


def test_bare_numbers_on_lines_of_their_own_are_cells() -> None:
    rows = (
        "项目名称\n\n河道管护\n\n一级指标\n\n二级指标\n\n三级指标\n\n指标值\n\n产出指标\n\n数量指标\n\n管护次数\n\n12\n"
    )
    found = disclosure_of_text("青山市水利局2024年部门预算\n\n项目支出绩效目标表\n\n" + rows)
    assert [(one.level3, one.target) for one in found.indicators] == [("管护次数", "12")]


def test_two_goals_without_their_two_passages_are_unread() -> None:
    goals = "年度总体目标 预期目标 实际完成情况\n管护河道。 水质达标。 全部完成。\n"
    found = read("产出指标 数量指标 管护长度 ≥5公里 6公里 90 90", above=goals)
    assert found.projects[0].goals == ()


def test_an_unknown_label_does_not_become_part_of_a_value() -> None:
    found = read("产出指标 数量指标 管护长度 ≥5公里 6公里 90 90", above="实施单位 水利站 甲乙丙 丁戊\n")
    assert found.projects[0].budget_unit == ""


def test_a_cell_has_a_column_only_where_all_placings_agree() -> None:
    roles = ("target", "actual", "weight", "score", "deviation")
    assert agreed(["≥5", "6", "10", "10"], roles, frozenset(("target", "actual", "weight", "score"))) == {
        0: 0,
        1: 1,
        2: 2,
        3: 3,
    }
    assert agreed(["10", "10"], roles, frozenset(("weight", "score"))) == {2: 0, 3: 1}
    assert agreed(["10", "10"], roles, frozenset()) == {}
    assert agreed(["≥5", "较好", "10", "较好"], roles, frozenset(("weight", "score"))) is None


def test_natures_and_units_name_no_indicator() -> None:
    heads = "项目名称\n河道管护\n一级指标\n二级指标\n三级指标\n指标性质\n指标值\n度量单位\n指标属性\n指标内容\n"
    row = "产出指标\n数量指标\n管护次数\n>=\n12\n次\n定量指标\n反映管护的次数\n"
    found = disclosure_of_text("青山市水利局2024年部门预算\n\n项目支出绩效目标表\n" + heads + row)
    (one,) = found.indicators
    assert (one.level3, one.operator, one.number, one.unit) == ("管护次数", "≥", "12", "次")


def test_a_name_may_begin_with_a_number_if_it_ends_as_names_do() -> None:
    assert is_name("7岁以下儿童健康管理率")
    assert is_name("60周岁以上老人补助人数")
    assert not is_name("12月底前完成")
    assert not is_name("2021年1月至12月")
    assert not is_name("32人")
    assert not is_name("50万元")


def test_a_head_that_a_line_end_cut_does_not_swallow_the_next_one() -> None:
    heads = "一级指标 二级指标 三级指标 年度 指标值 实际 完成值 分值 得分"
    rows = "产出指标 数量指标 管护长度 ≥5公里 6公里 60 60 质量指标 水质达标率 100% 100% 30 30"
    text = TITLE + MONEY.replace(" ", "\n") + f"{heads} {rows} 总分 100 99.5".replace(" ", "\n") + "\n"
    assert short(disclosure_of_text(text)) == [
        ("管护长度", "≥5公里", "60", "6公里", "60"),
        ("水质达标率", "100%", "30", "100%", "30"),
    ]


def test_a_reason_behind_a_row_of_money_ends_no_money() -> None:
    heads = ["年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因"]
    money = ["总额", "84", "80", "80", "100%", "10", "10", "雨水偏多", "其中：财政资金", "84", "80", "80", "100%"]
    rows = ["产出指标", "数量指标", "管护长度", "≥5公里", "6公里", "90", "90", "", "总分", "100", "100"]
    text = TITLE.replace(" ", "\n") + "\n".join([*heads, *money, *HEADS.split(), *rows]) + "\n"
    assert [(one.row_label, one.amount) for one in disclosure_of_text(text).figures][3:5] == [
        ("其中：财政资金", "84"),
        ("其中：财政资金", "80"),
    ]


def test_a_level_that_the_lexicon_does_not_know_names_no_indicator() -> None:
    first = "效益指标 社会效益指标 受益人数 ≥5人 6人 60 60 多雨"
    found = read(first, "长远影响指标 用电量 ≥3度 3度 30 30", "总分 100 99.5")
    assert [one.level3 for one in found.indicators] == ["受益人数"]
    assert "长远影响指标" in [one.text for one in found.unread]


def test_labels_and_values_in_one_cell_are_parted() -> None:
    text = "青山市水利局2024年部门预算\n\n项目绩效目标申报表\n项目名称 河道管护\n项目资金申请(万元) 资金总额:126.50\n"
    text += "财政拨款:106.50\n自有资金:20.00\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 管护长度 ≥5公里\n"
    (project,) = disclosure_of_text(text).projects
    assert (project.amount, project.fiscal_amount, project.other_amount) == ("126.50", "106.50", "20.00")


SET_WITH_BLANKS = (
    "项目支出绩效自评表\n\n"
    "项目名称        河道管护\n"
    "实施单位        青山市河道站                主管部门      青山市水利局\n\n"
    "                            年初      全年      全年\n"
    "项目资金                    预算数    预算数    执行数    分值    执行率    得分\n"
    "（万元）  年度资金总额      40.00     40.00     38.00     10      95%       9.5\n"
    "          其中：财政拨款    40.00     40.00     38.00     —       —         —\n\n"
    "年度      预期目标              实际完成情况\n"
    "总体      管护河道5公里。       管护河道6公里。\n"
    "目标\n\n"
    "一级指标      二级指标    三级指标    年度指标值    实际完成值    分值    得分\n"
    "产出指标      数量指标    管护长度    ≥5公里        6公里         60      60\n"
    "              质量指标    合格率      ≥95%          100%          30      30\n"
)


def test_a_form_set_with_blanks_in_parts_is_one() -> None:
    found = disclosure_of_text("青山市水利局2023年部门决算\n\n" + SET_WITH_BLANKS)
    assert [(one.row_label, one.columns[-1], one.amount, one.unit, one.project) for one in found.figures][:3] == [
        ("年度资金总额", "年初预算数", "40.00", "万元", "河道管护"),
        ("年度资金总额", "全年预算数", "40.00", "万元", "河道管护"),
        ("年度资金总额", "全年执行数", "38.00", "万元", "河道管护"),
    ]
    assert [(one.owner, one.level3, one.score) for one in found.indicators] == [
        ("河道管护", "管护长度", "60"),
        ("河道管护", "合格率", "30"),
    ]
    assert [(one.goals, one.executed_amount) for one in found.projects] == [(("管护河道5公里。",), "38.00")]


def test_lines_of_another_project_end_a_form_in_parts() -> None:
    text = SET_WITH_BLANKS.replace("一级指标", "项目名称        水库加固\n\n一级指标", 1)
    found = disclosure_of_text("青山市水利局2023年部门决算\n\n" + text)
    assert {one.project for one in found.figures} == {""}


def test_labels_of_a_table_may_share_their_cells_with_values() -> None:
    rows = ("项目名称：河道管护|实施单位：青山市河道站", "项目资金|40万元")
    indicators = ("一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|管护长度|≥5公里")
    found = disclosure_of_text("青山市水利局2024年部门预算\n\n项目支出绩效目标表\n\n" + tabbed(*rows, *indicators))
    assert [(one.name, one.budget_unit, one.amount) for one in found.projects] == [("河道管护", "青山市河道站", "40")]
    assert [one.owner for one in found.indicators] == ["河道管护"]


def test_indicators_on_lines_below_a_table_of_fields_are_of_its_project() -> None:
    table = tabbed("项目名称|河道管护", "项目资金|预算数|执行数", "合计|40.00|38.00")
    text = f"项目支出绩效自评表\n单位：万元\n{table}\n{HEADS}产出指标 数量指标 管护长度 ≥5公里 6公里 90 90\n"
    found = disclosure_of_text("青山市水利局2024年部门决算\n\n" + text)
    assert [(one.owner, one.level3, one.score) for one in found.indicators] == [("河道管护", "管护长度", "90")]
    assert [one.amount for one in found.figures] == ["40.00", "38.00"]


ONE_LINE = (
    "刘工 2006-09-13T11:21:51Z False 附件: 项目支出绩效自评表 (2022年度) 项目名称 河道管护 主管部门 青山市水利局 "
    "项目资金 (万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额: 40 40 38 10 95% 9.5 绩效指标 "
    "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 产出指标(60分) 数量指标 管护长度 ≥5公里 6 30 30 "
    "质量指标 水质达标 按期达标 达成预期指标 30 30 效益指标(30分) 社会效益指标 群众满意 明显 达成预期指标 30 30 "
    "满意度指标 公众满"
)


def test_a_form_that_is_one_line_of_the_page_is_read_and_its_cut_end_left_out() -> None:
    found = disclosure_of_text(ONE_LINE + "\n")
    assert [(one.name, one.amount, one.executed_amount) for one in found.projects] == [("河道管护", "40", "38")]
    assert short(found) == [
        ("管护长度", "≥5公里", "30", "6", "30"),
        ("水质达标", "按期达标", "30", "达成预期指标", "30"),
        ("群众满意", "明显", "30", "达成预期指标", "30"),
    ]


def test_sentences_that_set_their_figures_apart_stay_one_paragraph() -> None:
    spent = "".join(f"，第 {number} 季度公务接待费 {number} 万元" for number in range(1, 16))
    text = f"青山市水利局2024年部门预算\n\n详见 三公经费支出表 2024 年公务接待费 120 万元{spent}。\n"
    found = disclosure_of_text(text)
    assert [one.value for one in found.statements][:2] == ["120", "1"]


REPORT = """青山市水利局2024年度河道协管经费绩效自评工作报告
（三）绩效目标。
指标名称 |
计量单位 |
指标性质 |
指标值 |
协管人员 |
人 |
= |
456 |
巡河制度 |
定性 |
基本建立 | |
用工费用 |
万元 |
≤ |
319 |
{}
（四）职能职责。
本局设科室19个，负责全市河道。
"""


def test_a_list_of_indicators_in_a_report_is_read_up_to_its_next_part() -> None:
    found = disclosure_of_text(REPORT.format("群众满意度 |\n% |\n≥ |\n93 |"))
    assert [(one.level3, one.target, one.operator, one.unit) for one in found.indicators] == [
        ("协管人员", "456", "=", "人"),
        ("巡河制度", "基本建立", "", ""),
        ("用工费用", "319", "≤", "万元"),
        ("群众满意度", "93", "≥", "%"),
    ]
    assert {one.owner for one in found.indicators} == {""}, "a list without a title or levels is nobody's"


def test_a_name_that_may_be_cut_leaves_such_a_list_unread() -> None:
    assert disclosure_of_text(REPORT.format("平安 |\n有序 |\n定性 |\n好 |")).indicators == ()


HEADED = """青山市水利局2024年项目绩效目标和指标

年度预算安排
  河道管护
  120000
【项目概况】：管护青河12公里。
【总体目标】
河道畅通
【产出指标-数量指标】
指标1：管护长度（≥12公里）
指标2：巡查次数（>50次）
【效益指标-社会效益指标】
指标1：行洪安全(持续保障)
  水库维修
"""


def test_indicators_below_headings_of_their_levels_are_those_of_the_project_above() -> None:
    found = disclosure_of_text(HEADED)
    assert [(one.name, one.amount, one.unit) for one in found.projects] == [("河道管护", "120000", "")]
    assert [(one.level1, one.level2, one.level3, one.operator, one.number) for one in found.indicators] == [
        ("产出指标", "数量指标", "管护长度", "≥", "12"),
        ("产出指标", "数量指标", "巡查次数", ">", "50"),
        ("效益指标", "社会效益指标", "行洪安全", "", ""),
    ]


def test_a_line_that_is_no_indicator_ends_such_a_list() -> None:
    cut = HEADED.replace("指标2：巡查次数（>50次）", "另见附件")
    assert [one.level3 for one in disclosure_of_text(cut).indicators] == ["管护长度", "行洪安全"]


MERGED = """青山市青河镇2024年部门预算
| 部门预算项目绩效目标申报表（2024年度） | ||||||||
| 金额单位：元 | ||||||||
| 单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |
| 837-青河镇部门 | 79,500.00 | |||||||||
| 837001-青河镇人民政府 | 保洁工资 | 29,500.00 | 按月支付 | 效益指标 | 社会效益指标 | 村容 | ≥ | 96 | % |
| 产出指标 | 数量指标 | 保洁人数 | ≥ | 20 | 个 | |||||
| 便民服务 | 50,000.00 | 维持服务 | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥ | 95 | % | ||
| 产出指标 | 数量指标 | 服务村数 | ≥ | 9 | 个 | |||||
"""


def test_rows_without_the_blanks_of_merged_cells_stand_under_their_heads() -> None:
    found = disclosure_of_text(MERGED)
    assert [(one.name, one.amount, one.unit) for one in found.projects] == [
        ("保洁工资", "29500.00", "元"),
        ("便民服务", "50000.00", "元"),
    ]
    assert [(one.owner, one.level3, one.number, one.unit) for one in found.indicators] == [
        ("保洁工资", "村容", "96", "%"),
        ("保洁工资", "保洁人数", "20", "个"),
        ("便民服务", "村民满意度", "95", "%"),
        ("便民服务", "服务村数", "9", "个"),
    ]


RUN_TOGETHER = """2022年度项目支出绩效自评表 | 部门：青山市水利局 |
|
| 公开14表 | 项目名称 | 河道管护 | 实施单位 | 青山市河道所 | 项目资金 （元） |
| 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | 年度资金总额 |
| 503964.48 | 493964.48 | 10 | 98% | 9.8 | 其中：当年财政 拨款 |
|
| 绩效指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 | 一级指标 | 二级指标 | 三级指标 | \
指标性质 | 指标值 | 度量单位 | 产出指标 | 数量指标 | 巡河次数 | ≧ | 48 | 次 | 48 | 50 | 50 |
| 效益指标 | 经济效益 指标 | 减少水患 |
| 有效 |
| 有效 | 20 | 20 |
| 生态效益 指标 |
|
| 可持续影响 指标 | 河道畅通 | ≧ | 100 | % | 98% | 10 | 9 |
| 满意度指标 | 服务对象满意度指标等 | 群众满意度 | ≧ | 95 | % | 97% | 10 | 10 |
| 其他需要说明事项 | 无 | 总分 | 100 | 98.8 | 优 |
"""


def test_rows_that_pipes_cut_at_wrong_places_are_a_stream_of_cells() -> None:
    found = disclosure_of_text(RUN_TOGETHER)
    assert [(one.name, one.executed_amount, one.execution_rate) for one in found.projects] == [
        ("河道管护", "493964.48", "98%")
    ]
    assert [(one.level2, one.level3, one.number, one.weight, one.score) for one in found.indicators] == [
        ("数量指标", "巡河次数", "48", "50", "50"),
        ("经济效益指标", "减少水患", "", "20", "20"),
        ("可持续影响指标", "河道畅通", "100", "10", "9"),
        ("服务对象满意度指标等", "群众满意度", "95", "10", "10"),
    ]


def test_money_whose_rate_does_not_hold_is_unread() -> None:
    text = RUN_TOGETHER.replace("| 503964.48 | 493964.48 | 10 | 98% | 9.8", "| 503964.48 | 10 | 77% | 9.8")
    assert [(one.amount, one.executed_amount) for one in disclosure_of_text(text).projects] == [("", "")]


def test_a_share_may_explain_a_target() -> None:
    heads = "一级指标 二级指标 三级指标 指标解释 目标值\n"
    rows = "产出指标 数量指标 供应时效 100%（历史标准） 100%\n平稳运转 100% 100%\n"
    rows += "发放补贴 70% ≥70%\n质量指标 审稿率 计划标准 95%\n"
    text = "青山市水利局2019年部门预算\n\n部门整体支出绩效目标表\n（2019年度）\n" + heads + rows
    assert [(one.level2, one.level3, one.target) for one in disclosure_of_text(text).indicators] == [
        ("数量指标", "供应时效", "100%"),
        ("数量指标", "平稳运转", "100%"),
        ("数量指标", "发放补贴", "≥70%"),
        ("质量指标", "审稿率", "95%"),
    ]

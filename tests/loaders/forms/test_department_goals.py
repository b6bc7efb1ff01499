"""Goals and tasks above the indicators of the whole department's performance form."""

from made_layouts import disclosure_of_text, tabbed

from loaders.blocks import Cell, Place, Row
from loaders.forms.performance.department import read_department


def goals_of(*rows):
    form = read_department([row(number, *texts) for number, texts in enumerate(rows, 1)], "部门整体绩效目标表", "t")
    return [(goal.kind, goal.name, goal.text, goal.source.place.line) for goal in form.goals], form


def row(line, *texts):
    return Row(tuple(Cell(text, ((0, Place(line=line)),)) for text in texts))


def test_goals_in_one_cell_are_parted_by_their_numbers():
    goals, _ = goals_of(("年度履职目标", "目标1：维护基金安全 目标2：深化改革，增强能力。 目标3：推进信息化。"))
    assert goals == [
        ("年度履职目标", "", "维护基金安全", 1),
        ("年度履职目标", "", "深化改革，增强能力。", 1),
        ("年度履职目标", "", "推进信息化。", 1),
    ]


def test_tasks_have_a_name_and_a_content():
    goals, _ = goals_of(
        ("年度主要任务", "任务名称", "", "主要内容"),
        ("", "基金监管", "", "打击欺诈骗保"),
        ("", "医疗救助", "", "1.发放救助；2.核对人口"),
        ("预算情况", "部门预算总额（万元）", "", "3,143.81"),
    )
    assert goals == [
        ("年度主要任务", "基金监管", "打击欺诈骗保", 2),
        ("年度主要任务", "医疗救助", "1.发放救助；2.核对人口", 3),
    ]


def test_tasks_with_amounts_are_goals_and_figures():
    goals, form = goals_of(
        ("年度主要任务", "任务名称", "主要内容", "预算金额（万元）", "财政拨款", "其他资金"),
        ("", "任务1", "防汛抗旱", "100.00", "100.00", ""),
        ("金额合计", "", "", "100.00", "100.00", ""),
    )
    assert goals == [("年度主要任务", "任务1", "防汛抗旱", 2)]
    assert [figure.amount for figure in form.figures] == ["100.00"] * 4


def test_tasks_named_in_the_first_column_keep_the_heads_and_the_unit():
    """Markdown keeps no merged cell: 年度主要任务 is above 任务名称, in the same column."""
    goals, form = goals_of(
        ("年度主要任务", "主要内容", "预算金额（万元）", "", ""),
        ("任务名称", "", "总额", "财政拨款", "其他资金"),
        ("河道清淤", "清淤12公里", "60.00", "50.00", "10.00"),
        ("金额合计", "", "60.00", "50.00", "10.00"),
        ("部门职工人数", "", "35", "", ""),
    )
    assert goals == [("年度主要任务", "河道清淤", "清淤12公里", 3)]
    assert [(one.row_label, one.columns, one.amount, one.unit) for one in form.figures][:4] == [
        ("河道清淤", ("总额",), "60.00", "万元"),
        ("河道清淤", ("财政拨款",), "50.00", "万元"),
        ("河道清淤", ("其他资金",), "10.00", "万元"),
        ("金额合计", ("总额",), "60.00", "万元"),
    ]


def test_a_task_of_which_only_the_name_is_printed_is_kept():
    goals, _ = goals_of(("年度主要任务", "任务名称", "主要内容"), ("", "基金监管", ""))
    assert goals == [("年度主要任务", "基金监管", "基金监管", 2)]


def test_what_the_department_is_and_has_is_no_goal():
    goals, _ = goals_of(("部门职能概述", "承担经办业务。"), ("年度整体绩效总目标", "办好经办。"))
    assert goals == [("年度整体绩效总目标", "", "办好经办。", 2)]


def test_the_unit_above_the_form_holds_for_money_alone():
    rows = [("年度预算", "资金总额", "609.74"), ("基本情况", "内设机构数", "6"), ("人员", "在职人员", "34")]
    form = read_department([row(number, *texts) for number, texts in enumerate(rows, 1)], "整体绩效目标表", "t", "万元")
    assert [(one.amount, one.unit) for one in form.figures] == [("609.74", "万元"), ("6", ""), ("34", "人")]


def test_the_name_of_a_task_is_the_label_of_its_money():
    rows = [
        ("年度资金总额", "资金总额", "", "142.00"),
        ("", "财政性资金", "", "142.00"),
        ("年度重点工作", "工作名称", "工作内容", "预算资金"),
        ("", "治超站运行", "夜间不断岗", "96.00"),
        ("", "路政巡查", "每日巡查一次", "46.00"),
    ]
    form = read_department([row(number, *texts) for number, texts in enumerate(rows, 1)], "整体绩效目标表", "t", "万元")
    assert [(one.row_label, one.columns, one.amount, one.unit) for one in form.figures] == [
        ("资金总额", ("年度资金总额",), "142.00", "万元"),
        ("财政性资金", ("年度资金总额",), "142.00", "万元"),
        ("治超站运行", ("预算资金",), "96.00", "万元"),
        ("路政巡查", ("预算资金",), "46.00", "万元"),
    ]
    assert [(goal.name, goal.text) for goal in form.goals] == [
        ("治超站运行", "夜间不断岗"),
        ("路政巡查", "每日巡查一次"),
    ]


def test_figures_behind_labels_have_a_column_where_no_row_lost_a_cell():
    whole = goals_of(("预算情况", "部门预算总额", "30.00"), ("", "基本支出", "20.00"), ("", "项目支出", "10.00"))[1]
    assert [one.column_number for one in whole.figures] == [3, 3, 3]
    cut = goals_of(("预算情况", "部门预算总额", "", "30.00"), ("", "基本支出", "", "20.00"), ("", "项目支出", "10.00"))[
        1
    ]
    assert [one.column_number for one in cut.figures] == [0, 0, 0]


ASSESSED = tabbed(
    "年度预算申请（万元）|收入构成|上年结转|一般公共预算|合计",
    "|金额|0.00|862.40|862.40",
    "年度主要任务|任务名称|主要内容|预算金额（万元）|完成情况",
    "|造林|造林3000亩|200.00|已完成",
    "一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分",
    "产出指标|数量指标|造林面积|3000亩|3100亩|30|30",
)


def test_a_self_assessment_of_the_department_prints_its_money_as_its_targets_do():
    found = disclosure_of_text("部门整体支出绩效自评表\n" + ASSESSED, "决算")
    assert [form.form for form in found.forms] == ["department-target"]
    assert [(one.row_label, one.columns[-1], one.amount, one.unit) for one in found.figures] == [
        ("金额", "上年结转", "0.00", "万元"),
        ("金额", "一般公共预算", "862.40", "万元"),
        ("金额", "合计", "862.40", "万元"),
        ("造林", "预算金额（万元）", "200.00", "万元"),
    ]
    assert [(one.level3, one.actual, one.score) for one in found.indicators] == [("造林面积", "3100亩", "30")]


def test_a_self_assessment_of_a_project_is_none_of_the_department():
    found = disclosure_of_text("项目支出绩效自评表\n" + ASSESSED, "决算")
    assert [form.form for form in found.forms] == ["project-target"]

from loaders.blocks import Cell, Paragraph, Place, Row, Table
from loaders.prose.goals import find_goals
from loaders.prose.sections import sections


def paragraph(line, text):
    return Paragraph(text, ((0, Place(line=line)),))


def goals(*lines):
    return find_goals(sections([paragraph(number, line) for number, line in enumerate(lines, 1)]))


def stated(*lines):
    return [(goal.kind, goal.text) for goal in goals(*lines)]


def test_numbered_items_are_goals_under_the_title_of_their_section():
    found = goals(
        "五、部门整体绩效目标",
        "（一）总体绩效目标",
        "总体绩效目标",
        "1、落实政策。",
        "2、管好基金。",
        "（二）分项绩效目标",
        "1、提高参保率。",
        "2、做好救助。",
    )
    assert [(goal.kind, goal.text, goal.source.place.line) for goal in found] == [
        ("总体绩效目标", "落实政策。", 4),
        ("总体绩效目标", "管好基金。", 5),
        ("分项绩效目标", "提高参保率。", 7),
        ("分项绩效目标", "做好救助。", 8),
    ]


def test_measures_to_reach_the_goals_are_none():
    assert stated(
        "五、部门整体绩效目标",
        "（一）分项绩效目标",
        "1、提高参保率。",
        "2、做好救助。",
        "（二）工作保障措施",
        "1、加强宣传。",
        "2、加强培训。",
    ) == [("分项绩效目标", "提高参保率。"), ("分项绩效目标", "做好救助。")]


def test_a_section_without_numbers_gives_its_paragraphs_without_what_introduces_them():
    assert stated(
        "（一）总体绩效目标", "制定本年度总体绩效目标：", "落实政策；管好基金。", "（二）工作保障措施", "加强宣传。"
    ) == [("总体绩效目标", "落实政策；管好基金。")]


def test_a_list_inside_the_section_may_begin_its_numbers_again():
    assert stated(
        "一、部门整体绩效目标",
        "（一）总体绩效目标",
        "落实政策。",
        "（二）分项绩效目标",
        "今年围绕重点工作，对基金进行监管。",
        "(一) 政策实施",
        "1稳步提高参保率。",
        "2、确保待遇落实。",
        "（二）政务管理",
        "1、保障专线。",
        "2、租赁用房。",
        "（三）工作保障措施",
        "1、加强宣传。",
    ) == [
        ("总体绩效目标", "落实政策。"),
        ("分项绩效目标", "稳步提高参保率。"),
        ("分项绩效目标", "确保待遇落实。"),
        ("分项绩效目标", "保障专线。"),
        ("分项绩效目标", "租赁用房。"),
    ]


def test_a_paragraph_that_a_page_break_cut_goes_on():
    assert stated("三、2018年主要工作任务", "1.管好基金，", "不出差错。", "2.做好救助。", "四、收支情况") == [
        ("2018年主要工作任务", "管好基金，不出差错。"),
        ("2018年主要工作任务", "做好救助。"),
    ]


def test_goals_of_projects_are_not_the_departments():
    assert (
        stated("七、部门项目预算安排情况及绩效目标", "（一）总体绩效目标", "1、提高报销比例。", "2、减轻负担。") == []
    )


def test_what_stands_below_a_table_is_no_goal():
    table = Table((Row((Cell("项目", ((0, Place(line=4)),)),)),), Place(line=4))
    blocks = [paragraph(1, "（一）总体绩效目标"), paragraph(2, "落实政策。"), table, paragraph(5, "填表说明。")]
    assert [goal.text for goal in find_goals(sections(blocks))] == ["落实政策。"]


def test_a_sentence_introduces_goals_which_go_on_below_as_long_as_their_numbers_do():
    assert stated(
        "第四部分 预算绩效情况",
        "一、部门整体绩效目标编制情况",
        "本部门整体绩效目标是：1.执行国家政策，并负责检查。2.管好基金。",
        "3.做好待遇支付。",
        "产出指标：救助对象覆盖率。",
        "4.另一件事。",
    ) == [
        ("整体绩效目标", "执行国家政策，并负责检查。"),
        ("整体绩效目标", "管好基金。"),
        ("整体绩效目标", "做好待遇支付。"),
    ]


def test_a_sentence_may_introduce_one_goal_without_a_number():
    assert stated("四、预算绩效情况说明", "我局2024年度总体绩效目标为：全面完成各项任务。") == [
        ("2024年度总体绩效目标", "全面完成各项任务。")
    ]


def test_the_goals_of_a_project_are_not_those_of_the_department():
    assert stated("四、项目支出绩效情况", "本项目总体绩效目标为：1.修好水库。", "2.管好河道。") == []
    assert stated("四、预算绩效情况说明", "水库项目总体绩效目标为：1.修好水库。") == []


def test_what_is_only_announced_is_no_goal():
    assert stated("四、预算绩效情况说明", "本部门整体绩效目标如下：") == []
    assert stated("四、预算绩效情况说明", "本部门编制了整体绩效目标，覆盖全部资金。") == []

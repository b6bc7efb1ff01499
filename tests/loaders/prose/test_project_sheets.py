import pytest

from loaders.blocks import Paragraph, Place
from loaders.prose.project_sheets import find_explained_projects
from loaders.prose.projects import find_listed_projects
from loaders.prose.sections import sections


def explained(*lines):
    blocks = [Paragraph(line, ((0, Place(line=number)),)) for number, line in enumerate(lines, 1)]
    return find_explained_projects(sections(blocks))


def test_the_project_is_named_at_the_beginning_of_its_overview_and_paid_by_quarters():
    project = explained(
        "项目经费情况说明",
        "一、项目概况",
        "由某区甲街道办事处建设的甲街道文化活动中心改建工程，位于某路，建筑高度为20米。",
        "二、立项依据",
        "根据区发改委批复进行建设。",
        "六、年度预算安排",
        "第一季度用款计划12.5万元，第二季度用款计划30万元。",
        "七、绩效目标",
        "建成后供居民使用。",
    )
    assert [(one.name, one.amount, one.schedule, one.goals) for one in project] == [
        ("甲街道文化活动中心改建工程", "", (("第一季度", "12.5万元"), ("第二季度", "30万元")), ("建成后供居民使用。",))
    ]
    assert project[0].purpose.startswith("由某区甲街道办事处建设的")
    assert [source.place.line for source in project[0].schedule_sources] == [7, 7]


def test_a_budget_that_names_several_projects_gives_each_its_money_and_none_the_words_of_all():
    found = explained(
        "项目经费情况说明",
        "一、项目概述",
        "法律顾问费：提供法律咨询。会计服务费：委托机构开展检查。",
        "六、年度预算安排",
        "信息系统维护费16.6万元，中介服务费41.8万元，宣传费1万元。",
        "七、绩效目标",
        "促进履职。",
    )
    assert [(one.name, one.amount, one.unit, one.goals) for one in found] == [
        ("信息系统维护费", "16.6", "万元", ()),
        ("中介服务费", "41.8", "万元", ()),
        ("宣传费", "1", "万元", ()),
    ]


def test_the_title_may_name_the_project_and_the_budget_its_whole_amount():
    found = explained(
        "2025年“老年餐桌”项目经费情况说明",
        "一、项目概述",
        "本项目为老人提供午餐。",
        "六、年度预算安排",
        "2025年度本项目预算安排120.5万元，其中一季度用款30万元。",
        "七、绩效目标",
        "详见项目绩效目标表",
    )
    assert [(one.name, one.amount, one.schedule, one.purpose, one.goals) for one in found] == [
        ("老年餐桌", "120.5", (("一季度", "30万元"),), "本项目为老人提供午餐。", ())
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("“美丽家园”建设项目经费情况说明", "“美丽家园”建设项目"),
        ("七、2025年食品抽检项目经费情况说明", "食品抽检项目"),
        ("上海市某区财政局项目经费情况说明", None),
        ("某区甲街道办事处（部门）项目经费情况说明", None),
    ],
)
def test_words_of_the_title_are_a_name_unless_they_are_the_department(title, name):
    found = explained(title, "一、项目概述", "本项目为日常工作。", "六、年度预算安排", "安排预算20万元。")
    assert [one.name for one in found] == ([name] if name else [])


def test_a_form_behind_the_section_is_no_part_of_it():
    found = explained(
        "“老年餐桌”项目经费情况说明",
        "一、项目概述",
        "提供午餐。",
        "七、绩效目标",
        "改善生活。",
        "项目绩效目标申报表",
        "（2025年度）",
    )
    assert [one.goals for one in found] == [("改善生活。",)]


def test_each_overview_under_one_title_begins_another_project():
    found = explained(
        "项目经费情况说明",
        "一、项目概述",
        "食品抽检经费是用于抽检的资金。",
        "二、年度预算安排",
        "预算安排50万元。",
        "一、项目概述",
        "药品抽检经费是用于抽检的资金。",
        "二、年度预算安排",
        "预算安排20万元。",
    )
    assert [(one.name, one.amount) for one in found] == [("食品抽检经费", "50"), ("药品抽检经费", "20")]


def test_a_section_that_names_no_project_gives_none():
    assert explained("项目经费情况说明", "一、项目概述", "本项目为日常工作。", "二、立项依据", "三定方案。") == []


def test_projects_may_be_listed_in_the_sentence_behind_their_number():
    text = "编报绩效目标的项目共2个，涉及项目预算资金50万元。其中：会计服务费40万元，宣传费10万元。"
    found = find_listed_projects(sections([Paragraph(text, ((0, Place(line=1)),))]))
    assert [(one.name, one.amount) for one in found] == [("会计服务费", "40"), ("宣传费", "10")]


def test_what_stands_below_a_numbered_name_is_no_name():
    found = explained(
        "三、2026年项目支出情况说明",
        "1、项目名称：甲渠改建工程",
        "设立的政策依据：某水〔2025〕88号",
        "预算安排规模：700.00万元",
        "2、项目名称：乙渠维修",
        "预算安排规模：200.00万元",
    )
    assert not [one.name for one in found if "依据" in one.name or "规模" in one.name]


def test_words_that_lead_to_the_section_name_no_project():
    assert explained("七、关于2024年项目支出情况说明", "1.预算安排", "项目支出40.00万元。") == []

"""Projects explained by labels, one a line, below the line that names the project."""

from __future__ import annotations

from loaders.blocks import Paragraph, Place
from loaders.prose.project_labels import find_labelled_projects
from loaders.prose.projects import ProjectDescription
from loaders.prose.sections import sections


def labelled(*lines: str) -> list[ProjectDescription]:
    blocks = [Paragraph(line, ((0, Place(line=number)),)) for number, line in enumerate(lines, 1)]
    return find_labelled_projects(sections(blocks))


def test_labels_below_a_name_tell_its_money_purpose_and_goals() -> None:
    (project,) = labelled(
        "（一）重点项目情况",
        "1.美丽乡村建设项目",
        "（1）项目概述：建设省级中心村。",
        "（2）立项依据：根据镇年度计划。",
        "（3）实施主体：某镇人民政府。",
        "（4）年度预算安排：1530万元。",
        "（5）绩效目标：改善人居环境。",
    )
    assert (project.name, project.amount, project.unit) == ("美丽乡村建设项目", "1530", "万元")
    assert (project.purpose, project.goals) == ("建设省级中心村。", ("改善人居环境。",))
    assert project.source.place.line == 2
    assert project.amount_source is not None
    assert project.amount_source.place.line == 6


def test_each_overview_begins_another_project() -> None:
    found = labelled(
        "1.甲渠改造",
        "（1）项目概述：改造甲渠。",
        "（2）预算安排：20万元。",
        "2.乙库加固",
        "（1）项目概述：加固乙库。",
        "（2）预算安排：30万元。",
    )
    assert [(one.name, one.amount) for one in found] == [("甲渠改造", "20"), ("乙库加固", "30")]


def test_labels_without_a_name_above_or_without_money_tell_no_project() -> None:
    assert labelled("以下为全年工作，主要有两项。", "（1）项目概述：改造甲渠。", "（2）预算安排：20万元。") == []
    assert labelled("1.甲渠改造", "（1）项目概述：改造甲渠。", "（2）立项依据：计划。") == []


def test_the_name_may_be_a_label_too() -> None:
    found = labelled(
        "七、项目支出情况",
        "项目名称：接访大厅改造项目",
        "设立的政策依据：关于接访场所标准化建设的通知",
        "预算安排规模：40.00万元",
        "项目承担单位：某县信访局",
        "资金分配情况：改造费30.00万元，设备购置费10.00万元",
        "项目名称：信访业务",
        "预算安排规模：12.00万元",
    )
    assert [(one.name, one.amount, one.unit) for one in found] == [
        ("接访大厅改造项目", "40.00", "万元"),
        ("信访业务", "12.00", "万元"),
    ]


def test_a_label_without_a_name_names_no_project() -> None:
    assert labelled("项目名称：", "预算安排规模：40.00万元") == []

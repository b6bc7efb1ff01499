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

"""A project of the department that is said, by a part of its name that no other of its projects has."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kb.asking.names import Choice
from kb.asking.words.named.mentions import find

PROJECTS = (
    "二级以上残疾人参保资助",
    "2024年专项经费-基金监管工作经费（专项督查）",
    "2024年专项经费-医保政策宣传工作经费",
    "国有企业改制退休职工医疗保险补建个人账户",
    "商品和服务支出",
)


@pytest.fixture(scope="module")
def choices() -> dict[str, list[Choice]]:
    def choice(name: str, label: str) -> Choice:
        return Choice(ox.NamedNode(f"https://example.org/{len(name)}"), (name,), label)

    return {
        "department": [choice("甲县医疗保障局", "甲县医疗保障局"), choice("乙县医疗保障局", "乙县医疗保障局")],
        "project": [choice(name, f"{name} (甲县医疗保障局)") for name in PROJECTS],
        "subject": [choice("其他商品和服务支出", "30299 其他"), choice("商品和服务支出", "302 商品和服务支出")],
    }


@pytest.mark.parametrize(
    ("said", "project"),
    [
        pytest.param("残疾人参保资助多少钱", PROJECTS[0], id="without its first words"),
        pytest.param("基金监管多少钱", PROJECTS[1], id="without the words that many share"),
        pytest.param("国企改制退休职工补建个人账户依据几号文", PROJECTS[3], id="most of its characters in order"),
    ],
)
def test_a_part_that_one_project_has_names_it(choices, said, project):
    assert find(f"甲县医保局{said}", choices).given["project"] == [project]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("工作经费多少钱", id="shared by many"),
        pytest.param("参保人数", id="too little of it"),
        pytest.param("其他商品和服务支出多少", id="a part of a subject that is said"),
    ],
)
def test_what_may_be_something_else_names_none(choices, said):
    assert "project" not in find(f"甲县医保局{said}", choices).given


def test_a_project_of_another_department_is_not_meant(choices):
    assert "project" not in find("乙县医保局残疾人参保资助多少钱", choices).given

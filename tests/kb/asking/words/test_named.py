"""Departments counted by their kind, an area before a short name, units within a name, forms that are asked after."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kb.asking.names import Choice
from kb.asking.words.named.found import Mentions
from kb.asking.words.named.mentions import find

STREET = "海州市东湖区人民政府柳河街道办事处"
UNIVERSITY = "江北大学"
HEALTH = ("青松县医疗保障局", "绿水县医疗保障局", "东湖区医疗保障服务中心")


def choice(name: str) -> Choice:
    return Choice(ox.NamedNode("https://example.org/" + name.encode().hex()), (name,), name)


def found_in(sentence: str) -> Mentions:
    departments = [choice(name) for name in (STREET, UNIVERSITY, *HEALTH)]
    return find(sentence, {"department": departments, "unit": [choice("大学本级"), choice("柳河街道文化站")]})


@pytest.mark.parametrize(
    "sentence", ["三家医保，谁的基本支出最高", "这几家医保谁的基本支出最高？", "哪些医保单位基本支出最高"]
)
def test_departments_of_one_kind_are_meant_where_they_are_counted(sentence):
    found = found_in(sentence)
    assert found.peers == "医疗保障"
    assert found.peer_labels == sorted(HEALTH)
    assert found.top is None


@pytest.mark.parametrize("sentence", ["监管几家医疗机构", "三家医院", "三家医保定点药店", "医保支出多少"])
def test_other_things_that_are_counted_are_no_departments(sentence):
    assert found_in(sentence).peers == ""


def test_an_area_before_a_short_name_is_that_of_the_one_department():
    found = found_in("东湖柳河街道有几个单位")
    assert found.given["department"] == [STREET]
    assert found.unknown == []


def test_an_area_before_the_department_of_another_is_unknown():
    assert found_in("青松县江北大学有几个单位").unknown == ["青松县"]


def test_a_unit_that_begins_within_a_department_is_not_meant():
    found = found_in("江北大学本级要修几栋楼")
    assert found.given == {"department": [UNIVERSITY]}
    assert found_in("柳河街道文化站有几个人").given["unit"] == ["柳河街道文化站"]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("江北大学预算里三公那张表贴出来了吗", "三公"),
        ("江北大学的采购表公开了没有", "采购"),
        ("江北大学的代表来了吗", ""),
    ],
)
def test_a_form_is_asked_after(sentence, title):
    assert found_in(sentence).given.get("form", [""]) == [title]

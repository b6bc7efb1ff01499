"""What a department prints is matched with what a clause asks for; what explains it most closely wins."""

from __future__ import annotations

import pytest

from kb.asking.words.things import Request, Thing, explaining

THINGS = [
    Thing("公务用车保有量", "公务用车保有量", "辆"),
    Thing("购置公务用车", "购置公务用车", "辆"),
    Thing("公务用车运行维护费", "公务用车运行维护费", "万元"),
    Thing("国内公务接待", "国内公务接待", "批次"),
    Thing("国内公务接待", "国内公务接待", "人次"),
    Thing("公务接待费", "公务接待费", "万元"),
    Thing("在校学生", "在校学生", "人"),
    Thing("留学生", "留学生", "人"),
    Thing("大学生创业基地", "大学生创业基地", "个"),
    Thing("奖励学生", "奖励学生", "≥200人", is_goal=True),
    Thing("面积：租用办公用房的面积", "面积", "≥1000平方米", is_goal=True),
]


@pytest.mark.parametrize(
    ("request_", "names"),
    [
        (Request((("公务用车",),), ("辆",)), ["公务用车保有量"]),
        (Request((("购置公务用车",),), ("辆",)), ["购置公务用车"]),
        (Request((("接待",),), ("批",)), ["国内公务接待"]),
        (Request((("接待费",),), ("批",), fewer=(("接待",),)), ["国内公务接待"]),
        (Request((("接待费",),), money=True), ["公务接待费"]),
        (Request((("学生",),), counts=True), ["在校学生", "留学生"]),
        (Request((("租",), ("办公要用房", "办公", "用房"), ("面积",))), ["面积：租用办公用房的面积"]),
        (Request((("直升机",),), ("辆",)), []),
        (Request((("公务用车",), ("直升机",)), ("辆",)), []),
        (Request((("租",), ("面积",)), ("户",)), []),
    ],
    ids=lambda value: "" if isinstance(value, list) else " ".join("/".join(word) for word in value.words),
)
def test_every_word_is_explained_and_the_unit_is_the_one_counted_in(request_, names):
    assert explaining(request_, THINGS) == names


def test_too_many_things_tell_none():
    many = [Thing(f"{sign}类学生", f"{sign}类学生", "人") for sign in "甲乙丙丁戊己庚"]
    assert explaining(Request((("学生",),), ("人",)), many) == []
    assert len(explaining(Request((("学生",),), ("人",)), many[:6])) == 6

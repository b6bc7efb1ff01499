"""Lists in running text that are complete: their parts make the whole, or a finding says so."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from checks.changed_facts import sample, stating

from kb.checks import Checker, Finding
from loaders import triples

RULE = "stated-parts-do-not-add-up"
DOWN = {"direction": "减少", "base_year": "2024"}


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def found(checker: Checker, sentence: str, *stated: tuple[str, str, str]) -> list[Finding]:
    """What the rule says of one sentence, its statements given as measure, amount and unit."""
    made = stating(*((*one, {"sentence": sentence}) for one in stated), section="某节")(sample())
    quads = list(ox.parse(triples.nquads(made), ox.RdfFormat.N_QUADS))
    return [one for one in checker.check(quads) if one.rule == RULE]


CARS = "共有车辆8辆，其中：机要用车1辆、执法用车2辆、其他用车4辆。"
COUNT = "农村贫困人口35人，五保户20人，低保户12人，共计66人。"
BRACKET = "（甲费用3万元、丙费用4万元）"


@pytest.mark.parametrize(
    ("sentence", "stated", "difference"),
    [
        (CARS, (("车辆", "8", "辆"), ("机要用车", "1", "辆"), ("执法用车", "2", "辆"), ("其他用车", "4", "辆")), "1"),
        (COUNT, (("贫困人口", "35", "人"), ("五保户", "20", "人"), ("低保户", "12", "人"), ("共计", "66", "人")), "1"),
        (
            "某费用安排10.0万元，其中：甲费用3.0万元，丙费用4.0万元，其他费用2.5万元。",
            (
                ("某费用", "10.0", "万元"),
                ("甲费用", "3.0", "万元"),
                ("丙费用", "4.0", "万元"),
                ("其他费用", "2.5", "万元"),
            ),
            "0.5",
        ),
    ],
)
def test_a_complete_list_that_does_not_make_its_whole(
    checker: Checker, sentence: str, stated: tuple[tuple[str, str, str], ...], difference: str
) -> None:
    assert [(one.severity, one.difference) for one in found(checker, sentence, *stated)] == [("error", difference)]


@pytest.mark.parametrize(
    ("staff", "findings"),
    [
        ((("行政编制", "12", "人"), ("事业编制", "18", "人")), 1),
        ((("行政编制", "12", "人"), ("事业编制", "16", "名")), 0),
        ((("行政编制", "12", "人"), ("事业编制", "14", "人"), ("政府购买服务岗位", "2", "人")), 0),
        ((("事业编制", "18", "人"),), 0),
    ],
)
def test_posts_are_those_of_all_kinds_and_no_money(
    checker: Checker, staff: tuple[tuple[str, str, str], ...], findings: int
) -> None:
    stated = found(checker, "人员编制28人。", ("人员编制", "28", "人"), *staff)
    assert [(one.severity, one.money) for one in stated] == [("error", "")] * findings


def test_parts_may_be_followed_by_what_they_are_made_of(checker: Checker) -> None:
    stated = (("某费用", "10", "万元"), ("甲费用", "3.5", "万元"), ("乙费用", "1", "万元"), ("辛费用", "2.5", "万元"),
            ("丙费用", "4", "万元"), ("其他费用", "2.5", "万元"))  # fmt: skip
    sentence = "某费用10万元，其中：甲费用3.5万元（乙费用1万元、辛费用2.5万元），丙费用4万元，其他费用2.5万元。"
    assert found(checker, sentence, *stated) == []


def test_a_list_that_does_not_end_is_not_taken_as_complete(checker: Checker) -> None:
    stated = (("某费用", "10", "万元"), ("甲费用", "3", "万元"), ("其他交通费用", "1", "万元"), ("丙费用", "4", "万元"))
    assert found(checker, "某费用10万元，其中：甲费用3万元、其他交通费用1万元、丙费用4万元。", *stated) == []


def test_shares_of_one_hundred_percent_make_a_list_complete(checker: Checker) -> None:
    sentence = "某支出200.0万元，其中：甲支出80.0万元，占40%；乙支出121.0万元，占60%。"
    stated = (("某支出", "200.0", "万元"), ("甲支出", "80.0", "万元"), ("甲支出占比", "40", "%"),
            ("乙支出", "121.0", "万元"), ("乙支出占比", "60", "%"))  # fmt: skip
    assert [one.difference for one in found(checker, sentence, *stated)] == ["1"]


def test_changes_of_both_kinds_make_the_change_of_all(checker: Checker) -> None:
    changes = (("支出预算较上年增减", "9.0", "万元", DOWN), ("基本支出较上年增减", "4.0", "万元", DOWN),
               ("项目支出较上年增减", "6.0", "万元", DOWN))  # fmt: skip
    made = stating(*changes, section="某节")(sample())
    quads = list(ox.parse(triples.nquads(made), ox.RdfFormat.N_QUADS))
    assert [one.difference for one in checker.check(quads) if one.rule == RULE] == ["1"]


def test_amounts_in_brackets_make_the_amount_before_them(checker: Checker) -> None:
    before = ("某费用", "8", "万元", {"sentence": "某费用8万元：主要用于甲、丙。"})
    inside = [(name, amount, "万元", {"sentence": BRACKET}) for name, amount in (("甲费用", "3"), ("丙费用", "4"))]
    made = stating(before, *inside, section="某节")(sample())
    quads = list(ox.parse(triples.nquads(made), ox.RdfFormat.N_QUADS))
    assert [one.difference for one in checker.check(quads) if one.rule == RULE] == ["1"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("参保100人，每人补助50元，共需资金0.50万元。", []),
        ("参保100人，每人补助50元，共需资金1.50万元。", ["1"]),
        ("参保100人，每人补助50元，县级负担30%，共需资金1.50万元。", []),
    ],
)
def test_people_times_a_rate_make_the_amount_needed(checker: Checker, sentence: str, expected: list[str]) -> None:
    amount = "0.50" if "0.50" in sentence else "1.50"
    stated = (("参保人数", "100", "人"), ("补助标准", "50", "元/人"), ("所需资金", amount, "万元"))
    made = stating(*((*one, {"sentence": sentence}) for one in stated), section="某节")(sample())
    quads = list(ox.parse(triples.nquads(made), ox.RdfFormat.N_QUADS))
    assert [one.difference for one in checker.check(quads) if one.rule == "stated-product"] == expected


def test_the_whole_of_a_share_is_what_the_shares_beside_it_are_of(checker: Checker) -> None:
    sentence = "某资金200.0万元，其中：甲费用80.0万元，占40%；乙费用60.0万元，占30%；丙费用60.0万元，占37%。"
    stated = (("某资金", "200.0", "万元"), ("甲费用", "80.0", "万元"), ("甲费用占比", "40", "%"),
            ("乙费用", "60.0", "万元"), ("乙费用占比", "30", "%"), ("丙费用", "60.0", "万元"),
            ("丙费用占比", "37", "%"))  # fmt: skip
    made = stating(*((*one, {"sentence": sentence}) for one in stated), section="某节")(sample())
    quads = list(ox.parse(triples.nquads(made), ox.RdfFormat.N_QUADS))
    assert [one.values[-1] for one in checker.check(quads) if one.rule == "share"] == ["30"]


def test_an_amount_alone_is_of_the_subject_named_before_it(checker: Checker) -> None:
    stated = ("年初预算", "22.40", "万元", {"about": "住房保障支出（类）住房改革支出（款）住房公积金（项）"})
    made = stating(stated, section="五、一般公共预算支出情况")(sample())
    quads = list(ox.parse(triples.nquads(made), ox.RdfFormat.N_QUADS))
    assert [one.difference for one in checker.check(quads) if one.rule == "quantity-differs"] == ["1.2"]


def test_parts_behind_a_budget_and_its_outturn_are_of_the_one_that_they_make(checker: Checker) -> None:
    sentence = "某经费预算44万元，某经费决算20万元。"
    stated = (("某经费预算", "44", "万元"), ("某经费决算", "20", "万元"), ("甲费用", "15", "万元"),
            ("甲费用占比", "75", "%"), ("乙费用", "5", "万元"), ("乙费用占比", "25", "%"))  # fmt: skip
    assert found(checker, sentence, *stated) == []
    assert found(checker, sentence, *stated[:4], ("乙费用", "4", "万元"), ("乙费用占比", "25", "%")) != []

"""Changes and shares stated in running text: what they are of, and how exactly the amounts are stated."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from checks.changed_facts import sample, stating

from kb.checks import Checker
from loaders import triples

UP = {"direction": "增加", "base_year": "2024"}
TELLING = tuple[str, str, str] | tuple[str, str, str, dict[str, str]]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def found(checker: Checker, rule: str, *stated: TELLING) -> list[tuple[str, ...]]:
    """The figures of what the rule finds, the telling ones laid beside a sample whose 三公 form prints 3.60 万元."""
    made = stating(*stated, section="某节")(sample())
    quads = list(ox.parse(triples.nquads(made), ox.RdfFormat.N_QUADS))
    return [one.values for one in checker.check(quads) if one.rule == rule]


@pytest.mark.parametrize(("rate", "findings"), [("15.00", 0), ("15.10", 1)])
@pytest.mark.parametrize(
    ("level", "change"),
    [
        ("收入、支出预算总计", "收、支预算总计"),
        ("财政拨款收、支总预算", "财政拨款收、支总计"),
        ("财政拨款预算支出", "财政拨款支出"),
        ("支出总计", "支出"),
    ],
)
def test_a_change_is_of_the_amount_stated_in_the_same_words_but_for_budget_and_total(
    checker: Checker, level: str, change: str, rate: str, findings: int
) -> None:
    stated = ((level, "230.00", "万元"), (f"{change}较上年增减", "30.00", "万元", UP),
            (f"{change}较上年增减幅度", rate, "%", UP))  # fmt: skip
    assert len(found(checker, "change-rate", *stated)) == findings


def test_a_change_of_one_budget_is_not_held_against_another(checker: Checker) -> None:
    stated = (("一般公共预算支出", "230.00", "万元"), ("支出较上年增减", "30.00", "万元", UP),
            ("支出较上年增减幅度", "90.00", "%", UP))  # fmt: skip
    assert found(checker, "change-rate", *stated) == []


@pytest.mark.parametrize(("share", "findings"), [("16.67", 0), ("17.67", 1)])
def test_a_share_of_a_whole_that_only_a_form_prints_is_held_against_the_form(
    checker: Checker, share: str, findings: int
) -> None:
    stated = (("公务接待费支出", "0.60", "万元"), ("公务接待费支出占三公经费比重", share, "%"))
    values = found(checker, "share", *stated)
    assert len(values) == findings
    assert all("3.60万元" in one for one in values)


EXACT = (("公务接待费", "0.6", "万元"), ("公务用车运行维护费", "3", "万元"), ("“三公”经费", "3.6", "万元"))
ROUGH = (("甲经费", "400.02", "万元"), ("甲经费较上年增减", "28.1", "万元", UP),
         ("甲经费较上年增减幅度", "7.57", "%", UP))  # fmt: skip


def test_a_rate_may_be_off_by_what_rounding_of_the_change_allows(checker: Checker) -> None:
    assert found(checker, "change-rate", *ROUGH) == []


def test_a_document_that_leaves_noughts_out_tells_its_changes_exactly(checker: Checker) -> None:
    assert len(found(checker, "change-rate", *EXACT, *ROUGH)) == 1


def test_a_document_that_rounds_one_amount_tells_no_change_exactly(checker: Checker) -> None:
    rounded = (("基本支出", "176", "万元"), *EXACT, *ROUGH)
    assert found(checker, "change-rate", *rounded) == []


@pytest.mark.parametrize(("other", "findings"), [("39.98", 0), ("40.28", 1), ("60.00", 0)])
def test_one_amount_of_appropriation_has_one_change_unless_another_budget_is_meant(
    checker: Checker, other: str, findings: int
) -> None:
    stated = (("一般公共预算收入预算", "336.50", "万元"), ("一般公共预算收入预算较上年增减", other, "万元", UP),
            ("财政拨款收、支总预算", "336.50", "万元"), ("财政拨款收、支总计较上年增减", "39.98", "万元", UP),
            ("财政拨款支出", "336.50", "万元"), ("财政拨款支出较上年增减", "39.98", "万元", UP))  # fmt: skip
    assert len(found(checker, "change-stated-otherwise", *stated)) == findings


@pytest.mark.parametrize(("share", "findings"), [("84.49", 0), ("85.49", 1)])
def test_a_share_may_be_of_what_was_spent_though_the_budget_is_stated_first(
    checker: Checker, share: str, findings: int
) -> None:
    said = {"sentence": "支出年初预算4520.00万元，支出决算4856.12万元。"}
    stated = (("支出年初预算", "4520.00", "万元", said), ("支出决算", "4856.12", "万元", said),
            ("公共安全支出", "4102.75", "万元"), ("公共安全支出占比", share, "%"))  # fmt: skip
    assert len(found(checker, "share", *stated)) == findings

"""Measures of running text that departments can be compared by; names typed as disclosures print them."""

import pytest

from loaders.blocks import Place
from loaders.facts import Source, Statement
from loaders.reference.quantities import phase_of, quantity_of


def statement(measure: str, unit: str = "万元", **more: str) -> Statement:
    return Statement(measure, "5.00", unit, Source(Place(line=1), "5.00"), **more)


@pytest.mark.parametrize(
    ("measure", "quantity", "phase"),
    [
        ("三公经费", "three-public", ""),
        ("“三公”经费支出预算", "three-public", "预算"),
        ("三公经费支出决算数", "three-public", "决算"),
        ("公务接待费", "reception", ""),
        ("公务用车购置及运维费", "official-cars", ""),
        ("公务用车购置费", "car-purchase", ""),
        ("公务用车运行维护费", "car-running", ""),
        ("因公出国（境）费", "travel-abroad", ""),
        ("机关运行经费支出", "operating-costs", ""),
        ("一般公共预算财政拨款运行经费", "operating-costs", "预算"),
        ("学校运行经费", "", ""),
        ("政府采购预算", "procurement", "预算"),
        ("政府采购货物预算", "procurement-goods", "预算"),
        ("收入合计", "current-income", ""),
        ("收入总计", "income", ""),
        ("上年三公经费", "", ""),
        ("三公经费较上年增减", "", ""),
        ("基本支出占比", "", ""),
        ("一般公共预算基本支出年初预算", "", "年初预算"),
        ("会议费用途", "", ""),
    ],
)
def test_measures_are_known_by_their_whole_name(measure: str, quantity: str, phase: str) -> None:
    assert (quantity_of(statement(measure)), phase_of(statement(measure))) == (quantity, phase)


def test_changes_and_counts_are_no_quantity() -> None:
    assert quantity_of(statement("三公经费", direction="增加")) == ""
    assert quantity_of(statement("三公经费", base_year="2023")) == ""
    assert quantity_of(statement("三公经费", unit="%")) == ""


def test_an_amount_that_stayed_the_same_is_the_amount_of_the_year() -> None:
    assert quantity_of(statement("公务接待费", direction="持平", base_year="2023")) == "reception"

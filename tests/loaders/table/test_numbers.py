"""Figures and units of money, as cells, captions and headers print them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.facts import YUAN_PER_UNIT
from loaders.layout.captions import small_print
from loaders.table.numbers import Amount, Blank, Dash, Word, figure, is_figure, parse, unit_in


@pytest.mark.parametrize(
    ("printed", "value", "digits", "unit"),
    [
        ("3,143.81", "3143.81", "3143.81", ""),
        ("１２.５０", "12.50", "12.50", ""),
        ("12.5万元", "12.5", "12.5", "万元"),
        ("3 百万元", "3", "3", "百万元"),
        ("7％", "7", "7", "%"),
        ("0.00", "0", "0.00", ""),
    ],
)
def test_a_cell_prints_an_amount(printed: str, value: str, digits: str, unit: str) -> None:
    assert parse(printed) == Amount(Decimal(value), digits, unit)


@pytest.mark.parametrize(
    ("printed", "kind"),
    [("", Blank), (" \u3000", Blank), ("——", Dash), ("-", Dash), ("合计", Word), ("1.2.3", Word), ("约12万元", Word)],
)
def test_a_cell_prints_no_amount(printed: str, kind: type) -> None:
    assert isinstance(parse(printed), kind)


def test_a_figure_with_a_unit_is_no_bare_figure() -> None:
    assert figure("12.5") == Amount(Decimal("12.5"), "12.5")
    assert figure("12.5万元") is None
    assert not is_figure("合计")


def test_the_step_is_one_unit_of_the_last_printed_place() -> None:
    assert [Amount(Decimal(text), text).step for text in ("17", "0.5", "3.00")] == [1, Decimal("0.1"), Decimal("0.01")]


@pytest.mark.parametrize(
    ("caption", "unit"),
    [
        ("单位：百万元", "百万元"),
        ("金额单位:千元", "千元"),
        ("单位：万\n元", "万元"),
        ("价值（亿元）", "亿元"),
        ("单位：人民币元", "元"),
        ("计量单位：台", ""),
        ("", ""),
    ],
)
def test_a_caption_names_any_unit_of_money(caption: str, unit: str) -> None:
    assert unit_in(caption) == unit


@pytest.mark.parametrize("unit", sorted(YUAN_PER_UNIT))
def test_a_unit_behind_the_department_is_no_part_of_its_name(unit: str) -> None:
    said = small_print(f"部门：青山市水利局单位：{unit}")
    assert said is not None
    assert (said.department, said.unit) == ("青山市水利局", unit)


@given(st.text(max_size=60))
def test_every_text_is_one_of_four(text: str) -> None:
    assert isinstance(parse(text), Amount | Dash | Blank | Word)

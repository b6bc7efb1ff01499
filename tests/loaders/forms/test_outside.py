"""Figures in no sum of their form say why; those in one say nothing."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

from loaders import lexicon
from loaders.forms.outside import Outside, outside_sums


def reasons(text: str) -> list[tuple[str, str, Outside]]:
    return [(one.row_label, one.amount, reason) for one, reason in outside_sums(disclosure_of_text(text).figures)]


def test_figures_of_sums_are_not_stated() -> None:
    text = "“三公”经费支出表\n单位：万元\n项目\t预算数\n合计\t3.00\n公务接待费\t1.00\n公务用车运行费\t2.00\n"
    assert reasons(text) == []


@pytest.mark.parametrize(
    ("rows", "stated"),
    [
        ("项目\t预算数\t占年度预算\n公务接待费\t2.00\t50.00%\n", ("公务接待费", "50.00", Outside.RATE)),
        ("项目\t另外一栏\n公务接待费\t2.00\n", ("公务接待费", "2.00", Outside.UNKNOWN_COLUMN)),
        ("项目\t预算数\n公务接待费\t2.00\n", ("公务接待费", "2.00", Outside.ALONE)),
        ("项目\t预算数\n公务接待费\t2.00\n会议费\t3.00\n", ("公务接待费", "2.00", Outside.NO_TOTAL)),
    ],
)
def test_a_figure_in_no_sum_says_why(rows: str, stated: tuple[str, str, Outside]) -> None:
    assert stated in reasons(f"“三公”经费支出表\n单位：万元\n{rows}")


def test_prices_and_counts_of_purchases_are_in_no_sum() -> None:
    head = "政府采购预算表\n单位：万元\n采购项目\t数量\t单价\t金额\n"
    found = reasons(head + "合计\t\t\t3.00\n办公桌\t10\t0.10\t1.00\n打印机\t4\t0.50\t2.00\n")
    assert [(amount, reason) for _, amount, reason in found] == [
        ("10", Outside.COUNT),
        ("0.10", Outside.PRICE),
        ("4", Outside.COUNT),
        ("0.50", Outside.PRICE),
    ]


def test_stages_below_a_total_are_sums_of_their_own() -> None:
    head = "“三公”经费支出决算表\n单位：万元\n"
    head += "合计\t\t公务接待费\t\t会议费\t\n预算数\t决算数\t预算数\t决算数\t预算数\t决算数\n"
    (one, *_) = disclosure_of_text(head + "9.00\t8.00\t4.00\t4.00\t5.00\t4.00\n").figures
    assert (one.columns, one.total_column) == (("合计", "预算数"), True)


def test_every_reason_has_its_words() -> None:
    assert set(lexicon.coverage().outside) == set(Outside)

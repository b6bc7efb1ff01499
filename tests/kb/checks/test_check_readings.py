"""Quantities that several rows print together, and stages that final accounts print side by side."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from checks.changed_facts import sample, stating

from kb.checks import Checker, Finding
from loaders import triples
from loaders.facts import Disclosure, Figure


def found(disclosure: Disclosure, rule: str) -> list[Finding]:
    quads = ox.parse(triples.nquads(disclosure), ox.RdfFormat.N_QUADS)
    return [one for one in Checker().check(quads) if one.rule == rule]


def _cell(form: str, row: int, label: str, column: str, component: str, amount: str, **fields: object) -> Figure:
    return replace(
        sample().figures[0], form_id=form, form=form, form_title="某表", row_number=row, row_label=label, row_code="",
        columns=(column,), component=component, amount=amount, side="", scheme="", subject="", budget_unit="",
        **{"total_row": False, "total_column": False, **fields},
    )  # fmt: skip


def _purchases(*rows: tuple[str, str]) -> Disclosure:
    """A form of purchases: catalogue code and amount of each row, and the total above them."""
    cells = [
        _cell("procurement", number, "档案库房", "采购金额", "procurement-amount", amount, second_code=code)
        for number, (code, amount) in enumerate(rows, 2)
    ]
    total = str(sum(float(amount) for _, amount in rows))
    whole = _cell("procurement", 1, "合计", "采购金额", "procurement-amount", total, total_row=True)
    return replace(sample(), figures=(*sample().figures, whole, *cells))


def test_goods_stated_are_held_against_the_rows_of_goods_together() -> None:
    bought = _purchases(("A020101", "8.00"), ("A050401", "2.00"), ("C0502", "5.00"))
    stated = stating(("货物类采购金额", "9.00", "万元"), ("服务类采购金额", "5.00", "万元"), section="六、政府采购情况")
    [one] = found(stated(bought), "quantity-differs")
    assert one.difference == "1"
    assert "等 2 处合计为 10万元" in one.message


def test_rows_without_catalogue_codes_tell_nothing_of_goods() -> None:
    stated = stating(("货物类采购金额", "9.00", "万元"), section="六、政府采购情况")
    assert found(stated(_purchases(("", "8.00"), ("", "2.00"))), "quantity-differs") == []


def test_goods_works_and_services_make_up_the_purchases_stated() -> None:
    stated = stating(
        ("政府采购总额", "30.00", "万元"), ("货物采购金额", "10.00", "万元"), ("工程采购金额", "5.00", "万元"),
        ("服务采购金额", "14.00", "万元"), section="六、政府采购情况",
    )  # fmt: skip
    assert [one.difference for one in found(stated(sample()), "parts-of-a-whole")] == ["1"]


@pytest.mark.parametrize(
    ("budget", "accounts"), [("公务接待费/预算数", "公务接待费/决算数"), ("预算数/公务接待费", "决算数/公务接待费")]
)
def test_final_accounts_are_not_held_against_the_budget_beside_them(budget: str, accounts: str) -> None:
    made = replace(sample(), kind="决算", id="青山县档案馆-2025-决算", statements=(), figures=())
    columns = [(budget, "0.95"), (accounts, "0.80")]
    cells = tuple(_cell("three-public", 1, "合计", name, "receptions", amount) for name, amount in columns)
    stated = stating(("公务接待费支出决算", "0.80", "万元"))
    assert found(stated(replace(made, figures=cells)), "quantity-differs") == []
    stated = stating(("公务接待费支出决算", "0.70", "万元"))
    assert [one.difference for one in found(stated(replace(made, figures=cells)), "quantity-differs")] == ["0.1"]


def test_what_was_spent_is_a_share_of_what_was_spent_and_not_of_the_budget() -> None:
    def shares(printed: str) -> list[str]:
        stated = stating(
            ("三公经费财政拨款支出预算", "5.00", "万元"),
            ("三公经费财政拨款支出决算", "4.50", "万元"),
            ("公务用车运行费支出决算", "3.80", "万元"),
            ("公务用车运行费支出决算占比", printed, "%"),
            ("公务接待费支出决算", "0.70", "万元"),
            ("公务接待费支出决算占比", "15.56", "%"),
        )
        made = replace(sample(), kind="决算", id="青山县档案馆-2025-决算", statements=(), figures=())
        return [one.values[0] for one in found(stated(made), "share")]

    assert shares("84.44") == []
    assert shares("76.00") == ["76.00%"]


def test_what_is_unchanged_equals_last_year() -> None:
    unchanged = {"direction": "持平", "base_year": "2024"}
    stated = stating(("会议费", "3.00", "万元", unchanged), ("上年会议费", "2.50", "万元"))
    [one] = found(stated(sample()), "unchanged-but-different")
    assert one.values[:2] == ("3.00万元", "2.50万元")

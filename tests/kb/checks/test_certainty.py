"""An error is proved: where a sentence has words that were not understood, or another figure explains it, it warns."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest
from made_layouts import disclosure_of_text, tabbed

from kb.checks import Checker
from loaders import triples

HEAD = "临江区绿化局2024年部门预算公开\n\n第二部分 2024年部门预算编制说明\n\n"


@cache
def checker() -> Checker:
    return Checker()


def found(page: str, rule: str) -> list[str]:
    quads = ox.parse(triples.nquads(disclosure_of_text(page, "预算")), ox.RdfFormat.N_QUADS)
    return [str(one.severity) for one in checker().check(quads) if one.rule == rule and one.severity != "note"]


def stated(sentence: str, title: str = "一、支出预算情况说明") -> str:
    return f"{HEAD}{title}\n{sentence}\n"


def balance(*rows: str) -> str:
    form = "收支预算总表\n单位：万元\n"
    return form + tabbed("项目|预算数|项目|预算数", *rows, "收入总计|4908.00|支出总计|4908.00") + "\n"


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("2024年支出预算4908.00万元，比上年增加408.00万元，增长19.07%。", "error"),
        ("临江区绿化局2024年支出预算4908.00万元，与2023年预算相比增加408.00万元，增长19.07%。", "error"),
        ("2024年支出预算4908.00万元，因职工人数变动，比上年增加408.00万元，增长19.07%。", "warning"),
        ("2024年支出预算4908.00万元。比上年增加408.00万元，增长19.07%。", "warning"),
        ("2024年支出预算4908.00万元，其中：基本支出3408.00万元，比上年增加408.00万元，增长19.07%。", "warning"),
    ],
)
def test_rate_is_proved_by_a_sentence_without_other_words(sentence: str, severity: str) -> None:
    assert found(stated(sentence), "change-rate") == [severity]


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("支出预算4908.00万元，其中：基本支出3408.00万元，占74.94%；项目支出1500.00万元，占30.56%。", "error"),
        ("支出预算4908.00万元，其中：基本支出3408.00万元，保障运转，占74.94%；项目支出1500.00万元。", "warning"),
    ],
)
def test_share_is_proved_by_the_amount_right_before_it(sentence: str, severity: str) -> None:
    assert found(stated(sentence), "share") == [severity]


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("2024年收入预算4980.70万元。", "error"),
        ("我局2024年收入预算4980.70万元。", "error"),
        ("经批复同意，2024年收入预算4980.70万元。", "warning"),
        ("2024年收入预算4980.70万元（含代管资金）。", "warning"),
    ],
)
def test_amount_of_text_is_the_forms_if_nothing_is_left_over(sentence: str, severity: str) -> None:
    page = stated(sentence, "一、收入预算情况说明") + "\n" + balance("财政拨款收入|4908.00|教育支出|4908.00")
    assert found(page, "quantity-differs") == [severity]


def test_difference_that_the_form_prints_explains_itself() -> None:
    def differs(carried: str) -> list[str]:
        rows = (f"财政拨款收入|{4908 - int(carried)}.00|教育支出|4908.00", f"上年结转|{carried}.00||")
        page = stated("2024年收入预算4808.00万元。", "一、收入预算情况说明") + "\n" + balance(*rows)
        return found(page, "quantity-differs")

    assert differs("200") == ["error"]
    assert "error" not in differs("100")


def test_digits_in_another_order_are_a_slip_whatever_else_is_printed() -> None:
    rows = ("财政拨款收入|4836.00|教育支出|4908.00", "上年结转|72.00||")
    page = stated("2024年收入预算4980.00万元。", "一、收入预算情况说明") + "\n" + balance(*rows)
    assert found(page, "quantity-differs") == ["error"]


def test_figures_without_a_unit_are_compared_with_nothing_for_certain() -> None:
    def form(unit: str) -> str:
        rows = ("科目编码|科目名称|合计", "|合计|4908.00", "212|城乡社区支出|4908.00")
        return f"一般公共预算支出表\n{unit}\n" + tabbed(*rows) + "\n"

    total = "部门支出预算总表\n单位：万元\n" + tabbed(
        "科目编码|科目名称|合计", "|合计|900.00", "212|城乡社区支出|900.00"
    )
    assert "error" not in found(f"{HEAD}{form('')}\n{total}\n", "part-exceeds-whole")
    assert found(f"{HEAD}{form('单位：万元')}\n{total}\n", "part-exceeds-whole")[:1] == ["error"]

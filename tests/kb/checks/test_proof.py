"""An error is proved: what may as well be read wrong is a warning, what another printing explains is silent."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from checks.changed_facts import (
    Case,
    both,
    sample,
    stating,
    with_added,
    with_amount,
    with_codes,
    with_figures,
    with_indicator,
    without_form,
)

from kb.checks import Checker, Finding
from loaders import triples
from loaders.blocks import Place
from loaders.facts import Disclosure, Source


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def findings(checker: Checker, case: Case, rule: str) -> list[Finding]:
    return [one for one in with_notes(checker, case, rule) if one.severity != "note"]


def with_notes(checker: Checker, case: Case, rule: str) -> list[Finding]:
    quads = ox.parse(triples.nquads(case(sample())), ox.RdfFormat.N_QUADS)
    return [one for one in checker.check(quads) if one.rule == rule]


def test_a_sum_of_coded_rows_whose_other_sums_hold_is_an_error(checker: Checker) -> None:
    wrong = with_amount("expenditure", "档案馆", "project-expenditure", "61.00")
    assert {one.severity for one in findings(checker, wrong, "rows-do-not-add-up")} == {"error"}


def test_a_sum_of_labels_only_that_nothing_else_shows_is_a_warning(checker: Checker) -> None:
    wrong = both(
        with_amount("balance", "收入总计", "income", "246.50"),
        with_amount("balance", "支出总计", "expenditure", "246.50"),
    )
    found = findings(checker, wrong, "rows-do-not-add-up")
    assert found
    assert {one.severity for one in found} == {"warning"}


def test_the_totals_own_rounding_is_tolerated(checker: Checker) -> None:
    off = with_amount("general-basic", "生活补助", "personnel", "5.81")
    assert findings(checker, off, "rows-do-not-add-up") == []


def test_a_figure_ten_thousand_times_another_is_a_matter_of_units(checker: Checker) -> None:
    in_yuan = stating(("支出总计", "236.50", "元"))
    assert [one.severity for one in findings(checker, in_yuan, "unit-apart")] == ["warning"]
    assert findings(checker, in_yuan, "quantity-differs") == []


def test_a_misprinted_code_breaks_no_sum(checker: Checker) -> None:
    wrong = with_codes("expenditure", "2101101", "7101101")
    assert findings(checker, wrong, "rows-do-not-add-up") == []
    assert findings(checker, wrong, "code-unknown")


def test_business_expenditure_is_part_of_all_expenditure(checker: Checker) -> None:
    complete = both(without_form("balance"), without_form("expenditure"), without_form("fiscal-balance"), stating(
        ("支出合计", "100.00", "万元"), ("基本支出", "60.00", "万元"), ("项目支出", "30.00", "万元"),
        ("经营支出", "10.00", "万元"), section="二、支出情况",
    ))  # fmt: skip
    assert findings(checker, complete, "parts-of-a-whole") == []
    lacking = both(complete, lambda made: replace(made, statements=made.statements[:-1]))
    assert [one.severity for one in findings(checker, lacking, "parts-of-a-whole")] == ["error"]


def test_what_was_spent_is_no_part_of_what_was_budgeted(checker: Checker) -> None:
    stated = stating(
        ("会议费支出预算", "6.00", "万元"), ("甲会议费支出决算", "3.00", "万元"),
        ("甲会议费支出决算占比", "60.00", "%"),
        ("乙会议费支出决算", "2.00", "万元"), ("乙会议费支出决算占比", "40.00", "%"), section="五、会议费",
    )  # fmt: skip
    assert findings(checker, stated, "stated-parts-do-not-add-up") == []


def test_a_cost_spelled_with_brackets_in_the_form_is_the_same_cost(checker: Checker) -> None:
    says = stating(("机关运行经费", "18.30", "万元", {"sentence": "机关运行经费主要用于办公费、维修费等。"}))
    row = with_added("general-basic", 60, "维修（护）费", "public-use", "0.10", row_code="30213", subject="30213",
                 scheme="department-economic")  # fmt: skip
    assert with_notes(checker, says, "purpose-without-row")
    assert with_notes(checker, both(says, row), "purpose-without-row") == []


def test_a_column_that_was_not_known_for_a_part_explains_what_is_lacking(checker: Checker) -> None:
    def third(made: Disclosure) -> Disclosure:
        like = next(one for one in made.figures if one.form == "expenditure" and one.row_label == "行政运行")
        return replace(
            made, figures=(*made.figures, replace(like, component="unknown", columns=("某栏",), amount="10.00"))
        )

    lacking = both(with_amount("expenditure", "行政运行", "total", "128.30"), third)
    assert findings(checker, lacking, "columns-do-not-add-up") == []


def test_figures_without_a_unit_are_not_added_to_those_with_one(checker: Checker) -> None:
    def bare(made: Disclosure) -> Disclosure:
        of_projects = ("expenditure", "project-expenditure")
        return with_figures(lambda one: replace(one, unit="") if (one.form, one.component) == of_projects else one)(
            made
        )

    wrong = with_amount("expenditure", "行政单位医疗", "basic-expenditure", "11.40")
    wrong = both(bare, with_amount("expenditure", "行政单位医疗", "basic-expenditure", "11.40"))
    assert findings(checker, wrong, "columns-do-not-add-up") == []
    assert findings(
        checker, with_amount("expenditure", "行政单位医疗", "basic-expenditure", "11.40"), "columns-do-not-add-up"
    )


def test_joining_anothers_delegation_sends_none(checker: Checker) -> None:
    sentence = {"sentence": "组织的出国团组0个，出国2人次。"}
    stated = [("因公出国（境）费", "7.80", "万元"), ("组织的出国团组", "0", "个", sentence)]
    assert findings(checker, stating(*stated), "events-without-cost")
    assert findings(checker, stating(*stated, ("出国", "2", "人次", sentence)), "events-without-cost") == []


def test_a_department_that_no_form_names_is_misread_and_not_another(checker: Checker) -> None:
    def named(*names: str) -> Case:
        def change(made: Disclosure) -> Disclosure:
            given = iter(names)
            forms = tuple(
                replace(one, department=Source(Place(line=900 + number), name)) if (name := next(given, "")) else one
                for number, one in enumerate(made.forms)
            )
            return replace(made, forms=forms)

        return change

    rule = "form-of-another-department"
    others = ["青山县教育局"] * len(sample().forms)
    assert findings(checker, named(*others), rule) == []
    assert findings(checker, named("青山县档案馆", *others[1:]), rule)


def test_indicators_whose_targets_were_not_read_are_not_said_to_lack_them(checker: Checker) -> None:
    def without(count: int) -> Case:
        def change(made: Disclosure) -> Disclosure:
            of_first = [one for one in made.indicators if one.owner == made.indicators[0].owner]
            bare = {id(one) for one in of_first[:count]}
            blank = {"target": "", "number": "", "unit": "", "operator": ""}
            kept = tuple(replace(one, **blank) if id(one) in bare else one for one in made.indicators)
            return replace(made, indicators=kept)

        return change

    assert len(findings(checker, without(1), "indicator-without-target")) == 1
    assert findings(checker, without(3), "indicator-without-target") == []


def test_an_indicator_of_several_years_and_of_the_year_in_one_row_is_listed_once(checker: Checker) -> None:
    def listed(row: int) -> Case:
        first, second = (
            Source(Place(page=3, table=1, row=at, column=column), "整理卷宗") for at, column in ((5, 3), (row, 5))
        )
        return both(
            with_indicator("数量指标", "整理卷宗", "900卷", first, number="900", unit="卷"),
            with_indicator("数量指标", "整理卷宗", "300卷", second, number="300", unit="卷"),
        )

    assert findings(checker, listed(5), "indicator-repeated") == []
    assert len(findings(checker, listed(6), "indicator-repeated")) == 1

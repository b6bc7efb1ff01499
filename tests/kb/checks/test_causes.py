"""One cause, one finding; places in Chinese; what is new, changed and mended; the scorecard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.checks.causes import one_per_cause
from kb.checks.finding import Finding, Spot
from kb.checks.places import in_chinese
from kb.checks.reports.scorecard import Score
from kb.checks.since import FILE, NotFindings, compared, kept_on, record


def finding(
    rule: str, *facts: str, money: str = "5000", severity: str = "error", text: str = "", form: str = "f"
) -> Finding:
    spots = tuple(Spot(fact, fact, "1.00", "line 3", 3, text or fact, form) for fact in facts)
    return Finding("甲局-2025-预算", rule, severity, rule, rule, spots, values=("1.00",), money=money)


def test_a_cell_that_breaks_two_sums_is_one_finding() -> None:
    column, row = finding("rows", "total", "cell"), finding("columns", "cell", "part")
    (one,) = one_per_cause([column, row])
    assert {one.rule, *(other.rule for other in one.also)} == {"rows", "columns"}
    assert {spot.fact for spot in one.spots} == {"total", "cell", "part"}


def test_two_amounts_of_one_sentence_that_are_off_by_the_same_are_one_finding() -> None:
    found = [finding("quantity", f"stated{n}", f"form{n}", text="同一句话", form="") for n in (1, 2)]
    assert len(one_per_cause(found)) == 1


@pytest.mark.parametrize(
    "other",
    [finding("columns", "cell", "part", money="6000"), finding("columns", "elsewhere", "part"),
     finding("columns", "cell", "part", money=""), finding("columns", "cell", "part", severity="note")],
)  # fmt: skip
def test_other_differences_other_cells_and_notes_stay_apart(other: Finding) -> None:
    assert len(one_per_cause([finding("rows", "total", "cell"), other])) == 2


@pytest.mark.parametrize(
    ("place", "said"),
    [("line 412", "第412行"), ("page 3, table 2, row 5, column 4", "第3页表2第5行第4列"),
     ("sheet 收支总表, B12", "工作表“收支总表”B12格"), ("page 7, line 23", "第7页第23行"), ("", "全文")],
)  # fmt: skip
def test_places_are_said_in_chinese(place: str, said: str) -> None:
    assert in_chinese(place) == said


def test_what_is_new_changed_and_mended_since_a_day(tmp_path: Path) -> None:
    kept, gone = finding("kept", "a"), finding("gone", "b")
    record(tmp_path, {"甲局-2025-预算": [kept, gone]})
    record(tmp_path, {"甲局-2025-预算": [kept, gone]})
    assert len((tmp_path / FILE).read_text(encoding="utf-8").splitlines()) == 1
    changed, fresh = replace(kept, values=("2.00",)), finding("fresh", "c")
    seen = kept_on(tmp_path, date(2999, 1, 1), ["甲局-2025-预算"])
    stated = compared({"甲局-2025-预算": [changed, fresh]}, seen)
    assert (stated.new, stated.changed, stated.same, stated.mended) == ((fresh,), (changed,), (), (gone.id,))
    assert kept_on(tmp_path, date(2000, 1, 1), ["甲局-2025-预算"]) == {}


def test_a_spoilt_record_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    with pytest.raises(NotFindings, match=FILE):
        record(tmp_path, {})


@pytest.mark.parametrize(
    ("errors", "warnings", "missing", "points"),
    [(0, 0, 0, 100), (2, 3, 1, 84), (50, 0, 0, 50), (50, 50, 50, 0)],
)
def test_the_score_follows_its_formula(errors: int, warnings: int, missing: int, points: int) -> None:
    from decimal import Decimal

    assert Score("甲局", 1, errors, warnings, missing, Decimal(0)).points == points


def stated(rule: str, place: str, *values: str, money: str = "100") -> Finding:
    spot = Spot(place, place, values[0], place, 3, place, "f")
    return Finding("甲局-2025-预算", rule, "warning", rule, rule, (spot,), values=values, money=money)


def test_one_long_figure_printed_in_several_places_is_one_finding() -> None:
    found = [stated("quantity", "a", "326.71万元", "326.72万元"), stated("quantity", "b", "326.72万元", "326.71万元")]
    assert len(one_per_cause(found)) == 1
    rates = [stated("rate", place, "10.15%", "2228.78万元", "24169.74万元", money="") for place in "abcd"]
    assert len(one_per_cause(rates)) == 1


def test_short_figures_and_other_rules_are_other_causes() -> None:
    short = [stated("quantity", place, "25.00万元", "26.00万元", money="10000") for place in "ab"]
    assert len(one_per_cause(short)) == 2
    rules = [stated(rule, place, "326.71万元", "326.72万元") for rule, place in (("quantity", "a"), ("parts", "b"))]
    assert len(one_per_cause(rules)) == 2


def test_money_in_the_wrong_column_of_a_row_is_one_finding() -> None:
    def in_rows(first: str, second: str) -> Finding:
        spots = tuple(Spot(place, place, "1", place, None, place, "f") for place in (first, second))
        return Finding("甲局-2025-预算", "quantity", "error", "", "", spots, values=("9",), money="82100")

    staff = in_rows("第 9 页 表 1 第 2 行第 4 栏", "第 5 页 表 1 第 3 行第 6 栏")
    public = in_rows("第 9 页 表 1 第 2 行第 5 栏", "第 5 页 表 1 第 3 行第 8 栏")
    assert len(one_per_cause([staff, public])) == 1
    assert len(one_per_cause([staff, in_rows("第 9 页 表 1 第 3 行第 5 栏", "第 5 页 表 1 第 3 行第 8 栏")])) == 2


def test_a_finding_that_touches_two_causes_makes_them_one() -> None:
    found = [finding("rows", "a", "b"), finding("rows", "c", "d"), finding("columns", "b", "c")]
    (one,) = one_per_cause(found)
    assert len(one.also) == 2

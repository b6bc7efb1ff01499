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
    found = [finding("quantity", f"told{n}", f"form{n}", text="同一句话", form="") for n in (1, 2)]
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
    told = compared({"甲局-2025-预算": [changed, fresh]}, seen)
    assert (told.new, told.changed, told.same, told.mended) == ((fresh,), (changed,), (), (gone.id,))
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

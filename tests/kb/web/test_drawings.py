"""Treemap, numbers, places."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.web.numbers import decimals_of, grouped, percent, wan_yuan
from kb.web.pages.treemap import HEIGHT, WIDTH, TreemapPart, squares, treemap
from kb.web.pictures import drawing
from kb.web.places import in_chinese, page_of

SLIP = 0.001
"""Of a unit of the drawing: sums of floats do not end on the edge."""


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=60))
def test_areas_are_in_proportion_and_inside_the_drawing(amounts: list[int]) -> None:
    boxes = treemap([TreemapPart(str(number), "支出", Decimal(one), "") for number, one in enumerate(amounts)])
    total = sum(amounts)
    for box in boxes:
        assert box.width * box.height == pytest.approx(float(box.part.amount) / total * WIDTH * HEIGHT, rel=1e-6)
        assert -SLIP <= box.x <= box.x + box.width <= WIDTH + SLIP
        assert -SLIP <= box.y <= box.y + box.height <= HEIGHT + SLIP


def test_nothing_and_negative_amounts_are_not_drawn() -> None:
    assert treemap([]) == ()
    assert [
        box.part.code for box in treemap([TreemapPart("1", "", Decimal(-5), ""), TreemapPart("2", "", Decimal(5), "")])
    ] == ["2"]
    assert squares([], 0, 0, 10, 10) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1234567.50", "1,234,567.50"), ("-1234", "-1,234"), ("12", "12"), ("007", "007"), ("≥95%", "≥95%"), ("", "")],
)
def test_thousands_are_grouped_and_all_else_is_left(text: str, shown: str) -> None:
    assert grouped(text) == shown


def test_money_is_exact_in_wan_yuan() -> None:
    assert (wan_yuan(Decimal("69089800.1")), wan_yuan(None), wan_yuan(Decimal(0))) == ("6,908.98001", "", "0.00")
    assert (wan_yuan(Decimal(4833300), 4), wan_yuan(Decimal(94995789), 2)) == ("483.3300", "9,499.5789")
    assert (decimals_of([4833300, Decimal(94995789), Decimal(0)]), decimals_of([])) == (4, 0)
    assert (percent(Decimal(1), Decimal(3)), percent(Decimal(1), Decimal(0))) == ("33.3%", "")


@pytest.mark.parametrize(
    ("place", "chinese", "page"),
    [
        ("line 412", "第 412 行", None),
        ("page 3, table 2, row 5, column 4", "第 3 页 表 2 第 5 行 第 4 栏", 3),
        ("sheet 收支总表, B12", "工作表 收支总表 B12", None),
        ("第 3 页 表 2", "第 3 页 表 2", 3),
        ("somewhere", "somewhere", None),
    ],
)
def test_places_are_said_in_chinese(place: str, chinese: str, page: int | None) -> None:
    assert (in_chinese(place), page_of(place)) == (chinese, page)


def test_a_page_of_a_file_that_is_gone_is_not_drawn(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(drawing, "bound_this_process", lambda _megabytes: None)
    drawing.draw(str(tmp_path / "replaced.pdf"), 1, None, "", str(tmp_path / "page.png"))
    assert list(tmp_path.iterdir()) == []

"""Tables of pages."""

from __future__ import annotations

from decimal import Decimal

from kb import resources
from kb.rows.columns import Column
from kb.web.tables import ROWS_OF_A_PAGE, Described, PageTable, arranged, described, sorted_by

MONEY = Described("t", "表", "Table", (Column("name", "名称"), Column("amount", "金额", unit="元")), totals=("amount",))


def made(*amounts: Decimal | None) -> PageTable:
    return PageTable(MONEY, tuple({"name": f"n{number}", "amount": one} for number, one in enumerate(amounts)))


def test_every_header_of_a_page_query_describes_its_table() -> None:
    found = [described(path.stem) for path in resources.folder("queries/pages").glob("*.rq")]
    assert len(found) > 30
    assert all(one.title and one.title_en for one in found)
    assert all(name in {column.name for column in one.columns} for one in found for name in one.totals)


def test_the_total_is_over_all_rows_not_over_those_of_the_page() -> None:
    table = made(*[Decimal(10000)] * (ROWS_OF_A_PAGE + 50))
    assert len(table.shown) == ROWS_OF_A_PAGE
    assert table.total == {"amount": Decimal(10000) * (ROWS_OF_A_PAGE + 50)}


def test_a_column_that_may_not_be_added_up_has_no_total() -> None:
    table = PageTable(Described("t", "表", "Table", MONEY.columns), made(Decimal(1), Decimal(2)).rows)
    assert table.total is None


def test_blanks_are_last_either_way_and_numbers_are_sorted_as_numbers() -> None:
    rows = made(Decimal(9), None, Decimal(10)).rows
    for descending, wanted in ((False, [9, 10, None]), (True, [10, 9, None])):
        assert [row["amount"] for row in sorted_by(rows, "amount", descending=descending)] == wanted


def test_an_unknown_column_or_page_changes_nothing() -> None:
    table = made(Decimal(2), Decimal(1))
    odd = arranged(table, {"t.sort": "-nothing", "t.page": "99999999999999999999"})
    assert (odd.rows, odd.page, odd.sort) == (table.rows, 1, "")
    assert arranged(table, {"t.page": "7"}).page == 1


def test_what_is_taken_away_is_what_is_shown_in_wan_yuan() -> None:
    answer = made(Decimal("1234500")).answer()
    assert (answer.columns[1].unit, answer.rows) == ("万元", (("n0", Decimal("123.4500")),))


def test_the_points_of_a_column_of_money_stand_below_each_other() -> None:
    assert made(Decimal(4833300), None, Decimal(94995789)).decimals == {"amount": 4}
    assert made(None).decimals == {}

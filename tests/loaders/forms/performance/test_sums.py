"""The sums of the money of performance forms: as far as they add up to the digit, down the columns of one side."""

from decimal import Decimal

from loaders.blocks import Place
from loaders.facts import Figure, Source
from loaders.forms.performance.sums import with_sums

MATRIX = (
    (2, "年度资金总额", ("60.00", "58.50")),
    (3, "其中：财政拨款", ("50.00", "48.00")),
    (4, "上年结转资金", ("4.00", "4.50")),
    (5, "其他资金", ("6.00", "6.00")),
)


def figures(matrix=MATRIX, start: int = 3) -> list[Figure]:
    source = Source(Place(line=1), "")
    return [
        Figure(
            "t",
            "project-target",
            "",
            row,
            "",
            label,
            ("预算数",),
            "unknown",
            amount,
            "万元",
            source,
            column_number=column,
        )
        for row, label, amounts in matrix
        for column, amount in enumerate(amounts, start)
    ]


def test_a_total_holds_the_rows_below_it_in_each_column():
    found = with_sums(figures())
    wholes = [one for one in found if one.total_row]
    assert [(one.row_number, one.column_number) for one in wholes] == [(2, 3), (2, 4)]
    assert [one.adds_up_to for one in found if one.column_number == 3] == [(), ((2, 3),), ((2, 3),), ((2, 3),)]
    assert sum(Decimal(one.amount) for one in found if one.adds_up_to == ((2, 4),)) == Decimal("58.50")


def test_a_column_that_does_not_add_up_has_no_sum():
    rows = ((3, "财政拨款", ("20.00", "20.00")), (4, "其他资金", ("5.00", "5.01")), (5, "合计", ("25.00", "25.00")))
    found = with_sums(figures(rows))
    assert {one.column_number for one in found if one.total_row or one.adds_up_to} == {3}


def test_two_labels_in_a_row_are_two_sides():
    left = figures(((3, "财政拨款", ("20.00",)), (4, "其他资金", ("5.00",)), (5, "收入合计", ("25.00",))))
    right = figures(((3, "基本支出", ("18.00",)), (4, "项目支出", ("7.00",)), (5, "支出合计", ("25.00",))), start=5)
    found = with_sums([*left, *right])
    assert [one.adds_up_to for one in found] == [((5, 3),), ((5, 3),), (), ((5, 5),), ((5, 5),), ()]


def test_figures_without_a_column_are_in_no_sum():
    loose = figures(tuple((row, label, amounts[:1]) for row, label, amounts in MATRIX), start=0)
    assert with_sums(loose) == loose

"""Tables without rules: over page breaks, with cells of several lines, and what print does not prove."""

from made_pdf import MadePage, made_pdf

from loaders.blocks import Reading, Table
from loaders.readers import pdf

Rows = list[tuple[str, str]]


def read(*pages: MadePage) -> Reading:
    return pdf.read(made_pdf(*pages), "made.pdf")


def tables(reading: Reading) -> list[list[list[str]]]:
    return [[[c.text for c in row.cells] for row in one.rows] for one in reading.blocks if isinstance(one, Table)]


def drawn(page: MadePage, top: float, rows: Rows) -> MadePage:
    """Labels from the left, figures flush right, a row every 18 points."""
    for number, (label, figure) in enumerate(rows):
        page.text(50, top - 18 * number, label).text(350 - 5 * len(figure), top - 18 * number, figure)
    return page


FIRST: Rows = [("基本支出", "1,200.00"), ("项目支出", "72.94"), ("其他支出", "1.06")]


def test_rows_on_the_next_page_stand_in_the_columns_of_the_header_before_it() -> None:
    first = drawn(MadePage().text(50, 700, "项目").text(310, 700, "预算数"), 682, FIRST)
    second = drawn(MadePage(), 700, [("合计", "1,274.00")])
    assert tables(read(first, second)) == [
        [["项目", "预算数"], ["基本支出", "1,200.00"], ["项目支出", "72.94"], ["其他支出", "1.06"]],
        [["合计", "1,274.00"]],
    ]


def test_a_header_at_the_foot_of_a_page_heads_the_rows_on_the_next() -> None:
    first = MadePage().text(50, 100, "项目").text(310, 100, "预算数")
    second = drawn(MadePage(), 700, FIRST)
    assert tables(read(first, second)) == [
        [["项目", "预算数"]],
        [["基本支出", "1,200.00"], ["项目支出", "72.94"], ["其他支出", "1.06"]],
    ]


def test_header_cells_set_in_the_middle_of_tall_rows_stay_apart() -> None:
    page = MadePage().text(50, 696, "项目").text(310, 700, "预算").text(315, 692, "数", 10)
    assert tables(read(drawn(page, 666, FIRST)))[0][0] == ["项目", "预算数"]


def test_the_number_of_another_table_ends_a_table() -> None:
    page = drawn(MadePage().text(50, 700, "项目").text(310, 700, "预算数"), 682, FIRST)
    page.text(20, 624, "附表二", 14)
    drawn(page, 604, [("甲", "5.00")])
    assert tables(read(page))[0][1:] == [["基本支出", "1,200.00"], ["项目支出", "72.94"], ["其他支出", "1.06"]]


def test_a_unit_inside_a_header_cell_is_no_small_print() -> None:
    page = MadePage().text(50, 694, "项目").text(310, 700, "价值（").text(310, 688, "万元）")
    assert tables(read(drawn(page, 664, FIRST)))[0][0] == ["项目", "价值（万元）"]


def test_numbered_lines_are_labels_of_their_own() -> None:
    page = MadePage().text(50, 700, "项目").text(310, 700, "预算数")
    drawn(page, 682, [("1、房屋", "5.00")])
    page.text(50, 668, "2、车辆")
    drawn(page, 654, [("3、设备", "6.00"), ("4、其他", "7.00")])
    assert ["2、车辆", ""] in tables(read(page))[0]


def test_the_rest_of_a_label_goes_with_the_row_that_the_page_break_cuts() -> None:
    rows: Rows = [("基本支出", "1,200.00"), ("项目支出", "72.94"), ("机关事业单位基本养老保险缴费支", "1.06")]
    first = drawn(MadePage().text(50, 700, "项目").text(310, 700, "预算数"), 682, rows)
    second = MadePage().text(50, 700, "项目").text(310, 700, "预算数").text(50, 682, "出")
    found = tables(read(first, drawn(second, 660, [("合计", "1,274.00"), ("其中", "72.94")])))
    assert ["机关事业单位基本养老保险缴费支", "1.06"] not in found[0]
    assert found[1] == [["项目", "预算数"], ["合计", "1,274.00"], ["其中", "72.94"]]

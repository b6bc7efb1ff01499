"""Rows and cells that a page break cuts: the halves are one where the rules or the full lines prove it."""

from made_pdf import MadePage, made_pdf

from loaders.blocks import Place, Table
from loaders.readers import pdf

XS = [50, 90, 150, 250]
HEAD = ["编码", "名称", "金额"]


def tables(*pages: MadePage) -> list[Table]:
    return [block for block in pdf.read(made_pdf(*pages), "made.pdf").blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [["~" if cell.covered else cell.text for cell in row.cells] for row in table.rows]


def open_row(page: MadePage, top: float, bottom: float, *cells: tuple[float, float, str]) -> MadePage:
    """A row with its side rules alone."""
    for x in XS:
        page.line(x, top, x, bottom)
    for x, y, text in cells:
        page.text(x, y, text)
    return page


def foot(*cells: tuple[float, float, str]) -> MadePage:
    """A page with the header of a table and, below it, a row that is open at the foot of the page."""
    return open_row(MadePage().rows(XS, 120, [HEAD]), 100, 60, *cells)


def head(*cells: tuple[float, float, str]) -> MadePage:
    """A page that begins with the rest of such a row, above a whole one."""
    return open_row(MadePage(), 780, 740, *cells).rows(XS, 740, [["221", "住房", "7.00"]])


class TestRowsLeftOpen:
    def test_a_row_without_rule_at_the_break_is_one_row(self) -> None:
        above = foot((53, 86, "210110"), (94, 86, "事业单位医"), (220, 86, "19.92"))
        one, other = tables(above, head((53, 766, "2"), (94, 766, "疗")))
        assert texts(one) == [HEAD, ["2101102", "事业单位医疗", "19.92"]]
        assert texts(other) == [["221", "住房", "7.00"]]

    def test_each_half_of_a_cut_cell_keeps_its_place(self) -> None:
        above = foot((53, 86, "210"), (94, 86, "事业单位医"), (220, 86, "19.92"))
        one, _ = tables(above, head((94, 766, "疗")))
        cell = one.rows[1].cells[1]
        assert cell.text == "事业单位医疗"
        assert cell.place_at(4) == Place(page=1, table=1, row=2, column=2)
        assert cell.place_at(5) == Place(page=2, table=1, row=1, column=2)

    def test_a_header_printed_again_is_between_the_halves(self) -> None:
        above = foot((53, 86, "210110"), (94, 86, "事业单位医"), (220, 86, "19.92"))
        below = open_row(MadePage().rows(XS, 780, [HEAD]), 760, 720, (53, 746, "2"), (94, 746, "疗"))
        one, other = tables(above, below.rows(XS, 720, [["221", "住房", "7.00"]]))
        assert texts(one)[1] == ["2101102", "事业单位医疗", "19.92"]
        assert texts(other) == [HEAD, ["221", "住房", "7.00"]]

    def test_a_rest_alone_on_its_page_is_read(self) -> None:
        above = foot((53, 86, "210110"), (94, 86, "事业单位医"), (220, 86, "19.92"))
        rest = open_row(MadePage(), 780, 740, (53, 766, "2"), (94, 766, "疗")).line(50, 740, 250, 740)
        (one,) = tables(above, rest)
        assert texts(one)[1] == ["2101102", "事业单位医疗", "19.92"]

    def test_a_figure_printed_in_the_second_half_belongs_to_the_row(self) -> None:
        one, _ = tables(foot((53, 86, "210"), (94, 86, "事业单位医")), head((94, 766, "疗"), (220, 766, "19.92")))
        assert texts(one)[1] == ["210", "事业单位医疗", "19.92"]

    def test_rows_with_labels_and_figures_of_their_own_stay_two(self) -> None:
        above = foot((53, 86, "210"), (94, 86, "卫生健康"), (220, 86, "19.92"))
        one, other = tables(above, head((53, 766, "211"), (94, 766, "环境"), (220, 766, "8.00")))
        assert texts(one)[1] == ["210", "卫生健康", "19.92"]
        assert texts(other)[0] == ["211", "环境", "8.00"]


class TestRowsClosedAtTheBreak:
    def page(self, rows: list[list[str]], top: float = 780) -> MadePage:
        return MadePage().rows(XS, top, rows)

    def test_full_lines_above_tell_that_a_row_may_go_on(self) -> None:
        above = self.page([HEAD, ["210110", "事业单位医", "19.92"]], 100)
        _, other = tables(above, self.page([HEAD, ["2", "疗", ""], ["221", "住房", "7.00"]]))
        assert [row.goes_on for row in other.rows] == [None, True, None]

    def test_a_short_line_above_tells_that_a_row_is_whole(self) -> None:
        above = self.page([HEAD, ["210", "卫生", "19.92"]], 100)
        _, other = tables(above, self.page([HEAD, ["", "健康", ""]]))
        assert other.rows[1].goes_on is False

    def test_figures_below_each_other_are_two(self) -> None:
        above = self.page([HEAD, ["210110", "事业单位医", "1,234,567,890,123.50"]], 100)
        _, other = tables(above, self.page([HEAD, ["2", "疗", "1,234,567,890,123.75"]]))
        assert other.rows[1].goes_on is False

    def test_numbers_that_count_the_rows_are_two(self) -> None:
        xs = [50, 68, 120, 200]
        above = MadePage().rows(xs, 80, [["28", "住房支出", "5.00"]])
        _, other = tables(above, MadePage().rows(xs, 780, [["29", "预备费用", ""]]))
        assert other.rows[0].goes_on is False


class TestMergedCellsCutByTheBreak:
    def test_a_label_that_no_rule_closes_holds_for_the_rows_below(self) -> None:
        above = MadePage().grid([90, 150, 250], [100, 80, 60]).line(50, 100, 90, 100).line(50, 100, 50, 60)
        above.text(53, 70, "运转").text(94, 86, "甲").text(220, 86, "1.00").text(94, 66, "乙").text(220, 66, "2.00")
        below = MadePage().grid([90, 150, 250], [780, 760, 740]).line(50, 740, 90, 740).line(50, 780, 50, 740)
        below.text(94, 766, "丙").text(220, 766, "3.00").text(94, 746, "丁").text(220, 746, "4.00")
        one, other = tables(above, below)
        assert texts(one) == [["运转", "甲", "1.00"], ["~", "乙", "2.00"]]
        assert one.rows[0].cells[0].height == 4
        assert texts(other) == [["~", "丙", "3.00"], ["~", "丁", "4.00"]]

    def test_a_blank_merged_cell_at_the_head_goes_on_with_the_label_above(self) -> None:
        above = MadePage().grid(XS, [100, 80]).text(53, 86, "运转").text(94, 86, "甲").text(220, 86, "1.00")
        below = MadePage().grid([90, 150, 250], [780, 760, 740]).grid([50, 90], [780, 740])
        below.text(94, 766, "丙").text(220, 766, "3.00").text(94, 746, "丁").text(220, 746, "4.00")
        one, other = tables(above, below)
        assert one.rows[0].cells[0].height == 3
        assert texts(other) == [["~", "丙", "3.00"], ["~", "丁", "4.00"]]

    def test_a_label_merged_over_a_whole_page_and_more_is_a_column_of_that_page(self) -> None:
        def page(top: float, bottom: float, row: str, *, first: bool = False, last: bool = False) -> MadePage:
            made = MadePage().grid([90, 150, 250], [top, bottom]).line(50, top, 50, bottom)
            made = made.line(50, top, 90, top) if first else made
            made = made.line(50, bottom, 90, bottom) if last else made
            return made.text(94, bottom + 6, row).text(220, bottom + 6, "1.00")

        pages = [
            page(100, 60, "甲", first=True).text(53, 80, "运转"),
            page(780, 60, "乙"),
            page(780, 740, "丙", last=True),
        ]
        one, two, three = tables(*pages)
        assert one.rows[0].cells[0].height == 3
        assert [texts(one), texts(two), texts(three)] == [
            [["运转", "甲", "1.00"]],
            [["~", "乙", "1.00"]],
            [["~", "丙", "1.00"]],
        ]

"""Tables that a crawler flattened: a cell a line, or rows with single blanks; put back, or left unread."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

from loaders.blocks import Paragraph
from loaders.facts import Figure
from loaders.forms.flattened import with_tables_put_back

TITLE = "一般公共预算“三公”经费支出预算表\n单位：万元\n"


def figures(text: str) -> list[Figure]:
    return list(disclosure_of_text(text).figures)


def stated(text: str) -> list[tuple[str, str, str]]:
    return [(one.row_label, one.columns[-1], one.amount) for one in figures(text)]


def lines(*cells: str, end: str = "") -> str:
    return "".join(f"{cell}{end}\n" for cell in cells)


def test_cells_on_lines_make_rows_as_long_as_the_header() -> None:
    text = TITLE + lines("项目", "预算数", "合计", "9.5", "公务接待费", "1.5", "公务用车费", "8.0")
    assert stated(text) == [
        ("合计", "预算数", "9.5"),
        ("公务接待费", "预算数", "1.5"),
        ("公务用车费", "预算数", "8.0"),
    ]


def test_pipes_behind_cells_print_the_blank_ones_too() -> None:
    text = TITLE + "项目 |\n上年数 |\n预算数 |\n合计 |\n|\n9.5 |\n公务接待费 |\n1.0 |\n|\n"
    assert stated(text) == [("合计", "预算数", "9.5"), ("公务接待费", "上年数", "1.0")]


def test_lost_blanks_are_found_again_where_only_one_way_adds_up() -> None:
    total = ["合计", "100.00", "80.00", "20.00"]
    rows = ["213", "农林水支出", "30.00", "30.00", "214", "交通支出", "70.00", "50.00", "20.00"]
    header = ["科目编码", "科目名称", "合计", "财政拨款收入", "事业收入"]
    text = "部门收入总表\n单位：万元\n" + lines(*header, *total, *rows)
    found = [(one.row_code, one.columns[-1], one.amount) for one in figures(text)]
    assert ("213", "财政拨款收入", "30.00") in found
    assert ("213", "事业收入", "30.00") not in found


def test_lost_blanks_stay_unread_where_two_ways_add_up() -> None:
    rows = ["213", "农林水支出", "30.00", "30.00", "214", "交通支出", "30.00", "30.00"]
    header = ["科目编码", "科目名称", "合计", "财政拨款收入", "事业收入"]
    text = "部门收入总表\n单位：万元\n" + lines(*header, "合计", "60.00", "30.00", "30.00", *rows)
    told_of = {one.row_label: one.columns for one in figures(text) if one.row_label != "合计"}
    assert told_of == {"农林水支出": ("合计",), "交通支出": ("合计",)}


def test_paragraphs_behind_the_last_figure_stay_text() -> None:
    paragraphs = ["项目", "预算数", "合计", "9.5", "公务接待费", "1.5", "公务用车费", "8.0", "二、其他情况", "青山市"]
    blocks = [Paragraph(text) for text in ("“三公”经费支出预算表", "单位：万元", *paragraphs)]
    put_back = with_tables_put_back(blocks, ())
    assert [type(block).__name__ for block in put_back] == ["Paragraph", "Paragraph", "Table", "Paragraph", "Paragraph"]


def test_a_figure_whose_column_nothing_tells_is_not_read() -> None:
    text = TITLE + lines("项目", "上年数", "预算数", "合计", "9.0", "9.5", "公务接待费", "1.5", "用车费", "7.5", "8.0")
    assert ("公务接待费", "上年数", "1.5") not in stated(text)
    assert ("公务接待费", "预算数", "1.5") not in stated(text)
    assert ("用车费", "预算数", "8.0") in stated(text)


def test_an_integer_between_cells_is_no_page_number() -> None:
    text = "收入支出决算总表\n金额单位：万元\n" + "\n\n".join(
        [
            "项目",
            "行次",
            "金额",
            "一、财政拨款收入",
            "1",
            "40.5",
            "二、上级补助收入",
            "2",
            "10",
            "三、事业收入",
            "3",
            "7.3",
        ]
    )
    assert stated(text)[1] == ("二、上级补助收入", "金额", "10")


def test_sides_flattened_with_their_row_numbers_keep_their_labels() -> None:
    header = "收入 支出 项目 行次 金额 项目 行次 金额 栏次 1 栏次 2"
    first = "一、财政拨款收入 1 40.5 一、一般公共服务支出 9 30.5"
    second = "二、事业收入 2 0.00 二、国防支出 10 10.0"
    text = "收入支出决算总表\n金额单位：万元\n" + "\n\n".join(f"{header} {first} {second}".split())
    assert [(one.side, one.row_label, one.amount) for one in figures(text)] == [
        ("income", "一、财政拨款收入", "40.5"),
        ("expenditure", "一、一般公共服务支出", "30.5"),
        ("income", "二、事业收入", "0.00"),
        ("expenditure", "二、国防支出", "10.0"),
    ]


def test_rows_with_single_blanks_end_in_as_many_figures_as_the_header_has_columns() -> None:
    text = TITLE + lines("项目 2020年执行数 2021年预算数", "一、“三公”经费合计 13.1 12.5", "公务接待费 5.1 4.5")
    assert stated(text) == [
        ("一、“三公”经费合计", "2020年执行数", "13.1"),
        ("一、“三公”经费合计", "2021年预算数", "12.5"),
        ("公务接待费", "2020年执行数", "5.1"),
        ("公务接待费", "2021年预算数", "4.5"),
    ]


def test_rows_with_single_blanks_may_begin_with_a_code() -> None:
    text = "支出总表\n单位：万元\n" + lines(
        "科目编码 科目名称 合计 基本支出 项目支出", "213 农林水支出 9 4 5", "21303 水利 9 4 5", "合计 9 4 5"
    )
    assert [(one.row_code, one.row_label, one.amount) for one in figures(text) if one.columns[-1] == "合计"] == [
        ("213", "农林水支出", "9"),
        ("21303", "水利", "9"),
        ("", "合计", "9"),
    ]


def test_a_blank_cell_between_single_blanks_shows_in_the_gap() -> None:
    text = TITLE + lines("项目 上年数 预算数", "合计   25", "公务接待费 5 15", "公务用车费   10")
    assert ("合计", "预算数", "25") in stated(text)
    assert ("公务用车费", "上年数", "10") not in stated(text)


@pytest.mark.parametrize(
    "text",
    [
        "三公经费说明\n项目\n预算数\n合计\n9.5\n",
        TITLE + lines("本表无数据", "主任", "2024"),
        TITLE + lines("公务接待费为9.5万元。", "合计", "9.5"),
    ],
    ids=["no title of a form", "no header", "running text"],
)
def test_nothing_is_made_a_table_without_title_and_header(text: str) -> None:
    assert stated(text) == []


def test_words_that_a_line_end_cut_are_whole_again() -> None:
    cells = [
        "项目",
        "预算数",
        "合计",
        "9.5",
        "1.因公出国（境",
        "）费",
        "0.0",
        "2.公务接",
        "待费",
        "1.5",
        "3.用车",
        "8.0",
    ]
    assert [label for label, _, _ in stated(TITLE + lines(*cells))] == [
        "合计",
        "1.因公出国（境）费",
        "2.公务接待费",
        "3.用车",
    ]


def test_two_labels_that_are_words_each_stay_two() -> None:
    cells = ["项目", "预算数", "合计", "1.5", "公务用车购置费", "公务接待费", "1.5"]
    assert [label for label, _, _ in stated(TITLE + lines(*cells))] == ["合计", "公务接待费"]


BOTH_SIDES = """收入支出决算总表
编制单位：东屏县水务局 单位：万元
收 入 支 出
项 目 行次 决算数 项 目 行次 决算数
栏 次 1 栏 次 2
一、财政拨款收入 1 20.50 一、社会保障和就业支出 31 8.20
二、其他收入 2 2.30 二、农林水支出 32 14.60
本年收入合计 3 22.80 本年支出合计 33 22.80
"""


def test_lines_of_two_sides_are_rows_of_both() -> None:
    found = [(one.row_label, one.component, one.amount) for one in figures(BOTH_SIDES)]
    assert found == [
        ("一、财政拨款收入", "income", "20.50"),
        ("一、社会保障和就业支出", "expenditure", "8.20"),
        ("二、其他收入", "income", "2.30"),
        ("二、农林水支出", "expenditure", "14.60"),
        ("本年收入合计", "income", "22.80"),
        ("本年支出合计", "expenditure", "22.80"),
    ]


def test_header_of_two_lines_over_lines_of_rows() -> None:
    text = (
        TITLE
        + "项 目 2017年 2018年 增减情况\n预算数 预算数 增减额 增减幅度\n"
        + "合计 30 28 -2 -6.67%\n1、公务接待费 12 10 -2 -16.67%\n2、公务用车费 18 18 0 0\n"
    )
    found = [("/".join(one.columns), one.amount) for one in figures(text) if one.row_label == "合计"]
    assert found == [
        ("2017年/预算数", "30"),
        ("2018年/预算数", "28"),
        ("增减情况/增减额", "-2"),
        ("增减情况/增减幅度", "-6.67"),
    ]


def test_what_all_ways_to_place_a_line_agree_on_is_read() -> None:
    text = (
        "政府性基金预算支出表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n合计 30.00 30.00\n"
        "212 城乡社区支出 30.00 30.00\n21208 土地出让收入安排的支出 30.00 30.00\n"
    )
    assert {one.columns for one in figures(text)} == {("合计",)}


def test_a_line_of_bare_figures_is_no_sentence() -> None:
    found = disclosure_of_text("东屏县水务局2017年“三公”经费预算\n合计 30 28 -2 -6.67%\n公务接待费为3万元。\n")
    assert [(one.measure, one.value) for one in found.statements] == [("公务接待费", "3")]


def test_parts_under_of_which_stand_beside_their_whole() -> None:
    text = (
        "清石镇2020年一般公共预算支出表 |\n单位：万元 |\n科目编码 | 科目名称 | 2020年预算数 | 其中: | |\n"
        "基本支出 | 项目支出 |\n201 | 一般公共服务支出 | 50.0 | 42.0 | 8.0 |\n213 | 农林水支出 | 30.0 | 12.0 | 18.0 |\n"
        "合计 | 80.0 | 54.0 | 26.0 |\n"
    )
    found = [(one.component, one.amount) for one in figures(text) if one.row_code == "201"]
    assert found == [("total", "50.0"), ("basic-expenditure", "42.0"), ("project-expenditure", "8.0")]


COMPARED = "项目 本期支出数 上年同期支出数 增减额\n"


def test_words_that_no_list_knows_head_figures_where_every_row_fills_every_column() -> None:
    rows = "合计 8.00 9.00 -1.00\n公务接待费 1.00 3.00 -2.00\n公务用车费 7.00 6.00 1.00\n"
    text = "东屏县水务局2021年上半年“三公”经费支出情况公示\n（单位：万元）\n"
    assert stated(text + COMPARED + rows)[:3] == [
        ("合计", "本期支出数", "8.00"),
        ("合计", "上年同期支出数", "9.00"),
        ("合计", "增减额", "-1.00"),
    ]
    assert not stated(text + COMPARED + rows.replace(" 3.00 ", " ").replace(" 6.00 ", " "))


def test_last_year_and_the_change_are_no_parts_of_this_year() -> None:
    rows = "合计 8.00 9.00 -1.00\n公务接待费 1.00 3.00 -2.00\n公务用车费 7.00 6.00 1.00\n"
    found = figures("东屏县水务局2021年上半年“三公”经费支出情况公示\n单位：万元\n" + COMPARED + rows)
    assert not [one for one in found if one.total_column]


def test_a_row_that_ends_in_cells_does_not_run_on() -> None:
    rows = "三公经费合计 7.00 9.00 -2.00\n其中：公务用车购置及运行维护费用支出数 0.00 0.00 -\n"
    rows += "公务用车运行维护费 7.00 9.00 -2.00\n"
    text = "东屏县水务局2021年上半年“三公”经费支出情况公示\n单位：万元\n" + COMPARED + rows
    assert ("公务用车运行维护费", "本期支出数", "7.00") in stated(text)


BASIC = "一般公共预算基本支出表\n单位：万元\n科目编码 科目名称 合计 人员经费 公用经费\n"
SUBJECTS = (
    "301 工资福利支出 20.50 20.50\n30101 基本工资 12.20 12.20\n30102 津贴补贴 8.30 8.30\n"
    "302 商品和服务支出 3.60 3.60\n30201 办公费 3.60 3.60\n"
)


def test_figures_of_subjects_are_placed_by_what_the_total_and_the_subjects_above_leave_open() -> None:
    found = stated(BASIC + SUBJECTS + "合计 24.10 20.50 3.60\n")
    assert ("基本工资", "人员经费", "12.20") in found
    assert ("办公费", "公用经费", "3.60") in found
    assert len(found) == 13


def test_figures_of_subjects_stay_unread_where_the_total_allows_either_column() -> None:
    rows = "301 工资福利支出 5.00 5.00\n302 商品和服务支出 5.00 5.00\n合计 10.00 5.00 5.00\n"
    assert not [one for one in stated(BASIC + rows) if one[0] != "合计" and one[1] != "合计"]


def test_cells_below_a_title_of_no_form_are_a_table_where_they_begin_with_its_header() -> None:
    title = "东屏县气象局2019年“三公”经费预算公开\n部门名称：东屏县气象局\n单位：万元\n"
    cells = lines("项目", "2018年预算数", "2019年预算数", "合计", "3.20", "2.90", "公务接待费", "1.20", "0.90")
    rest = lines("公务用车费", "2.00", "2.00")
    found = figures(title + cells + rest)
    assert [one.amount for one in found] == ["3.20", "2.90", "1.20", "0.90", "2.00", "2.00"]
    assert {one.form for one in found} == {"three-public"}


def test_a_line_that_one_pipe_closes_is_text_without_it() -> None:
    text = "一般公共预算“三公”经费支出预算表 |\n单位：万元 |\n项目 |\n预算数 |\n合计 |\n9.5 |\n公务接待费 |\n9.5 |\n"
    assert stated(text) == [("合计", "预算数", "9.5"), ("公务接待费", "预算数", "9.5")]
    assert {one.unit for one in figures(text)} == {"万元"}


PUSHED = "2018年“三公”经费预算情况统计表 |\n单位:万元 |\n项目 | 2017年预算数 | 2018年预算数 | 比上年增、减情况 | |\n"


def test_words_pushed_to_the_left_of_merged_cells_stand_under_the_group_they_belong_to() -> None:
    figures_of_row = "4.20 | 3.65 | -0.55 | -13.10% |\n"
    rows = f"增、减金额 | 增、减幅度 | | | |\n合计 | {figures_of_row}公务接待费 | {figures_of_row}"
    assert stated(PUSHED + rows)[:4] == [
        ("合计", "2017年预算数", "4.20"),
        ("合计", "2018年预算数", "3.65"),
        ("合计", "增、减金额", "-0.55"),
        ("合计", "增、减幅度", "-13.10"),
    ]


def test_a_row_below_codes_keeps_its_places() -> None:
    text = "一般公共预算支出表 |\n单位:万元 |\n科目编码 | | | 科目名称 | 合计 |\n类 | 款 | 项 | | |\n"
    text += "208 | 11 | 01 | 行政运行 | 5.00 |\n208 | 11 | 04 | 残疾人康复 | 1.00 |\n"
    assert [(one.row_code, one.amount) for one in figures(text)] == [("2081101", "5.00"), ("2081104", "1.00")]


def test_subjects_without_a_column_of_names_are_names() -> None:
    text = "一般公共预算支出预算表\n单位：万元\n科目 预算数\n公共安全支出 18\n教育支出 32\n合计 50\n"
    assert [(one.row_label, one.amount) for one in figures(text)] == [
        ("公共安全支出", "18"),
        ("教育支出", "32"),
        ("合计", "50"),
    ]


CARS = ["合计", "因公出国", "公车购置及运行维护", "小计", "公车购置", "公车运行维护", "公务接待费"]


def test_a_head_merged_over_all_rows_may_be_printed_with_the_last_row() -> None:
    text = "“三公”经费汇总情况表\n||||\n单位：万元 |\n" + lines(*CARS, "90", "10", "60", "20", "40", "20", end=" |")
    assert [one.columns for one in figures(text)] == [
        ("合计",),
        ("因公出国",),
        ("公车购置及运行维护", "小计"),
        ("公车购置及运行维护", "公车购置"),
        ("公车购置及运行维护", "公车运行维护"),
        ("公务接待费",),
    ]


def test_such_a_head_is_unread_where_the_sums_do_not_hold() -> None:
    text = "“三公”经费汇总情况表\n单位：万元 |\n" + lines(*CARS, "90", "10", "60", "20", "45", "20", end=" |")
    assert figures(text) == []


def test_blank_cells_beside_groups_of_a_header_are_no_columns() -> None:
    head = ["收 入", "", "支 出", "", "项 目", "预算数", "项 目", "预算数"]
    rows = ["税收收入", "7", "教育支出", "9", "非税收入", "3", "卫生健康支出", "1", "收入总计", "10", "支出总计", "10"]
    text = "某某镇2023年财政收支预算表\n单位：万元\n" + "".join(
        f"{one} |\n" if one else "|\n" for one in [*head, *rows]
    )
    assert stated(text)[:2] == [("税收收入", "预算数", "7"), ("教育支出", "预算数", "9")]


def test_sides_may_head_the_labels_themselves_and_lines_above_the_header_stay() -> None:
    text = "某某镇2023年财政收支预算表\n[ 发布机构 ] 某某镇 [ 有效性 ] 有效\n单位：万元\n收入 预算数 支出 预算数\n"
    text += "税收收入 7 教育支出 9\n非税收入 3 卫生健康支出 1\n收入总计 10 支出总计 10\n"
    assert stated(text)[:2] == [("税收收入", "预算数", "7"), ("教育支出", "预算数", "9")]
    assert {one.unit for one in figures(text)} == {"万元"}


def test_a_column_of_rates_under_an_unknown_word_is_read_with_its_sign() -> None:
    text = TITLE + "项目 年度预算数 本季度支出 占年度预算\n合计 10.00 5.00 50.00%\n公务接待费 10.00 5.00 50.00%\n"
    assert [(one.amount, one.unit) for one in figures(text)][2] == ("50.00", "%")


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("商品和服务支出 26.26 0.00", ["26.26", "0.00"]),
        ("商品和服务支出\t486.06459.80 26.26 0.00", []),
        ("商品和服务支出486.06 26.26 0.00", []),
    ],
)
def test_a_label_that_ends_with_money_proves_that_cells_run_together(row: str, read: list[str]) -> None:
    text = "一般公共预算基本支出表\n单位：万元\n科目名称 人员经费 公用经费\n" + lines(
        "工资福利支出 427.56 0.00", row, "对个人和家庭的补助 32.23 0.00"
    )
    assert [one.amount for one in figures(text) if one.row_label.startswith("商品")] == read


def test_a_header_begins_with_its_first_line_or_is_not_read() -> None:
    header = "部门预算支出经济分类科目 本年一般公共预算基本支出\n科目名称 合计 人员经费\n"
    rows = lines("工资福利支出 427.56 427.56", "离休费 26.26 0.00", "退休费 32.23 32.23")
    title = "一般公共预算基本支出表\n单位：万元\n"
    assert {one.component for one in figures(title + header + rows)} <= {"unknown", "basic-expenditure", "personnel"}


@pytest.mark.parametrize(("second", "code"), [("512青山县图书馆", "512"), ("青山县图书馆", "")])
def test_codes_before_all_names_of_units_stand_in_their_column(second: str, code: str) -> None:
    text = "一般公共预算项目支出预算表\n单位：万元\n单位代码 单位名称 项目名称 金额\n" + lines(
        "512青山县档案馆 档案抢救 42.00", f"{second} 库房运行 18.00"
    )
    found = {one.row_label: one.row_code for one in figures(text)}
    assert found == {"档案抢救": code, "库房运行": code}

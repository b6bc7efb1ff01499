"""What print shows a number to be, without any fact: each rule with a case that fits and one that does not."""

import pytest

from loaders.blocks import Place, Text
from loaders.coverage.row_shapes import page_numbers
from loaders.coverage.token_shapes import TokenShapes
from loaders.coverage.tokens import Lines


def shapes(*printed: str, page: int | None = None) -> list[str]:
    texts = [Text(line, ((0, Place(line=number, page=page)),)) for number, line in enumerate(printed, 1)]
    return TokenShapes(Lines(texts)).all()


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("2024年部门预算", "date"),
        ("预算年度：2024", "date"),
        ("截止时间：2023-12-31", "date"),
        ("3月底完成", "date"),
        ("（2024）", "date"),
        ("1、收入说明", "ordinal"),
        ("（3）公务接待费", "ordinal"),
        ("第5条", "ordinal"),
        ("履行聘期任务目标2：按时发放奖金", "ordinal"),
        ("附表 4", "code"),
        ("预算01表", "code"),
        ("450 承德县医疗保障局", "code"),
        ("单价 20 万元以上的设备", "name"),
        ("年满60周岁的老人", "name"),
        ("减少了一个206基建项目", "name"),
        ("设计使用年限为50年", "name"),
        ("抗震设防烈度为7度", "name"),
        ("组织2-3次委员视察", "range"),
        ("举办1～2个月的研讨", "range"),
        ("[bookmark: _Toc30402300]", "remnant"),
        ("联系电话：3251006", "contact"),
    ],
)
def test_print_explains(line, shape):
    assert set(shapes(line)) == {shape}


@pytest.mark.parametrize(
    "line",
    [
        "预算收入6908.98万元",
        "共2024万元",
        "投入500万元以上",
        "安排3个月的经费",
        "下降 45.32%",
        "公务用车2辆",
        "共3-2次",
        "投入5-10万元",
        "完成2.5万人",
        "其中：450",
        "建设206个项目",
        "使用50年",
    ],
)
def test_a_figure_has_no_shape(line):
    assert set(shapes(line)) == {""}


def test_the_number_of_a_goal_may_stand_in_the_next_line():
    assert shapes("素质优良的教师队伍。目标", "体 3：科学研究能力不断增强") == ["ordinal"]
    assert shapes("素质优良的教师队伍。", "体 3：科学研究能力不断增强") == [""]


def test_row_numbers_go_on_and_figures_beside_them_stay_figures():
    table = ["1\t基本工资\t81", "2\t津贴补贴\t14", "3\t奖金\t107"]
    assert shapes(*table) == ["ordinal", "", "ordinal", "", "ordinal", ""]


def test_a_row_that_opens_with_a_figure_is_not_numbered():
    assert shapes("34\t\t20\t14") == ["", "", ""]


def test_column_numbers():
    assert shapes("栏次\t1\t2\t3=1+2") == ["ordinal"] * 5
    assert shapes("合计\t1\t2\t3") == ["", "", ""]


def test_codes_stand_before_their_names():
    assert shapes("208\t05\t05\t机关事业单位基本养老保险\t32.93") == ["code", "code", "code", ""]
    assert shapes("工资福利支出\t301\t项目支出") == [""]


def test_contents_pages_under_their_heading():
    assert shapes("目录", "部门预算收支总表\t1", "部门预算收入总表\t3", "正文。", "住房公积金\t54") == [
        "ordinal",
        "ordinal",
        "",
    ]


def test_a_page_number_is_alone():
    assert shapes("正文。", "", "12", "", "正文。") == ["ordinal"]
    assert shapes("正文。", "12", "正文。") == [""]


def test_a_page_number_of_a_pdf_is_first_or_last_on_its_page():
    assert shapes("正文", "12", page=3) == ["ordinal"]
    assert shapes("正文", "12", "正文", page=3) == [""]


def test_an_item_whose_mark_is_lost():
    assert shapes("1稳步提高参保率。", "2、完成申报。") == ["ordinal", "ordinal"]


def test_a_year_that_a_line_break_cut():
    assert shapes("自2018", "年起") == ["date"]


def test_class_and_division_codes_that_blanks_or_wrapping_part():
    assert shapes("301 01\t302", "基本工资\t262.33\t01 办公费\t21.21") == ["code", "code", "code", "", "code", ""]
    assert shapes("301\t2 津贴补贴\t16,623,810") == ["code", "code", ""]


def test_quantities_beside_prices_are_no_codes():
    assert shapes("复印纸\t预算安排\t20\t220\t箱\t4400.00") == ["", "", ""]
    assert shapes("新增外文期刊\t200册\t95") == ["", ""]


def test_numbers_below_row_numbers_are_ordinals_though_some_are_left_out():
    found = shapes("项目\t行次\t金额", "本年收入\t27\t30.00", "年初结转\t29\t5", "合计\t31\t35.00")
    assert found == ["ordinal", "", "ordinal", "", "ordinal", ""]


def test_a_number_below_row_numbers_that_does_not_rise_is_none():
    assert shapes("项目\t行次\t金额", "本年收入\t27\t30.00", "合计\t12\t") == ["ordinal", "", ""]


def test_the_parts_of_a_code_may_stand_before_column_numbers():
    assert shapes("类\t款\t项\t栏次\t1\t2\t3") == ["ordinal"] * 3


def test_a_number_between_strokes_is_that_of_a_page() -> None:
    printed = ("公务用车购置为0。", "─1─", "二、公务接待费", "-2-", "三、会议费", "3", "四、培训费")
    lines = Lines([Text(line, ((0, Place(line=number)),)) for number, line in enumerate(printed, 1)])
    assert page_numbers(lines) == {1, 3}

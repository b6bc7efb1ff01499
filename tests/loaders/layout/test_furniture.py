"""What web portals print around a page parts no title from its table; words of forms that look like it stay."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

from loaders.blocks import Cell, Paragraph, Row, Table
from loaders.layout.furniture import furniture_of, is_furniture, without_furniture

PORTAL = [
    "发布时间：2019-04-02 16:20    来源：东屏县档案局    点击量：88",
    "信息来源：县水利局　发布日期：2020年3月1日　字号：大 中 小",
    "东屏县人民政府 发布时间：2021-02-07 阅读次数：31",
    "【打印本页】 【关闭窗口】",
    "2019-04-02 16:20:11",
    "首页 > 政务公开 > 预决算公开 > 部门预算",
    "当前位置：首页>政务公开>财政资金",
    "首页政府信息公开目录县水利局财政预决算",
    "使用手机扫描二维码在手机上打开本页",
    "上一篇：关于召开会议的通知",
    "(此件公开发布)",
]
WORDS_OF_FORMS = [
    "首页公开2021年支出5万元。",
    "资金来源",
    "来源",
    "单位：万元",
    "部门：东屏县档案局 单位：万元",
    "部门名称：东屏县档案局 发布时间：2021-02-07",
    "项目 2020年预算数 2021年预算数",
    "合计 21.60 18.40",
    "群众满意度>90%",
    "2021年2月7日",
    "扫描仪",
    "有效",
    "小",
    "名称",
    "本局2021年预算21.60万元，比上年减少3.20万元，来源：财政拨款。",
]


@pytest.mark.parametrize("line", PORTAL)
def test_line_of_a_portal_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", WORDS_OF_FORMS)
def test_words_of_forms_are_none(line: str) -> None:
    assert not is_furniture(line)


def test_name_of_a_site_counts_only_beside_furniture() -> None:
    site, stamp, name = Paragraph("东屏县人民政府网站"), Paragraph("2021-02-09 14:05"), Paragraph("合计")
    assert list(without_furniture([name, site, stamp])) == [name]
    assert list(without_furniture([site, name, stamp])) == [site, name]


def test_rows_of_labels_are_furniture_and_a_note_is_behind_its_table() -> None:
    rows = [("索引号", "0012/2021-3", "发布机构", "某局"), ("合计", "5", "", ""), ("注：不含上年结转。", "", "", "")]
    table = Table(tuple(Row(tuple(map(Cell, row))) for row in rows))
    kept, note = without_furniture([table])
    assert isinstance(kept, Table)
    assert [row.cells[0].text for row in kept.rows] == ["合计"]
    assert note == Paragraph("注：不含上年结转。")


def test_what_is_left_out_is_reported_line_by_line_and_row_by_row() -> None:
    row = Row(tuple(map(Cell, ("索引号", "0012/2021-3", "发布机构", "某局"))))
    blocks = [Paragraph("【打印本页】 【关闭窗口】"), Paragraph("合计"), Table((row, Row((Cell("合计"), Cell("5")))))]
    assert [(one.text, one.reason) for one in furniture_of(blocks)] == [
        ("【打印本页】 【关闭窗口】", "page furniture"),
        ("索引号 0012/2021-3 发布机构 某局", "page furniture"),
    ]


def figures_in(text: str) -> list[tuple[str, str, str, str]]:
    return [(one.row_label, one.columns[-1], one.amount, one.unit) for one in disclosure_of_text(text).figures]


@pytest.mark.parametrize(
    "text",
    [
        "东屏县档案局2019年“三公”经费预算表 | ||\n发布时间：2019-04-02 09:01 浏览次数：7\n? | | 单位：万元 |\n"
        "项目 | 2018年预算数 | 2019年预算数 |\n合计 | 4.2 | 3.9 |\n公务接待费 | 4.2 | 3.9 |\n",
        "东屏县档案局2019年“三公”经费预算表\n来源：县档案局\n发布时间：2019-04-02\n【打印本页】\n公开07表\n单位：万元\n"
        "项目\n2018年预算数\n2019年预算数\n合计\n4.2\n3.9\n公务接待费\n4.2\n3.9\n",
        "东屏县档案局2019年“三公”经费预算表\n发布日期：2019-04-02 来源：县档案局 字号：大 中 小\n单位：万元\n"
        "项目 2018年预算数 2019年预算数\n合计 4.2 3.9\n公务接待费 4.2 3.9\n",
        "东屏县档案局2019年“三公”经费预算表\n浏览：7次\n部门：东屏县档案局\t四川省东屏县\t单位：万元\n"
        "项目\t2018年预算数\t2019年预算数\n合计\t4.2\t3.9\n公务接待费\t4.2\t3.9\n",
    ],
    ids=["pipes", "cells on lines", "single blanks", "tabs"],
)
def test_form_below_furniture_is_read(text: str) -> None:
    assert figures_in(text) == [
        ("合计", "2018年预算数", "4.2", "万元"),
        ("合计", "2019年预算数", "3.9", "万元"),
        ("公务接待费", "2018年预算数", "4.2", "万元"),
        ("公务接待费", "2019年预算数", "3.9", "万元"),
    ]


def test_forms_in_one_grid_of_text_are_cut_at_their_titles() -> None:
    head = "项目 | 2021年预算数 | 2020年执行数 |\n"
    text = (
        "表一 | | |\n清石镇2021年一般公共预算收入预算表 | | |\n单位：万元 | | |\n" + head + "税收收入 | 5 | 4 |\n"
        "本年收入合计 | 5 | 4 |\n表二 | | |\n清石镇2021年一般公共预算支出预算表 | | |\n单位：万元 | | |\n" + head
        + "农林水支出 | 5 | 4 |\n本年支出合计 | 5 | 4 |\n"
    )  # fmt: skip
    found = disclosure_of_text(text)
    assert [(form.form, form.number) for form in found.forms] == [
        ("general-income", "表一"),
        ("general-expenditure", "表二"),
    ]
    assert [figure.row_label for figure in found.figures if figure.form == "general-expenditure"][-1] == "本年支出合计"


def test_fields_of_a_portal_do_not_run_on_into_the_title() -> None:
    portal = "发布时间：2022-02-18 信息来源：东屏县第二中学\n"
    text = portal + "部门收入总表\n单位：万元\n科目名称\n合计\n教育支出\n5.0\n合计\n5.0\n"
    assert figures_in(text) == [("教育支出", "合计", "5.0", "万元"), ("合计", "合计", "5.0", "万元")]


def test_a_pipe_behind_a_title_is_no_part_of_it() -> None:
    rows = "单位:万元 | |\n项目 | 2020年决算数 | 2021年预算数 |\n合计 | 12.5 | 10.0 |\n公务接待费 | 12.5 | 10.0 |\n"
    found = disclosure_of_text("东屏县商务局2021年“三公”经费情况表 |\n" + rows)
    assert [form.title for form in found.forms] == ["东屏县商务局2021年“三公”经费情况表"]

"""Tables cut by page breaks are whole again, whatever the break repeats; other tables stay apart."""

from __future__ import annotations

import pytest
from made_layouts import sheets_of, tabbed

from loaders.layout.form_titles import recognise
from loaders.layout.sheets import sheets
from loaders.readers import html

CAPTION = "支出总表\n单位：万元\n\n"
HEADER = tabbed("科目编码|科目名称|合计|基本支出|项目支出")
FIRST = tabbed("208|社会保障和就业支出|60.00|60.00|", "20805|行政事业单位养老支出|60.00|60.00|")
SECOND = tabbed("213|农林水支出|40.00||40.00", "21303|水利|40.00||40.00")


@pytest.mark.parametrize(
    "between",
    [
        "\n",
        "\n12\n\n",
        "\n- 12 -\n\n",
        f"\n{HEADER}",
        f"\n{CAPTION}{HEADER}",
        f"\n支出总表\n\n单位：万元\n\n{HEADER}",
    ],
    ids=["blank line", "page number", "dashed page number", "header again", "all again", "all again with blanks"],
)
def test_table_goes_on_behind_a_page_break(between: str) -> None:
    found = sheets_of(CAPTION + HEADER + FIRST + between + SECOND)
    assert len(found) == 1
    codes = [row.cells[0].text for row in found[0].rows]
    assert codes.count("213") == codes.count("208") == 1
    assert found[0].unit == "万元"


def test_row_behind_the_break_knows_it() -> None:
    (sheet,) = sheets_of(CAPTION + HEADER + FIRST + "\n" + SECOND)
    assert [row.cells[0].text for row in sheet.rows if row.after_break] == ["213"]


def test_a_header_again_may_have_lost_the_ends_of_words_below_its_first_row() -> None:
    names = tabbed("项目|金额||", "名称|合计|财政专户管理资金|单位资金")
    again = tabbed("项目|金额||", "名称|合计|财政专户管理|单位资金")
    (sheet,) = sheets_of(CAPTION + names + tabbed("甲|5.00|5.00|") + f"\n{CAPTION}" + again + tabbed("乙|4.00||4.00"))
    assert [row.cells[0].text for row in sheet.rows] == ["项目", "名称", "甲", "乙"]


def test_another_caption_begins_another_table() -> None:
    found = sheets_of(CAPTION + HEADER + FIRST + "\n一般公共预算支出表\n单位：万元\n\n" + HEADER + SECOND)
    assert [sheet.title.text for sheet in found if sheet.title] == ["支出总表", "一般公共预算支出表"]


def test_running_text_ends_a_table() -> None:
    found = sheets_of(CAPTION + HEADER + FIRST + "\n本部门2024年支出合计60万元，全部为基本支出。\n\n" + SECOND)
    assert len(found) == 2
    assert found[1].title is None


def test_note_below_a_table_belongs_to_it_and_ends_it() -> None:
    found = sheets_of(CAPTION + HEADER + FIRST + "\n注：尾数有误差。\n\n" + HEADER + SECOND)
    assert [note.text for note in found[0].notes] == ["注：尾数有误差。"]
    assert len(found) == 2


def test_caption_and_small_print_may_stand_in_rows_of_the_table() -> None:
    (sheet,) = sheets_of(tabbed("450青山县医疗保障局|预算年度：2024|单位：万元") + HEADER + FIRST)
    assert sheet.unit == "万元"
    assert sheet.rows[0].cells[0].text == "科目编码"


def test_form_number_may_stand_between_caption_and_table() -> None:
    (sheet,) = sheets_of("支出总表\n公开03表\n单位：万元\n\n" + HEADER + FIRST)
    assert sheet.title is not None
    assert sheet.title.text == "支出总表"


def test_two_forms_on_one_page_keep_their_captions_and_units() -> None:
    assets = tabbed("项目|数量", "车辆|3")
    found = sheets_of(CAPTION + HEADER + FIRST + "\n固定资产占用情况表\n单位：元\n\n" + assets)
    assert [(sheet.title.text if sheet.title else "", sheet.unit) for sheet in found] == [
        ("支出总表", "万元"),
        ("固定资产占用情况表", "元"),
    ]


def test_forms_drawn_in_one_grid_are_cut_at_the_titles_that_fill_a_row() -> None:
    cell, wide = "<td>{}</td>", '<td colspan="2">{}</td>'
    first = ["科目编码|科目名称|合计|备注", "208|社会保障和就业支出|60.00|"], (cell, cell, cell, cell)
    second = ["科目编码|科目名称|金额", "213|农林水支出|40.00"], (wide, cell, cell)
    grid = [
        f'<tr><td colspan="4">{name}</td></tr>'
        + "".join(
            f"<tr>{''.join(form.format(text) for form, text in zip(forms, row.split('|'), strict=True))}</tr>"
            for row in rows
        )
        for name, (rows, forms) in (("支出总表", first), ("一般公共预算支出表", second))
    ]
    found = sheets(
        html.read(f"<table>{''.join(grid)}</table>".encode(), "made.html").blocks,
        lambda line: recognise(line) is not None,
    )
    assert [sheet.title.text for sheet in found if sheet.title] == ["支出总表", "一般公共预算支出表"]
    assert [[row.cells[2].text for row in sheet.rows] for sheet in found] == [["合计", "60.00"], ["金额", "40.00"]]
    assert [cell.width for cell in found[1].rows[0].cells] == [1, 1, 1]


def test_caption_without_a_table_makes_no_sheet() -> None:
    assert sheets_of("支出总表\n单位：万元\n\n本部门没有此项支出。\n") == []


def test_second_half_of_a_declaration_form_belongs_to_the_first() -> None:
    (sheet,) = sheets_of(
        "项目绩效目标表\n\n"
        + tabbed("项目名称|河道管护", "预算数|5.00")
        + "\n\n"
        + tabbed("一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|管护长度|≥5公里")
    )
    assert len(sheet.rows) == 4


def test_a_title_may_share_its_row_with_small_print() -> None:
    (sheet,) = sheets_of(
        tabbed("表八|支出总表", "部门名称：青山县水利局|2024年度", "科目名称|合计|基本支出", "农林水支出|5.00|5.00")
    )
    assert sheet.title is not None
    assert sheet.title.text == "支出总表"
    assert [cell.text for cell in sheet.rows[0].cells] == ["科目名称", "合计", "基本支出"]


@pytest.mark.parametrize(
    ("sentence", "titled"),
    [
        ("根据办法要求，现将我局2023年支出情况公示如下：", True),
        ("根据办法要求，现将我局2023年支出情况公示。", False),
        ("支出5万元，如下表：其中基本支出3万元。", False),
    ],
)
def test_a_sentence_that_announces_a_table_parts_no_title_from_it(sentence: str, titled: bool) -> None:
    (sheet,) = sheets_of(f"支出总表\n{sentence}\n" + tabbed("科目名称|合计|基本支出", "农林水支出|5.00|5.00"))
    assert (sheet.title is not None) == titled

"""What is beside a figure, a table or a form does not become part of it: units, neighbours, sentences, quotes."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text, tabbed

from loaders.facts import Disclosure
from loaders.readers.html import read as read_html
from loaders.readers.text import read as read_text

INDICATORS = (
    "一级指标|二级指标|三级指标|指标值",
    "产出指标|数量指标|培训人数|≥500人",
    "满意度指标|服务对象满意度指标|学员满意度|≥95%",
)


def figures(found: Disclosure) -> list[tuple[str, str, str]]:
    return [(one.form, one.amount, one.unit) for one in found.figures]


@pytest.mark.parametrize(
    ("rows", "units"),
    [
        (("采购项目|采购预算（万元）", "台式计算机（台）|25.00"), {"25.00": "万元"}),
        (("项目|预算数（万元）", "公务接待费（批次、人次）|3.50"), {"3.50": "万元"}),
        (("项目|预算数（万元）", "公务接待批次（批）|12"), {"12": "批"}),
    ],
)
def test_a_count_named_beside_a_row_of_money_is_not_its_unit(rows: tuple[str, ...], units: dict[str, str]) -> None:
    title = "政府采购预算表" if "采购" in rows[0] else "“三公”经费预算表"
    found = disclosure_of_text(f"{title}\n\n" + tabbed(*rows))
    assert {one.amount: one.unit for one in found.figures} == units


def test_the_unit_of_one_column_is_not_that_of_its_neighbours() -> None:
    found = disclosure_of_text(
        "政府采购预算表\n\n" + tabbed("采购项目|单价（单位：元）|采购预算", "台式计算机|5000|25.00")
    )
    assert {one.amount: one.unit for one in found.figures}["25.00"] == ""


def test_a_table_that_a_sentence_announces_is_not_joined_to_the_form_above() -> None:
    table = "科目名称|合计|基本支出"
    found = disclosure_of_text(
        f"一般公共预算支出表\n单位：万元\n\n{tabbed(table, '农林水支出|5.00|5.00')}\n\n"
        f"2024年政府性基金预算支出7万元，具体情况如下：\n\n{tabbed(table, '城乡社区支出|7.00|7.00')}"
    )
    assert ("general-expenditure", "7.00", "万元") not in figures(found)


def test_targets_of_the_department_below_a_project_are_not_the_project_s() -> None:
    found = disclosure_of_text(
        f"{tabbed('项目名称|河道管护', '预算数|60.00')}\n\n二、部门整体情况\n本部门设置以下指标。\n\n"
        + tabbed(*INDICATORS)
    )
    assert "河道管护" not in {one.owner for one in found.indicators}


def test_commas_between_a_count_and_a_price_part_cells() -> None:
    rows = "名称,数量,单价,金额\n打印机,2,150.00,300.00\n电脑,5,400.00,2000.00\n桌子,3,200.00,600.00\n"
    (table,) = (block for block in read_text(rows.encode(), "表.csv").blocks if hasattr(block, "rows"))
    assert [cell.text for cell in table.rows[1].cells] == ["打印机", "2", "150.00", "300.00"]


def test_sentences_in_half_width_signs_are_no_table() -> None:
    text = "青山市水利局2024年部门预算说明\n" + "2024年收入预算100万元,比上年增加5万元,增长5%.\n" * 3
    assert not any(hasattr(block, "rows") for block in read_text(text.encode(), "说明.txt").blocks)


def test_a_quote_that_nothing_closes_takes_no_other_rows() -> None:
    rows = ("项目\t数量\t金额", '"三公\t1\t2.00', "打印机\t1\t2.00", '"未闭', "电脑\t1\t3.00")
    lines = [
        cells[0].text
        for block in read_text("\n".join(rows).encode(), "表.txt").blocks
        if hasattr(block, "rows")
        for cells in (row.cells for row in block.rows)
    ]
    assert "打印机" in lines


def test_preformatted_text_with_other_elements_is_read_as_they_are() -> None:
    page = "<html><body><pre>合计<s>100</s>120万元。\n明细见<a href='a.pdf'>附件</a></pre></body></html>"
    reading = read_html(page.encode(), "页.html")
    assert "合计120万元" in "".join(block.text for block in reading.blocks if not hasattr(block, "rows"))


def test_cells_grow_with_their_text_whatever_height_they_are_given() -> None:
    page = (
        "<html><head><style>td{height:1px;overflow:hidden}</style></head><body><table><tr><td>项目<td>金额"
        "<tr><td>三公<td>5.00</table></body></html>"
    )
    (table,) = (block for block in read_html(page.encode(), "页.html").blocks if hasattr(block, "rows"))
    assert [cell.text for cell in table.rows[1].cells] == ["三公", "5.00"]

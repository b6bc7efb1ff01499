"""Units: from 机构设置 tables, lists and rows of forms, each once, with its code."""

from __future__ import annotations

from made_facts import figure
from made_layouts import disclosure_of_text, sheets_of, tabbed

from loaders.assemble.units import lay_together, units_of_rows
from loaders.blocks import Place
from loaders.facts import Source, Unit
from loaders.forms.kinds.unit_list import units_of_sheet


def unit(name: str, code: str = "") -> Unit:
    return Unit(name, Source(Place(line=1), name), code=code)


def test_table_of_units_tells_nature_rank_and_funding() -> None:
    (sheet,) = sheets_of(
        "部门机构设置情况\n\n"
        + tabbed(
            "序号|单位名称|单位性质|单位规格|经费保障形式",
            "1|青山市水利局|行政|正科级|财政拨款",
            "2|青山市水文站|事业|股级|差额",
        )
    )
    found = units_of_sheet(sheet)
    assert [(one.name, one.nature, one.rank, one.funding) for one in found] == [
        ("青山市水利局", "行政", "正科级", "财政拨款"),
        ("青山市水文站", "事业", "股级", "差额"),
    ]


def test_table_with_amounts_lists_no_units() -> None:
    (sheet,) = sheets_of("部门收入总表\n单位：万元\n\n" + tabbed("单位代码|单位名称|合计", "205001|青山市水利局|5.00"))
    assert units_of_sheet(sheet) == []


def test_unit_rows_of_forms_are_units() -> None:
    rows = [
        figure(1, "205001", "青山市水利局", "total", "5.00", scheme="unit"),
        figure(1, "205001", "青山市水利局", "basic-expenditure", "5.00", scheme="unit"),
        figure(2, "2130301", "行政运行", "total", "5.00"),
    ]
    assert [(one.name, one.code) for one in units_of_rows(rows)] == [("青山市水利局", "205001")]


def test_listed_unit_takes_its_code_from_the_rows() -> None:
    found = lay_together([unit("青山市水利局（本级）")], [unit("青山市水利局本级", "205001")], "青山市水利局")
    assert [(one.name, one.code) for one in found] == [("青山市水利局（本级）", "205001")]


def test_longer_code_is_the_unit_s_own() -> None:
    rows = [unit("青山市水利局", "205"), unit("青山市水利局", "205001")]
    assert lay_together([unit("青山市水利局")], rows, "青山市水利局")[0].code == "205001"


def test_department_among_listed_units_is_no_further_unit() -> None:
    found = lay_together([unit("青山市水文站")], [unit("青山市水利局", "205")], "青山市水利局")
    assert [one.name for one in found] == ["青山市水文站"]


def test_unit_listed_twice_is_one() -> None:
    assert len(lay_together([unit("青山市水文站"), unit("青山市 水文站")], [], "青山市水利局")) == 1


def test_untitled_table_of_units_is_recognised_by_its_header() -> None:
    disclosure = disclosure_of_text(
        "本部门由下列单位组成。\n\n" + tabbed("单位名称|单位性质", "青山市水利局|行政", "青山市水文站|事业")
    )
    assert [one.name for one in disclosure.units] == ["青山市水利局", "青山市水文站"]

"""What a form prints about itself: the department it names, row numbers it skips."""

from __future__ import annotations

import pytest

from loaders.blocks import Cell, Place, Row, Text
from loaders.forms.remarks import named_code, named_department, row_gaps
from loaders.layout.captions import small_print
from loaders.layout.sheets import Sheet


def sheet(*rows: tuple[str, ...], above: str = "") -> Sheet:
    cells = [Row(tuple(Cell(text, ((0, Place(line=line)),)) for text in row)) for line, row in enumerate(rows, 10)]
    said = small_print(above)
    return Sheet(None, tuple(cells), small=((Text(above, ((0, Place(line=3)),)), said),) if said else ())


@pytest.mark.parametrize("above", ["编制部门：青山县档案馆", "部门：青山县档案馆", "512青山县档案馆"])
def test_the_department_named_above_a_form_is_kept_with_its_place(above: str) -> None:
    named = named_department(sheet(("项目", "预算数"), above=above))
    assert named is not None
    assert (named.text, named.place.line) == ("青山县档案馆", 3)


def test_the_department_may_stand_in_a_cell_of_the_form() -> None:
    named = named_department(sheet(("部门名称", "青山县档案馆"), ("填报人", "张三")))
    assert named is not None
    assert (named.text, named.place.line) == ("青山县档案馆", 10)


@pytest.mark.parametrize("above", ["单位：万元", "2025年度", "单位：辆、平方米"])
def test_other_small_print_names_no_department(above: str) -> None:
    assert named_department(sheet(("部门名称", "合计"), ("档案馆", "8.00"), above=above)) is None


@pytest.mark.parametrize(
    ("above", "code"), [("部门编码：131001", "131001"), ("512青山县档案馆", "512"), ("部门：青山县档案馆", None)]
)
def test_the_code_named_above_a_form_is_kept(above: str, code: str | None) -> None:
    named = named_code(sheet(("项目", "预算数"), above=above))
    assert (named.text if named else None) == code


def test_a_skipped_row_number_is_stated_with_both_rows() -> None:
    [gap] = row_gaps(sheet(("一、财政拨款收入",), ("二、事业收入",), ("三、经营收入",), ("五、其他收入",)))
    assert gap.text == "三、经营收入 → 五、其他收入"
    assert gap.place.line == 13


def test_a_column_of_numbers_may_skip_too() -> None:
    rows = [("序号", "项目名称"), ("1", "甲"), ("2", "乙"), ("3", "丙"), ("5", "丁")]
    assert [gap.text for gap in row_gaps(sheet(*rows))] == ["3 → 5"]


@pytest.mark.parametrize(
    "labels",
    [
        ("一、甲", "二、乙", "三、丙", "一、丁", "二、戊"),
        ("一、甲", "（一）乙", "（二）丙", "二、丁", "三、戊"),
        ("二、甲", "四、乙", "六、丙"),
        ("一、甲", "", "合计", "二、乙", "三、丙"),
    ],
)
def test_groups_that_start_again_and_rows_without_numbers_skip_nothing(labels: tuple[str, ...]) -> None:
    assert row_gaps(sheet(*((label,) for label in labels))) == ()

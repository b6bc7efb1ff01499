"""What becomes of figures whose text was recognised in a picture: kept where a sum or a second printing proves them."""

from __future__ import annotations

from dataclasses import replace

from budget_example import disclosure, figure

from loaders.assemble.recognised import RECOGNISED, proved_only
from loaders.blocks import Place
from loaders.facts import Disclosure, Figure, Indicator, Source, Statement

SCANNED = frozenset({3})


def on(page: int) -> Source:
    return Source(Place(page=page, line=1), "")


def row(number: int, label: str, amount: str, *, below: int = 0, page: int = 3, **others: object) -> Figure:
    whole = ((below, 1),) if below else ()
    made = figure("expenditure", number, "", label, "expenditure", amount, adds_up_to=whole, column_number=1, **others)
    return replace(made, source=Source(Place(page=page, table=1, row=number), amount))


def document(*figures: Figure, **others: object) -> Disclosure:
    return replace(
        disclosure(),
        figures=figures,
        projects=(),
        indicators=(),
        citations=(),
        **others,  # type: ignore[arg-type]
    )


def kept(document_: Disclosure) -> dict[str, str]:
    return {one.row_label: one.amount for one in proved_only(document_, SCANNED).figures}


def test_a_sum_that_holds_proves_the_whole_and_its_parts() -> None:
    read = document(row(1, "合计", "12.50"), row(2, "甲", "8.25", below=1), row(3, "乙", "4.25", below=1))
    assert kept(read) == {"合计": "12.50", "甲": "8.25", "乙": "4.25"}
    assert {one.repaired for one in proved_only(read, SCANNED).figures} == {RECOGNISED}


def test_a_total_of_its_row_and_of_its_column_is_proved_by_either() -> None:
    across = replace(row(1, "合计", "12.50", below=1), row_number=1, column_number=2)
    read = document(row(1, "合计", "12.50"), across, row(2, "甲", "8.25", below=1), row(3, "乙", "4.25", below=1))
    assert len(proved_only(read, SCANNED).figures) == 4


def test_a_digit_read_wrong_leaves_nothing_of_its_sum() -> None:
    read = document(row(1, "合计", "12.50"), row(2, "甲", "8.26", below=1), row(3, "乙", "4.25", below=1))
    assert kept(read) == {}


def test_a_second_printing_proves_a_figure_and_one_of_two_digits_does_not() -> None:
    again = replace(row(2, "公务接待费", "3.25"), form_id="three-public")
    assert kept(document(row(1, "公务接待费", "3.25"), again)) == {"公务接待费": "3.25"}
    again = replace(row(2, "公务接待费", "1.5"), form_id="three-public")
    assert kept(document(row(1, "公务接待费", "1.5"), again)) == {}


def test_a_digit_that_a_sum_elsewhere_proves_proves_no_other() -> None:
    text = (row(1, "合计", "12", page=5), row(2, "甲", "8", below=1, page=5), row(3, "乙", "4", below=1, page=5))
    scanned = replace(row(7, "车辆", "8", unit="辆"), form_id="assets")
    alone = replace(row(8, "公务接待费", "8"), form_id="three-public")
    assert set(kept(document(*text, scanned, alone))) == {"合计", "甲", "乙"}


def test_a_sum_of_one_digit_and_one_part_proves_nothing() -> None:
    assert kept(document(row(1, "合计", "3"), row(2, "甲", "3", below=1))) == {}
    assert len(kept(document(row(1, "合计", "3.25"), row(2, "甲", "3.25", below=1)))) == 2


def test_a_misread_code_does_not_rename_its_row() -> None:
    coded = {"row_code": "2010801", "scheme": "functional"}
    rows = [
        replace(row(number, label, "441.25"), form_id=form, **coded)  # type: ignore[arg-type]
        for number, (form, label) in enumerate((("a", "行政运行"), ("b", "行政运行"), ("c", "医疗保障经办事务")), 1)
    ]
    labels = [one.row_label for one in proved_only(document(*rows), SCANNED).figures]
    assert labels == ["行政运行", "行政运行", "医疗保障经办事务"]


def test_the_same_figure_on_a_page_with_text_proves_it_in_another_unit_too() -> None:
    printed = replace(row(9, "合计", "32500", page=5, unit="元"), form_id="other")
    assert kept(document(row(1, "公务接待费", "3.25"), printed)) == {"公务接待费": "3.25", "合计": "32500"}


def test_a_sum_that_lost_a_part_is_no_longer_said_to_hold_all() -> None:
    read = document(
        row(1, "合计", "12.50", page=5), row(2, "甲", "8.25", below=1, page=5), row(3, "乙", "4.26", below=1)
    )
    whole, part = proved_only(read, SCANNED).figures
    assert (whole.row_label, part.row_label) == ("合计", "甲")
    assert (part.adds_up_to, part.of_which) == ((), ((1, 1),))


def test_a_name_that_one_row_prints_differently_is_that_of_the_others() -> None:
    def coded(form: str, label: str, at: int) -> Figure:
        code = {"row_code": "2080505", "scheme": "functional"}
        return replace(row(at, label, "441.25"), form_id=form, **code)  # type: ignore[arg-type]

    read = document(
        coded("a", "养老保险缴费支出", 1), coded("b", "养老保险缴费支中", 2), coded("c", "养老保险缴费支出", 3)
    )
    assert [one.row_label for one in proved_only(read, SCANNED).figures] == ["养老保险缴费支出"] * 3
    undecided = document(coded("a", "养老保险缴费支出", 1), coded("b", "养老保险缴费支中", 2))
    assert [one.row_label for one in proved_only(undecided, SCANNED).figures] == [
        "养老保险缴费支出",
        "养老保险缴费支中",
    ]


def test_statements_and_targets_that_nothing_proves_are_left_out_and_counted() -> None:
    read = document(
        row(1, "合计", "33.20"),
        statements=(Statement("合计", "33.20", "万元", on(3)), Statement("采购", "3320", "万元", on(3))),
    )
    read = replace(
        read,
        indicators=(
            Indicator("", "产出指标", "数量指标", "培训人数", on(3), target="≥300人"),
            Indicator("", "产出指标", "质量指标", "完成情况", on(3), target="良好"),
        ),
    )
    found = proved_only(read, SCANNED)
    assert [one.value for one in found.statements] == ["33.20"]
    assert [one.target for one in found.indicators] == ["良好"]
    assert found.warnings[-1].startswith("第 3 页是扫描件，文字由识别得到：2 处")


def test_a_project_keeps_its_name_and_loses_an_amount_that_nothing_proves() -> None:
    read = replace(disclosure(project_amount="4.75"), figures=(), indicators=(), citations=())
    [project] = read.projects
    scanned = replace(read, projects=(replace(project, amount_source=on(3), amount="4.75", fiscal_amount="4.75"),))
    [found] = proved_only(scanned, SCANNED).projects
    assert (found.name, found.amount, found.fiscal_amount) == (project.name, "", "")
    assert (found.unit, found.amount_source, found.schedule) == ("", None, ())
    assert "：2 处" in proved_only(scanned, SCANNED).warnings[-1]


def test_a_document_without_scanned_pages_stays_as_it_is() -> None:
    read = disclosure()
    assert proved_only(read, frozenset()) is read

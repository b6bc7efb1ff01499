"""Lists of labels and amounts without a header: dots lead to the amounts, or a cell holds each."""

from __future__ import annotations

from made_layouts import disclosure_of_text

TITLE = "甘岷县清水乡2020年“三公”经费支出情况公示\n\n"


def stated(text: str) -> list[tuple[str, str, str]]:
    return [(one.row_label, one.amount, one.unit) for one in disclosure_of_text(text).figures]


def test_amounts_that_dots_lead_to_stand_beside_their_labels() -> None:
    text = (
        "单位：万元\n“三公”经费合计………………8.62\n1.公务接待费………1.24\n2.公务用车购置及运行费......7.38\n"
        "  其中：公务用车购置费·····0\n  公务用车运行费____7.38\n"
    )
    assert stated(TITLE + text) == [
        ("“三公”经费合计", "8.62", "万元"),
        ("1.公务接待费", "1.24", "万元"),
        ("2.公务用车购置及运行费", "7.38", "万元"),
        ("其中：公务用车购置费", "0", "万元"),
        ("公务用车运行费", "7.38", "万元"),
    ]


def test_the_unit_behind_each_amount_is_its_own() -> None:
    text = "一、公务接待费……………12,460.00元\n二、公务用车购置费……………0元\n三、公务用车运行费……………73,780.50元\n"
    assert [(amount, unit) for _, amount, unit in stated(TITLE + text)] == [
        ("12460.00", "元"),
        ("0", "元"),
        ("73780.50", "元"),
    ]


def test_integers_that_dots_lead_to_and_that_never_fall_are_pages() -> None:
    text = "一、公务接待费……………3\n二、公务用车购置费……………5\n三、公务用车运行费……………5\n"
    sentence = "2020年公务接待费1.24万元。\n"
    assert stated(TITLE + text + sentence) == []


def test_the_first_row_of_a_table_without_a_header_is_a_row() -> None:
    text = "“三公”经费合计\t8.62万元\n公务接待费\t1.24万元\n公务用车购置及运行费\t7.38万元\n"
    assert stated(TITLE + text) == [
        ("“三公”经费合计", "8.62", "万元"),
        ("公务接待费", "1.24", "万元"),
        ("公务用车购置及运行费", "7.38", "万元"),
    ]


def test_a_line_of_nothing_but_dots_takes_no_time() -> None:
    assert stated(TITLE + ("…" * 50_000 + "x\n") * 3 + "2020年公务接待费1.24万元。\n") == []

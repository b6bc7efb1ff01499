"""Revenue of a government whose header prints years over stages and leaves its rates without a head."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

TITLE = "2024年东屏县一般公共预算收入执行情况表\n(预计数)\n表一\n单位:万元\n"
HEADER = ["2023年", "2024年", "2024年", "完成数", "预算数", "完成数"]
TOTAL = ["1,800", "2,000", "1,900", "95.00%", "5.56%"]
TAXES = [
    ["增值税", "1,000", "1,200", "1,100", "91.67%", "10.00%"],
    ["企业所得税", "500", "480", "450", "93.75%", "-10.00%"],
    ["契税", "300", "320", "350", "109.38%", "16.67%"],
]


def read(rows: list[list[str]], header: list[str] = HEADER, gap: str = "\n") -> list[tuple[str, str, str, str]]:
    text = TITLE + gap.join([*header, *TOTAL, *(cell for row in rows for cell in row)]) + "\n"
    return [(one.row_label, one.columns[-1], one.amount, one.component) for one in disclosure_of_text(text).figures]


def test_years_and_stages_head_the_figures_that_the_rates_prove() -> None:
    assert read(TAXES)[:4] == [
        ("增值税", "2023年完成数", "1000", "last-year-actual"),
        ("增值税", "2024年预算数", "1200", "total"),
        ("增值税", "2024年完成数", "1100", "total"),
        ("企业所得税", "2023年完成数", "500", "last-year-actual"),
    ]
    assert len(read(TAXES)) == 9


def test_a_row_that_the_end_of_the_page_cuts_is_left_unread() -> None:
    assert read([*TAXES, ["印花税", "90", "8"]]) == read(TAXES)


def test_the_head_of_labels_may_be_printed() -> None:
    assert read(TAXES, ["项目", *HEADER]) == read(TAXES)


@pytest.mark.parametrize(
    "rows",
    [
        [*TAXES[:2], ["契税", "300", "320", "350", "109.38%", "26.67%"]],  # a rate that no two columns make
        [*TAXES[:2], ["契税", "300", "350", "109.38%", "16.67%"]],  # a figure lost
        [[cell for cell in row if "%" not in cell] for row in TAXES],  # no rates that prove the columns
        TAXES[:2],
    ],
)
def test_what_no_rate_proves_is_left_unread(rows: list[list[str]]) -> None:
    assert read(rows) == []

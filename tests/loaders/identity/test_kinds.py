"""预算 or 决算 where no title says so: by words of money spent and planned, else by the dates of the page."""

from __future__ import annotations

import pytest

from loaders.facts import DisclosureKind
from loaders.identity.kinds import kind_of

LIST = "2020年公务接待费1.24万元。"


@pytest.mark.parametrize(
    ("dates", "kind"),
    [
        ("2021年1月10日", DisclosureKind.ACCOUNTS),
        ("发布时间：2021-01-10", DisclosureKind.ACCOUNTS),
        ("2020年1月10日", DisclosureKind.BUDGET),
        ("2020年1月10日 2021年2月1日", DisclosureKind.BUDGET),
        ("", DisclosureKind.BUDGET),
    ],
)
def test_a_page_dated_after_its_year_says_what_was_spent(dates: str, kind: DisclosureKind) -> None:
    assert kind_of([], LIST + dates, "2020") == kind


def test_words_go_before_dates() -> None:
    assert kind_of([], LIST + "接待费预算1.24万元。2021年1月10日", "2020") == DisclosureKind.BUDGET
    assert kind_of([], LIST + "实际支出1.24万元。2020年1月10日", "2020") == DisclosureKind.ACCOUNTS

"""Whoever sums `amount_yuan` over a form of `budget_lines` without reading any documentation gets the printed total."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from kb.publishing.tables import read_tables, table_rows
from kb.store.embedded import Store

Lines = list[dict[str, str]]

ZENGDU = "曾都区医疗保障服务中心-2024-预算"
SAMPLE_DIFFERS = {(ZENGDU, "general-basic"): ("4860500", "4860600")}
TEXT_DIFFERS = {(ZENGDU, "general-expenditure"): ("96540500", "96540600")}
"""Forms whose rows, as printed, do not make the total printed above them: the two sums in yuan."""
TOTALS = {"合计", "总计", "收入总计", "支出总计", "“三公”经费合计", "“三公”经费小计", "三公经费合计"}
NOT_ONE_SUM = {"department-target"}
"""Performance forms, which print two years and their difference side by side."""


def forms_of(store: Store) -> dict[tuple[str, str], Lines]:
    """The figures of every form of every document."""
    table = read_tables()["budget_lines"]
    names = [column.name for column in table.columns]
    found: dict[tuple[str, str], Lines] = defaultdict(list)
    for row in table_rows(store, table):
        line = dict(zip(names, row, strict=True))
        found[line["document"], line["form"]].append(line)
    return found


def sides(form: str, lines: Lines) -> list[Lines]:
    """The figures of each side of a two-sided form by the first word of their header; of others all together."""
    if form not in {"balance", "fiscal-balance"}:
        return [lines]
    by_side: dict[str, Lines] = defaultdict(list)
    for line in lines:
        by_side[line["column_label"].partition("/")[0]].append(line)
    return list(by_side.values())


def naive(lines: Lines) -> Decimal:
    return sum((Decimal(line["amount_yuan"]) for line in lines if line["amount_yuan"]), Decimal(0))


def printed(lines: Lines) -> set[Decimal]:
    """The totals that the rows of totals print."""
    return {Decimal(one["total_yuan"]) for one in lines if one["row_label"] in TOTALS and one["total_yuan"]}


def compared(store: Store) -> tuple[int, dict[tuple[str, str], tuple[str, str]]]:
    """How many sums were compared, and those that are not the largest total printed: both in yuan."""
    count, differ = 0, {}
    for (document, form), lines in forms_of(store).items():
        for side in sides(form, lines) if form not in NOT_ONE_SUM else []:
            if totals := printed(side):
                count += 1
                if naive(side) != max(totals):
                    differ[document, form] = (str(naive(side)), str(max(totals)))
    return count, differ


@pytest.mark.parametrize(
    ("fixture", "least", "print_differs"), [("samples_store", 25, SAMPLE_DIFFERS), ("text_store", 30, TEXT_DIFFERS)]
)
def test_the_naive_sum_of_a_form_is_its_printed_total(
    fixture: str, least: int, print_differs: dict[tuple[str, str], tuple[str, str]], request: pytest.FixtureRequest
) -> None:
    count, differ = compared(request.getfixturevalue(fixture))
    assert count >= least
    assert differ == print_differs


def test_money_of_a_column_without_a_meaning_is_in_no_sum(text_store: Store) -> None:
    lines = forms_of(text_store)["沈丘县医疗保障局-2024-预算", "economic-summary"]
    assert {line["component"] for line in lines} == {"unknown"}
    assert naive(lines) == 0
    assert next(line["amount"] for line in lines if line["row_label"] == "印刷费") == "5.60"


def test_the_naive_sum_over_the_expenditure_form_is_the_budget(text_store: Store) -> None:
    sums = {
        document[:3]: naive(lines) for (document, form), lines in forms_of(text_store).items() if form == "expenditure"
    }
    assert sums == {
        "承德县": Decimal("69089800"), "沈丘县": Decimal("31438100"),
        "晋州市": Decimal("72729400"), "曾都区": Decimal("96720600"),
    }  # fmt: skip

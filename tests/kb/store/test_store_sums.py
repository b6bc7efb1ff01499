"""The documented pattern of a sum (docs/model.md): nothing is counted twice, and the printed totals come out."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from made_facts import disclosure, figure

from kb.knowledge import KnowledgeBase
from loaders import document

PRINTED = {
    "承德县医疗保障局": (Decimal("6908.98"), Decimal("5671.86")),
    "沈丘县医疗保障局": (Decimal("3143.81"), Decimal("2400.00")),
    "晋州市医疗保障局": (Decimal("7272.94"), Decimal("6685.02")),
    "曾都区医疗保障服务中心": (Decimal("9672.06"), Decimal("9186.00")),
}
"""Department → 支出总计 and 项目支出 of its 支出总表, in 万元, as the documents print them."""

TOTALS = """
SELECT ?department (SUM(?amount) AS ?yuan)
{ ?figure cnb:formKind form:expenditure ; cnb:department ?department ; cnb:amount ?amount } GROUP BY ?department
"""


@pytest.fixture(scope="module")
def documented(repository: Path) -> str:
    """The query that the page shows, as it stands there."""
    page = (repository / "docs" / "model.md").read_text(encoding="utf-8")
    found = re.search(r"```sparql\n(.*?)```", page, re.DOTALL)
    assert found is not None
    return found[1]


def sums(knowledge: KnowledgeBase, query: str) -> dict[str, Decimal]:
    """Department → 万元."""
    rows = knowledge.store.select(query)
    return {row["department"].value.split("/")[-1]: Decimal(row["yuan"].value) / 10000 for row in rows}


def test_a_column_in_parts_and_a_column_in_one_give_the_same_sum(documented):
    whole = figure(1, "2101505", "管理", "project-expenditure", "12.00")
    parts = (
        figure(1, "2101505", "管理", "project-expenditure", "12.00", total_column=True),
        figure(1, "2101505", "管理", "other-operation-projects", "5.00"),
        figure(1, "2101505", "管理", "specific-target-projects", "7.00"),
    )
    for figures in ((whole,), parts):
        knowledge = KnowledgeBase()
        knowledge.add(disclosure(figures=figures))
        assert sums(knowledge, documented) == {"青山县医疗保障局": Decimal(12)}


def test_a_naive_sum_over_one_form_is_its_printed_total():
    knowledge = KnowledgeBase(ontology=False)
    knowledge.add(disclosure())
    assert sums(knowledge, TOTALS) == {"青山县医疗保障局": Decimal("20.10")}


def test_sums_over_published_documents_equal_the_printed_totals(shared_dir, documented):
    knowledge = KnowledgeBase()
    for path in sorted((shared_dir / "disclosures" / "text").glob("*.txt")):
        knowledge.add(document.load(path))
    projects, totals = sums(knowledge, documented), sums(knowledge, TOTALS)
    assert {name: (totals[name], projects[name]) for name in PRINTED} == PRINTED

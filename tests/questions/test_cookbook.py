"""Every query of the cookbook runs on the samples and gives rows; some answers are known by hand."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from places import ROOT

from kb.sparql.results import as_answer

COOKBOOK = ROOT / "docs" / "cookbook.md"
RECIPES = {
    int(number): query
    for number, query in re.findall(
        r"### (\d+)\. [^\n]*\n(?:(?!###).)*?```sparql\n(.*?)```", COOKBOOK.read_text(encoding="utf-8"), re.DOTALL
    )
}


@pytest.fixture(scope="module")
def cook(samples_store):
    """The rows that a recipe gives."""

    def rows(number: int) -> list[tuple[object, ...]]:
        return list(as_answer(samples_store.select(RECIPES[number])).rows)

    return rows


def test_there_are_twenty_recipes_numbered_from_one():
    assert list(RECIPES) == list(range(1, 21))


@pytest.mark.parametrize("number", RECIPES)
def test_every_recipe_gives_rows(cook, number):
    assert cook(number)


def test_recipes_give_what_the_documents_say(cook):
    assert len(cook(2)) == 7
    assert cook(2)[0] == ("居民医保县级配套资金", Decimal(42890000))
    assert ("晋州市医疗保障局", "2026", Decimal("7272.94")) in cook(6)
    assert ("承德县医疗保障局", Decimal(69089800)) in cook(7)
    assert ("沈丘县医疗保障局", Decimal(24000000)) in cook(9)
    assert [row[2] for row in cook(13)] == [Decimal(370000)]
    assert {row[0] for row in cook(15)} == {"中华人民共和国预算法"}
    assert {row[3] for row in cook(17)} == {Decimal(0)}
    assert cook(18)[0][1:] == ("城乡居民基本医疗保险", Decimal(66147400))
    assert ("沈丘县医疗保障局", "210", Decimal("97.2")) in cook(19)


def test_the_picture_names_only_terms_of_the_ontology(repository):
    ontology = (repository / "ontology" / "cnbudget.ttl").read_text(encoding="utf-8")
    picture = COOKBOOK.read_text(encoding="utf-8").split("```mermaid")[1].split("```")[0]
    assert {term for term in re.findall(r"cnb:\w+", picture) if term not in ontology} == set()

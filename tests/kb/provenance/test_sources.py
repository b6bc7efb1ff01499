"""Queries rewritten to tell their sources: the answer stays the same, and every row names its facts."""

import pytest
from budget_example import filled_store

from kb import resources
from kb.asking.ask import answer, prepare
from kb.asking.names import UnresolvedName
from kb.asking.questions import read_questions
from kb.provenance.row_sources import facts_of_rows, with_places
from kb.provenance.sources import is_distinct, sources, with_sources
from kb.store.embedded import Store
from loaders import document

QUESTIONS = read_questions(resources.folder("queries/questions"))
CHOICES = resources.folder("queries/choices")


@pytest.fixture(scope="module")
def store(tmp_path_factory, samples_dir):
    samples = [document.load(samples_dir / f"{name}-tabs.txt") for name in ("hebei", "henan")]
    folder = filled_store(tmp_path_factory.mktemp("kb") / "store", *samples)
    with Store(folder, read_only=True) as opened:
        yield opened


def test_every_question_says_which_variables_are_facts():
    silent = [name for name, question in QUESTIONS.items() if question.facts is None]
    assert not silent, f"write `#+ facts: [variable]` ([] for none) into the header of: {silent}"


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_answers_the_same_with_its_sources(store, name):
    question = QUESTIONS[name]
    given = {parameter.name: parameter.example for parameter in question.parameters if parameter.required}
    try:
        asked = prepare(store, question, given, CHOICES)
    except UnresolvedName:
        pytest.skip("the example of its parameter is not in the small store")
    plain = answer(store, asked)
    assert [row for row, _ in facts_of_rows(store, asked.query)] == list(plain.rows)
    assert (with_sources(asked.query) is None) == (not question.facts)


def test_declared_facts_are_carried_and_no_others():
    query = "#+ facts: [one]\nSELECT ?a { ?one cnb:fiscalYear ?a . ?two cnb:fiscalYear ?a }"
    rewritten = with_sources(query)
    assert rewritten is not None
    assert "STR(?one)" in rewritten
    assert "STR(?two)" not in rewritten
    assert with_sources(query.replace("[one]", "[]")) is None


def test_a_plain_query_carries_its_fact_out(store):
    query = "SELECT ?v WHERE { ?x a cnb:Statement ; cnb:printedAmount ?v } ORDER BY ?x LIMIT 1"
    ((_, found),) = facts_of_rows(store, query)
    assert len(found) == 1
    assert found[0].endswith("/statement/1")


def test_a_sum_names_all_that_was_added_up(store):
    grouped = "SELECT ?f (SUM(?v) AS ?s) { ?x cnb:formKind ?f ; cnb:amount ?v } GROUP BY ?f"
    counted = "SELECT ?f (COUNT(?x) AS ?n) { ?x cnb:formKind ?f ; cnb:amount ?v } GROUP BY ?f"
    numbers = [row[1] for row, _ in facts_of_rows(store, counted)]
    assert [len(found) for _, found in facts_of_rows(store, grouped)] == numbers


def test_facts_pass_through_a_select_inside():
    query = "SELECT ?n { { SELECT (COUNT(?x) AS ?n) { ?x a cnb:Indicator ; cnb:level1 ?l } } }"
    rewritten = with_sources(query)
    assert rewritten is not None
    assert rewritten.count("sources_") == 3


def test_equal_rows_of_a_distinct_stay_one(store):
    query = "SELECT DISTINCT ?u WHERE { ?x cnb:formKind ?f ; cnb:printedUnit ?u ; cnb:amount ?v }"
    rows = facts_of_rows(store, query)
    assert is_distinct(query)
    assert len({row for row, _ in rows}) == len(rows)
    assert any(len(found) > 1 for _, found in rows)


def test_what_must_not_be_there_is_no_source():
    query = "SELECT ?d { ?d a cnb:Department FILTER NOT EXISTS { ?x a cnb:Indicator ; cnb:department ?d } }"
    assert with_sources(query) is None


def test_words_in_strings_and_comments_are_not_the_query():
    query = '# SELECT { }\nSELECT ?v { ?x a cnb:Statement ; cnb:printedAmount ?v FILTER(?v != "SELECT { ?y }") }'
    rewritten = with_sources(query)
    assert rewritten is not None
    assert rewritten.startswith("# SELECT { }\nSELECT ?v (CONCAT")


def test_places_are_columns_at_the_end(store):
    asked = prepare(store, QUESTIONS["units"], {"department": "承德县医疗保障局"}, CHOICES)
    plain = answer(store, asked)
    stated = with_places(store, asked.query, plain)
    assert [column.name for column in stated.columns[-3:]] == ["source_document", "source_place", "source_text"]
    assert [row[:-3] for row in stated.rows] == list(plain.rows)
    assert all(row[-2] for row in stated.rows)


def test_what_has_no_place_is_left_out(store):
    assert sources(store, ["https://example.org/nothing"]) == {}

"""A question confined to the documents of a department (`#+ scope:`) gives the same rows as over everything loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from budget_example import OTHER_DEPARTMENT, disclosure
from questions.asked import CHOICES, QUESTIONS, asked

from kb.asking.ask import AskedQuestion, choices_of
from kb.asking.questions import within
from kb.store.embedded import Store
from loaders.iris import ontology_graph_iri
from loaders.triples import nquads

CONFINED = [(name, parameter) for name, question in QUESTIONS.items() for parameter in question.scope]
OF_A_DEPARTMENT = {
    name for name, one in QUESTIONS.items() if any(parameter.type == "department" for parameter in one.parameters)
}
OF_FINDINGS = {"findings"}
"""Findings are in graphs beside the documents, which no department describes."""
COMPARING = sorted(name for name in OF_A_DEPARTMENT - OF_FINDINGS if not QUESTIONS[name].scope)
GIVEN = {
    "measure": "支出合计",
    "part": "项目支出",
    "whole": "支出合计",
    "word": "医疗",
    "amount": "20",
    "subject": "210",
    "at": "1",
}


@pytest.fixture(scope="session", params=["samples_store", "made_store", "neighbours_store", "text_store"])
def store(request: pytest.FixtureRequest) -> Store:
    """Departments: one with two years, two with the same forms; the real documents where they are at hand."""
    found: Store = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def alike_store() -> Iterator[Store]:
    """Two departments, each with a project of one name with the same two indicators."""
    with Store() as store:
        for one in (disclosure(), disclosure(OTHER_DEPARTMENT)):
            second = (replace(indicator, level3="培训合格率") for indicator in one.indicators)
            projects = tuple(replace(project, code="") for project in one.projects)
            alike = replace(one, projects=projects, indicators=(*one.indicators, *second))
            store.replace(alike.id, nquads(alike, store.base))
        yield store


@pytest.mark.parametrize(("name", "parameter"), CONFINED, ids=[f"{name}-{one}" for name, one in CONFINED])
def test_the_documents_in_scope_give_the_same_rows_as_all(store, name, parameter):
    for meant in cases(store, name, parameter):
        assert meant.query != meant.unconfined
        assert rows(store, meant.query) == rows(store, meant.unconfined)


@pytest.mark.parametrize("name", COMPARING)
def test_a_question_that_compares_with_other_departments_needs_them(alike_store, name):
    for one in cases(alike_store, name, "department"):
        assert one.query == one.unconfined
        assert not rows(alike_store, within(one.query, own_graphs(alike_store, one)))
    assert any(rows(alike_store, one.query) for one in cases(alike_store, name, "department"))


def test_confined_questions_have_rows_to_compare(samples_store):
    silent = {
        name for name, one in CONFINED if not any(rows(samples_store, q.query) for q in cases(samples_store, name, one))
    }
    assert silent <= {
        "findings",
        "findings-by-rule",
        "scores",
        "year-on-year",
        "growth",
        "execution",
        "projects-without-amount",
        "replaced",
    }


def cases(store: Store, name: str, parameter: str) -> list[AskedQuestion]:
    """The question asked of everything that a parameter may mean, with what else must be given."""
    parameters = {one.name: one for one in QUESTIONS[name].parameters}
    required = {one.name: GIVEN[one.name] for one in parameters.values() if one.required and one.name in GIVEN}
    choices = choices_of(store, parameters[parameter].type, CHOICES)
    names = Counter(max(choice.names, key=len) for choice in choices)
    # two units of one department may each have a 公用经费一: the IRI chooses
    written = [longest if names[longest := max(one.names, key=len)] == 1 else one.term.value for one in choices]
    return [asked(store, name, required | {parameter: text}) for text in written]


def own_graphs(store: Store, one: AskedQuestion) -> list[str]:
    department = one.meant["department"].term
    return [*store.graphs_about(department.value), ontology_graph_iri(store.base)]


@cache
def rows(store: Store, query: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(map(str, solution)) for solution in store.select(query))

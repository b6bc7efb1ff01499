"""Every canned question against answers typed by hand, and against parameters that mean nothing."""

from __future__ import annotations

from typing import Any

import pytest
from questions.asked import QUESTIONS, asked, cases, fits, rows

from kb.asking.empty import why_empty
from kb.asking.names import UnresolvedName

CASES = cases()
STORES = {
    "samples": "samples_store",
    "checked": "checked_store",
    "made": "made_store",
    "made-blank": "blank_store",
    "made-scores": "scores_store",
}
FREE = ("text", "integer", "number")
LIMITS = ("top", "least", "most", "above", "below")
"""Parameters that cut an answer short: whatever is typed, some rows may be left."""
NOWHERE = {"text": "世上没有的词", "integer": "9999", "number": "0.0123456789"}


def with_required(name: str, **given: str) -> dict[str, str]:
    """What is given, and of every other parameter that must be given an example that the samples hold."""
    required = [parameter for parameter in QUESTIONS[name].parameters if parameter.required]
    held = {"subject": "2101501", "other": "沈丘县医疗保障局-2024-预算"}
    return {parameter.name: held.get(parameter.name, parameter.example) for parameter in required} | given


def ids(case: dict[str, Any]) -> str:
    return "-".join([case["question"], *map(str, case.get("given", {}).values())])


def test_there_are_at_least_45_questions_and_each_has_an_answer_typed_by_hand():
    assert len(QUESTIONS) >= 45
    without = set(QUESTIONS) - {case["question"] for case in CASES}
    assert not without, f"type an answer by hand into a file of tests/questions/expected for: {sorted(without)}"
    assert {case["question"] for case in CASES} == set(QUESTIONS)


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_the_answer_is_what_the_documents_say(case, request):
    store = request.getfixturevalue(STORES[case.get("store", "samples")])
    found = rows(store, case["question"], case.get("given", {}))
    for expected in case["rows"]:
        assert any(fits(row, expected) for row in found), f"{expected} not among {found}"
    assert "count" not in case or len(found) == case["count"]
    assert "first" not in case or fits(found[0], case["first"])


UNKNOWN = [
    (question.name, parameter)
    for question in QUESTIONS.values()
    for parameter in question.parameters
    if parameter.type not in FREE
]
ABSENT = [
    (question.name, parameter)
    for question in QUESTIONS.values()
    for parameter in question.parameters
    if parameter.type in FREE and parameter.name not in LIMITS
]


@pytest.mark.parametrize(("name", "parameter"), UNKNOWN, ids=[f"{name}-{one.name}" for name, one in UNKNOWN])
def test_a_name_that_means_nothing_is_refused_by_what_it_should_name(samples_store, name, parameter):
    with pytest.raises(UnresolvedName, match=f"没有{parameter.label}“天涯海角局”"):
        asked(samples_store, name, with_required(name, **{parameter.name: "天涯海角局"}))


@pytest.mark.parametrize(("name", "parameter"), ABSENT, ids=[f"{name}-{one.name}" for name, one in ABSENT])
def test_a_word_or_number_that_is_nowhere_gives_no_rows_and_says_why(samples_store, name, parameter):
    given = with_required(name, **{parameter.name: NOWHERE[parameter.type]})
    assert rows(samples_store, name, given) == []
    assert "没有结果" in why_empty(samples_store, asked(samples_store, name, given))


@pytest.mark.parametrize("name", sorted(name for name, one in QUESTIONS.items() if name != "contents"))
def test_an_empty_store_has_no_answer_and_says_that_nothing_is_loaded(empty_store, name):
    assert found_or_refused(empty_store, name) == []


def found_or_refused(store, name: str) -> list[dict[str, str]]:
    """The rows; none where a name is refused because the store holds nothing of the kind."""
    try:
        return rows(store, name, with_required(name))
    except UnresolvedName as error:
        return [] if "库里没有" in str(error) else [{"error": str(error)}]


def test_an_empty_store_counts_nothing(empty_store):
    assert {row["number"] for row in rows(empty_store, "contents", {})} == {"0"}


@pytest.mark.parametrize("number", ["二十", "1e3", "nan", "", "12.5.1"])
def test_what_is_no_number_is_refused(samples_store, number):
    with pytest.raises(UnresolvedName, match="金额"):
        asked(samples_store, "figure", {"amount": number})


def test_a_number_may_have_thousands_separators(samples_store):
    assert rows(samples_store, "figure", {"amount": "6,908.98"}) == rows(samples_store, "figure", {"amount": "6908.98"})


def test_a_whole_among_the_parts_counts_once(samples_store):
    given = {"part": "三公经费、支出合计", "whole": "支出合计", "department": "承德县医疗保障局"}
    found = {row["part_name"]: (row["whole_amount"], row["share"]) for row in rows(samples_store, "share-of", given)}
    assert found == {"“三公”经费": ("6908.98", "0.03"), "支出合计": ("6908.98", "100")}

"""Projects given to subject codes by their amounts: only where there is exactly one way."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.graph.assignment import Assignment, Open, assign


def amounts(**values: str) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in values.items()}


def test_projects_go_where_the_amounts_add_up():
    subjects = amounts(fund="5433.00", relief="208.86", office="30.00")
    projects = amounts(a="4289.00", b="1144.00", c="187.36", d="21.50", e="21.00", f="5.00", g="4.00")
    found = assign(subjects, projects)
    assert found == Assignment(
        {"a": "fund", "b": "fund", "c": "relief", "d": "relief", "e": "office", "f": "office", "g": "office"}
    )


@pytest.mark.parametrize(
    ("subjects", "projects", "reason"),
    [
        (amounts(x="10", y="10"), amounts(a="10", b="10"), Open.SEVERAL_WAYS),
        (amounts(x="10"), amounts(a="7", b="4"), Open.NO_WAY),
        (amounts(x="10"), {}, Open.NO_AMOUNTS),
        ({}, amounts(a="7"), Open.NO_AMOUNTS),
    ],
)
def test_otherwise_nothing_is_said(subjects, projects, reason):
    assert assign(subjects, projects) is reason


def test_what_stands_beside_the_projects_may_stay_outside():
    assert assign(amounts(x="10.5"), amounts(a="10", b="0.5", other="9")) == Assignment({"a": "x", "b": "x"})


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9).map(Decimal), min_size=1), st.integers(0, 5))
def test_an_assignment_always_adds_up(projects, cut):
    names = sorted(projects)
    parts = {"x": names[: cut % (len(names) + 1)], "y": names[cut % (len(names) + 1) :]}
    subjects = {key: sum((projects[name] for name in part), Decimal()) for key, part in parts.items() if part}
    found = assign(subjects, projects)
    assert found is not Open.NO_WAY
    if isinstance(found, Assignment):
        for subject, amount in subjects.items():
            assert (
                sum((projects[name] for name, where in found.subjects.items() if where == subject), Decimal()) == amount
            )

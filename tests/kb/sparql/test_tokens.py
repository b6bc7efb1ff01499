"""What of a SPARQL request is code: the one reading that updates, sources, parameters and data sets are found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.sparql.tokens import is_update, masked, outside_strings


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('SELECT ?x # "{ " }\n{ ?x a 1 }', "SELECT ?x ________\n{ ?x a 1 }"),
        ('{ ?x ?p "a # b" }', "{ ?x ?p _______ }"),
        ("{ ?x ?p '''a ' } \\''''  }", "{ ?x ?p ______________  }"),
        ("{ ?x <http://a.b/c#d> ?y }", "{ ?x ________________ ?y }"),
        ("FILTER (?a < 3 && ?b > 2)", "FILTER (?a < 3 && ?b > 2)"),
        ("{ ?x cnb:amount ?y }", "{ ?x cnb:amount ?y }"),
        ('"unclosed {', '"unclosed {'),
    ],
)
def test_comments_strings_and_iris_are_hidden_in_place(written: str, read: str) -> None:
    assert masked(written) == read


@given(st.text(alphabet="\"'<>#\\{}?:aA \n", max_size=60))
def test_every_place_stays_where_it_was(written: str) -> None:
    hidden = masked(written)
    assert len(hidden) == len(written)
    assert [index for index, letter in enumerate(hidden) if letter == "\n"] == [
        index for index, letter in enumerate(written) if letter == "\n"
    ]


def test_names_of_a_request_are_its_prefixes_alone() -> None:
    assert outside_strings("SELECT ?load { ?x load:y <http://service> }").split() == ["SELECT", "{", "load", "}"]


@pytest.mark.parametrize(
    ("request_", "is_one"),
    [
        ("PREFIX : <http://a#> INSERT DATA { :a :b 1 }", True),
        ("# SELECT\nDELETE WHERE { ?s ?p ?o }", True),
        ("BASE <http://a#> PREFIX a: <b> CLEAR ALL", True),
        ('SELECT * { ?s ?p "INSERT" }', False),
        ("# INSERT\nASK {}", False),
        ("PREFIX insert: <http://a#> SELECT ?x { ?x insert:a 1 }", False),
    ],
)
def test_an_update_is_known_by_its_first_keyword(request_: str, is_one: bool) -> None:
    assert is_update(request_) is is_one

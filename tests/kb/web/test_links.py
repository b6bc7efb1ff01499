"""IRIs and addresses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.web.links import PageLinks
from loaders.iris import DEFAULT_BASE, code_iri, department_iri, disclosure_iri

LINKS = PageLinks(DEFAULT_BASE)


def test_codes_have_their_own_namespace_whatever_the_base() -> None:
    links = PageLinks("https://budget.example.org/data/", "/data")
    assert links.of(code_iri("functional", "2130305")) == "/data/code/functional/2130305"
    assert links.iri("/code/functional/2130305") == code_iri("functional", "2130305")
    assert links.of("https://budget.example.org/data/project/1") == "/data/project/1"


def test_an_iri_of_somebody_else_is_its_own_address_unless_it_is_none() -> None:
    assert LINKS.of("http://purl.org/dc/terms/title") == "http://purl.org/dc/terms/title"
    assert LINKS.of("javascript:alert(1)") == ""
    assert LINKS.of("https://w3id.org/cnbudget/ontology#amount") == "/ontology#amount"


def test_escapes_of_an_iri_survive_the_way_through_an_address() -> None:
    iri = disclosure_iri("某局 <2024>/预算%", DEFAULT_BASE)
    assert "%3C" in iri
    assert LINKS.iri(LINKS.path(iri)) == iri


@given(st.text(min_size=1, max_size=30))
def test_every_name_answers_under_the_address_of_its_iri(name: str) -> None:
    iri = department_iri(name, "130821")
    if not iri.endswith("/"):
        assert LINKS.iri(LINKS.path(iri)) == iri

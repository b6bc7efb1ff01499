"""The editor: its examples, and what it offers for completion and for the map."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from kb.web.asking.known import known
from kb.web.pages.editor import recipes, short_province, with_prefixes, without_header


def test_the_cookbook_is_offered_whole() -> None:
    assert len(recipes()) == 20
    assert recipes()[5].name == "cookbook-6"
    assert recipes()[5].title.startswith("各部门支出")
    assert recipes()[5].query.startswith("SELECT ?department ?year")


def test_an_example_is_opened_with_its_prefixes_declared(client: TestClient) -> None:
    page = client.get("/editor?example=cookbook-6").text
    assert "PREFIX cnb: &lt;https://w3id.org/cnbudget/ontology#&gt;" in page
    assert page.count('<option value="cookbook-') == 20


def test_only_prefixes_that_are_used_and_not_declared_are_added() -> None:
    query = 'PREFIX cnb: <http://other/>\nSELECT ?s { ?s cnb:amount ?a ; rdfs:label "skos:no" } # qb:no'
    assert with_prefixes(query) == f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n\n{query}"
    assert with_prefixes("SELECT * { ?s ?p ?o }") == "SELECT * { ?s ?p ?o }"


def test_a_question_is_opened_under_its_summary_alone() -> None:
    text = without_header(known()["departments"])
    assert text.startswith("# 库里有哪些部门")
    assert "#+" not in text


def test_classes_and_properties_in_use_are_offered(client: TestClient) -> None:
    stated = client.get("/editor/names").json()
    assert "https://w3id.org/cnbudget/ontology#Statement" in stated["classes"]
    assert "https://w3id.org/cnbudget/ontology#amount" in stated["properties"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("河北省", "河北"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("上海市", "上海"),
        ("香港特别行政区", "香港"),
    ],
)
def test_provinces_have_the_names_of_their_tiles(name: str, short: str) -> None:
    assert short_province(name) == short


def test_every_tile_of_the_map_has_a_place_of_its_own(client: TestClient) -> None:
    tiles = client.get("/static/provinces.json").json()
    assert len(tiles) == 34
    assert len({tuple(place) for place in tiles.values()}) == 34

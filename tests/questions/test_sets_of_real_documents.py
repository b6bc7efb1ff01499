"""What people type first, without GRAPH, over the real documents: sums that count nothing twice."""

from __future__ import annotations

from decimal import Decimal

from kb.store.embedded import Store

JOINED_TO_A_CODE = """
SELECT (SUM(?a) AS ?s) (COUNT(*) AS ?n) WHERE {
  ?f cnb:formKind form:expenditure ; cnb:amount ?a ; cnb:subject ?c . ?c skos:notation ?code
}
"""
BY_DEPARTMENT = """
SELECT ?name ?year (SUM(?a) / 10000 AS ?wan) WHERE {
  ?f cnb:formKind form:general-expenditure ; cnb:amount ?a ; cnb:department ?d ; cnb:fiscalYear ?year .
  ?d rdfs:label ?name
} GROUP BY ?name ?year
"""


def test_a_sum_joined_to_codes_counts_each_figure_once(text_store: Store):
    (row,) = text_store.select(JOINED_TO_A_CODE)
    assert (Decimal(row["s"].value), int(row["n"].value)) == (269977900, 40)


def test_a_sum_joined_to_the_name_of_the_department_is_what_the_form_prints(text_store: Store):
    rows = [
        (row["name"].value, row["year"].value, Decimal(row["wan"].value)) for row in text_store.select(BY_DEPARTMENT)
    ]
    assert len(rows) == len({row[:2] for row in rows})
    assert {yuan for _name, _year, yuan in rows} >= {Decimal(text) for text in ("6908.98", "3143.81", "7272.94")}


def test_amounts_of_projects_are_those_of_their_entries_alone(text_store: Store):
    """Closed under RDFS, whatever has the property is an entry: mentions of a project must not have it."""
    query = """SELECT (SUM(?a) / 10000 AS ?wan) (COUNT(*) AS ?n) {
      ?any cnb:projectAmount ?a . FILTER(CONTAINS(STR(?any), "承德县医疗保障局"))
    }"""
    (row,) = text_store.select(query)
    assert (Decimal(row["wan"].value), int(row["n"].value)) == (Decimal("5671.86"), 7)


def test_no_thing_has_two_labels(text_store: Store):
    """A join to a label would count its figures twice. Terms of the vocabulary have a label in each language."""
    twice = """SELECT ?thing (COUNT(DISTINCT ?label) AS ?n) {
      ?thing rdfs:label ?label FILTER(LANG(?label) = "zh")
    } GROUP BY ?thing HAVING(COUNT(DISTINCT ?label) > 1)"""
    assert [row["thing"].value for row in text_store.select(twice)] == []


def test_every_code_that_a_figure_has_in_a_list_has_the_label_of_the_list(text_store: Store):
    without = """SELECT DISTINCT ?code {
      ?figure cnb:subject ?subject . ?subject skos:notation ?code ; skos:prefLabel ?listed
      FILTER(LANG(?listed) = "zh") FILTER NOT EXISTS { ?subject rdfs:label ?listed }
    }"""
    assert [row["code"].value for row in text_store.select(without)] == []

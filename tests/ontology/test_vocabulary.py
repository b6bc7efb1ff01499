"""The vocabulary: every own term in the data is defined, every defined term is used, and the cubes are well made."""

from __future__ import annotations

import pytest
from complete_disclosure import (
    CNB,
    CODE,
    ONTOLOGY,
    VOCABULARY,
    complete_disclosure,
    disclosure_graph,
    parsed,
    triples_of,
    turtle_files,
)
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import OWL, QB, RDF, RDFS, SKOS

DSD = Namespace("https://w3id.org/cnbudget/dsd/")
OBEU = "http://data.openbudgets.eu/ontology/dsd/"
ABSTRACT_OR_DEPRECATED = {
    URIRef(f"{OBEU}dimension/{name}")
    for name in (
        "administrativeClassification",
        "budgetaryUnit",
        "classification",
        "economicClassification",
        "functionalClassification",
        "programmeClassification",
        "taxesIncluded",
    )
}
ONTOLOGY_IRI = URIRef("https://w3id.org/cnbudget/ontology")


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return parsed(VOCABULARY)


@pytest.fixture(scope="module")
def data() -> Graph:
    return disclosure_graph()


@pytest.fixture(scope="module")
def everything() -> Graph:
    return parsed(*turtle_files())


def own_terms(graph: Graph) -> set[str]:
    """Local names of the own terms that a graph uses as property or class."""
    used = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    return {str(term)[len(CNB) :] for term in used if str(term).startswith(str(CNB))}


def defined(vocabulary: Graph, *usages: str) -> set[str]:
    """Local names of the defined terms with one of these usages."""
    return {
        str(term)[len(CNB) :]
        for term, usage in vocabulary.subject_objects(CNB.usage)
        if not usages or str(usage) in usages
    }


def test_every_term_is_named_and_defined_in_both_languages(vocabulary: Graph) -> None:
    for term in set(vocabulary.subjects(CNB.usage)):
        for text in (RDFS.label, SKOS.definition):
            assert sorted(o.language for o in vocabulary.objects(term, text)) == ["en", "zh"], (term, text)
        assert vocabulary.value(term, RDFS.isDefinedBy) == ONTOLOGY_IRI
        assert vocabulary.value(term, RDF.type)


def test_the_ontology_has_a_version_and_a_change_note(vocabulary: Graph) -> None:
    version = str(vocabulary.value(ONTOLOGY_IRI, OWL.versionInfo))
    assert vocabulary.value(ONTOLOGY_IRI, OWL.versionIRI) == URIRef(f"{ONTOLOGY_IRI}/{version}")
    assert {note.language for note in vocabulary.objects(ONTOLOGY_IRI, SKOS.changeNote)} == {"zh", "en"}


def test_a_complete_disclosure_uses_exactly_the_terms_meant_for_data(vocabulary: Graph, data: Graph) -> None:
    assert own_terms(data) == defined(vocabulary, "data")


def test_an_undated_disclosure_says_so_in_the_place_of_the_year(vocabulary: Graph, data: Graph) -> None:
    undated = triples_of(complete_disclosure(fiscal_year=""))
    assert own_terms(undated) - own_terms(data) == defined(vocabulary, "undated data")
    assert "fiscalYear" not in own_terms(undated)


def test_terms_meant_for_code_lists_stand_in_code_lists(vocabulary: Graph) -> None:
    lists = parsed(*(ONTOLOGY / "codelists").glob("*.ttl"))
    assert own_terms(lists) == defined(vocabulary, "code lists")


def test_usages_are_the_known_ones(vocabulary: Graph) -> None:
    usages = {str(usage) for usage in vocabulary.objects(None, CNB.usage)}
    assert usages <= {"data", "undated data", "findings", "code lists", "cubes", "model", "reserved"}


def test_shapes_speak_of_defined_terms_only(vocabulary: Graph) -> None:
    shapes = parsed(*(ONTOLOGY / "shapes").glob("*.ttl"))
    named = {str(term)[len(CNB) :] for term in shapes.objects() if str(term).startswith(str(CNB))}
    assert named <= defined(vocabulary)


def test_no_abstract_or_deprecated_openbudgets_term_is_used_directly(everything: Graph, data: Graph) -> None:
    components = set(everything.objects(None, QB.dimension)) | set(everything.objects(None, QB.attribute))
    assert not components & ABSTRACT_OR_DEPRECATED
    assert not set(data.predicates()) & ABSTRACT_OR_DEPRECATED


def test_only_what_may_be_summed_is_an_openbudgets_amount(vocabulary: Graph) -> None:
    amounts = set(vocabulary.subjects(RDFS.subPropertyOf, URIRef(f"{OBEU}measure/amount")))
    assert amounts == {CNB.amount}


def test_a_sum_over_all_openbudgets_amounts_counts_no_money_twice(vocabulary: Graph, data: Graph) -> None:
    """The form prints 8.00 万元 twice: in the project's row and in 合计."""
    query = f"""
        SELECT (SUM(?yuan) AS ?sum) WHERE {{
            ?measure <{RDFS.subPropertyOf}>* <{OBEU}measure/amount> . ?figure ?measure ?yuan . }}
    """
    [(yuan,)] = (vocabulary + data).query(query)
    assert yuan.toPython() == 80000


@pytest.mark.parametrize(("part", "measure"), [("", "amount"), ("/totals", "totalAmount"), ("/quantities", "quantity")])
def test_each_form_has_a_data_structure_for_each_measure(everything: Graph, part: str, measure: str) -> None:
    for form in everything.subjects(SKOS.inScheme, CODE.form):
        structure = DSD[str(everything.value(form, SKOS.notation)) + part]
        assert (structure, RDF.type, QB.DataStructureDefinition) in everything
        components = list(everything.objects(structure, QB.component))
        assert {m for c in components for m in everything.objects(c, QB.measure)} == {CNB[measure]}
        for component in components:
            assert (component, RDF.type, QB.ComponentSpecification) in everything


def test_dimensions_have_ranges_and_coded_ones_a_code_list(everything: Graph) -> None:
    for dimension in set(everything.objects(None, QB.dimension)):
        assert (dimension, RDF.type, QB.DimensionProperty) in everything
        scope = everything.value(dimension, RDFS.range)
        assert scope is not None
        if scope == SKOS.Concept:
            assert (everything.value(dimension, QB.codeList), RDF.type, SKOS.ConceptScheme) in everything


def test_only_attributes_are_optional(everything: Graph) -> None:
    for component in everything.subjects(QB.componentRequired):
        assert everything.value(component, QB.attribute)
        assert not everything.value(component, QB.dimension)


def test_observations_have_every_required_component_of_their_structure(everything: Graph, data: Graph) -> None:
    observations = list(data.subjects(RDF.type, QB.Observation))
    assert len(observations) == 3
    for observation in observations:
        structure = data.value(data.value(observation, QB.dataSet), QB.structure)
        for component in everything.objects(structure, QB.component):
            required = everything.value(component, QB.componentRequired)
            for kind in (QB.dimension, QB.measure, QB.attribute):
                for prop in everything.objects(component, kind):
                    if kind != QB.attribute or (required and required.toPython()):
                        assert data.value(observation, prop) is not None, (observation, prop)

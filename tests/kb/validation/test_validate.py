"""`kb validate`: a sound graph conforms, a broken one is stated by the right rule, with its place."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from complete_disclosure import complete_disclosure

from kb.cli import main
from kb.store.embedded import Store
from kb.validation.integrity import read_constraints
from kb.validation.report import SHOWN, as_text, as_turtle
from kb.validation.shapes import MissingEngine, Shapes, broken_shapes, read_shapes
from kb.validation.verdict import UnknownDocument, Verdict, validate
from loaders.triples import nquads
from loaders.triples.writer import term

pytest.importorskip("pyshacl_turbo", reason="needs the extra 'shapes'")

DISCLOSURE = complete_disclosure()
DOCUMENT = DISCLOSURE.id
QUADS = nquads(DISCLOSURE)
NUMBER = "^^<http://www.w3.org/2001/XMLSchema#"

BROKEN = [
    ("cnb:amount", "", "Observation-measure"),
    ("cnb:amount", f'"8.0"{NUMBER}double>', "Observation-amount"),
    ("cnb:printedAmount", '"7,272.94"', "Observation-printedAmount"),
    ("cnb:printedDecimals", f'"-1"{NUMBER}integer>', "Observation-printedDecimals"),
    ("cnb:isRowTotal", "", "Observation-isRowTotal"),
    ("cnb:component", '"支出"', "Observation-component"),
    ("cnb:position", f'"0"{NUMBER}integer>', "Observation-position"),
    ("qb:dataSet", "<x:nowhere>", "Observation-dataSet"),
    ("cnb:phase", "<x:phase>", "Observation-phase"),
    ("qb:structure", "", "DataSet-structure"),
    ("cnb:status", '"lost"', "Form-status"),
    ("cnb:figures", f'"-1"{NUMBER}integer>', "Form-figures"),
    ("dcterms:identifier", "", "Disclosure-identifier"),
    ("cnb:sha256", '"123"', "Disclosure-sha256"),
    ("cnb:kind", '"概算"', "Disclosure-kind"),
    ("cnb:fiscalYear", f'"二〇二六"{NUMBER}gYear>', "Fact-fiscalYear"),
    ("cnb:sourcePlace", "", "Fact-sourcePlace"),
    ("cnb:sourceLine", f'"0"{NUMBER}integer>', "Fact-sourceLine"),
    ("cnb:projectName", "", "ProjectEntry-projectName"),
    ("cnb:projectAmount", '"8.00"', "ProjectEntry-projectAmount"),
    ("cnb:share", f'"25"{NUMBER}decimal>', "Payment-share"),
    ("cnb:paymentTime", "", "Payment-paymentTime"),
    ("cnb:operator", '"≥"', "Indicator-operator"),
    ("cnb:targetNumber", '"10"', "Indicator-targetNumber"),
    ("cnb:policyNumber", '"第一"', "PolicyDocument-policyNumber"),
    ("cnb:agencyCode", "", "PolicyDocument-number"),
    ("cnb:agencyLevel", '"town"', "Agency-agencyLevel"),
    ("cnb:raw", "", "Citation-raw"),
    ("cnb:direction", '"上升"', "Statement-direction"),
    ("cnb:statedAmount", '"5"', "Statement-statedAmount"),
    ("cnb:measureName", "", "Statement-measureName"),
    ("org:subOrganizationOf", "<x:nowhere>", "Unit-subOrganizationOf"),
    ("cnb:unitName", "", "UnitEntry-unitName"),
    ("cnb:area", "<x:area>", "Department-area"),
    ("skos:definition", "", "GlossaryEntry-definition"),
    ("cnb:term", "", "GlossaryEntry-term"),
    ("cnb:reason", "", "UnreadPart-reason"),
    ("skos:notation", "", "Concept-notation"),
    ("skos:inScheme", "<x:scheme>", "Subject-inScheme"),
]
"""Property, the value every statement of it gets instead of its own (empty: none at all), the rule that speaks."""


def broken(prefixed_name: str, value: str) -> str:
    """The quads of the disclosure with one property spoilt."""
    lines = []
    for line in QUADS.splitlines(keepends=True):
        subject, predicate, rest = line.split(" ", 2)
        if predicate != term(prefixed_name):
            lines.append(line)
        elif value:
            lines.append(f"{subject} {predicate} {value} {rest.rsplit(' ', 2)[1]} .\n")
    return "".join(dict.fromkeys(lines))


def filled(quads: str = QUADS) -> Store:
    store = Store()
    store.replace(DOCUMENT, quads)
    return store


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return read_shapes()


@pytest.mark.parametrize(("path", "value", "rule"), BROKEN, ids=[f"{p}={v or 'missing'}" for p, v, _ in BROKEN])
def test_the_right_shape_speaks_of_a_broken_graph(shapes, path, value, rule):
    found = list(broken_shapes(shapes, ox.parse(broken(path, value), ox.RdfFormat.N_QUADS), DOCUMENT))
    assert rule in {breach.rule for breach in found}
    assert all(breach.message and breach.message_en for breach in found)


def test_the_broken_graphs_are_enough_and_their_origin_is_sound(shapes):
    assert len(BROKEN) >= 25
    assert list(broken_shapes(shapes, ox.parse(QUADS, ox.RdfFormat.N_QUADS))) == []


def test_a_sound_store_conforms_with_its_code_lists():
    verdict = validate(filled())
    assert verdict.breaches == ()
    assert verdict.graphs == 2
    assert verdict.shapes > 150
    assert verdict.constraints == 11


def test_the_published_documents_conform(shared_dir, read_once):
    store = Store()
    for path in sorted((shared_dir / "disclosures" / "text").glob("*.txt")):
        store.replace(*read_once(path))
    assert len(store.documents()) == 5
    assert validate(store).breaches == ()


COMPONENT = "https://w3id.org/cnbudget/dsd/component/"
CONSTRAINTS: dict[str, str] = {
    "IC-1": "INSERT { GRAPH ?g { ?f qb:dataSet ?other } } "
    "WHERE { GRAPH ?g { ?f cnb:amount ?a . ?x cnb:totalAmount ?b ; qb:dataSet ?other } }",
    "IC-2": "INSERT { GRAPH ?g { ?d qb:structure dsd:income } } "
    "WHERE { GRAPH ?g { ?f cnb:amount ?a ; qb:dataSet ?d } }",
    "IC-3": f"DELETE WHERE {{ GRAPH ?g {{ ?s qb:component <{COMPONENT}amount> }} }}",
    "IC-4": "DELETE WHERE { GRAPH ?g { cnb:phase rdfs:range ?r } }",
    "IC-5": "DELETE WHERE { GRAPH ?g { cnb:phase qb:codeList ?r } }",
    "IC-6": f"INSERT DATA {{ GRAPH <x:g> {{ <{COMPONENT}phase> qb:componentRequired false }} }}",
    "IC-11": "DELETE WHERE { GRAPH ?g { ?f a qb:Observation ; cnb:phase ?p } }",
    "IC-12": "DELETE { GRAPH ?g { ?f cnb:rowNumber ?n ; cnb:position ?p ; qb:dataSet ?d ; cnb:component ?c } } "
    "INSERT { GRAPH ?g { ?f cnb:rowNumber 1 ; cnb:position 1 ; qb:dataSet <x:set> ; cnb:component <x:c> } } "
    "WHERE { GRAPH ?g { ?f cnb:rowNumber ?n ; cnb:position ?p ; qb:dataSet ?d ; cnb:component ?c } }",
    "IC-13": "DELETE WHERE { GRAPH ?g { ?f cnb:printedDecimals ?n } }",
    "IC-14": "DELETE WHERE { GRAPH ?g { ?f cnb:amount ?n } }",
    "IC-19": "DELETE WHERE { GRAPH ?g { <https://w3id.org/cnbudget/code/phase/budget> skos:inScheme ?s } }",
}
"""An update that breaks each constraint in a sound store."""


def rules(verdict: Verdict) -> set[str]:
    return {breach.rule for breach in verdict.breaches}


def quads_of(store: Store) -> ox.Store:
    """A copy of everything in a store that may be changed freely."""
    copy = ox.Store()
    copy.extend(quad for graph in store.graphs() for quad in store.quads(graph))
    return copy


@pytest.fixture(scope="module")
def sound() -> Store:
    return filled()


def query_of(name: str) -> str:
    return next(constraint.query for constraint in read_constraints() if constraint.name == name)


@pytest.mark.parametrize("name", sorted(CONSTRAINTS))
def test_each_constraint_speaks_where_it_is_broken_and_is_silent_elsewhere(sound, name):
    from kb.store.embedded import PREFIXES

    query = query_of(name)
    copy = quads_of(sound)
    assert list(copy.query(query, use_default_graph_as_union=True)) == []
    copy.update(CONSTRAINTS[name], prefixes=PREFIXES)
    assert list(copy.query(query, use_default_graph_as_union=True)) != []


def test_every_constraint_has_a_breaking_case():
    assert {constraint.name for constraint in read_constraints()} == set(CONSTRAINTS)


def test_the_key_of_duplicates_has_every_dimension():
    from kb.codes.generated import DIMENSIONS

    query = query_of("IC-12")
    assert all(f"STR(?{dimension})" in query and f"cnb:{dimension} ?{dimension}" in query for dimension in DIMENSIONS)


def test_a_broken_constraint_is_stated_with_its_document():
    verdict = validate(filled(broken("cnb:phase", "")))
    stated = next(breach for breach in verdict.breaches if breach.rule == "IC-11")
    assert stated.document == DOCUMENT
    assert stated.value == "<https://w3id.org/cnbudget/ontology#phase>"
    assert stated.iri == "https://www.w3.org/TR/vocab-data-cube/#ic-11"


def test_only_the_documents_asked_for_are_checked():
    store = filled(broken("cnb:phase", ""))
    other = complete_disclosure(id="绿水县医疗保障局-2026-预算")
    store.replace(other.id, nquads(other))
    assert validate(store, [other.id]).conforms
    assert not validate(store, [DOCUMENT]).conforms
    with pytest.raises(UnknownDocument, match="not loaded"):
        validate(store, ["没有的文件"])


def test_the_readable_report_names_rule_place_and_value_and_cuts_long_lists():
    text = as_text(validate(filled(broken("cnb:rowNumber", f'"0"{NUMBER}integer>'))))
    assert "✗ Observation-rowNumber: 应有且只有一个行号" in text
    assert f"{DOCUMENT}, 第 1 页 第 21 行 · disclosure/{DOCUMENT}/figure/expenditure/" in text
    assert "rowNumber = " in text
    many = as_text(validate(filled(broken("cnb:sourcePlace", ""))))
    facts = next(part for part in many.split("✗ ") if part.startswith("Fact-sourcePlace"))
    assert facts.count(DOCUMENT + " · ") == SHOWN
    assert "more)" in facts


def test_the_turtle_report_is_a_shacl_report_without_blank_nodes():
    import rdflib
    from rdflib.namespace import RDF, SH

    verdict = validate(filled(broken("cnb:phase", '"预算"')))
    graph = rdflib.Graph().parse(data=as_turtle(verdict), format="turtle")
    results = list(graph.subjects(RDF.type, SH.ValidationResult))
    assert len(results) == len(verdict.breaches) > 0
    for path in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
        assert all((result, path, None) in graph for result in results)
    assert {str(one) for one in graph.objects(None, SH.conforms)} == {"false"}
    assert not [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)]
    assert as_turtle(verdict) == as_turtle(validate(filled(broken("cnb:phase", '"预算"'))))


def test_a_missing_engine_is_stated_with_the_remedy(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyshacl_turbo", None)
    with pytest.raises(MissingEngine, match=r"pip install 'yusuan-kb\[shapes\]'"):
        validate(filled())


@pytest.fixture
def on_disk(tmp_path: Path) -> Callable[[str], str]:
    def make(quads: str) -> str:
        with Store(tmp_path / "store") as store:
            store.replace(DOCUMENT, quads)
        return str(tmp_path / "store")

    return make


def test_the_command_says_by_its_exit_code_whether_the_store_conforms(on_disk, monkeypatch):
    folder = on_disk(QUADS)
    good = CliRunner().invoke(main, ["--store", folder, "validate"])
    assert (good.exit_code, good.stdout.split(":")[0]) == (0, "合格 (conforms)")
    on_disk(broken("cnb:phase", ""))
    bad = CliRunner().invoke(main, ["--store", folder, "validate", DOCUMENT, "--format", "ttl"])
    assert bad.exit_code == 1
    assert "sh:conforms false" in bad.stdout
    monkeypatch.setitem(sys.modules, "pyshacl_turbo", None)
    unchecked = CliRunner().invoke(main, ["--store", folder, "validate"])
    assert unchecked.exit_code == 2
    assert "pip install" in unchecked.stderr

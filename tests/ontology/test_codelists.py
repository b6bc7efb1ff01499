"""The code lists: codes hang under their parents, have names in both languages and say where they come from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from complete_disclosure import CNB, CODE, ONTOLOGY, parsed
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, RDF, SKOS, Namespace

from kb.codes.generated import GENERATED, write_generated
from loaders.iris import OPERATORS, SUBJECT_LEVELS

XKOS = Namespace("http://rdf-vocabulary.ddialliance.org/xkos#")
FILES = sorted((ONTOLOGY / "codelists").glob("*.ttl"))
SUBJECTS = ("functional", "department-economic", "government-economic", "department-economic-2007")
FORMS_OF_THE_TABLES = [
    "balance",
    "income",
    "expenditure",
    "fiscal-balance",
    "general-expenditure",
    "general-basic",
    "economic-summary",
    "three-public",
    "government-fund",
    "state-capital",
    "project-list",
    "project-target",
    "project-target-summary",
    "department-target",
    "procurement",
    "assets",
    "units",
]


@pytest.fixture(scope="module")
def lists() -> Graph:
    return parsed(*FILES)


def concepts(graph: Graph, scheme: str) -> dict[str, URIRef]:
    """Notation → concept of one scheme."""
    found = graph.subjects(SKOS.inScheme, CODE[scheme])
    return {str(graph.value(concept, SKOS.notation)): concept for concept in found}


def test_every_concept_has_a_chinese_and_an_english_name(lists: Graph) -> None:
    for concept in lists.subjects(RDF.type, SKOS.Concept):
        assert sorted(label.language for label in lists.objects(concept, SKOS.prefLabel)) == ["en", "zh"], concept


def test_every_broader_code_exists_in_the_same_list(lists: Graph) -> None:
    for concept, broader in lists.subject_objects(SKOS.broader):
        assert lists.value(concept, SKOS.inScheme) == lists.value(broader, SKOS.inScheme), concept


def test_top_concepts_are_those_without_a_broader_one(lists: Graph) -> None:
    for scheme, top in lists.subject_objects(SKOS.hasTopConcept):
        assert (top, SKOS.topConceptOf, scheme) in lists
    for concept in lists.subjects(RDF.type, SKOS.Concept):
        tops = list(lists.subjects(SKOS.hasTopConcept, concept))
        assert len(tops) == (0 if lists.value(concept, SKOS.broader) else 1), concept


@pytest.mark.parametrize("scheme", SUBJECTS)
def test_a_subject_code_begins_with_the_code_above_it(lists: Graph, scheme: str) -> None:
    for code, concept in concepts(lists, scheme).items():
        assert concept == CODE[f"{scheme}/{code}"]
        assert len(code) in SUBJECT_LEVELS
        above = lists.value(concept, SKOS.broader)
        assert above == (CODE[f"{scheme}/{code[:-2]}"] if len(code) > 3 else None)


def test_no_code_twice_in_a_list(lists: Graph) -> None:
    pairs = [
        (scheme, str(notation))
        for concept, scheme in lists.subject_objects(SKOS.inScheme)
        for notation in lists.objects(concept, SKOS.notation)
    ]
    assert [pair for pair, count in Counter(pairs).items() if count > 1] == []


def test_all_classes_of_the_functional_classification_are_there(lists: Graph) -> None:
    classes = {code for code in concepts(lists, "functional") if len(code) == 3}
    assert classes == {str(code) for code in range(201, 235)} - {"218", "225", "226", "228"}


def test_all_classes_of_the_economic_classifications_are_there(lists: Graph) -> None:
    department = {code for code in concepts(lists, "department-economic") if len(code) == 3}
    government = {code for code in concepts(lists, "government-economic") if len(code) == 3}
    assert department == {"301", "302", "303", "307", "309", "310", "311", "312", "313", "399"}
    assert government == {str(code) for code in range(501, 515)} | {"599"}


@pytest.mark.parametrize(
    ("scheme", "code", "name"),
    [
        ("functional", "2080505", "机关事业单位基本养老保险缴费支出"),
        ("functional", "2101301", "城乡医疗救助"),
        ("functional", "2210201", "住房公积金"),
        ("department-economic", "30239", "其他交通费用"),
        ("department-economic-2007", "30311", "住房公积金"),
        ("government-economic", "50101", "工资奖金津补贴"),
    ],
)
def test_codes_as_documents_print_them(lists: Graph, scheme: str, code: str, name: str) -> None:
    concept = concepts(lists, scheme)[code]
    assert name in {str(label) for label in lists.objects(concept, SKOS.prefLabel)}
    assert str(lists.value(concept, CNB.verification)) == "printed"


def test_a_class_printed_without_its_last_word_is_an_alternative_label(lists: Graph) -> None:
    labels = {str(label) for label in lists.objects(CODE["functional/208"], SKOS.altLabel)}
    assert "社会保障和就业" in labels


def test_every_concept_says_whether_it_was_checked(lists: Graph) -> None:
    for concept in lists.subjects(RDF.type, SKOS.Concept):
        verification = str(lists.value(concept, CNB.verification))
        assert verification in {"printed", "label-printed", "lexicon", "unverified"}, concept
        assert bool(lists.value(concept, DCTERMS.source)) == verification.endswith("printed"), concept


@pytest.mark.parametrize("scheme", SUBJECTS[:3])
def test_levels_of_a_classification_match_the_length_of_its_codes(lists: Graph, scheme: str) -> None:
    levels = Collection(lists, lists.value(CODE[scheme], XKOS.levels))
    patterns = [str(lists.value(level, XKOS.notationPattern)) for level in levels]
    assert patterns == [f"[0-9]{{{digits}}}" for digits in SUBJECT_LEVELS[: len(patterns)]]
    assert int(lists.value(CODE[scheme], XKOS.numberOfLevels)) == len(patterns)


def test_correspondences_lead_from_old_codes_to_new_ones(lists: Graph) -> None:
    associations = list(lists.subjects(RDF.type, XKOS.ConceptAssociation))
    assert associations
    for association in associations:
        for end in (*lists.objects(association, XKOS.sourceConcept), *lists.objects(association, XKOS.targetConcept)):
            assert (end, RDF.type, SKOS.Concept) in lists


def test_operators_are_those_of_the_graph(lists: Graph) -> None:
    assert concepts(lists, "operator") == {sign: CODE[f"operator/{name}"] for sign, name in OPERATORS.items()}


def test_every_form_of_the_tables_is_a_kind_of_form(lists: Graph) -> None:
    assert set(FORMS_OF_THE_TABLES) <= set(concepts(lists, "form"))


@pytest.mark.parametrize("name", GENERATED)
def test_committed_turtle_is_what_the_lexicon_gives(name: str) -> None:
    committed = (ONTOLOGY / name).read_text(encoding="utf-8")
    assert GENERATED[name]() == committed, "run: make ontology"


def test_writing_generated_files_again_changes_nothing(tmp_path: Path) -> None:
    assert [path.relative_to(tmp_path).as_posix() for path in write_generated(tmp_path)] == list(GENERATED)
    assert write_generated(tmp_path) == []


@pytest.mark.parametrize("scheme", SUBJECTS[:3])
def test_the_documentation_counts_the_entries_right(lists: Graph, repository: Path, scheme: str) -> None:
    page = (repository / "docs" / "ontology.md").read_text(encoding="utf-8")
    [row] = [line for line in page.splitlines() if line.startswith(f"| {scheme} |")]
    written = [int(cell) if cell.strip() else 0 for cell in row.split("|")[2:-1]]
    marks = Counter(str(lists.value(concept, CNB.verification)) for concept in concepts(lists, scheme).values())
    assert written == [marks.total(), marks["printed"], marks["label-printed"], marks["unverified"]]

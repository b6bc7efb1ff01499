"""`kb export cube`: cubes that viewers open, and what tells their observations apart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from made_facts import DOCUMENT, disclosure, figure
from rdflib.namespace import PROV, QB, RDF, SH
from validators import CUBE_PROFILES, breaches, shapes

from kb.cli import main
from kb.publishing.about import About
from kb.publishing.cubes.writing import export_cubes
from kb.store.embedded import Store
from loaders.facts import Figure
from loaders.triples import nquads

BASE = "https://w3id.org/cnbudget/"
CUBE = rdflib.Namespace("https://cube.link/")
CNB = rdflib.Namespace(f"{BASE}ontology#")
AMOUNT = rdflib.URIRef("http://data.openbudgets.eu/ontology/dsd/measure/amount")
OPERATION = rdflib.URIRef("http://data.openbudgets.eu/ontology/dsd/dimension/operationCharacter")
ABOUT = About(BASE, f"{BASE}dataset/", publisher="青山县财政局", issued="2026-11-22", contact="预算处", email="a@b.cn")
EXPENDITURE = rdflib.URIRef(f"{BASE}cube/expenditure")
ALWAYS = ["department", "fiscalYear", "stage", "phase", "operation", "component"]


def cubes_of(tmp_path: Path, *documents: tuple[str, tuple[Figure, ...]]) -> rdflib.Graph:
    store = Store()
    for name, figures in documents:
        store.replace(name, nquads(disclosure(id=name, figures=figures)))
    export_cubes(store, tmp_path / "cubes.ttl", ABOUT)
    return rdflib.Graph().parse(tmp_path / "cubes.ttl")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    store = Store()
    store.replace(DOCUMENT, nquads(disclosure()))
    file = tmp_path_factory.mktemp("cubes") / "cubes.ttl"
    export_cubes(store, file, ABOUT)
    return rdflib.Graph().parse(file)


def dimensions(graph: rdflib.Graph, form: str) -> list[str]:
    """The names of the key dimensions of a cube, in order."""
    start = f"{BASE}cube/{form}/constraint/"
    found = [one for one in graph.subjects(RDF.type, CUBE.KeyDimension) if one.startswith(start)]
    return [one.removeprefix(start) for one in sorted(found, key=lambda one: graph.value(one, SH.order).toPython())]


@pytest.mark.parametrize("profile", CUBE_PROFILES, ids="+".join)
def test_cubes_keep_the_profiles_of_cube_link(made: rdflib.Graph, profile: tuple[str, ...]) -> None:
    assert breaches(made, shapes(*profile)) == {}


def test_a_cube_without_a_name_breaks_the_profile(made: rdflib.Graph) -> None:
    broken = rdflib.Graph() + made
    broken.remove((EXPENDITURE, rdflib.URIRef("http://schema.org/name"), None))
    assert breaches(broken, shapes("cube-link/standalone-cube-constraint.ttl"))


def test_every_observation_keeps_the_constraint_of_its_cube(made: rdflib.Graph) -> None:
    checked = 0
    for cube in made.subjects(RDF.type, CUBE.Cube):
        rules = rdflib.Graph() + made
        constraint = made.value(cube, CUBE.observationConstraint)
        for observation in made.objects(made.value(cube, CUBE.observationSet), CUBE.observation):
            rules.add((constraint, SH.targetNode, observation))
            checked += 1
        assert breaches(made, rules) == {}
    assert checked == 3


def test_the_constraint_finds_a_value_that_is_not_listed(made: rdflib.Graph) -> None:
    broken = rdflib.Graph() + made
    (observation, *_) = made.objects(made.value(EXPENDITURE, CUBE.observationSet), CUBE.observation)
    broken.set((observation, CNB.stage, rdflib.Literal("决算")))
    rules = rdflib.Graph() + made
    rules.add((made.value(EXPENDITURE, CUBE.observationConstraint), SH.targetNode, observation))
    assert [path for _, path, _ in breaches(broken, rules)] == [str(CNB.stage)]


def test_only_amounts_that_may_be_summed_are_there_and_lead_to_their_figures(made: rdflib.Graph) -> None:
    observations = set(made.subjects(QB.dataSet, EXPENDITURE))
    amounts = sorted(made.value(one, AMOUNT).toPython() for one in observations)
    assert amounts == [81000, 120000]
    assert {str(made.value(one, PROV.wasDerivedFrom)).split("/")[-2] for one in observations} == {"2101501", "2101505"}


def test_dimensions_are_what_the_form_is_cut_by_and_no_places(made: rdflib.Graph) -> None:
    assert dimensions(made, "expenditure") == [*ALWAYS, "subject"]
    assert dimensions(made, "project-list") == [*ALWAYS, "project"]
    structure = rdflib.URIRef(f"{EXPENDITURE}/structure")
    cut_by = {str(made.value(one, QB.dimension)) for one in made.objects(structure, QB.component)}
    assert {str(CNB.subject), str(CNB.fiscalYear), str(OPERATION)} <= cut_by
    assert not {str(CNB.rowNumber), str(CNB.position)} & cut_by


def test_the_five_mandatory_components_of_openbudgets_are_there(made: rdflib.Graph) -> None:
    vocabulary = rdflib.Graph().parse(Path(__file__).parents[3] / "ontology/cnbudget.ttl")
    obeu = "http://data.openbudgets.eu/ontology/dsd/"
    wanted = {f"{obeu}{name}" for name in ("dimension/organization", "dimension/fiscalYear", str(OPERATION)[40:])}
    wanted |= {str(AMOUNT), f"{obeu}attribute/currency"}
    for cube in made.subjects(RDF.type, CUBE.Cube):
        used = set()
        for component in made.objects(made.value(cube, QB.structure), QB.component):
            for role in (QB.dimension, QB.measure, QB.attribute):
                for path in made.objects(component, role):
                    used |= {str(path), *map(str, vocabulary.objects(path, rdflib.RDFS.subPropertyOf))}
        assert wanted <= used


def row(number: int, label: str, amount: str = "1", **more: object) -> Figure:
    return figure(number, "", label, "basic-expenditure", amount, **more)


def test_a_row_without_subject_is_stated_by_its_label(tmp_path: Path) -> None:
    given = (figure(1, "2101501", "行政运行", "basic-expenditure", "1"), row(2, "其他"))
    found = cubes_of(tmp_path, (DOCUMENT, given))
    assert dimensions(found, "expenditure") == [*ALWAYS, "subject", "line"]
    lines = Counter(str(value) for value in found.objects(None, CNB.line))
    assert lines == {"其他": 1, "": 1}
    assert CUBE.Undefined in set(found.objects(None, CNB.subject))
    for profile in CUBE_PROFILES:
        assert breaches(found, shapes(*profile)) == {}


@pytest.mark.parametrize(("second", "repeats"), [("差旅费", True), ("会议费", False)])
def test_repetition_is_a_dimension_only_where_a_form_repeats_itself(tmp_path: Path, second: str, repeats: bool) -> None:
    found = cubes_of(tmp_path, (DOCUMENT, (row(1, "差旅费"), row(2, second))))
    assert ("repetition" in dimensions(found, "expenditure")) == repeats
    if repeats:
        assert sorted(value.toPython() for value in found.objects(None, CNB.repetition)) == [1, 2]


@pytest.mark.parametrize(("kind", "shared"), [("预算", True), ("决算", False)])
def test_the_disclosure_is_a_dimension_only_where_two_are_alike(tmp_path: Path, kind: str, shared: bool) -> None:
    store = Store()
    for name, stage in ((DOCUMENT, "预算"), (f"{DOCUMENT}-单位预算", kind)):
        store.replace(name, nquads(disclosure(id=name, kind=stage, figures=(row(1, "差旅费"),))))
    export_cubes(store, tmp_path / "cubes.ttl", ABOUT)
    found = rdflib.Graph().parse(tmp_path / "cubes.ttl")
    assert ("disclosure" in dimensions(found, "expenditure")) == shared


def test_no_two_observations_of_a_cube_agree_on_all_dimensions(tmp_path: Path) -> None:
    given = (row(1, "差旅费"), row(2, "差旅费", "2"), row(3, "会议费"))
    found = cubes_of(tmp_path, (DOCUMENT, given), (f"{DOCUMENT}-单位预算", given))
    names = dimensions(found, "expenditure")
    start = f"{EXPENDITURE}/constraint/"
    paths = [found.value(rdflib.URIRef(start + name), SH.path) for name in names]
    keys = Counter(tuple(found.value(one, path) for path in paths) for one in found.subjects(QB.dataSet, EXPENDITURE))
    assert len(keys) == 6
    assert set(keys.values()) == {1}


@pytest.mark.parametrize(
    ("form", "side", "component", "operation"),
    [
        ("balance", "income", "fiscal-appropriation", "revenue"),
        ("balance", "expenditure", "expenditure", "expenditure"),
        ("income", "", "general-public-budget", "revenue"),
        ("project-list", "", "fiscal-appropriation", "expenditure"),
        ("state-capital", "", "basic-expenditure", "expenditure"),
        ("assets", "", "asset-value", ""),
    ],
)
def test_revenue_or_expenditure(tmp_path: Path, form: str, side: str, component: str, operation: str) -> None:
    given = figure(1, "", "某行", component, "1", form=form, form_id=form, side=side)
    found = cubes_of(tmp_path, (DOCUMENT, (given,)))
    (value,) = found.objects(None, OPERATION)
    codes = "http://data.openbudgets.eu/resource/codelist/operation-character/"
    assert str(value) == (codes + operation if operation else str(CUBE.Undefined))


def test_values_have_names_in_both_languages_where_the_lists_have(made: rdflib.Graph) -> None:
    name = rdflib.URIRef("http://schema.org/name")
    component = rdflib.URIRef(f"{BASE}code/component/project-expenditure")
    assert {str(text) for text in made.objects(component, name)} == {"项目支出", "Project expenditure"}
    department = next(made.objects(None, CNB.department))
    assert "青山县医疗保障局" in {str(text) for text in made.objects(department, name)}


def test_figures_without_a_year_are_counted_not_guessed(tmp_path: Path) -> None:
    store = Store()
    store.replace("某局", nquads(disclosure(id="某局", fiscal_year="")))
    counts = export_cubes(store, tmp_path / "cubes.nt", ABOUT)
    assert (counts.observations, counts.without_year) == (0, 3)


def test_another_base_moves_cubes_and_what_they_speak_of(tmp_path: Path) -> None:
    store = Store()
    store.replace(DOCUMENT, nquads(disclosure()))
    export_cubes(store, tmp_path / "cubes.nq", About("https://data.example.cn/", "https://data.example.cn/dataset/"))
    quads = list(ox.parse(path=str(tmp_path / "cubes.nq"), format=ox.RdfFormat.N_QUADS))
    assert {quad.graph_name.value for quad in quads} == {"https://data.example.cn/graph/cubes"}
    departments = {quad.object.value for quad in quads if quad.predicate.value == str(CNB.department)}
    assert all(iri.startswith("https://data.example.cn/organization/") for iri in departments)


def test_sums_of_a_store_that_holds_the_cubes_too_stay_the_same(tmp_path: Path) -> None:
    query = f"SELECT (SUM(?a) AS ?s) (COUNT(*) AS ?n) {{ ?f <{CNB.amount}> ?a }}"
    store = ox.Store()
    store.load(nquads(disclosure()).encode(), ox.RdfFormat.N_QUADS, to_graph=None)
    before = [[str(term) for term in row] for row in store.query(query, use_default_graph_as_union=True)]
    kept = Store()
    kept.replace(DOCUMENT, nquads(disclosure()))
    export_cubes(kept, tmp_path / "cubes.nq", ABOUT)
    store.load(path=str(tmp_path / "cubes.nq"), format=ox.RdfFormat.N_QUADS)
    assert [[str(term) for term in row] for row in store.query(query, use_default_graph_as_union=True)] == before


def test_the_command_says_how_many_and_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        store.replace(DOCUMENT, nquads(disclosure()))
    for name in ("a.ttl.gz", "b.ttl.gz"):
        done = CliRunner().invoke(main, ["--store", str(tmp_path / "store"), "export", "cube", str(tmp_path / name)])
        assert done.exit_code == 0, done.output
        assert "2 个立方体 (cubes), 3 个数 (observations)" in done.stderr + done.stdout
    assert (tmp_path / "a.ttl.gz").read_bytes() == (tmp_path / "b.ttl.gz").read_bytes()


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path / "store", ontology=False):
        pass
    done = CliRunner().invoke(main, ["--store", str(tmp_path / "store"), "export", "cube", str(tmp_path / "a.xls")])
    assert done.exit_code == 1
    assert ".ttl" in done.stderr
    assert not (tmp_path / "a.xls").exists()

"""`kb export dataset`: a folder to put online as it is, every file of it sound and counted right."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from made_facts import DOCUMENT, disclosure, figure
from places import ROOT
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, SH, SKOS, VOID
from validators import DCAT_AP, breaches, shapes

from kb.cli import main
from kb.publishing.about import About, BadAbout, read_about
from kb.publishing.dataset.codes import codelists
from kb.publishing.dataset.coverage import coverage
from kb.publishing.dataset.dcat import dcat
from kb.publishing.dataset.folder import export_dataset
from kb.publishing.syntaxes import RDF_SUFFIXES
from kb.rows.files import ExportError
from kb.store.embedded import Store
from loaders.triples import nquads

OTHER = "绿水县医疗保障局-2024-预算"
BASE = "https://w3id.org/cnbudget/"
URL = "https://data.example.cn/budgets/"
ABOUT = About(
    BASE, URL, publisher="青山县财政局", license="https://creativecommons.org/licenses/by/4.0/", issued="2026-11-22"
)
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DATASET = rdflib.URIRef(BASE + "dataset")


def filled(*ids: str) -> Store:
    store = Store()
    for name in ids:
        year = name.split("-")[1]
        store.replace(name, nquads(disclosure(id=name, fiscal_year=year)))
    return store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dataset")
    export_dataset(filled(DOCUMENT, OTHER), path, ABOUT, [suffix.strip(".") for suffix in RDF_SUFFIXES])
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def turtle(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path, format="turtle")


def test_the_folder_holds_everything_a_publisher_needs(folder):
    names = set(contents(folder))
    assert {"README.md", "void.ttl", "dcat.ttl", "tables/datapackage.json", "ontology/index.html"} <= names
    assert {"ontology/cnbudget.ttl", "ontology/codelists.ttl", "ontology/context.jsonld"} <= names
    assert {f"data/budgets{suffix}.gz" for suffix in RDF_SUFFIXES} <= names
    assert len([name for name in names if name.startswith("tables/") and name.endswith(".csv")]) == 12


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_two_libraries_read_the_same_number_of_triples_in_every_dump(folder):
    names = {".ttl": "turtle", ".trig": "trig", ".nt": "nt", ".nq": "nquads", ".jsonld": "json-ld", ".rdf": "xml"}
    found = set()
    for suffix, syntax in RDF_SUFFIXES.items():
        data = gzip.decompress((folder / f"data/budgets{suffix}.gz").read_bytes())
        found.add(len({quad.triple for quad in ox.parse(data, getattr(ox.RdfFormat, syntax))}))
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=names[suffix])
        found.add(len({(s, p, o) for s, p, o, _ in dataset.quads()}))
    assert len(found) == 1


def test_two_libraries_read_every_turtle_file(folder):
    files = sorted(folder.rglob("*.ttl"))
    assert len(files) > 12
    for path in files:
        store = ox.Store()
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
        assert len(store) == len(turtle(path)) > 0


def test_descriptions_and_code_lists_hold_no_blank_nodes(folder):
    for name in ("void.ttl", "dcat.ttl", "ontology/codelists.ttl"):
        assert not [node for node in turtle(folder / name).all_nodes() if isinstance(node, rdflib.BNode)]


def test_void_counts_what_the_dump_holds(folder):
    dump = rdflib.Graph().parse(data=gzip.decompress((folder / "data/budgets.nt.gz").read_bytes()), format="nt")
    void = turtle(folder / "void.ttl")
    assert void.value(DATASET, VOID.triples).toPython() == len(dump)
    assert void.value(DATASET, VOID.distinctSubjects).toPython() == len(set(dump.subjects()))
    assert void.value(DATASET, VOID.distinctObjects).toPython() == len(set(dump.objects()))
    assert partition(void, VOID.classPartition, VOID["class"], VOID.entities) == Counter(dump.objects(None, RDF.type))
    assert partition(void, VOID.propertyPartition, VOID.property, VOID.triples) == Counter(dump.predicates())


def test_void_counts_the_properties_of_each_class(folder):
    dump = rdflib.Graph().parse(data=gzip.decompress((folder / "data/budgets.nt.gz").read_bytes()), format="nt")
    void = turtle(folder / "void.ttl")
    checked = 0
    for part in void.objects(DATASET, VOID.classPartition):
        members = set(dump.subjects(RDF.type, void.value(part, VOID["class"])))
        counted = Counter(name for member in members for name in dump.predicates(member))
        parts = void.objects(part, VOID.propertyPartition)
        assert {void.value(one, VOID.property): void.value(one, VOID.triples).toPython() for one in parts} == counted
        checked += len(counted)
    assert checked > 100


def test_every_question_is_an_example_that_runs(folder):
    found = turtle(folder / "examples.ttl")
    queries = {str(query) for query in found.objects(None, SH.select)}
    assert len(queries) == len(list((ROOT / "queries/questions").glob("*.rq")))
    assert {len(list(found.objects(node, RDFS.comment))) for node in found.subjects(RDF.type, SH.SPARQLExecutable)} == {
        2
    }
    store = ox.Store()
    for query in queries:
        store.query(query)


def partition(void: rdflib.Graph, path: rdflib.URIRef, key: rdflib.URIRef, number: rdflib.URIRef) -> dict[object, int]:
    """What each part of the data set is about, with its number."""
    return {void.value(part, key): void.value(part, number).toPython() for part in void.objects(DATASET, path)}


def test_void_counts_the_links_to_code_lists(folder):
    void = turtle(folder / "void.ttl")
    sets = {
        (str(void.value(s, VOID.linkPredicate)).split("#")[-1], str(void.value(s, VOID.objectsTarget)).split("/")[-1]):
        void.value(s, VOID.triples).toPython()
        for s in void.subjects(RDF.type, VOID.Linkset)
    }  # fmt: skip
    figures, forms, other_data_sets = 12, 4, 2
    assert sets["formKind", "form"] == 2 * (figures + forms + other_data_sets)
    assert sets["agency", "agency"] == 1
    assert sets["area", "area"] == 2
    assert all(
        target in {"functional", "component", "form", "phase", "area", "agency", "operator"} for _, target in sets
    )


def test_dcat_tells_who_when_where_and_from_what(folder):
    dcat = turtle(folder / "dcat.ttl")
    assert str(dcat.value(DATASET, DCTERMS.license)) == ABOUT.license
    assert str(dcat.value(dcat.value(DATASET, DCTERMS.publisher), FOAF.name)) == "青山县财政局"
    assert str(dcat.value(DATASET, DCTERMS.issued)) == "2026-11-22"
    period = dcat.value(DATASET, DCTERMS.temporal)
    assert (str(dcat.value(period, DCAT.startDate)), str(dcat.value(period, DCAT.endDate))) == (
        "2024-01-01",
        "2026-12-31",
    )
    assert {str(area).split("/")[-1] for area in dcat.objects(DATASET, DCTERMS.spatial)} == {"139999"}
    sources = {str(dcat.value(source, DCTERMS.identifier)) for source in dcat.objects(DATASET, PROV.wasDerivedFrom)}
    assert sources == {DOCUMENT, OTHER}


def test_every_distribution_is_there_under_its_size_and_checksum(folder):
    dcat = turtle(folder / "dcat.ttl")
    files = contents(folder)
    paths = set()
    for distribution in dcat.objects(DATASET, DCAT.distribution):
        path = str(dcat.value(distribution, DCAT.downloadURL)).removeprefix(URL)
        paths.add(path)
        assert dcat.value(distribution, DCAT.byteSize).toPython() == len(files[path])
        checksum = dcat.value(dcat.value(distribution, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum) == hashlib.sha256(files[path]).hexdigest()
    assert paths == {path for path in files if path.startswith(("data/", "tables/"))}


def test_what_the_publisher_does_not_say_is_not_made_up(tmp_path):
    export_dataset(filled(DOCUMENT), tmp_path, About(BASE, URL), ["nq"])
    dcat = turtle(tmp_path / "dcat.ttl")
    for path in (DCTERMS.license, DCTERMS.publisher, DCTERMS.issued):
        assert not list(dcat.objects(None, path))
    assert "未声明" in (tmp_path / "README.md").read_text(encoding="utf-8")


def test_the_same_bytes_whatever_the_order_of_loading(tmp_path):
    export_dataset(filled(DOCUMENT, OTHER), tmp_path / "a", ABOUT)
    export_dataset(filled(OTHER, DOCUMENT), tmp_path / "b", ABOUT)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_codes_met_in_documents_stand_in_the_code_lists(tmp_path):
    store = Store()
    given = disclosure(
        figures=(figure(1, "2019876", "某项", "total", "1"), figure(2, "2101505", "另一名称", "total", "1"))
    )
    store.replace(given.id, nquads(given))
    export_dataset(store, tmp_path, ABOUT, ["nq"])
    lists = turtle(tmp_path / "ontology/codelists.ttl")
    code = rdflib.Namespace(BASE + "code/")
    assert {str(label) for label in lists.objects(code["functional/2019876"], SKOS.prefLabel)} == {"某项"}
    assert lists.value(code["functional/2019876"], SKOS.broader) == code["functional/20198"]
    assert "医疗保障政策管理" in {str(label) for label in lists.objects(code["functional/2101505"], SKOS.prefLabel)}
    assert {str(label) for label in lists.objects(code["functional/2101505"], SKOS.altLabel)} >= {"另一名称"}
    areas = {str(area).split("/")[-1] for area in lists.subjects(SKOS.inScheme, code.area)}
    assert areas == {"130000", "139999"}


def test_a_concept_has_one_preferred_label_a_language_which_is_its_label_too(tmp_path):
    store = Store()
    for name, label in ((DOCUMENT, "某项"), (OTHER, "另一名称")):
        row = figure(1, "2019876", label, "total", "1")
        store.replace(name, nquads(disclosure(id=name, figures=(row,), fiscal_year=name.split("-")[1])))
    lists = rdflib.Graph().parse(data=codelists(store))
    concepts = set(lists.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 1000
    for concept in concepts:
        preferred = list(lists.objects(concept, SKOS.prefLabel))
        assert len({label.language for label in preferred}) == len(preferred)
        assert set(lists.objects(concept, RDFS.label)) == set(preferred)
    met = rdflib.URIRef(f"{BASE}code/functional/2019876")
    labels = [str(label) for name in (SKOS.prefLabel, SKOS.altLabel) for label in lists.objects(met, name)]
    assert labels == ["另一名称", "某项"]


def test_every_concept_is_a_top_one_or_below_another_and_every_used_list_has_top_ones(folder):
    lists = turtle(folder / "ontology/codelists.ttl")
    for concept, scheme in lists.subject_objects(SKOS.inScheme):
        is_top = (concept, SKOS.topConceptOf, scheme) in lists
        assert is_top != ((concept, SKOS.broader, None) in lists)
        assert is_top == ((scheme, SKOS.hasTopConcept, concept) in lists)
    used = set(lists.objects(None, SKOS.inScheme))
    assert all((scheme, SKOS.hasTopConcept, None) in lists for scheme in used)
    assert rdflib.URIRef(f"{BASE}code/area") in used


class Anchors(HTMLParser):
    """The anchors of a page, the links to them, and remote files that it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href" and tag == "a" and (value or "").startswith("#"):
                self.links.append((value or "")[1:])
            elif name == "src" or (name == "href" and tag == "link"):
                self.fetched.append(value or "")


def test_the_page_has_an_anchor_for_every_term_and_fetches_nothing(folder):
    page = Anchors()
    page.feed((folder / "ontology/index.html").read_text(encoding="utf-8"))
    cnb = BASE + "ontology#"
    terms = {
        str(term) for term in turtle(folder / "ontology/cnbudget.ttl").subjects(RDF.type) if str(term).startswith(cnb)
    }
    assert {cnb + anchor for anchor in page.ids} == terms
    assert set(page.links) == set(page.ids)
    assert page.fetched == []


def test_the_query_of_the_readme_runs_on_the_dump_and_counts_money_once(folder):
    text = (folder / "README.md").read_text(encoding="utf-8")
    query = text.split("```sparql\n")[1].split("```")[0]
    store = ox.Store()
    store.load(gzip.decompress((folder / "data/budgets.nt.gz").read_bytes()), ox.RdfFormat.N_TRIPLES)
    store.load(path=str(folder / "ontology/codelists.ttl"), format=ox.RdfFormat.TURTLE)
    rows = sorted((row["year"].value, row["yuan"].value) for row in store.query(query))
    assert rows == [("2024", "120000"), ("2026", "120000")]


def test_the_context_is_the_one_inside_the_dump(folder):
    inside = json.loads(gzip.decompress((folder / "data/budgets.jsonld.gz").read_bytes()))["@context"]
    published = json.loads((folder / "ontology/context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert inside == {"@base": BASE, **published}


def test_an_unknown_syntax_is_refused(tmp_path):
    with pytest.raises(ExportError, match=r"\.nq"):
        export_dataset(filled(DOCUMENT), tmp_path, ABOUT, ["xls"])


def test_the_command_writes_the_folder_under_another_base(tmp_path):
    with Store(tmp_path / "store") as store:
        store.replace(DOCUMENT, nquads(disclosure()))
    arguments = ["--store", str(tmp_path / "store"), "export", "dataset", str(tmp_path / "out")]
    done = CliRunner().invoke(main, [*arguments, "--base", "https://data.example.cn/", "--syntax", "nq"])
    assert done.exit_code == 0, done.stderr
    void = turtle(tmp_path / "out" / "void.ttl")
    assert str(next(void.objects(None, VOID.dataDump))) == "https://data.example.cn/dataset/data/budgets.nq.gz"
    example = str(next(void.objects(None, VOID.exampleResource)))
    assert example == f"https://data.example.cn/disclosure/{DOCUMENT}"
    assert f"<{example}>".encode() in gzip.decompress((tmp_path / "out" / "data/budgets.nq.gz").read_bytes())


@pytest.mark.parametrize(
    ("option", "value"), [("--license", "CC BY"), ("--issued", "22.11.2026"), ("--url", "data"), ("--base", "x")]
)
def test_what_is_no_iri_or_date_is_refused_before_anything_is_written(tmp_path, option, value):
    with Store(tmp_path / "store", ontology=False):
        pass
    arguments = ["--store", str(tmp_path / "store"), "export", "dataset", str(tmp_path / "out"), option, value]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert value in done.stderr
    assert not (tmp_path / "out").exists()


def test_dcat_keeps_the_rules_of_dcat_ap(folder):
    assert breaches(folder / "dcat.ttl", shapes(*DCAT_AP)) == {}


def test_dcat_of_a_publisher_who_says_nothing_keeps_them_too():
    given = dcat(About(BASE, URL), coverage(filled(DOCUMENT), BASE), ())
    assert breaches(given, shapes(*DCAT_AP)) == {}
    assert (None, RDF.type, DCAT.Catalog) not in rdflib.Graph().parse(data=given)


def test_the_rules_of_dcat_ap_find_a_data_set_without_title(folder):
    broken = turtle(folder / "dcat.ttl")
    broken.remove((DATASET, DCTERMS.title, None))
    assert [path for _, path, _ in breaches(broken, shapes(*DCAT_AP))] == [str(DCTERMS.title)]


def test_the_catalogue_names_its_publisher_the_service_its_endpoint():
    about = replace(ABOUT, endpoint="https://data.example.cn/sparql", contact="预算处", email="ys@example.cn")
    found = rdflib.Graph().parse(data=dcat(about, coverage(filled(DOCUMENT), BASE), ()))
    (catalog,) = found.subjects(RDF.type, DCAT.Catalog)
    assert list(found.objects(catalog, DCAT.dataset)) == [DATASET]
    assert str(found.value(found.value(catalog, DCTERMS.publisher), FOAF.name)) == "青山县财政局"
    (service,) = found.objects(catalog, DCAT.service)
    assert str(found.value(service, DCAT.endpointURL)) == "https://data.example.cn/sparql"
    contact = found.value(DATASET, DCAT.contactPoint)
    assert {str(value) for value in found.objects(contact)} >= {"预算处", "mailto:ys@example.cn"}
    assert breaches(found, shapes(*DCAT_AP)) == {}


def test_the_crate_lists_every_distribution_with_its_checksum(folder):
    entities = {one["@id"]: one for one in json.loads((folder / "ro-crate-metadata.json").read_text())["@graph"]}
    root = entities["./"]
    assert (root["@type"], root["datePublished"], root["temporalCoverage"]) == ("Dataset", "2026-11-22", "2024/2026")
    assert entities[root["publisher"]["@id"]]["name"] == "青山县财政局"
    assert {part["@id"] for part in root["hasPart"]} >= {"data/budgets.nq.gz", "tables/panel.csv"}
    for part in root["hasPart"]:
        content = (folder / part["@id"]).read_bytes()
        assert entities[part["@id"]]["sha256"] == hashlib.sha256(content).hexdigest()


def test_years_that_no_document_says_are_no_period():
    store = Store()
    store.replace("某局", nquads(disclosure(id="某局", fiscal_year="")))
    assert coverage(store, BASE).years == ()


def test_what_the_publisher_says_may_stand_in_a_file(tmp_path):
    file = tmp_path / "about.toml"
    file.write_text('publisher = "青山县财政局"\nissued = 2026-11-22\nemail = "ys@example.cn"\n', encoding="utf-8")
    assert read_about(file) == {"publisher": "青山县财政局", "issued": "2026-11-22", "email": "ys@example.cn"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('publisher = "某局', "about.toml"),
        ('licence = "x"', "licence"),
        ("publisher = 5", "publisher"),
        ('email = "someone"', "someone"),
        ('endpoint = "sparql"', "sparql"),
    ],
)
def test_what_a_file_of_the_publisher_cannot_say_is_refused(tmp_path, text, said):
    file = tmp_path / "about.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadAbout, match=said) as caught:
        read_about(file)
    assert "about.toml" in str(caught.value)


def test_an_option_goes_before_the_file_of_the_publisher(tmp_path):
    with Store(tmp_path / "store") as store:
        store.replace(DOCUMENT, nquads(disclosure()))
    (tmp_path / "about.toml").write_text('publisher = "甲局"\ntitle = "甲县部门预算"\n', encoding="utf-8")
    arguments = ["--store", str(tmp_path / "store"), "export", "dataset", str(tmp_path / "out"), "--syntax", "nq"]
    done = CliRunner().invoke(main, [*arguments, "--about", str(tmp_path / "about.toml"), "--publisher", "乙局"])
    assert done.exit_code == 0, done.output
    found = turtle(tmp_path / "out" / "dcat.ttl")
    assert {str(name) for name in found.objects(None, FOAF.name)} == {"乙局"}
    assert {str(title) for title in found.objects(DATASET, DCTERMS.title)} == {"甲县部门预算"}

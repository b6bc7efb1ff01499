"""How a published data set is described: VoID, DCAT, RO-Crate, and what the publisher says of itself."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from made_facts import DOCUMENT, disclosure
from places import ROOT
from publishing.published_datasets import ABOUT, BASE, DATASET, DCAT, OTHER, SPDX, URL, contents, filled, turtle
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, SH, VOID
from validators import DCAT_AP, breaches, shapes

from kb.cli import main
from kb.publishing.about import About, BadAbout, read_about
from kb.publishing.dataset.coverage import coverage
from kb.publishing.dataset.dcat import dcat
from kb.publishing.dataset.folder import export_dataset
from kb.publishing.syntaxes import RDF_SUFFIXES
from kb.store.embedded import Store
from loaders.triples import nquads


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dataset")
    export_dataset(filled(DOCUMENT, OTHER), path, ABOUT, [suffix.strip(".") for suffix in RDF_SUFFIXES])
    return path


def partition(void: rdflib.Graph, path: rdflib.URIRef, key: rdflib.URIRef, number: rdflib.URIRef) -> dict[object, int]:
    """What each part of the data set is about, with its number."""
    return {void.value(part, key): void.value(part, number).toPython() for part in void.objects(DATASET, path)}


def test_the_folder_holds_everything_a_publisher_needs(folder):
    names = set(contents(folder))
    assert {"README.md", "void.ttl", "dcat.ttl", "tables/datapackage.json", "ontology/index.html"} <= names
    assert {"ontology/cnbudget.ttl", "ontology/codelists.ttl", "ontology/context.jsonld"} <= names
    assert {f"data/budgets{suffix}.gz" for suffix in RDF_SUFFIXES} <= names
    assert len([name for name in names if name.startswith("tables/") and name.endswith(".csv")]) == 12


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
    assert sets["level2Kind", "indicator-level"] == 4
    assert sets["natureKind", "unit-nature"] == 2
    assert all(
        target
        in {"functional", "component", "form", "phase", "area", "agency", "operator", "indicator-level", "unit-nature"}
        for _, target in sets
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

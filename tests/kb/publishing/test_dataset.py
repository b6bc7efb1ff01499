"""`kb export dataset`: a folder to put online as it is, every file of it sound and counted right."""

from __future__ import annotations

import gzip
import json
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from made_facts import DOCUMENT, disclosure, figure
from publishing.published_datasets import ABOUT, BASE, OTHER, contents, filled, turtle
from rdflib.namespace import RDF, RDFS, SKOS, VOID

from kb.cli import main
from kb.publishing.dataset.codes import codelists
from kb.publishing.dataset.folder import export_dataset
from kb.publishing.syntaxes import RDF_SUFFIXES
from kb.rows.files import ExportError
from kb.store.embedded import Store
from loaders.triples import nquads


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dataset")
    export_dataset(filled(DOCUMENT, OTHER), path, ABOUT, [suffix.strip(".") for suffix in RDF_SUFFIXES])
    return path


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
    assert "另一名称" not in {str(label) for label in lists.objects(code["functional/2101505"], SKOS.altLabel)}
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

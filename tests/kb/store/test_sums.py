"""The sums kept beside the figures (汇总, docs/model.md): exact, those of the figures, in step with every change."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from complete_disclosure import complete_disclosure
from hypothesis import given, settings
from hypothesis import strategies as st
from made_facts import DOCUMENT, disclosure, expenditure, figure

from benchmarks.disclosures import make
from kb import resources
from kb.loading.load import read_file
from kb.publishing.export import export_rdf
from kb.publishing.importing import import_rdf
from kb.store.embedded import Store
from kb.store.sums import corrected, differences
from loaders.iris import DEFAULT_BASE
from loaders.triples import nquads

PROOFS = sorted(resources.folder("queries/sums").glob("*.rq"))
"""Each lists the sums that are not those of the figures, stated in SPARQL: there are none."""

SUMS_OF_FORM = """
SELECT ?name ?yuan {
  ?form cnb:formSumOf form:expenditure .
  { ?form cnb:sum ?yuan BIND("all" AS ?what) }
  UNION { ?form cnb:largestAmount ?yuan BIND("largest" AS ?what) }
  UNION { ?form cnb:columnSum ?part . ?part cnb:sumComponent ?of ; cnb:sum ?yuan }
  UNION { ?form cnb:classSum|cnb:sectionSum|cnb:itemSum ?part . ?part cnb:sumSubject ?of ; cnb:sum ?yuan }
  BIND(REPLACE(STR(?of), "^.*/", "") AS ?last)
  BIND(COALESCE(?what, ?last) AS ?name)
}
"""
PRINTED = {
    "all": "20.10",
    "largest": "12.00",
    "basic-expenditure": "8.10",
    "project-expenditure": "12.00",
    "210": "20.10",
    "21015": "20.10",
    "2101501": "8.10",
    "2101505": "12.00",
}
"""What the form made by hand prints, in 万元: subtotals of 类 and 款 are the sums of their 项."""

RAISE = """
DELETE { ?figure cnb:amount ?old } INSERT { ?figure cnb:amount 70000.0 }
WHERE { ?figure cnb:amount ?old ; cnb:rowCode "2101501" }
"""

amounts = st.decimals(min_value=-10_000, max_value=10_000, places=2).map(str)
codes = st.sampled_from(["2101501", "2101505", "2080505", "210", "21015", ""])
components = st.sampled_from(["basic-expenditure", "project-expenditure", "carryover.government-fund", ""])


def quads_of(one) -> list[ox.Quad]:
    return list(ox.parse(nquads(one), ox.RdfFormat.N_QUADS))


def without_sums(quads: list[ox.Quad]) -> list[ox.Quad]:
    return [quad for quad in quads if "/sum/" not in str(quad.subject)]


def sums(store: Store) -> dict[str, Decimal]:
    """What is summed → 万元."""
    return {row["name"].value: Decimal(row["yuan"].value) / 10000 for row in store.select(SUMS_OF_FORM)}


def mistakes(store: Store) -> dict[str, list[str]]:
    """What the proofs list, by their names."""
    return {path.stem: [str(row) for row in store.select(path.read_text(encoding="utf-8"))] for path in PROOFS}


def put(store: Store, one) -> None:
    store.replace(one.id, nquads(one, store.base))


NONE = {path.stem: [] for path in PROOFS}


def test_sums_are_what_a_form_prints():
    with Store(ontology=False) as store:
        put(store, disclosure(figures=expenditure()))
        assert sums(store) == {name: Decimal(text) for name, text in PRINTED.items()}


def test_there_are_three_proofs():
    assert set(NONE) == {"forms", "columns", "subjects"}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(codes, components, amounts, st.booleans()), max_size=12))
def test_sums_are_those_of_any_figures(rows):
    figures = tuple(
        figure(number, code, "行", component, amount, total_row=total)
        for number, (code, component, amount, total) in enumerate(rows, start=1)
    )
    with Store(ontology=False) as store:
        put(store, disclosure(figures=figures))
        assert mistakes(store) == NONE


@pytest.mark.parametrize("number", range(4))
def test_sums_of_generated_disclosures_are_those_of_their_figures(tmp_path, number):
    path = tmp_path / "made.txt"
    path.write_text(make(number).text, encoding="utf-8")
    parsed = read_file(path, DEFAULT_BASE)
    with Store(ontology=False) as store:
        store.replace(parsed.document, parsed.quads)
        assert mistakes(store) == NONE


def test_sums_of_published_disclosures_are_those_of_their_figures(shared_dir: Path, read_once):
    with Store(ontology=False) as store:
        for path in sorted((shared_dir / "disclosures" / "text").glob("*.txt")):
            store.replace(*read_once(path))
        assert mistakes(store) == NONE


def test_a_wrong_sum_is_found_by_the_proofs():
    quads = quads_of(disclosure(figures=expenditure()))
    wrong = [str(quad).replace("201000", "201001") if "/sum/" in str(quad.subject) else str(quad) for quad in quads]
    with Store(ontology=False) as store:
        store.replace(DOCUMENT, "".join(f"{line} .\n" for line in wrong))
        assert all(mistakes(store)[name] for name in ("forms", "subjects"))


@pytest.mark.parametrize("one", [disclosure(), complete_disclosure()], ids=["made", "complete"])
def test_the_sums_computed_again_from_the_graph_are_those_of_the_loaders(one):
    quads = quads_of(one)
    assert differences(quads) == (set(), set())
    assert corrected(without_sums(quads)) == set(quads)


def test_replacing_and_removing_a_disclosure_takes_its_sums_along():
    with Store(ontology=False) as store:
        put(store, disclosure(figures=expenditure()))
        put(store, disclosure(figures=tuple(replace(one, amount="1.00") for one in expenditure())))
        assert sums(store)["all"] == Decimal(2)
        assert mistakes(store) == NONE
        store.remove(DOCUMENT)
        assert sums(store) == {}


@pytest.mark.parametrize("on_disk", [False, True])
def test_sums_follow_an_update_by_hand(tmp_path, on_disk):
    with Store(tmp_path / "store" if on_disk else None) as store:
        put(store, disclosure(figures=expenditure()))
        store.update(RAISE)
        assert sums(store)["2101501"] == Decimal(7)
        assert sums(store)["all"] == Decimal(19)
        assert mistakes(store) == NONE


def test_optimizing_computes_the_sums_anew(tmp_path):
    one = disclosure(figures=expenditure())
    with Store(tmp_path / "store") as store:
        store.replace(one.id, "".join(f"{quad} .\n" for quad in without_sums(quads_of(one))))
        assert sums(store) == {}
        store.optimize()
        assert sums(store)["all"] == Decimal("20.10")
        assert mistakes(store) == NONE


def test_a_store_of_an_earlier_vocabulary_gets_sums_when_it_is_written(tmp_path, monkeypatch):
    one = disclosure(figures=expenditure())
    with Store(tmp_path / "store") as store:
        store.replace(one.id, "".join(f"{quad} .\n" for quad in without_sums(quads_of(one))))
    monkeypatch.setattr("kb.store.embedded.store.fingerprint", lambda files: "another vocabulary")
    with Store(tmp_path / "store") as store:
        assert sums(store)["all"] == Decimal("20.10")


def test_rdf_without_sums_gets_them_when_it_is_imported(tmp_path):
    one = disclosure(figures=expenditure())
    with Store(ontology=False) as store:
        store.replace(one.id, "".join(f"{quad} .\n" for quad in without_sums(quads_of(one))))
        export_rdf(store, tmp_path / "old.nq")
    with Store(ontology=False) as store:
        import_rdf(store, tmp_path / "old.nq")
        assert sums(store)["all"] == Decimal("20.10")

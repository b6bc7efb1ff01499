"""A data set of two made disclosures, as `kb export dataset` writes it."""

from __future__ import annotations

from pathlib import Path

import rdflib
from made_facts import disclosure

from kb.publishing.about import About
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


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def turtle(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path, format="turtle")

"""The Turtle files themselves: two strict parsers agree on them, and readers in both languages are served."""

from __future__ import annotations

from pathlib import Path

import pytest
from complete_disclosure import ONTOLOGY, parsed, turtle_files
from rdflib import BNode, Literal
from rdflib.namespace import RDFS, SH, SKOS

TEXTS = {RDFS.label, RDFS.comment, SKOS.prefLabel, SKOS.altLabel, SKOS.definition, SKOS.changeNote, SH.message}


def test_there_are_files_of_every_kind() -> None:
    assert {path.parent.name for path in turtle_files()} == {"ontology", "codelists", "shapes"}


@pytest.mark.parametrize("path", turtle_files(), ids=lambda path: path.name)
def test_two_parsers_read_the_same_number_of_triples(path: Path) -> None:
    pyoxigraph = pytest.importorskip("pyoxigraph")
    store = pyoxigraph.Store()
    store.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    assert len(parsed(path)) == len(store) > 0


@pytest.mark.parametrize("path", turtle_files(), ids=lambda path: path.name)
def test_no_text_without_a_language(path: Path) -> None:
    bare = [(s, p, o) for s, p, o in parsed(path) if p in TEXTS and isinstance(o, Literal) and not o.language]
    assert bare == []


@pytest.mark.parametrize("path", turtle_files(), ids=lambda path: path.name)
def test_blank_nodes_only_inside_shapes(path: Path) -> None:
    blank = [s for s in parsed(path).subjects() if isinstance(s, BNode)]
    assert blank == [] or path.parent == ONTOLOGY / "shapes"

"""Rules that others wrote (`../shared/validators`), and what of a graph breaks them, by pyshacl."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import rdflib
from places import SHARED
from rdflib.namespace import RDF, SH

VALIDATORS = SHARED / "validators"
DCAT_AP = ("dcat-ap/dcat-ap-SHACL.ttl", "dcat-ap/ranges.ttl")
CUBE_PROFILES = (
    ("cube-link/basic-cube-constraint.ttl",),
    ("cube-link/standalone-constraint-constraint.ttl",),
    ("cube-link/standalone-cube-constraint.ttl",),
    ("cube-link/profile-visualize.ttl", "cube-link/shared/data-kind.ttl"),
)

Breaches = Counter[tuple[str, str, str]]


@cache
def shapes(*names: str) -> rdflib.Graph:
    """The shapes of these files in one graph; skips the test where they are not at hand.

    Shapes that are named but defined in none of the files (DCAT-AP has two such) are no shapes and left out.
    """
    paths = [VALIDATORS / name for name in names]
    if not all(path.is_file() for path in paths):
        pytest.skip("needs ../shared/validators")
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path)
    for shape, named in list(graph.subject_objects(SH.property)):
        if (named, SH.path, None) not in graph:
            graph.remove((shape, SH.property, named))
    return graph


def breaches(data: bytes | Path | rdflib.Graph, rules: rdflib.Graph) -> Breaches:
    """How often each rule is broken: severity, path and message."""
    pyshacl = pytest.importorskip("pyshacl")
    _, report, _ = pyshacl.validate(_graph(data), shacl_graph=rules)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return Counter(tuple(str(report.value(one, name)) for name in REPORTED) for one in results)  # type: ignore[misc]


REPORTED = (SH.resultSeverity, SH.resultPath, SH.resultMessage)


def _graph(data: bytes | Path | rdflib.Graph) -> rdflib.Graph:
    if isinstance(data, rdflib.Graph):
        return data
    text = data.read_bytes() if isinstance(data, Path) else data
    return rdflib.Graph().parse(data=text, format="turtle")

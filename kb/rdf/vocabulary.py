"""The vocabulary and code lists on their way into the store: Turtle files → quads of one graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyoxigraph as ox

SKOLEM = "https://w3id.org/cnbudget/genid/"


def fingerprint(files: Iterable[Path]) -> str:
    """A digest of the content of files, in their order."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def read_turtle(files: Iterable[Path], graph: str) -> set[ox.Quad]:
    """The quads of Turtle files in one graph. Raises SyntaxError with the place.

    Blank nodes become IRIs that are the same whenever the content is the same (named by RDFC-1.0), so that a graph can
    be compared, changed in part, and exported twice alike.
    """
    import pyoxigraph as ox

    found = ox.Dataset()
    for path in files:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            found.add(quad)
    if any(isinstance(term, ox.BlankNode) for quad in found for term in (quad.subject, quad.object)):
        found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    target = ox.NamedNode(graph)
    return {ox.Quad(_named(quad.subject), quad.predicate, _named(quad.object), target) for quad in found}


def _named(term: Any) -> Any:
    import pyoxigraph as ox

    return ox.NamedNode(SKOLEM + term.value) if isinstance(term, ox.BlankNode) else term

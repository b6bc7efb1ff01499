"""Earlier versions (更正前的版本) of a published file, which a corrected one replaced: known by name and hash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loaders import iris
from loaders.triples import terms
from loaders.triples.writer import GraphWriter

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a disclosure's file: its name and the SHA-256 of its bytes."""

    sha256: str
    file: str


def revisions(document_id: str, earlier: Iterable[Version], base: str = iris.DEFAULT_BASE) -> str:
    """N-Quads of the disclosure's graph that say which versions it revises (`prov:wasRevisionOf`)."""
    writer = GraphWriter(iris.graph_iri(document_id, base))
    disclosure = iris.disclosure_iri(document_id, base)
    for version in earlier:
        subject = f"{disclosure}/version/{version.sha256[:_DIGITS]}"
        writer.describe(disclosure, "", {"prov:wasRevisionOf": terms.iri(subject)})
        values = {"cnb:sha256": terms.text(version.sha256), "cnb:file": terms.text(version.file)}
        writer.describe(subject, "cnb:EarlierVersion", values)
    return writer.nquads()

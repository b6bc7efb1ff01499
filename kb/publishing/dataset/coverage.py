"""What a store tells of its data: years, areas, and the disclosures they were derived from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb import resources
from kb.sparql.headers import read_header

if TYPE_CHECKING:
    from kb.store.interface import GraphStore


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One disclosure that the data were derived from; `file` is the name of its file."""

    iri: str
    identifier: str
    title: str
    sha256: str
    file: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the data speak of: years, areas (IRI and name) and disclosures."""

    years: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    sources: tuple[SourceFile, ...]


def coverage(store: GraphStore, base: str) -> Coverage:
    """The coverage of a store, its instances under `base`."""

    def moved(iri: str) -> str:
        return base + iri.removeprefix(store.base)

    return Coverage(
        tuple(year for (year,) in _selected(store, "years") if year.isdigit()),
        tuple((iri, name) for iri, name in _selected(store, "areas")),
        tuple(SourceFile(moved(iri), *rest) for iri, *rest in _selected(store, "disclosures")),
    )


def _selected(store: GraphStore, name: str) -> list[Sequence[str]]:
    _, query = read_header(resources.folder("queries/dataset") / f"{name}.rq")
    return [["" if term is None else term.value for term in row] for row in store.select(query)]

"""What a publisher says of a data set, and what the store tells of it: coverage and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kb import resources
from kb.sparql.headers import read_header
from loaders.triples import terms

if TYPE_CHECKING:
    from kb.store.interface import GraphStore

TITLE = "部门预算公开知识图谱"
TITLE_EN = "Departmental budget disclosures as linked data"


@dataclass(frozen=True, slots=True)
class About:
    """What the publisher says. Whatever is empty is left out of the descriptions.

    `base` is the base IRI of the instances, `url` where the folder will be found on the web (with a slash at its end),
    `license` the IRI of a licence, `issued` a date (2026-11-22). Raises ValueError for what is no IRI or no date.
    """

    base: str
    url: str
    title: str = TITLE
    publisher: str = ""
    publisher_iri: str = ""
    license: str = ""
    issued: str = ""

    def __post_init__(self) -> None:
        for value in filter(None, (self.base, self.url, self.publisher_iri, self.license)):
            terms.iri(value)
        if self.issued:
            date.fromisoformat(self.issued)

    @property
    def dataset(self) -> str:
        """The IRI of the data set."""
        return f"{self.base}dataset"

    @property
    def publisher_node(self) -> str:
        """The IRI of the publisher; empty where none is named."""
        return self.publisher_iri or (f"{self.dataset}#publisher" if self.publisher else "")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One disclosure that the data were derived from."""

    iri: str
    identifier: str
    title: str
    sha256: str


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
        tuple(year for (year,) in _selected(store, "years")),
        tuple((iri, name) for iri, name in _selected(store, "areas")),
        tuple(
            SourceFile(moved(iri), name, title, sha256) for iri, name, title, sha256 in _selected(store, "disclosures")
        ),
    )


def _selected(store: GraphStore, name: str) -> list[Sequence[str]]:
    _, query = read_header(resources.folder("queries/dataset") / f"{name}.rq")
    return [["" if term is None else term.value for term in row] for row in store.select(query)]

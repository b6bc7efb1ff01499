"""The integrity constraints of the RDF Data Cube (IC-1 …) as queries on the store: `queries/integrity/ic-NN.rq`.

A query gives every `?focus` that breaks the constraint, with a `?value` that helps to see why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb import resources
from kb.sparql.headers import HeaderError, read_header
from kb.validation.breach import Breach

if TYPE_CHECKING:
    from kb.store.interface import GraphStore
SPECIFICATION = "https://www.w3.org/TR/vocab-data-cube/#"


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint as its query file describes it."""

    name: str
    summary: str
    summary_en: str
    query: str

    @property
    def iri(self) -> str:
        """Where the W3C defines it."""
        return SPECIFICATION + self.name.lower()


def read_constraint(path: Path) -> Constraint:
    """The constraint of one query file. Raises HeaderError."""
    header, text = read_header(path)
    try:
        return Constraint(header["constraint"], header["summary"], header["summary_en"], text)
    except KeyError as error:
        raise HeaderError(f"{path}: the #+ header lacks {error}") from error


def read_constraints() -> list[Constraint]:
    """Every constraint, in the order of their numbers."""
    return [read_constraint(path) for path in sorted(resources.folder("queries/integrity").glob("*.rq"))]


def broken_constraints(
    store: GraphStore, constraints: Sequence[Constraint], owners: Mapping[str, str]
) -> Iterator[Breach]:
    """Everything in the store that breaks a constraint; `owners` are the document ids by the IRI of the disclosure."""
    for constraint in constraints:
        solutions = store.select(constraint.query)
        has_value = any(variable.value == "value" for variable in solutions.variables)
        for row in solutions:
            focus, value = row["focus"], row["value"] if has_value else None
            yield Breach(
                rule=constraint.name,
                iri=constraint.iri,
                message=constraint.summary,
                message_en=constraint.summary_en,
                focus=str(focus),
                document=next((owners[start] for start in _starts(focus.value) if start in owners), ""),
                value="" if value is None else str(value),
            )


def _starts(iri: str) -> Iterator[str]:
    """The IRI and every beginning of it that ends before a slash."""
    parts = iri.split("/")
    for end in range(len(parts), 0, -1):
        yield "/".join(parts[:end])

"""Relations between facts that rules are on: what adds up to what, what tells the same quantity, what compares.

They are worked out once for a document and placed beside its graph while rules run; they are not stored. Each module
here yields triples in the namespace `chk:` (https://w3id.org/cnbudget/check#) through one function `triples`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from loaders.namespaces import NAMESPACES
from loaders.triples import terms

CHECK = NAMESPACES["chk"]

Triple = tuple[str, str, str]
"""Subject IRI, name of the relation, object as an N-Triples term."""


def iri(value: str) -> str:
    """An IRI as an object."""
    return terms.iri(value)


def number(value: Decimal) -> str:
    """A decimal as an object."""
    return terms.decimal(value) or ""


def text(value: str) -> str:
    """A string as an object; the empty one too."""
    return terms.text(value) or '""'


def ntriples(triples: Iterable[Triple]) -> Iterator[str]:
    """The triples as lines of N-Triples."""
    for subject, name, value in triples:
        yield f"<{subject}> <{CHECK}{name}> {value} .\n"

"""What goes to a SPARQL server and what comes back, as text and as terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kb.rdf.nquads import quads_of
from kb.sparql.tokens import outside_strings
from kb.store.interface import PREFIXES
from kb.store.remote.results import BrokenAnswer
from loaders.readers.names import printable

if TYPE_CHECKING:
    import pyoxigraph as ox


def with_prefixes(sparql: str) -> str:
    """The request with those of the known prefixes declared that it uses and does not declare."""
    words = outside_strings(sparql)
    declared = set(re.findall(r"\bPREFIX\s+([\w.-]*)", words, re.IGNORECASE))
    wanted = [name for name in PREFIXES if name not in declared and re.search(rf"(?<![\w.-]){name}\b", words)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in wanted) + sparql


def triples_of(nquads: str, graph: str) -> set[ox.Triple]:
    """The triples of N-Quads of one graph. Raises ValueError if a quad is in another graph."""
    return {quad.triple for quad in quads_of(nquads, graph)}


def parsed_triples(url: str, ntriples: bytes) -> Iterator[ox.Triple]:
    """The triples of a server's answer in N-Triples. Raises BrokenAnswer when what is none is reached."""
    import pyoxigraph as ox

    with _reporting(url):
        for quad in ox.parse(ntriples, ox.RdfFormat.N_TRIPLES):
            yield quad.triple


@contextmanager
def _reporting(url: str) -> Iterator[None]:
    try:
        yield
    except (SyntaxError, ValueError, OSError) as error:
        raise BrokenAnswer(
            f"{url}: 服务器的答案不是 N-Triples, 可能超时, 或地址不对 (broken answer, no N-Triples; perhaps it took "
            f"too long, or the address is another service's): {printable(str(error))[:200]}"
        ) from error


def as_triples(url: str, body: bytes) -> ox.QueryTriples:
    """A server's answer in N-Triples as the engine gives its own. Raises BrokenAnswer."""
    import pyoxigraph as ox

    found = ox.Store()
    with _reporting(url):
        found.load(body, ox.RdfFormat.N_TRIPLES)
    results = found.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(results, ox.QueryTriples)
    return results

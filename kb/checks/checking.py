"""Checks documents of a store, over the cores where there are many, and keeps what is found in the store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from kb.checks.causes import one_per_cause
from kb.checks.finding import Finding, nquads
from kb.checks.run import Checker
from kb.checks.stamp import stamped
from kb.errors import StoreError
from kb.processes.crew import WorkLimits, in_order
from loaders.iris import graph_iri

if TYPE_CHECKING:
    from kb.store.interface import GraphStore

_BUDGET, _ACCOUNTS = "预算", "决算"

_SAVED_AT_ONCE = 100
FEW_DOCUMENTS = 6
"""So many are checked in this process: starting others would take longer."""

_DISCLOSURES = """
SELECT ?id ?department ?year ?kind {
  ?d a cnb:Disclosure ; dcterms:identifier ?id ; cnb:department ?department .
  OPTIONAL { ?d cnb:fiscalYear ?year }
  OPTIONAL { ?d cnb:kind ?kind }
} ORDER BY ?id
"""


class CheckFailed(StoreError):
    """Documents that could not be checked; the others are."""


def affected_by(store: GraphStore, changed: Iterable[str]) -> list[str]:
    """The documents to check when some have changed: these, and those that tell what these published."""
    known = set(changed)
    return sorted(known | {document for document, others in related(store).items() if known & set(others)})


def check_documents(
    store: GraphStore, documents: Sequence[str], *, workers: int | None = None, save: bool = True
) -> Iterator[tuple[str, list[Finding]]]:
    """What the rules find in each document; with `save` it takes the place of what was found before.

    Raises CheckFailed at the end, if the rules ran out of time or memory on a document.
    """
    others = related(store)
    graphs = ([_graph(store, each) for each in (one, *others.get(one, ()))] for one in documents)
    checked = zip(documents, _checked_all(graphs, len(documents), workers), strict=True)
    failed = []
    while some := list(islice(checked, _SAVED_AT_ONCE)):
        found = [(document, one) for document, one in some if not isinstance(one, str)]
        failed += [f"{document}: 没有查成 (not checked): {one}" for document, one in some if isinstance(one, str)]
        if save:
            _save(store, found)
        yield from found
    if failed:
        raise CheckFailed("\n".join(failed))


def _save(store: GraphStore, found: Iterable[tuple[str, list[Finding]]]) -> None:
    with store.together():
        for document, findings in found:
            store.put_findings(document, stamped(nquads(findings, document, store.base), document, store.base))


def related(store: GraphStore) -> dict[str, tuple[str, ...]]:
    """For each document those of the same department that print what it tells again, where they are loaded.

    They are the budget and the final accounts of the year before and, for final accounts, the budget of their year.
    """
    known: dict[tuple[str, str, str], str] = {}
    stated = []
    for row in store.select(_DISCLOSURES):
        department, year, kind = (row[name].value if row[name] else "" for name in ("department", "year", "kind"))
        known[department, year, kind] = row["id"].value
        stated.append((row["id"].value, department, year, kind))
    found = {}
    for document, department, year, kind in stated:
        if not year.isdigit():
            continue
        before = str(int(year) - 1)
        keys = [(before, kind), (year, _BUDGET) if kind == _ACCOUNTS else (before, _ACCOUNTS)]
        others = [known[department, *key] for key in keys if (department, *key) in known]
        if others:
            found[document] = tuple(others)
    return found


def _checked_all(graphs: Iterable[list[bytes]], count: int, workers: int | None) -> Iterator[list[Finding] | str]:
    """The findings in each graph, or the sentence that says why there are none."""
    workers = min(workers or os.cpu_count() or 1, count)
    if workers <= 1 or count <= FEW_DOCUMENTS:
        yield from (_checked(graph) for graph in graphs)
    else:
        yield from in_order(_checked, _failed, graphs, workers, WorkLimits())


def _failed(_graphs: list[bytes], trouble: str) -> str:
    return trouble


@cache
def _checker() -> Checker:
    return Checker()


def _checked(graphs: list[bytes]) -> list[Finding] | str:
    import pyoxigraph as ox

    return one_per_cause(_checker().check(*(ox.parse(graph, ox.RdfFormat.N_QUADS) for graph in graphs)))


def _graph(store: GraphStore, document: str) -> bytes:
    """The graph of a document, sorted: rules that list things list them in one order, whatever holds the store."""
    import pyoxigraph as ox

    written = ox.serialize(store.quads(graph_iri(document, store.base)), format=ox.RdfFormat.N_QUADS)
    return b"".join(sorted((written or b"").splitlines(keepends=True)))

"""The knowledge base for programs: disclosures in, SPARQL and tables out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kb.store import Change, Store
from kb.tables import read_tables, table_rows
from loaders.facts import Disclosure
from loaders.triples import nquads

if TYPE_CHECKING:
    import pyoxigraph as ox


class KnowledgeBase:
    """A knowledge base in a folder, or in memory where none is given.

    >>> with KnowledgeBase() as knowledge:
    ...     knowledge.documents()
    []
    """

    def __init__(
        self,
        folder: Path | str | None = None,
        *,
        base: str | None = None,
        read_only: bool = False,
        ontology: bool = True,
    ) -> None:
        """Open it as `kb.store.Store` does; without `ontology` the vocabulary and code lists are left out."""
        self.store = Store(folder, base=base, read_only=read_only, ontology=ontology)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.close()

    def add(self, disclosure: Disclosure) -> Change:
        """Put a disclosure in the place of what was known under its id; the same one again changes nothing."""
        return self.store.replace(disclosure.id, nquads(disclosure, self.store.base))

    def remove(self, document_id: str) -> bool:
        """Forget a disclosure; False where it was not known."""
        return self.store.remove(document_id)

    def documents(self) -> list[str]:
        """The ids of all disclosures, sorted."""
        return self.store.documents()

    def sparql(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a SPARQL query over everything known; raises SyntaxError."""
        return self.store.query(query)

    def table(self, name: str) -> Iterator[dict[str, str]]:
        """The rows of a flat table (`budget_lines` …) by column name; absent values are empty texts."""
        table = read_tables()[name]
        names = [column.name for column in table.columns]
        return (dict(zip(names, row, strict=True)) for row in table_rows(self.store, table))

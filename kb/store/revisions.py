"""Which versions of a disclosure's file a store has held: a corrected one replaces the earlier, which stays known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.iris import graph_iri
from loaders.triples.revisions import Version

if TYPE_CHECKING:
    from kb.store.interface import GraphStore

_VERSIONS = """
SELECT ?sha256 ?file ?current {{
  GRAPH <{graph}> {{
    ?version cnb:sha256 ?sha256 ; cnb:file ?file .
    BIND (EXISTS {{ ?version a cnb:Disclosure }} AS ?current)
  }}
}}
ORDER BY ?sha256
"""


@dataclass(frozen=True, slots=True)
class History:
    """The version that a store holds of a disclosure, if any, and those it replaced."""

    current: Version | None = None
    earlier: tuple[Version, ...] = ()


class Revisions:
    """The histories of a store's disclosures, and what this run adds to them."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._known: dict[str, History] = {}

    def current(self, document: str) -> Version | None:
        """The version that the store holds, or will hold after this run."""
        return self._history(document).current

    def replaced_by(self, document: str, new: Version) -> Version | None:
        """The version that `new` would replace: another file of the same disclosure."""
        current = self.current(document)
        return current if current and current.sha256 != new.sha256 else None

    def is_earlier(self, document: str, version: Version) -> bool:
        """Whether this version was replaced by the one that the store holds."""
        return any(version.sha256 == one.sha256 for one in self._history(document).earlier)

    def take(self, document: str, new: Version) -> tuple[Version, ...]:
        """Make `new` the current version; gives all that went before it."""
        history = self._history(document)
        replaced = self.replaced_by(document, new)
        earlier = (*history.earlier, replaced) if replaced else history.earlier
        self._known[document] = History(new, earlier)
        return earlier

    def _history(self, document: str) -> History:
        if document not in self._known:
            self._known[document] = self._stored(document)
        return self._known[document]

    def _stored(self, document: str) -> History:
        current, earlier = None, []
        for row in self._store.select(_VERSIONS.format(graph=graph_iri(document, self._store.base))):
            version = Version(row["sha256"].value, row["file"].value)
            if row["current"].value == "true":
                current = version
            else:
                earlier.append(version)
        return History(current, tuple(earlier))

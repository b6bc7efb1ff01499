"""Which versions of a disclosure's file a store has held: a corrected one replaces the earlier, which stays known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.iris import disclosure_iri
from loaders.triples.revisions import Version

if TYPE_CHECKING:
    from kb.store.interface import GraphStore

_CURRENT = "SELECT ?sha256 ?file {{ <{disclosure}> cnb:sha256 ?sha256 ; cnb:file ?file }}"
_EARLIER = """
SELECT ?sha256 ?file {{ <{disclosure}> prov:wasRevisionOf ?version . ?version cnb:sha256 ?sha256 ; cnb:file ?file }}
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
        current, earlier = self._versions(_CURRENT, document), self._versions(_EARLIER, document)
        return History(current[0] if current else None, current[1:] + earlier)

    def _versions(self, query: str, document: str) -> tuple[Version, ...]:
        rows = self._store.select(query.format(disclosure=disclosure_iri(document, self._store.base)))
        return tuple(Version(row["sha256"].value, row["file"].value) for row in rows)

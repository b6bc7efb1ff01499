"""The embedded store, and what its users import with it."""

from __future__ import annotations

from kb.errors import StoreError, StoreLocked
from kb.store.embedded.store import BULK_CHARACTERS, Store
from kb.store.interface import PREFIXES, Change, Counts, GraphStore
from kb.store.manifest import Incoming, ReadingRecord

__all__ = [
    "BULK_CHARACTERS",
    "PREFIXES",
    "Change",
    "Counts",
    "GraphStore",
    "Incoming",
    "ReadingRecord",
    "Store",
    "StoreError",
    "StoreLocked",
]

"""What can go wrong with a store, as sentences for people; every wing may raise it."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be used; the message says which, why, and what to do next."""


class StoreLocked(StoreError):
    """Another process has the store open for writing."""

"""Files put into the store many at a time: what is written when, by which thread, and what is stated when."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kb.errors import StoreError
from kb.loading import batches
from kb.loading.batches import Batches
from kb.loading.parsed import Outcome, Parsed
from kb.store.embedded import Change, Store
from kb.store.manifest import Incoming
from loaders.iris import graph_iri

WAITING = 10.0
"""Seconds after which a test has failed."""


def parsed(name: str, size: int = 1) -> Parsed:
    """A document of some characters."""
    return Parsed(Path(name), name, quads=f"{name:.<{size}}")


def names(outcomes: Any) -> list[str]:
    return [outcome.parsed.document for outcome in outcomes]


class Slow:
    """Stands in for a store: writes only when it is let, and remembers what came in together and on which thread."""

    base = "https://example.org/"

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.threads: set[str] = set()
        self.may_write = threading.Event()
        self.begun = threading.Event()

    def replace_all(self, documents: Sequence[Incoming]) -> list[Change]:
        self.begun.set()
        assert self.may_write.wait(WAITING)
        self.threads.add(threading.current_thread().name)
        self.batches.append([one.document for one in documents])
        return [Change.NEW for _ in documents]


@pytest.fixture
def small(monkeypatch):
    """Batches of 10, 20, 40, 40 … characters."""
    monkeypatch.setattr(batches, "FIRST_CHARACTERS", 10)
    monkeypatch.setattr(batches, "MOST_CHARACTERS", 40)


@pytest.mark.usefixtures("small")
def test_files_are_taken_in_while_others_are_written_and_stated_only_when_they_are_safe():
    store: Any = Slow()
    with Batches(store) as some:
        assert names(some.add(parsed("a", 10))) == []
        assert store.begun.wait(WAITING)
        assert names(some.add(parsed("b", 5))) == []
        store.may_write.set()
        assert names(some.finish()) == ["a", "b"]
    assert store.batches == [["a"], ["b"]]
    assert store.threads == {"kb-writer_0"}


@pytest.mark.usefixtures("small")
def test_batches_double_up_to_a_bound():
    store: Any = Slow()
    store.may_write.set()
    with Batches(store) as some:
        stated = [name for number in range(16) for name in names(some.add(parsed(str(number), 10)))]
        stated += names(some.finish())
    assert stated == [str(number) for number in range(16)]
    assert [len(one) for one in store.batches] == [1, 2, 4, 4, 4, 1]


@pytest.mark.usefixtures("small")
def test_while_outcomes_are_given_nothing_is_written():
    store: Any = Slow()
    store.may_write.set()
    with Batches(store) as some:
        list(some.add(parsed("a", 10)))
        outcomes = some.add(parsed("b", 40))
        assert next(outcomes).parsed.document == "a"
        assert store.batches == [["a"]]
        list(outcomes)
        assert names(some.finish()) == ["b"]


def test_a_batch_is_written_when_it_is_old_enough_whatever_its_size(monkeypatch):
    monkeypatch.setattr(batches, "SECONDS", 0.0)
    store: Any = Slow()
    with Batches(store) as some:
        list(some.add(parsed("a")))
        assert store.begun.wait(WAITING)
        store.may_write.set()


@pytest.mark.usefixtures("small")
def test_trouble_of_the_store_is_raised_where_the_outcomes_would_be_stated():
    store: Any = Slow()
    store.may_write.set()

    def full(_documents: object) -> None:
        raise StoreError("no space")

    store.replace_all = full
    with Batches(store) as some:
        list(some.add(parsed("a", 10)))
        with pytest.raises(StoreError, match="no space"):
            list(some.finish())


@pytest.mark.usefixtures("small")
def test_leaving_early_waits_for_what_is_being_written_and_writes_no_more():
    store: Any = Slow()
    with Batches(store) as some:
        list(some.add(parsed("a", 10)))
        assert store.begun.wait(WAITING)
        list(some.add(parsed("b")))
        store.may_write.set()
    assert store.batches == [["a"]]


@pytest.mark.usefixtures("small")
def test_what_is_stated_is_in_the_snapshot_of_readers(tmp_path):
    def quads(name: str) -> Parsed:
        return Parsed(Path(name), name, quads=f'<x:a> <x:b> "c" <{graph_iri(name)}> .\n')

    def seen(outcome: Outcome) -> bool:
        with Store(tmp_path, read_only=True) as reader:
            return graph_iri(outcome.parsed.document) in reader.graphs()

    with Store(tmp_path, ontology=False) as store, Batches(store) as some:
        stated = [seen(outcome) for name in "abc" for outcome in some.add(quads(name))]
        stated += [seen(outcome) for outcome in some.finish()]
    assert stated == [True, True, True]

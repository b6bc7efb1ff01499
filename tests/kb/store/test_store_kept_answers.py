"""Slow answers are kept until the store changes, and never outlive it."""

from __future__ import annotations

import pytest
from made_facts import DOCUMENT, disclosure

from kb.store import kept_answers
from kb.store.embedded import Store
from loaders.triples import nquads

QUERY = "SELECT ?s ?amount ?label ?none { { ?s cnb:amount ?amount } UNION { ?s rdfs:label ?label } } ORDER BY ?s ?label"
OTHER = "绿水县医疗保障局-2026-预算"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_answers, "SLOW_SECONDS", 0)
    with Store(tmp_path, ontology=False) as store:
        store.replace(DOCUMENT, nquads(disclosure()))
    return tmp_path


def rows(store: Store) -> list[tuple[object, ...]]:
    solutions = store.select(QUERY)
    names = [variable.value for variable in solutions.variables]
    return [tuple(solution[name] for name in names) for solution in solutions]


def test_a_kept_answer_is_the_answer(folder):
    with Store(folder, ontology=False) as writer:
        expected = rows(writer)
    assert expected
    for _ in range(2):
        with Store(folder, read_only=True) as reader:
            assert rows(reader) == expected
    assert list(folder.glob("versions/*.answers/*.tsv"))


def test_the_second_time_the_engine_is_not_asked(folder, monkeypatch):
    with Store(folder, read_only=True) as reader:
        expected = rows(reader)
        monkeypatch.setattr(reader, "query", lambda *_: pytest.fail("asked again"))
        assert rows(reader) == expected


def test_a_change_of_the_store_is_seen_and_old_answers_go(folder):
    with Store(folder, read_only=True) as reader:
        before = rows(reader)
    with Store(folder, ontology=False) as writer:
        writer.replace(OTHER, nquads(disclosure(id=OTHER)))
    assert not list(folder.glob("versions/*.answers"))
    with Store(folder, read_only=True) as reader:
        assert len(rows(reader)) > len(before)


def test_a_torn_file_is_no_answer(folder):
    with Store(folder, read_only=True) as reader:
        expected = rows(reader)
        (kept,) = folder.glob("versions/*.answers/*.tsv")
        kept.write_text("?s\n<x:", encoding="utf-8")
        assert rows(reader) == expected


def test_answers_of_all_questions_together_take_no_more_than_their_room(folder, monkeypatch):
    with Store(folder, read_only=True) as reader:
        list(reader.select("SELECT ?oldest { ?oldest cnb:amount ?x }"))
        [oldest] = folder.glob("versions/*.answers/*.tsv")
        monkeypatch.setattr(kept_answers, "MOST_BYTES", oldest.stat().st_size + 10)
        list(reader.select("SELECT ?other { ?other cnb:amount ?x }"))
    [kept] = folder.glob("versions/*.answers/*.tsv")
    assert kept != oldest

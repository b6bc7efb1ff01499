"""Files found, read over processes, and put into the store; readers are stand-ins here."""

import os
from pathlib import Path

import pytest

from kb.loading.load import files_of, load
from kb.loading.parsed import FactCounts, Parsed
from kb.store.embedded import Store
from loaders.iris import DEFAULT_BASE, graph_iri


def fake_read(path: Path, base: str) -> Parsed:
    """One triple per file; names tell the stand-in what to do."""
    if "crash" in path.name:
        os._exit(3)
    if "raise" in path.name:
        raise RuntimeError(path.name)
    if "bad" in path.name:
        return Parsed(path, error=f"{path}: 不是预算")
    graph = graph_iri(path.stem, base)
    quads = f'<{base}a> <{base}b> "{path.read_text(encoding="utf-8")}" <{graph}> .\n'
    return Parsed(path, path.stem, FactCounts(forms=1, figures=2), quads)


@pytest.fixture
def make(tmp_path):
    def write(*names: str) -> list[Path]:
        paths = [tmp_path / name for name in names]
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(path.stem, encoding="utf-8")
        return paths

    return write


def test_a_folder_is_walked_in_order_without_hidden_and_lock_files(tmp_path, make):
    make("b.txt", "a/c.txt", ".hidden/d.txt", "a/.e.txt", "~$f.docx")
    assert list(files_of([str(tmp_path)])) == [tmp_path / "a" / "c.txt", tmp_path / "b.txt"]


def test_a_glob_is_expanded(tmp_path, make):
    make("a.txt", "b.pdf", "deep/c.txt")
    assert list(files_of([f"{tmp_path}/**/*.txt"])) == [tmp_path / "a.txt", tmp_path / "deep" / "c.txt"]


def test_a_file_whose_name_looks_like_a_glob_is_itself(tmp_path, make):
    (path,) = make("预算[2024].txt")
    assert list(files_of([str(path)])) == [path]


@pytest.mark.parametrize("name", ["nowhere.txt", "*.nothing"])
def test_a_path_that_leads_to_nothing_is_kept_for_the_message(tmp_path, name):
    assert list(files_of([str(tmp_path / name)])) == [tmp_path / name]


def test_a_folder_without_files_is_kept_for_the_message(tmp_path):
    (tmp_path / "empty").mkdir()
    assert list(files_of([str(tmp_path / "empty")])) == [tmp_path / "empty"]


def test_loading_writes_each_file_and_a_second_time_nothing(make):
    files = make("a.txt", "b.txt")
    with Store(ontology=False) as store:
        first = [outcome.status for outcome in load(files, store, store.base, read=fake_read)]
        second = [outcome.status for outcome in load(files, store, store.base, read=fake_read)]
        assert store.counts().quads == 2
    assert first == ["new", "new"]
    assert second == ["unchanged", "unchanged"]


def test_a_bad_file_does_not_stop_the_others(make):
    files = make("a.txt", "bad.txt", "b.txt")
    with Store(ontology=False) as store:
        outcomes = list(load(files, store, store.base, read=fake_read))
        assert store.counts().graphs == 2
    assert [outcome.status for outcome in outcomes] == ["new", "failed", "new"]
    assert "bad.txt" in outcomes[1].parsed.error


def test_without_a_store_files_are_read_and_nothing_is_written(make):
    assert [outcome.status for outcome in load(make("a.txt"), None, DEFAULT_BASE, read=fake_read)] == ["read"]


def test_over_processes_outcomes_keep_the_order_of_the_files(make):
    files = make(*(f"{number}.txt" for number in range(12)))
    outcomes = load(files, None, DEFAULT_BASE, read=fake_read, workers=2)
    assert [outcome.parsed.path for outcome in outcomes] == files


def test_a_reader_that_kills_its_process_costs_its_own_file_only(make):
    files = make("a.txt", "crash.txt", "b.txt", "raise.txt", "c.txt")
    outcomes = {
        outcome.parsed.path.stem: outcome for outcome in load(files, None, DEFAULT_BASE, read=fake_read, workers=2)
    }
    assert {name: outcome.status for name, outcome in outcomes.items()} == {
        "a": "read",
        "crash": "failed",
        "b": "read",
        "raise": "failed",
        "c": "read",
    }
    assert str(files[1]) in outcomes["crash"].parsed.error
    assert str(files[3]) in outcomes["raise"].parsed.error


def test_counts_add_up_field_by_field():
    assert FactCounts(1, 2, unread=5) + FactCounts(10, 20, 30) == FactCounts(11, 22, 30, unread=5)

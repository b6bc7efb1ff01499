"""A backup is a store of its own, made while others read and write, and put back as a whole."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from made_facts import DOCUMENT, disclosure

from kb.cli import main
from kb.errors import StoreError
from kb.store.backup import back_up, restore
from kb.store.embedded import Store
from kb.store.folder import StoreFolder
from loaders.triples import nquads

OTHER = "绿水县医疗保障局-2026-预算"


def state(folder) -> set[str]:
    with Store(folder, read_only=True) as store:
        return {str(quad) for graph in store.graphs() for quad in store.quads(graph)}


@pytest.fixture
def folder(tmp_path):
    with Store(tmp_path / "store", ontology=False) as store:
        store.replace(DOCUMENT, nquads(disclosure()))
    return tmp_path / "store"


def test_a_restored_backup_is_the_store_as_it_was(folder, tmp_path):
    before = state(folder)
    with Store(folder, read_only=True) as store:
        back_up(store, tmp_path / "backup")
    with Store(folder, ontology=False) as store:
        store.remove(DOCUMENT)
        store.replace(OTHER, nquads(disclosure(id=OTHER)))
    assert state(tmp_path / "backup") == before
    assert restore(tmp_path / "backup", folder, replace=True).documents == 1
    assert state(folder) == before
    with Store(folder, ontology=False) as store:
        assert store.replace(DOCUMENT, nquads(disclosure())).value == "unchanged"
        store.replace(DOCUMENT, nquads(disclosure(title="新")))
    assert state(tmp_path / "backup") == before


def test_a_backup_is_made_while_another_writes(folder, tmp_path):
    with Store(folder, ontology=False) as writer, writer.together():
        writer.replace(OTHER, nquads(disclosure(id=OTHER)))
        with Store(folder, read_only=True) as store:
            assert back_up(store, tmp_path / "backup").documents == 1


def test_a_backup_outlives_its_store(folder, tmp_path):
    import shutil

    before = state(folder)
    with Store(folder, ontology=False) as store:
        back_up(store, tmp_path / "backup")
    shutil.rmtree(folder)
    restore(tmp_path / "backup", tmp_path / "again")
    assert state(tmp_path / "again") == before


def test_nothing_is_overwritten_unasked(folder, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    with Store(folder, read_only=True) as store, pytest.raises(StoreError, match="not empty"):
        back_up(store, tmp_path / "full")
    with Store(folder, read_only=True) as store:
        back_up(store, tmp_path / "backup")
    with pytest.raises(StoreError, match="--replace"):
        restore(tmp_path / "backup", folder)
    with pytest.raises(StoreError, match="no backup"):
        restore(tmp_path / "full", tmp_path / "new")


def test_what_lies_beside_the_database_is_backed_up_and_restored(folder, tmp_path):
    beside = {
        "originals/ab": "原件",
        "texts/ab.gz": "行",
        "desk.jsonl": "{}",
        "findings-seen.jsonl": "{}",
        "codes/functional-2026.csv": "code,name",
    }
    for name, content in beside.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "search").mkdir()
    with Store(folder, read_only=True) as store:
        back_up(store, tmp_path / "backup")
    restore(tmp_path / "backup", folder, replace=True)
    for place in (tmp_path / "backup", folder):
        assert {name: (place / name).read_text(encoding="utf-8") for name in beside} == beside
        assert not (place / "search").exists()
    (folder / "desk.jsonl").write_text("changed", encoding="utf-8")
    assert (tmp_path / "backup" / "desk.jsonl").read_text(encoding="utf-8") == "{}"


class TestReplacing:
    """Between the two renames of a restore: whatever happens, one whole store is there in the end."""

    @pytest.fixture
    def backup(self, folder, tmp_path):
        with Store(folder, read_only=True) as store:
            back_up(store, tmp_path / "backup")
        return tmp_path / "backup"

    def interrupted(self, monkeypatch, folder, happens):
        rename = Path.rename

        def renamed(path, target):
            if Path(target) == folder and path.name.endswith(".part"):
                happens()
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", renamed)

    @pytest.mark.parametrize("error", [KeyboardInterrupt, OSError("disk")])
    def test_the_old_store_comes_back(self, folder, backup, tmp_path, monkeypatch, error):
        def fail():
            raise error

        before = state(folder)
        with monkeypatch.context() as patch:
            self.interrupted(patch, folder, fail)
            with pytest.raises((KeyboardInterrupt, StoreError)):
                restore(backup, folder, replace=True)
        assert state(folder) == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "store"]

    def test_a_folder_that_appears_meanwhile_costs_no_store(self, folder, backup, tmp_path, monkeypatch):
        def appears():
            folder.mkdir()
            (folder / "other").touch()

        before = state(folder)
        with monkeypatch.context() as patch:
            self.interrupted(patch, folder, appears)
            with pytest.raises(StoreError, match="another folder appeared"):
                restore(backup, folder, replace=True)
        [parked] = tmp_path.glob(".store.*.old")
        assert state(parked) == before
        assert (folder / "other").exists()

    def test_a_damaged_store_is_replaced_and_one_that_is_written_to_is_not(self, folder, backup):
        before = state(folder)
        with Store(folder, ontology=False), pytest.raises(StoreError):
            restore(backup, folder, replace=True)
        (folder / "quads" / "CURRENT").write_bytes(b"damaged")
        restore(backup, folder, replace=True)
        assert state(folder) == before

    def test_a_folder_that_is_no_store_is_not_replaced(self, folder, backup, tmp_path):
        (tmp_path / "letters").mkdir()
        (tmp_path / "letters" / "one.txt").touch()
        with pytest.raises(StoreError, match="no store"):
            restore(backup, tmp_path / "letters", replace=True)
        assert (tmp_path / "letters" / "one.txt").exists()

    def test_what_a_killed_restore_parked_is_put_back_by_the_next_who_opens(self, folder, tmp_path):
        before = state(folder)
        gone = 2**22 - 1
        folder.rename(tmp_path / f".store.{gone}.old")
        (tmp_path / f".store.{gone}.part").mkdir()
        assert state(folder) == before
        Store(folder, ontology=False).close()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]

    def test_what_a_living_process_parked_is_left_alone(self, folder, tmp_path):
        folder.rename(tmp_path / f".store.{os.getppid()}.old")
        with pytest.raises(StoreError, match="no store"):
            Store(folder, read_only=True)


def test_a_copy_that_differs_is_no_backup(folder, tmp_path, monkeypatch):
    def torn(self, target):
        Store(target.parent / "x", ontology=False).close()
        (target.parent / "x" / "quads").rename(target)

    monkeypatch.setattr(Store, "backup", torn)
    with Store(folder, read_only=True) as store, pytest.raises(StoreError, match="differs"):
        back_up(store, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_the_commands(folder, tmp_path):
    run = CliRunner().invoke
    backup = str(tmp_path / "backup")
    assert run(main, ["--store", str(folder), "backup", backup]).exit_code == 0
    assert run(main, ["--store", str(tmp_path / "new"), "restore", backup]).exit_code == 0
    before = state(tmp_path / "new")
    done = run(main, ["--store", str(tmp_path / "new"), "optimize"])
    assert done.exit_code == 0
    assert "MB →" in done.stderr
    assert state(tmp_path / "new") >= before
    missing = run(main, ["--store", str(tmp_path / "none"), "optimize"])
    assert missing.exit_code == 1
    assert not (tmp_path / "none").exists()


def test_optimize_leaves_no_orphan_files(folder):
    (folder / "quads" / "009999.sst").write_bytes(b"x" * 100_000)
    (folder / "versions" / "draft").mkdir()
    before = state(folder)
    with Store(folder, ontology=False) as store:
        store.optimize()
    assert not list(folder.rglob("009999.sst"))
    assert sorted(path.name for path in folder.iterdir()) == [
        "quads-2",
        "shards",
        "store.json",
        "versions",
        "writer.lock",
    ]
    assert state(folder) == before


def test_an_optimized_database_is_as_small_as_a_first_load(tmp_path):
    lines = "".join(f'<https://a.example/{n % 997}> <https://a.example/p{n % 7}> "{n}" .\n' for n in range(30_000))
    first = ox.Store(str(tmp_path / "first"))
    first.bulk_load(lines.encode(), ox.RdfFormat.N_TRIPLES)
    first.flush()
    place = StoreFolder(tmp_path / "store")
    database = place.open()
    database.extend(first)
    database = place.optimize(database)
    assert set(database) == set(first)
    assert _size(tmp_path / "store" / place.settings.database) < 1.1 * _size(tmp_path / "first")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())

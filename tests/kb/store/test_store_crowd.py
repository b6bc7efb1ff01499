"""One writer and many readers: who waits, who is stated, and what readers see meanwhile."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_facts import DOCUMENT, disclosure
from places import ROOT

from kb.errors import StoreLocked
from kb.store.embedded import Store
from loaders.triples import nquads

OTHER = "绿水县医疗保障局-2026-预算"

HOLDER = """
import sys, time
from kb.store.embedded import Store
with Store(sys.argv[1], ontology=False):
    print("open", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(folder: Path, seconds: float) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), str(seconds)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_a_second_writer_is_stated_which_process_holds_the_store(tmp_path):
    process = holder(tmp_path, 30)
    try:
        with pytest.raises(StoreLocked, match=f"process {process.pid} holds it"):
            Store(tmp_path, ontology=False)
    finally:
        process.kill()
        process.communicate()


def test_a_second_writer_waits_for_the_first(tmp_path):
    process = holder(tmp_path, 0.5)
    Store(tmp_path, ontology=False, wait=20).close()
    process.communicate()


def test_a_dead_writer_holds_nobody_up(tmp_path):
    process = holder(tmp_path, 30)
    process.kill()
    process.communicate()
    with Store(tmp_path, ontology=False) as store:
        assert store.documents() == []


def test_readers_see_the_last_commit_while_another_writes(tmp_path):
    with Store(tmp_path, ontology=False) as writer:
        writer.replace(DOCUMENT, nquads(disclosure()))
        with Store(tmp_path, read_only=True) as before, writer.together():
            writer.replace(OTHER, nquads(disclosure(id=OTHER)))
            assert before.documents() == [DOCUMENT]
            with Store(tmp_path, read_only=True) as meanwhile:
                assert meanwhile.documents() == [DOCUMENT]
        with Store(tmp_path, read_only=True) as after:
            assert after.documents() == sorted([DOCUMENT, OTHER])


def test_a_reader_keeps_its_snapshot_and_old_ones_are_dropped(tmp_path):
    def snapshots() -> list[str]:
        return sorted(path.name for path in (tmp_path / "versions").iterdir() if path.is_dir())

    with Store(tmp_path, ontology=False) as writer:
        with Store(tmp_path, read_only=True) as reader:
            (held,) = snapshots()
            for turn in range(3):
                writer.replace(DOCUMENT, nquads(disclosure(title="甲" * turn)))
            assert snapshots()[0] == held
            assert len(snapshots()) == 2
            assert reader.documents() == []
        writer.replace(OTHER, nquads(disclosure(id=OTHER)))
        assert len(snapshots()) == 1


def test_a_store_without_a_snapshot_can_be_read(tmp_path):
    import shutil

    with Store(tmp_path, ontology=False) as store:
        store.replace(DOCUMENT, nquads(disclosure()))
    shutil.rmtree(tmp_path / "versions")
    with Store(tmp_path, read_only=True) as reader:
        assert reader.documents() == [DOCUMENT]


def test_the_lock_is_free_after_a_writer_that_failed_to_open(tmp_path, monkeypatch):
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kb.store.embedded.store.fingerprint", broken)
        with pytest.raises(KeyboardInterrupt):
            Store(tmp_path)
    Store(tmp_path, ontology=False).close()


def test_a_reader_in_another_process_works_during_a_long_load(tmp_path):
    process = holder(tmp_path, 30)
    try:
        started = time.monotonic()
        with Store(tmp_path, read_only=True) as reader:
            assert reader.documents() == []
        assert time.monotonic() - started < 5
    finally:
        process.kill()
        process.communicate()

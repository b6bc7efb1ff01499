"""A file appears whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from errno import EFBIG, ENOSPC, EPIPE

import pytest

from kb.files.whole import output, whole


class Interrupted(Exception):
    """Stands for whatever ends a writing."""


def names_in(folder):
    return {path.name for path in folder.iterdir()}


def half_written(writing, path):
    with writing(path) as draft:
        draft.write_text("ne")
        raise Interrupted


@pytest.mark.parametrize("writing", [whole, output])
def test_the_former_file_stays_until_the_new_one_is_written(tmp_path, writing):
    path = tmp_path / "表.csv"
    path.write_text("old")
    with writing(path) as draft:
        draft.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert names_in(tmp_path) == {"表.csv"}


@pytest.mark.parametrize("writing", [whole, output])
def test_an_error_leaves_the_former_file_and_nothing_else(tmp_path, writing):
    path = tmp_path / "表.csv"
    path.write_text("old")
    with pytest.raises(Interrupted):
        half_written(writing, path)
    assert path.read_text() == "old"
    assert names_in(tmp_path) == {"表.csv"}


def test_two_writers_of_one_file_do_not_share_a_draft(tmp_path):
    path = tmp_path / "a.txt"
    with whole(path) as one, whole(path) as other:
        assert one != other
        one.write_text("1")
        other.write_text("2")
    assert path.read_text() == "1"  # the one that ends last


def test_a_link_is_followed(tmp_path):
    (tmp_path / "target.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("target.txt")
    with output(tmp_path / "link.txt") as draft:
        draft.write_text("new")
    assert (tmp_path / "target.txt").read_text() == "new"
    assert (tmp_path / "link.txt").is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_written_and_stays_a_pipe(tmp_path):
    os.mkfifo(pipe := tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    with output(pipe) as draft:
        draft.write_text("rows")
    reader.join()
    assert read == ["rows"]
    assert pipe.is_fifo()


def test_the_draft_of_a_killed_process_goes_with_the_next_output(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    (tmp_path / f".a.csv.{process.pid}-0f3a9c.part").write_text("half")
    (tmp_path / f".a.csv.{os.getpid()}-0f3a9c.part").write_text("still being written")
    (tmp_path / f".b.csv.{process.pid}-0f3a9c.part").write_text("of another file")
    with output(tmp_path / "a.csv") as draft:
        draft.write_text("rows")
    assert names_in(tmp_path) == {
        "a.csv",
        f".a.csv.{os.getpid()}-0f3a9c.part",
        f".b.csv.{process.pid}-0f3a9c.part",
    }


@pytest.mark.parametrize(("errno", "named"), [(ENOSPC, True), (EFBIG, True), (EPIPE, False)])
def test_a_full_disk_names_the_file_and_not_its_draft(tmp_path, errno, named):
    with pytest.raises(OSError, match="system") as caught, whole(tmp_path / "table.csv"):
        raise OSError(errno, "system")
    assert caught.value.filename == (str(tmp_path / "table.csv") if named else None)

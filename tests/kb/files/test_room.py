"""Folders that may grow so far and no further."""

from __future__ import annotations

import os
from pathlib import Path

from kb.files.room import make_room


def test_the_oldest_files_go_until_the_others_fit(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for age, name in enumerate(("newest", "deep/middle", "oldest")):
        (tmp_path / name).write_bytes(b"0123456789")
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    make_room(tmp_path, 30)
    assert (tmp_path / "oldest").exists()
    make_room(tmp_path, 20)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["middle", "newest"]
    make_room(tmp_path, 0)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

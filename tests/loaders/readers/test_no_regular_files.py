"""A pipe or a device is refused at once: neither has an end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb.loading.load import files_of, key_of, read_file
from loaders.identity.given import NOTHING_GIVEN
from loaders.iris import DEFAULT_BASE


@pytest.fixture(params=["pipe", "device", "link to a device"])
def endless(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    if request.param == "pipe":
        os.mkfifo(path)
    elif request.param == "device":
        path = Path("/dev/zero")
    else:
        path.symlink_to("/dev/zero")
    return path


def test_what_has_no_end_is_refused_in_a_sentence(endless: Path) -> None:
    assert list(files_of([str(endless)])) == [endless]
    assert key_of(endless, DEFAULT_BASE, NOTHING_GIVEN) == ""
    assert "no regular file" in read_file(endless, DEFAULT_BASE).error


def test_a_folder_is_walked_without_them(endless: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("部门预算", encoding="utf-8")
    assert [path.name for path in files_of([str(tmp_path)])] == ["b.txt"]

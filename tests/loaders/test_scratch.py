"""Temporary folders of killed processes go, those in use stay."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from loaders import scratch

HOLDER = "import sys; from loaders.scratch import make; print(make('test'), flush=True); sys.stdin.read()"


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)


def test_a_folder_stays_while_its_process_lives_and_goes_with_the_next_when_it_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        folder = Path(holder.stdout.readline().decode().strip())
        scratch.sweep()
        assert folder.is_dir()
        holder.kill()
    assert folder.is_dir()
    scratch.sweep()
    assert not folder.exists()


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    others = tmp_path / "others-1"
    others.mkdir()
    (tmp_path / f"{scratch.PREFIX}link").symlink_to(others)
    (tmp_path / f"{scratch.PREFIX}file").write_text("a file")
    scratch.sweep()
    assert others.is_dir()
    assert (tmp_path / f"{scratch.PREFIX}file").exists()


def test_a_block_leaves_nothing(tmp_path: Path) -> None:
    with scratch.scratch("test") as folder:
        (folder / "a").write_text("x")
    assert not list(tmp_path.iterdir())

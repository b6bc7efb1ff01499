"""Terminals and pipes as they come: other encodings, closed streams, locales without UTF-8."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT, SAMPLES

DEPARTMENT = "承德县医疗保障局"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streams") / "store"
    assert kb("--store", str(folder), "load", str(SAMPLES / "hebei-tabs.txt")).returncode == 0
    return folder


def kb(*words: str | bytes, before: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a shell does; `before`: redirections."""
    command = [sys.executable, "-m", "kb.cli", *words]
    if before:
        command = ["sh", "-c", f'exec "$@" {before}', "sh", *command]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env={**os.environ, **environment})


@pytest.mark.parametrize(("encoding", "printed"), [("gbk", DEPARTMENT.encode("gbk")), ("big5", rb"\u53bf")])
def test_every_encoding_gets_its_answer(store: Path, encoding: str, printed: bytes) -> None:
    done = kb("--store", str(store), "ask", "departments", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert printed in done.stdout


def test_a_closed_stderr_stops_no_load(tmp_path: Path) -> None:
    done = kb("--store", str(tmp_path / "store"), "load", str(SAMPLES / "hebei-tabs.txt"), before="2>&-")
    assert done.returncode == 0
    assert DEPARTMENT in done.stdout.decode()


def test_words_typed_under_the_c_locale_are_understood(store: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8"}
    done = kb("--store", str(store), "ask", "projects", DEPARTMENT.encode(), **plain)
    assert done.returncode == 0, done.stderr.decode()
    refused = kb("--store", str(store), "ask", "projects", b"\xff\xfe", **plain)
    assert refused.returncode == 2
    assert "UTF-8" in refused.stderr.decode()


def test_a_file_name_of_no_encoding_is_named_and_the_others_load(tmp_path: Path) -> None:
    bad = os.fsencode(tmp_path) + b"/bad\xff.txt"
    Path(os.fsdecode(bad)).write_text("2024年", encoding="utf-8")
    done = kb("--store", str(tmp_path / "store"), "load", bad, str(SAMPLES / "hebei-tabs.txt"))
    assert done.returncode == 1
    assert DEPARTMENT in done.stdout.decode()
    assert rb"bad\xff.txt" in done.stderr

"""A library that a plain install leaves out is named with the extra that brings it."""

from __future__ import annotations

import tomllib

import pytest
from click.testing import CliRunner
from places import ROOT

from kb.cli import main
from kb.cli._extras import missing_library


@pytest.mark.parametrize(
    ("module", "extra"), [("openpyxl", "tables"), ("pyarrow.parquet", "tables"), ("matplotlib", "plot")]
)
def test_the_extra_that_brings_a_library_is_named(module, extra):
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert any(line.startswith(module.partition(".")[0]) for line in extras[extra])
    assert f"'yusuan-kb[{extra}]'" in missing_library(module)


def test_a_library_of_no_extra_is_named_itself():
    assert missing_library("no_such_library").endswith("pip install no-such-library")


def test_a_command_without_its_library_ends_in_one_sentence(monkeypatch, tmp_path):
    store = str(tmp_path / "store")
    sample = str(ROOT / "samples" / "hebei-tabs.txt")
    assert CliRunner().invoke(main, ["--store", store, "load", sample]).exit_code == 0
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    done = CliRunner().invoke(main, ["--store", store, "check", "--checklist", str(tmp_path / "list.xlsx")])
    assert done.exit_code == 1
    assert "yusuan-kb[tables]" in done.output
    assert "Traceback" not in done.output
    assert not (tmp_path / "list.xlsx").exists()

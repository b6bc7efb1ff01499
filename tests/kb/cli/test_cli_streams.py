"""The command line before closed, full and narrow streams, and before folders and addresses that are no store."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from made_facts import DOCUMENT, disclosure
from places import ROOT

from kb.cli._options import CommandContext
from kb.errors import StoreError
from kb.sparql.http import Server
from kb.store.embedded import Store
from loaders.triples import nquads

KB = f"{sys.executable} -m kb.cli"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("streams") / "store"
    with Store(path) as store:
        store.replace(DOCUMENT, nquads(disclosure()))
    return path


def shell(line: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(["/bin/sh", "-c", line], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert "Traceback" not in done.stderr
    return done


def test_a_closed_output_is_reported(folder):
    done = shell(f"{KB} --store {folder} documents >&-")
    assert done.returncode == 1
    assert "standard output is closed" in done.stderr


def test_closed_errors_harm_nothing(folder):
    done = shell(f"{KB} --store {folder} documents 2>&- <&-")
    assert done.returncode == 0
    assert DOCUMENT in done.stdout


@pytest.mark.parametrize(
    "words", ["export rdf {}/graph.ttl", "graph export {}/graph.graphml", "ask departments --output {}/answer.csv"]
)
def test_a_folder_that_is_missing_is_named(folder, tmp_path, words):
    missing = tmp_path / "未建"
    done = shell(f"{KB} --store {folder} {words.format(missing)}")
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: {missing}: 没有这个文件夹")
    assert len(done.stderr.splitlines()) == 1


def test_a_file_in_the_place_of_a_folder_is_stated_without_the_draft(folder, tmp_path):
    (tmp_path / "file").touch()
    done = shell(f"{KB} --store {folder} export rdf {tmp_path}/file/graph.ttl")
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: {tmp_path}/file/graph.ttl: 这是文件")


def test_the_name_of_a_server_tells_no_password():
    assert CommandContext("http://dba:secret@localhost:8890/sparql").name == "http://localhost:8890/sparql"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", ["documents", "sparql 'SELECT * { ?s ?p ?o } LIMIT 3000' --format csv"])
def test_a_full_output_is_reported(folder, words):
    done = shell(f"{KB} --store {folder} {words} > /dev/full")
    assert done.returncode != 0
    assert "No space left" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", ["documents", "check", "sparql 'ASK { ?s ?p ?o }'"])
def test_too_little_memory_is_stated_before_the_engine_ends_the_process(folder, words):
    done = shell(f"ulimit -v 500000; {KB} --store {folder} {words}")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: 系统只许用 488 MB 内存 (ulimit -v)")
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_goes_away_is_no_error(folder):
    done = shell(f"{KB} --store {folder} sparql 'SELECT * {{ ?s ?p ?o }} LIMIT 9000' --format csv | head -1")
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_an_encoding_without_chinese_shows_the_codes_of_characters(folder):
    done = shell(f"PYTHONIOENCODING=latin-1 {KB} --store {folder} documents")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u9752\\u5c71" in done.stdout


@pytest.mark.parametrize("columns", ["1", "20", "abc"])
def test_a_narrow_window_is_no_error(folder, columns):
    assert shell(f"COLUMNS={columns} {KB} --store {folder} documents").returncode == 0


@pytest.mark.parametrize("settings", [{"database": 7}, {"database": "../../other"}, {"database": ""}, {"base": None}])
def test_settings_that_lead_elsewhere_are_refused(tmp_path, settings):
    known = {"base": "https://w3id.org/cnbudget/", "database": "quads", "layout": 1}
    (tmp_path / "store.json").write_text(json.dumps({**known, **settings}), encoding="utf-8")
    for read_only in (True, False):
        with pytest.raises(StoreError, match="not the settings of a store"):
            Store(tmp_path, read_only=read_only)
    assert [path.name for path in tmp_path.iterdir()] == ["store.json"]


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://host:99999999", "ftp://host/", "http://me:secret@"])
def test_what_is_no_address_is_stated_without_its_password(url):
    with pytest.raises(StoreError, match="not an http") as stated:
        Server(url)
    assert "secret" not in str(stated.value)

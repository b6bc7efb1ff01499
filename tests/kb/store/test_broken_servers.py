"""Whatever a server answers, every command ends with one sentence, within its bounds of time and memory."""

from __future__ import annotations

import resource
import time
import unicodedata
from pathlib import Path

import pytest
from broken_servers import WAYS, broken_server
from click.testing import CliRunner
from places import SAMPLES

from kb.cli import main
from kb.errors import StoreError
from kb.sparql.bounded import MEGABYTES_VARIABLE, SECONDS_VARIABLE

COMMANDS = {
    "ask": ["ask", "departments"],
    "ask in words": ["ask", "某某局的三公经费是多少"],
    "check": ["check"],
    "codes": ["codes", "met"],
    "coverage": ["coverage"],
    "documents": ["documents"],
    "export rdf": ["export", "rdf", "{out}.nq"],
    "export tables": ["export", "tables", "{out}"],
    "export dataset": ["export", "dataset", "{out}"],
    "export cube": ["export", "cube", "{out}"],
    "export site": ["export", "site", "{out}"],
    "export graph": ["graph", "export", "{out}.graphml"],
    "graph": ["graph", "central", "project"],
    "import": ["import-rdf", "{given}"],
    "info": ["info"],
    "links": ["links", "update"],
    "load": ["load", "{sample}"],
    "mcp": ["mcp"],
    "plot": ["plot", "treemap", "某某局", "{out}.svg"],
    "remove": ["remove", "某某局-2024-预算"],
    "serve": ["serve", "--port", "0"],
    "sparql": ["sparql", "SELECT ?s { ?s ?p ?o }"],
    "validate": ["validate"],
    "why": ["why", "某某局 2024 合计"],
    "why-same": ["why-same", "甲局", "乙局"],
}
SERVING = {"codes", "mcp", "remove", "serve", "sparql"}
"""Commands that go on once the store is open, ask nothing more of a store without documents, or start a process."""
SECONDS, MEGABYTES = 0.3, 2


@pytest.fixture(autouse=True)
def _bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECONDS_VARIABLE, str(SECONDS))
    monkeypatch.setenv(MEGABYTES_VARIABLE, str(MEGABYTES))


@pytest.mark.parametrize("good", [0, 1, 2], ids=["at once", "second", "third"])
@pytest.mark.parametrize("way", WAYS)
def test_every_wrong_answer_is_one_sentence(way: str, good: int, tmp_path: Path) -> None:
    _refused(way, good, "documents", tmp_path)


@pytest.mark.parametrize("way", ["a list", "endless", "escapes"])
@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "sparql"])
def test_every_command_ends_with_one_sentence(way: str, command: str, tmp_path: Path) -> None:
    _refused(way, 0, command, tmp_path)


@pytest.mark.parametrize("good", [1, 3], ids=["second", "fourth"])
@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in SERVING])
def test_a_server_that_breaks_later_is_stated_as_well(good: int, command: str, tmp_path: Path) -> None:
    _refused("a list", good, command, tmp_path)


@pytest.mark.parametrize("way", ["drip", "elsewhere"])
def test_a_free_query_ends_with_one_sentence(way: str, tmp_path: Path) -> None:
    _refused(way, 1, "sparql", tmp_path)


def _refused(way: str, good: int, command: str, folder: Path) -> None:
    given = folder / "given.nq"
    given.write_text("<https://x/s> <https://x/p> <https://x/o> <https://x/g> .\n", encoding="utf-8")
    places = {"out": folder / "out", "given": given, "sample": SAMPLES / "hebei-tabs.txt"}
    words = [word.format(**places) if word.startswith("{") and word[1] != " " else word for word in COMMANDS[command]]
    started, before = time.monotonic(), _peak()
    with broken_server(way, good) as url:
        done = CliRunner().invoke(main, ["--store", url, *words])
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1, done.output
    (sentence,) = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert ("超过 0.3 秒" if command == "sparql" and way == "drip" else "127.0.0.1") in sentence
    assert "Traceback" not in done.output
    assert len(done.stderr) < 2000
    assert not [letter for letter in done.output if letter != "\n" and unicodedata.category(letter) in {"Cc", "Cf"}]
    assert not list(folder.rglob("*.part"))
    assert time.monotonic() - started < 8
    assert _peak() - before < 100


def _peak() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.parametrize("text", ["0", "-1", "much", "nan", "1e99"])
def test_bounds_that_are_none_are_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from kb.store.remote.server import RemoteStore

    monkeypatch.setenv(SECONDS_VARIABLE, text)
    with pytest.raises(StoreError, match=SECONDS_VARIABLE):
        RemoteStore("http://127.0.0.1:9")

"""Two real SPARQL servers for tests, started on the loopback interface in a folder of their own, ended afterwards."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VIRTUOSO_PASSWORD = "dba"
START_SECONDS = 60

VIRTUOSO_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {folder}
CheckpointInterval = 0
DefaultIsolation = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 600
"""


def oxigraph_binary() -> Path | None:
    """The server of the PyPI package `oxigraph`, where it is installed."""
    found = Path(sys.executable).with_name("oxigraph")
    return found if found.is_file() else None


def virtuoso_binary() -> str | None:
    """The server of the Debian package `virtuoso-opensource-7-bin`, where it is installed."""
    return shutil.which("virtuoso-t")


@contextmanager
def oxigraph_server(folder: Path) -> Iterator[str]:
    """An Oxigraph server; gives the URL of the store."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    command = [str(oxigraph_binary()), "serve", "--location", str(folder / "oxigraph"), "--bind", address]
    with _running(command, f"http://{address}/query?query=ASK%7B%7D"):
        yield f"http://{address}"


@contextmanager
def virtuoso_server(folder: Path, buffers: int = 40_000) -> Iterator[str]:
    """A Virtuoso server that anybody on this machine may write to; gives the URL of the store."""
    http, sql = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    folder.mkdir(parents=True, exist_ok=True)
    text = VIRTUOSO_SETTINGS.format(folder=folder, http=http, sql=sql, buffers=buffers, dirty=buffers * 3 // 4)
    settings.write_text(text, encoding="utf-8")
    command = [str(virtuoso_binary()), "+configfile", str(settings), "+foreground"]
    with _running(command, f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D"):
        yield f"http://dba:{VIRTUOSO_PASSWORD}@127.0.0.1:{http}/sparql"


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], url: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, url)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at once: {process.args!r}")
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not answer in {START_SECONDS} s: {url}")

"""A server on the loopback interface that answers every request in one wrong way."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox

from kb.store.interface import PREFIXES

SPARQL_JSON = "application/sparql-results+json"
PIECE = b"x" * 65536


class Broken(BaseHTTPRequestHandler):
    """One request of a client."""

    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        """Take what is sent, and answer as this server does."""
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        server: Any = self.server
        server.good -= 1
        with suppress(OSError):
            self._nothing(sent) if server.good >= 0 else WAYS[server.way](self)

    def _nothing(self, sent: bytes) -> None:
        """The right answer of a server that holds nothing."""
        sparql = parse_qs(sent.decode()).get("query", [""])[0]
        results = ox.Store().query(sparql, prefixes=PREFIXES) if sparql else None
        if isinstance(results, ox.QuerySolutions):
            self.give(results.serialize(format=ox.QueryResultsFormat.JSON) or b"")
        elif isinstance(results, ox.QueryBoolean):
            self.give(b'{"head":{},"boolean":false}')
        else:
            self.give(b"", "application/n-triples")

    do_GET = do_PUT = do_POST  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing is written."""

    def give(self, body: bytes, media_type: str = SPARQL_JSON, status: int = 200, **headers: str) -> None:
        """An answer with its headers."""
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def _endless(request: Broken) -> None:
    request.give(b'{"head":{"vars":["base"]},"results":{"bindings":[')
    while True:
        request.wfile.write(PIECE)


def _drip(request: Broken) -> None:
    request.give(b"")
    while True:
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.02)


def _slow_headers(request: Broken) -> None:
    request.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    while True:
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.02)


def _json(value: object) -> Callable[[Broken], None]:
    return lambda request: request.give(json.dumps(value).encode())


def _table(names: list[str], *rows: object) -> Callable[[Broken], None]:
    return _json({"head": {"vars": names}, "results": {"bindings": list(rows)}})


ELSEWHERE = {"Location": "http://192.0.2.1/latest/meta-data"}
NUMBER = {"type": "literal", "value": "1"}
WAYS: dict[str, Callable[[Broken], None]] = {
    "a list": _json([]),
    "a number": _json(7),
    "deep JSON": lambda request: request.give(b"[" * 10_000 + b"]" * 10_000),
    "deep term": lambda request: request.give(
        b'{"head":{"vars":["base"]},"results":{"bindings":[{"base":' + b'{"type":"triple","value":' * 5000 + b"0"
        + b"}" * 5000 + b"}]}}"
    ),
    "no body": lambda request: request.give(b""),
    "endless": _endless,
    "drip": _drip,
    "slow headers": _slow_headers,
    "short": lambda request: request.give(b'{"head":{"vars":["base"]},"resul', Content_Length="100000"),
    "wrong bindings": _table(["base"], {"base": "text"}),
    "other variables": _table(["elephant"], {"elephant": NUMBER}),
    "no term": _table(["base"], {"base": {"type": "uri", "value": "not an iri <>"}}),
    "a truth": _json({"head": {}, "boolean": True}),
    "odd base": _table(["base"], {"base": {"type": "literal", "value": 'http://x/> } DROP ALL "'}}),
    "a page": lambda request: request.give(b"<!DOCTYPE html><h1>Login</h1>", "text/html"),
    "wrong type": lambda request: request.give(b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
    "escapes": lambda request: request.give(
        b"\x1b]0;title\x07\x1b[2J\xc2\x9b31m\xe2\x80\xaebad", "text/plain", 500, Server="\x1b[31mred"
    ),
    "bad query": lambda request: request.give(b"\x1b[2Jline 1: \xe2\x80\xae" + b"long " * 10_000, "text/plain", 400),
    "elsewhere": lambda request: request.give(b"", status=302, **ELSEWHERE),
    "elsewhere again": lambda request: request.give(b"", status=307, **ELSEWHERE),
    "a file": lambda request: request.give(b"", status=302, Location="file:///etc/passwd"),
    "no HTTP": lambda request: request.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "hang up": lambda request: request.connection.close(),
    "chunks": lambda request: request.give(b"zz\r\nnothing", Transfer_Encoding="chunked"),
    "zipped": lambda request: request.give(b"\x1f\x8b\x08\0\0\0\0\0", Content_Encoding="gzip"),
}  # fmt: skip


@contextmanager
def broken_server(way: str, good: int = 0) -> Iterator[str]:
    """A server that answers in one wrong way, after so many right answers; gives its URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Broken)
    server.way, server.good = way, good  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()

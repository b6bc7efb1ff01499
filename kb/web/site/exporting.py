"""Fetches every page of the application and writes it as a file, following its links."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from kb.errors import StoreError
from kb.files.folders import clear, draft_of
from kb.store.sandbox import QueryLimits
from kb.web.app import STATIC, create
from kb.web.settings import ServeSettings
from kb.web.site.files import file_of, linked
from kb.web.site.frontier import Frontier
from loaders.scratch import scratch

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from kb.web.library import Edition

SHIPPED = ("style.css", "icon.svg", "names.js")
NAMES = "static/names.json"
FIGURE = "/figure/"
OK = 200
LIMITS = QueryLimits(seconds=600.0, megabytes=4096)
"""Of one question: nobody waits for the page."""


def export_site(
    store: Path | str, folder: Path, *, figures: bool = True, about: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Write the site into a new folder; gives each file as it is written.

    `about` is what the publisher says of the data set. Without `figures` the pages of single figures are left out, nine
    tenths of a large site. The folder appears when all is written. Raises StoreError where the folder holds something
    already, or a page cannot be made.
    """
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder}: 文件夹不是空的 (the folder is not empty)")
    app = create(ServeSettings(store, limits=LIMITS, is_static=True, about=about or {}))
    folder.parent.mkdir(parents=True, exist_ok=True)
    clear(folder)
    try:
        with draft_of(folder) as draft:
            draft.mkdir()
            with scratch("site") as place, asyncio.Runner() as runner:
                yield from _pages(app, runner, draft, Frontier(place / "found.sqlite"), figures=figures)
            yield _names_for_search(app, draft)
            if folder.exists():
                folder.rmdir()
            draft.replace(folder)
    finally:
        app.state.crew.close()
        app.state.library.close()


def _pages(app: Starlette, runner: asyncio.Runner, draft: Path, frontier: Frontier, *, figures: bool) -> Iterator[str]:
    for name in SHIPPED:
        yield _write(draft, f"static/{name}", (STATIC / name).read_bytes())
    frontier.add(["/", "/departments", "/documents", "/policies", "/subjects", "/questions", "/findings", "/dataset"])
    for address in frontier:
        target = file_of(address)
        if target.startswith("static/") and target.removeprefix("static/") != "ontology.html":
            continue
        kind, content = _got(app, runner, address)
        if kind.startswith("text/html"):
            page, links = linked(content.decode(), target)
            found = sorted(one for one in links if figures or FIGURE not in one)
            own = [one for one in found if _is_beside(one, address)]
            frontier.add([one for one in found if one not in own])
            content = (page if figures else _without_figures(page)).encode()
            for one in own:
                yield _write(draft, file_of(one), _got(app, runner, one)[1])
        yield _write(draft, target, content)
    frontier.close()


def _is_beside(address: str, page: str) -> bool:
    """Whether an address is that of a page in another form: as RDF, or one of its tables as a file."""
    parts = urlsplit(address)
    return bool(parts.query) and unquote(parts.path) == unquote(page) and not parts.path.startswith("/page/")


def _got(app: Starlette, runner: asyncio.Runner, address: str) -> tuple[str, bytes]:
    """The media type and body of what an address answers. Raises StoreError where it answers nothing."""
    status, kind, content = runner.run(fetched(app, address))
    if status != OK:
        _status, _kind, body = runner.run(fetched(app, address, "text/plain"))
        raise StoreError(f"{unquote(address)}: HTTP {status} {body[:1000].decode('utf-8', 'replace').strip()}")
    return kind, content


def _without_figures(page: str) -> str:
    """A page whose figures lead nowhere."""
    import re

    return re.sub(r'<a href="[^"]*/figure/[^"]*"', "<a", page)


def _names_for_search(app: Starlette, draft: Path) -> str:
    """The file that the search of the site reads: names and where they lead."""
    with app.state.library.edition() as edition:
        titles = [[title, quote(file_of(app.state.links.path(iri)))] for title, iri in _named(edition)]
    return _write(draft, NAMES, json.dumps(titles, ensure_ascii=False, separators=(",", ":")).encode())


def _named(edition: Edition) -> Iterator[tuple[str, str]]:
    for row in edition.rows("names"):
        yield str(row["title"]), str(row["iri"])


def _write(draft: Path, target: str, content: bytes) -> str:
    path = draft / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return target


async def fetched(app: Starlette, address: str, accept: str = "text/html") -> tuple[int, str, bytes]:
    """The status, media type and body with which the application answers a GET; redirects are followed."""
    parts = urlsplit(address)
    started: dict[str, Any] = {}
    body = bytearray()

    asked = iter(({"type": "http.request", "body": b"", "more_body": False},))

    async def receive() -> dict[str, Any]:
        for message in asked:
            return message
        await asyncio.Event().wait()  # nobody hangs up: an answer that watches for that must not be kept busy
        raise AssertionError

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            started.update(message)
        else:
            body.extend(message.get("body", b""))

    await app(_scope(parts.path, parts.query, accept), receive, send)
    headers = {name.decode(): value.decode("latin-1") for name, value in started["headers"]}
    if "location" in headers:
        return await fetched(app, headers["location"], accept)
    return int(started["status"]), headers.get("content-type", ""), bytes(body)


def _scope(path: str, query: str, accept: str) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": quote(path, safe="/%:@!$&'()*+,;=~-._").encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"accept", accept.encode())],
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
        "state": {},
    }

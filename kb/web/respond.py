"""From a page to a response: as HTML, or one of its tables as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kb.asking.answer_files import write_answer
from kb.checks import desk
from kb.rows.files import ExportError
from kb.web import rendering
from kb.web.library import NOT_KEPT, Edition, Library, Row
from kb.web.rendering import WebPage
from kb.web.tables import FORMATS, LINK, PageTable
from loaders.scratch import scratch

if TYPE_CHECKING:
    from starlette.requests import Request

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OK = 200


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A response as it is kept."""

    status: int
    headers: dict[str, str]
    body: bytes


Maker = Callable[["Request", Edition], WebPage]


def page(maker: Maker) -> Callable[[Request], Response]:
    """The endpoint of a page that `maker` makes from a request and the newest edition of the store."""

    def endpoint(request: Request) -> Response:
        library: Library = request.app.state.library
        with library.edition() as edition:
            return kept(request, edition, lambda: respond(request, made(request, lambda: maker(request, edition))))

    return endpoint


def made(request: Request, make: Callable[[], WebPage]) -> WebPage:
    """The page that `make` makes. For a static site the last one is kept: its tables are asked for right after it."""
    state = request.app.state
    if not state.settings.is_static:
        return make()
    key = (request.url.path, *(one for one in request.query_params.multi_items() if one[0] not in {"table", "format"}))
    if state.last_made is None or state.last_made[0] != key:
        state.last_made = key, make()
    found: WebPage = state.last_made[1]
    return found


def kept(request: Request, edition: Edition, make: Callable[[], Response]) -> Response:
    """The response that `make` gives, kept as long as neither the store nor what was decided about findings changes.

    Errors are made anew; so is everything for a static site, which asks for each page once.
    """
    if request.app.state.settings.is_static:
        return make()

    def as_kept() -> KeptPage:
        response = make()
        return KeptPage(response.status_code, dict(response.headers), bytes(response.body))

    key = ("page", str(request.url), request.app.state.at_desk(request), _decided(edition))
    found = edition.remembered(key, as_kept, lambda page: len(page.body) // 1000 if page.status == OK else NOT_KEPT)
    return Response(found.body, found.status, found.headers)


def _decided(edition: Edition) -> tuple[int, int] | None:
    """What tells one state of the desk's decisions from another."""
    try:
        found = (edition.folder / desk.FILE).stat() if edition.folder else None
    except FileNotFoundError:
        return None
    return (found.st_mtime_ns, found.st_size) if found else None


def respond(request: Request, shown: WebPage) -> Response:
    """A page, or the table of it that the request names."""
    wanted = request.query_params.get("table")
    format_name = request.query_params.get("format", "csv")
    if wanted is not None:
        found = next((table for table in shown.tables if table.name == wanted), None)
        if found is None or format_name not in FORMATS:
            return PlainTextResponse("没有这张表 (no such table)\n", 404)
        return as_file(found, shown.title, format_name)
    return HTMLResponse(rendering.html(request, shown), shown.status, headers={"Vary": "Accept", **shown.headers})


def as_file(table: PageTable, title: str, format_name: str) -> Response:
    """A table as a file to take away, named for the page."""
    with scratch("table") as folder:
        path = folder / f"table.{format_name}"
        try:
            write_answer(table.answer(), path, table.name)
        except ExportError as error:
            return PlainTextResponse(f"{error}\n", 501)
        content = path.read_bytes()
    name = quote(f"{title} {table.described.title}.{format_name}")
    headers = {"Content-Disposition": f"attachment; filename=\"{table.name}.{format_name}\"; filename*=UTF-8''{name}"}
    return Response(content, media_type=MEDIA_TYPES[format_name], headers=headers)


def href_of(request: Request) -> Callable[[Row, str], str]:
    """Where a value of a table leads: the page of the IRI beside it."""
    links = request.app.state.links

    def href(row: Row, name: str) -> str:
        iri = row.get(name + LINK)
        found: str = links.of(str(iri)) if iri else ""
        return found

    return href

"""SPARQL 1.1 Protocol, query operation, at `/sparql`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from kb.web.endpoint import description
from kb.web.endpoint.child import Job
from kb.web.endpoint.formats import ALIASES, chosen, content_type
from kb.web.endpoint.runner import Refused, Runner
from kb.web.negotiation import HTML, best

if TYPE_CHECKING:
    from starlette.requests import Request

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, X-Requested-With",
    "Access-Control-Max-Age": "86400",
}
QUERY_TYPE, FORM_TYPE = "application/sparql-query", "application/x-www-form-urlencoded"
LARGEST_BODY = 4 * 1024 * 1024
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: its query, data set, and wanted media type (`format=`), all as sent."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str = ""


async def sparql(request: Request) -> Response:
    """Answer a query; the service description, or a page, where none is asked."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=CORS)
    try:
        asked = await _asked(request)
        if asked.query is None:
            return await _about(request)
        return await answer(request, asked)
    except Refused as error:
        return refusal(error)


def refusal(error: Refused) -> Response:
    """An error as text a person can read, which pages of other sites may read too."""
    retry = {"Retry-After": "5"} if error.status == 503 else {}
    return PlainTextResponse(f"{error}\n", error.status, headers=CORS | retry)


async def answer(request: Request, asked: Asked) -> Response:
    """The response with the answer to a query; a file streams, so that a large one takes no memory."""
    runner: Runner = request.app.state.runner
    accept = ALIASES.get(asked.format, asked.format) or request.headers.get("accept", "")
    job = Job(
        str(request.app.state.settings.store),
        asked.query or "",
        chosen(accept),
        asked.default_graphs,
        asked.named_graphs,
    )
    context = runner.answered(job)
    answered = await context.__aenter__()
    headers = CORS | {"Vary": "Accept", "Content-Length": str(answered.path.stat().st_size)}

    async def body() -> AsyncIterator[bytes]:
        try:
            async for chunk in _chunks(answered.path):
                yield chunk
        finally:
            await context.__aexit__(None, None, None)

    if request.method == "HEAD":
        await context.__aexit__(None, None, None)
        return Response(headers=headers, media_type=content_type(answered.media_type))
    return StreamingResponse(body(), headers=headers, media_type=content_type(answered.media_type))


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := await run_in_threadpool(file.read, CHUNK):
            yield chunk


async def _about(request: Request) -> Response:
    """Who opens the address in a browser gets the editor; a program the service description."""
    accept = request.headers.get("accept", "")
    if best(accept, ["text/turtle", HTML]) == HTML:
        return RedirectResponse(request.app.state.links.to("/editor"), 303, headers=CORS | {"Vary": "Accept"})
    media_type = chosen(accept)["triples"]
    text = await run_in_threadpool(description.service, request, media_type)
    return Response(text, headers=CORS | {"Vary": "Accept"}, media_type=content_type(media_type))


async def _asked(request: Request) -> Asked:
    parameters = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if request.method in {"GET", "HEAD"}:
        return _of(parameters)
    if request.method != "POST":
        raise Refused(405, "只接受 GET 和 POST (only GET and POST)")
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await _body(request)
    if kind == QUERY_TYPE:
        asked = _of(parameters)
        if asked.query is not None:
            raise Refused(400, "查询只能给一次 (the query must be given once)")
        return Asked(body, asked.default_graphs, asked.named_graphs, asked.format)
    if kind == FORM_TYPE:
        return _of(parse_qsl(body, keep_blank_values=True), must=True)
    raise Refused(415, f"要 {QUERY_TYPE} 或 {FORM_TYPE} (unsupported media type)")


def _of(parameters: list[tuple[str, str]], *, must: bool = False) -> Asked:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    queries = values("query")
    if values("update") or any(key.startswith("using-") for key, _value in parameters):
        raise Refused(400, "这里只读, 不接受更新 (read only: updates are refused)")
    if len(queries) > 1 or (must and not queries):
        raise Refused(400, "查询要给一次 (the query must be given once)")
    formats = values("format") or values("output")
    query = queries[0] if queries else None
    return Asked(query, values("default-graph-uri"), values("named-graph-uri"), formats[-1] if formats else "")


async def _body(request: Request) -> str:
    """The body as text. Raises Refused where it is too long or not UTF-8."""
    found = b""
    async for chunk in request.stream():
        found += chunk
        if len(found) > LARGEST_BODY:
            raise Refused(413, "查询太长 (the query is too long)")
    kind = request.headers.get("content-type", "")
    charset = kind.partition("charset=")[2].split(";")[0].strip(' "') or "utf-8"
    if charset.lower() not in {"utf-8", "utf8"}:
        raise Refused(415, "只接受 UTF-8 (only UTF-8)")
    try:
        return found.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"不是 UTF-8 (not UTF-8): {error}") from error

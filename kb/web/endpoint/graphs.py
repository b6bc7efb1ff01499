"""Graph Store Protocol, reads only, at `/store`: `?graph=IRI` and `?default`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from kb.store.interface import PREFIXES
from kb.web.endpoint.formats import GRAPHS, chosen, content_type
from kb.web.endpoint.protocol import CORS, Asked, answer, refusal
from kb.web.endpoint.runner import Refused
from kb.web.library import Library
from loaders.triples.terms import iri

if TYPE_CHECKING:
    from starlette.requests import Request


async def graph_store(request: Request) -> Response:
    """Answer with the triples of one graph, or of the default graph."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=CORS)
    try:
        if request.method not in {"GET", "HEAD"}:
            raise Refused(405, "这里只读 (read only)")
        return await _graph(request)
    except Refused as error:
        return refusal(error)


async def _graph(request: Request) -> Response:
    named = request.query_params.get("graph")
    if named is None:
        if "default" not in request.query_params:
            raise Refused(400, "要 ?graph=IRI 或 ?default (name a graph)")
        return await answer(request, Asked("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", (), ()))
    media_type = chosen(request.headers.get("accept", ""))["triples"]
    text = await run_in_threadpool(_triples, request, named, media_type)
    headers = CORS | {"Vary": "Accept"}
    return Response(text, headers=headers, media_type=content_type(media_type))


def _triples(request: Request, named: str, media_type: str) -> bytes:
    """What a document states, or a graph made by hand. Raises Refused."""
    import pyoxigraph as ox

    try:
        iri(named)
    except ValueError as error:
        raise Refused(400, f"{named}: 不是 IRI (not an IRI)") from error
    library: Library = request.app.state.library
    with library.edition() as edition:
        triples = [quad.triple for quad in edition.store.quads(named)]
    if not triples:
        raise Refused(404, f"{named}: 没有这个图 (no such graph)")
    syntax = getattr(ox.RdfFormat, GRAPHS[media_type])
    return ox.serialize(triples, format=syntax, prefixes=PREFIXES) or b""

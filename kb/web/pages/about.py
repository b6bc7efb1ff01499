"""The data set's own page, its description as DCAT, and the vocabulary's page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kb import resources
from kb.publishing.about import TITLE, TITLE_EN, About
from kb.publishing.dataset.dcat import DCAT_PREFIXES, dcat
from kb.publishing.dataset.examples import examples
from kb.publishing.dataset.schema_org import page_schema
from kb.store.interface import PREFIXES
from kb.store.sandbox import LimitExceeded
from kb.web.described import about as described_about
from kb.web.described import covered, void_of
from kb.web.endpoint.formats import ALIASES, GRAPHS, content_type
from kb.web.endpoint.protocol import CORS
from kb.web.library import Edition, Library
from kb.web.links import address
from kb.web.negotiation import HTML, best
from kb.web.pages.catalogue import catalogue, counts
from kb.web.pages.dispatch import OFFERED
from kb.web.rendering import WebPage
from kb.web.respond import kept, respond

if TYPE_CHECKING:
    from starlette.requests import Request


def dataset(request: Request) -> Response:
    """The landing page of the data set, or its description (DCAT, VoID) in RDF."""
    library: Library = request.app.state.library
    wanted = request.query_params.get("format", "")
    media_type = ALIASES.get(wanted, wanted) or best(request.headers.get("accept", ""), OFFERED) or HTML
    with library.edition() as edition:
        if media_type in GRAPHS:
            about = described_about(request, edition)
            text = edition.remembered(
                ("dataset", about.url, media_type), lambda: _described(about, edition, media_type), _rows_of
            )
            return Response(text, media_type=content_type(media_type))
        return kept(request, edition, lambda: respond(request, _page(request, edition)))


def _page(request: Request, edition: Edition) -> WebPage:
    known, about = catalogue(edition), described_about(request, edition)
    values = {
        "counts": {"document": len(known.documents), **counts(edition)},
        "endpoint": about.endpoint,
        "base": edition.store.base,
        "years": known.years,
        "provinces": known.by_province(),
        "about": about,
    }
    title_en = TITLE_EN if about.title == TITLE else ""
    schema = page_schema(about, covered(edition))
    return WebPage("dataset.html", about.title, title_en, values, (), about.dataset, schema=schema)


def _rows_of(text: bytes) -> int:
    """As how many rows a text counts that is remembered."""
    return len(text) // 1000


def _described(about: About, edition: Edition, media_type: str) -> bytes:
    turtle = dcat(about, covered(edition), ())
    if media_type == "text/turtle":
        return turtle
    triples = ox.parse(turtle, ox.RdfFormat.TURTLE)
    return ox.serialize(triples, format=getattr(ox.RdfFormat, GRAPHS[media_type]), prefixes=DCAT_PREFIXES) or b""


def well_known(request: Request) -> Response:
    """`/.well-known/void`: what the data set holds, by class and property (VoID)."""
    library: Library = request.app.state.library
    with library.edition() as edition:
        try:
            text = void_of(request, edition)
        except LimitExceeded as error:
            return Response(f"{error}\n", 503, {"Retry-After": "60"}, media_type="text/plain; charset=utf-8")
    return Response(text, headers=CORS, media_type="text/turtle; charset=utf-8")


def query_examples(request: Request) -> Response:
    """The canned questions as `sh:SPARQLExecutable`, for editors that offer examples."""
    base = request.app.state.links.base
    return Response(examples(base, address(request)), media_type="text/turtle; charset=utf-8")


def ontology(request: Request) -> Response:
    """The vocabulary: its page, or itself in RDF."""
    wanted = request.query_params.get("format", "")
    media_type = ALIASES.get(wanted, wanted) or best(request.headers.get("accept", ""), OFFERED) or HTML
    if media_type not in GRAPHS:
        return RedirectResponse(request.app.state.links.to("/static/ontology.html"), 303)
    headers = CORS | {"Vary": "Accept"}
    return Response(_vocabulary_as(media_type), headers=headers, media_type=content_type(media_type))


@cache
def _vocabulary_as(media_type: str) -> bytes:
    """The files of the vocabulary; as Turtle they are given as they are, comments and all."""
    if media_type == "text/turtle":
        return b"\n".join(path.read_bytes() for path in _vocabulary())
    triples = [quad.triple for path in _vocabulary() for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
    return ox.serialize(triples, format=getattr(ox.RdfFormat, GRAPHS[media_type]), prefixes=PREFIXES) or b""


@cache
def _vocabulary() -> tuple[Any, ...]:
    return tuple(path for path in resources.ontology_files() if path.parent.name == "ontology")


def vocabulary_page(_request: Request) -> Response:
    """The vocabulary for people to read; its one style element is allowed by its own policy."""
    text = _vocabulary_html()
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
    return HTMLResponse(text, headers={"Content-Security-Policy": policy})


@cache
def _vocabulary_html() -> str:
    from kb.publishing.dataset.html import vocabulary_html

    return vocabulary_html(_vocabulary(), PREFIXES)

"""An IRI → its page, or its triples in the syntax asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.responses import Response

from kb.store.interface import PREFIXES
from kb.web.endpoint.formats import ALIASES, GRAPHS, content_type
from kb.web.library import Edition, Library
from kb.web.negotiation import HTML, best
from kb.web.pages import department, document, figure, things
from kb.web.rendering import WebPage
from kb.web.respond import kept, made, respond
from loaders.iris import CODES, ONTOLOGY

if TYPE_CHECKING:
    import pyoxigraph as ox
    from starlette.requests import Request

    Maker = Callable[[Request, Edition, str], WebPage]

PAGES: tuple[tuple[str, Maker], ...] = (
    (f"{ONTOLOGY}Disclosure", document.document),
    (f"{ONTOLOGY}Form", document.form),
    (f"{ONTOLOGY}Department", department.department),
    (f"{ONTOLOGY}Project", things.project),
    (f"{ONTOLOGY}Indicator", things.indicator),
    (f"{ONTOLOGY}PolicyDocument", things.policy),
    (f"{ONTOLOGY}Unit", things.organisation),
    (f"{PREFIXES['qb']}Observation", figure.figure),
    (f"{PREFIXES['sh']}ValidationResult", things.finding),
    (f"{PREFIXES['skos']}Concept", things.subject),
)
"""Which page shows a thing of a class; the first that fits."""

OFFERED = (HTML, "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")


def thing(request: Request) -> Response:
    """The thing under the request's path, in HTML or RDF. 404 where the store says nothing of it."""
    library: Library = request.app.state.library
    iri = request.app.state.links.iri(_raw_path(request))
    wanted = "" if "table" in request.query_params else request.query_params.get("format", "")
    media_type = ALIASES.get(wanted, wanted) or best(request.headers.get("accept", ""), OFFERED) or HTML
    with library.edition() as edition:
        if media_type in GRAPHS:
            return _as_rdf(request, edition, iri, media_type)
        return kept(request, edition, lambda: respond(request, made(request, lambda: _page(request, edition, iri))))


def _page(request: Request, edition: Edition, iri: str) -> WebPage:
    try:
        classes = {str(row["class"]) for row in edition.rows("classes", thing=iri)}
    except ValueError:
        return missing(request)
    for name, maker in PAGES:
        if name in classes and (name != PAGES[-1][0] or iri.startswith(CODES)):
            return maker(request, edition, iri)
    rows = edition.rows("properties", thing=iri)
    return things.thing(edition, iri, rows) if rows else missing(request)


def missing(request: Request) -> WebPage:
    """The page that says that there is none."""
    path = request.url.path
    values = {"path": path, "word": path.rsplit("/", 1)[-1][:60]}
    return WebPage("missing.html", "没有这一页", "Not found", values, status=404)


def _as_rdf(request: Request, edition: Edition, iri: str, media_type: str) -> Response:
    import pyoxigraph as ox

    triples = describe(edition, iri)
    if not triples:
        return Response("没有这个 IRI (nothing is known of it)\n", 404, media_type="text/plain")
    text = ox.serialize(triples, format=getattr(ox.RdfFormat, GRAPHS[media_type]), prefixes=PREFIXES)
    address = request.app.state.links.of(iri)
    headers = {"Vary": "Accept", "Link": f'<{address}>; rel="describes"', "Access-Control-Allow-Origin": "*"}
    return Response(text, media_type=content_type(media_type), headers=headers)


def describe(edition: Edition, iri: str) -> list[ox.Triple]:
    """The triples whose subject is an IRI, each once, sorted; none for what is no IRI."""
    import pyoxigraph as ox

    try:
        term = ox.NamedNode(iri)
    except ValueError:
        return []
    solutions = edition.store.select(f"SELECT DISTINCT ?p ?o WHERE {{ {term} ?p ?o }}")
    return sorted((ox.Triple(term, one["p"], one["o"]) for one in solutions), key=str)


def _raw_path(request: Request) -> str:
    """The path as it was sent, escapes and all."""
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    return str(raw.split(b"?")[0].decode("utf-8", "replace"))

"""The data set's own page, its description as DCAT, and the vocabulary's page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, RedirectResponse, Response

from kb import resources
from kb.publishing.dataset.about import TITLE, TITLE_EN
from kb.rdf.description import Description
from kb.store.interface import PREFIXES
from kb.web.endpoint import description
from kb.web.endpoint.formats import ALIASES, GRAPHS, content_type
from kb.web.library import Edition, Library
from kb.web.negotiation import HTML, best
from kb.web.pages.catalogue import UNKNOWN, catalogue, counts
from kb.web.pages.dispatch import OFFERED
from kb.web.rendering import WebPage
from kb.web.respond import respond
from loaders.namespaces import namespaces

if TYPE_CHECKING:
    from starlette.requests import Request

_PREFIXES = PREFIXES | namespaces("foaf", "void")


def dataset(request: Request) -> Response:
    """The landing page of the data set, or its description (DCAT, VoID) in RDF."""
    library: Library = request.app.state.library
    wanted = request.query_params.get("format", "")
    media_type = ALIASES.get(wanted, wanted) or best(request.headers.get("accept", ""), OFFERED) or HTML
    with library.edition() as edition:
        if media_type in GRAPHS:
            return Response(_described(request, edition, media_type), media_type=content_type(media_type))
        return respond(request, _page(request, edition))


def _page(request: Request, edition: Edition) -> WebPage:
    known = catalogue(edition)
    values = {
        "counts": {"document": len(known.documents), **counts(edition)},
        "endpoint": description.address(request),
        "base": edition.store.base,
        "years": known.years,
        "provinces": known.by_province(),
    }
    years = [year for year in known.years if year != UNKNOWN]
    schema: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{edition.store.base}dataset",
        "name": TITLE,
        "alternateName": TITLE_EN,
        "description": f"{len(known.documents)} 份部门预算公开文件：报表、项目、绩效指标、政策依据，每个数都带出处。",
        "inLanguage": "zh",
        "temporalCoverage": f"{min(years)}/{max(years)}" if years else None,
        "spatialCoverage": [name for name in known.by_province() if name != UNKNOWN],
    }
    return WebPage("dataset.html", TITLE, TITLE_EN, values, (), f"{edition.store.base}dataset", schema=schema)


def _described(request: Request, edition: Edition, media_type: str) -> bytes:
    import pyoxigraph as ox

    known = catalogue(edition)
    node, endpoint = f"{edition.store.base}dataset", description.address(request)
    told = Description(_PREFIXES)
    told.add(node, "rdf:type", "dcat:Dataset", "void:Dataset")
    told.add(node, "dcterms:title", told.text(TITLE, "zh"), told.text(TITLE_EN, "en"))
    told.add(node, "dcterms:language", "http://publications.europa.eu/resource/authority/language/ZHO")
    told.add(node, "void:sparqlEndpoint", endpoint)
    told.add(node, "void:uriSpace", told.text(edition.store.base))
    told.add(node, "dcat:distribution", f"{node}#sparql")
    told.add(f"{node}#sparql", "rdf:type", "dcat:Distribution")
    told.add(f"{node}#sparql", "dcat:accessURL", endpoint)
    told.add(f"{node}#sparql", "dcat:accessService", f"{node}#service")
    told.add(f"{node}#service", "rdf:type", "dcat:DataService")
    told.add(f"{node}#service", "dcterms:title", told.text("SPARQL 端点", "zh"), told.text("SPARQL endpoint", "en"))
    told.add(f"{node}#service", "dcat:endpointURL", endpoint)
    told.add(f"{node}#service", "dcat:servesDataset", node)
    told.add(f"{node}#service", "dcterms:conformsTo", "http://www.w3.org/TR/sparql11-protocol/")
    for iri, row in known.documents.items():
        told.add(node, "dcterms:source", iri)
        told.add(iri, "rdf:type", "dcat:Dataset")
        told.add(iri, "dcterms:identifier", told.text(str(row["identifier"])))
    turtle = told.turtle()
    if media_type == "text/turtle":
        return turtle
    triples = ox.parse(turtle, ox.RdfFormat.TURTLE)
    return ox.serialize(triples, format=getattr(ox.RdfFormat, GRAPHS[media_type]), prefixes=PREFIXES) or b""


def ontology(request: Request) -> Response:
    """The vocabulary: its page, or its Turtle."""
    if best(request.headers.get("accept", ""), [HTML, "text/turtle"]) == "text/turtle":
        return Response(
            b"\n".join(path.read_bytes() for path in _vocabulary()), media_type="text/turtle; charset=utf-8"
        )
    return RedirectResponse(request.app.state.links.to("/static/ontology.html"), 303)


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

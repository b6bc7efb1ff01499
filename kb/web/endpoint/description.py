"""What the endpoint says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kb.rdf.description import Description
from kb.store.interface import PREFIXES
from kb.store.sandbox import LimitExceeded
from kb.web.described import void_of
from kb.web.endpoint.formats import GRAPHS
from kb.web.links import address
from loaders.namespaces import namespaces

if TYPE_CHECKING:
    from starlette.requests import Request

_PREFIXES = PREFIXES | namespaces("sd", "formats", "void")
_RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG",
)  # fmt: skip


def service(request: Request, media_type: str) -> bytes:
    """The service description of the endpoint at the request's address, with what its data set holds (VoID)."""
    endpoint = address(request)
    description = Description(_PREFIXES)
    description.add(endpoint, "rdf:type", "sd:Service")
    description.add(endpoint, "sd:endpoint", endpoint)
    description.add(endpoint, "sd:supportedLanguage", "sd:SPARQL11Query")
    description.add(endpoint, "sd:resultFormat", *(f"formats:{name}" for name in _RESULT_FORMATS))
    description.add(endpoint, "sd:feature", "sd:UnionDefaultGraph")
    description.add(endpoint, "sd:defaultDataset", f"{endpoint}#dataset")
    description.add(f"{endpoint}#dataset", "rdf:type", "sd:Dataset")
    description.add(f"{endpoint}#dataset", "sd:defaultGraph", f"{endpoint}#graph")
    description.add(f"{endpoint}#graph", "rdf:type", "sd:Graph")
    description.add(f"{endpoint}#graph", "dcterms:isPartOf", f"{request.app.state.links.base}dataset")
    with request.app.state.library.edition() as edition, suppress(LimitExceeded):
        if request.app.state.index.is_up_to_date():  # the triples are counted along with it
            description.include(one.triple for one in ox.parse(void_of(request, edition), ox.RdfFormat.TURTLE))
    turtle = description.turtle()
    if media_type == "text/turtle":
        return turtle
    triples = ox.parse(turtle, ox.RdfFormat.TURTLE)
    return ox.serialize(triples, format=getattr(ox.RdfFormat, GRAPHS[media_type]), prefixes=PREFIXES) or b""

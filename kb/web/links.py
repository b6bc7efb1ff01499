"""IRIs ↔ addresses on this server: what has an IRI answers under the same path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlencode

from loaders.iris import CODES, ONTOLOGY, STRUCTURES, segment

if TYPE_CHECKING:
    from starlette.requests import Request

CODE_PATH, STRUCTURE_PATH, ONTOLOGY_PATH = "code/", "dsd/", "ontology"
_SAFE = "!$&'()*+,;=:@~-._%"


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The addresses of a server whose instances have IRIs under `base`; each begins with `prefix`."""

    base: str
    prefix: str = ""

    def iri(self, raw_path: str) -> str:
        """The IRI that a request's path (percent-encoded, as sent, without the prefix) names."""
        path = "/".join(segment(unquote(part)) for part in raw_path.lstrip("/").split("/"))
        for start, namespace in ((CODE_PATH, CODES), (STRUCTURE_PATH, STRUCTURES)):
            if path.startswith(start):
                return namespace + path.removeprefix(start)
        return self.base + path

    def path(self, iri: str) -> str:
        """The path under which an IRI answers here, percent-encoded; empty for an IRI of somebody else."""
        for start, namespace in ((CODE_PATH, CODES), (STRUCTURE_PATH, STRUCTURES), ("", self.base)):
            if iri.startswith(namespace) and iri != namespace:
                return "/" + quote(start + iri.removeprefix(namespace), safe="/" + _SAFE)
        return ""

    def of(self, iri: str) -> str:
        """What a link to an IRI says: its address here, or the IRI itself where it is an address on the web."""
        if iri.startswith(ONTOLOGY):
            return f"{self.prefix}/{ONTOLOGY_PATH}#{iri.removeprefix(ONTOLOGY)}"
        path = self.path(iri)
        if path:
            return self.prefix + path
        return iri if iri.startswith(("http://", "https://")) else ""

    def to(self, path: str, /, **query: object) -> str:
        """The address of a page of the server itself (`/search`), with its query."""
        parameters = urlencode({name: str(value) for name, value in query.items() if value not in (None, "")})
        return f"{self.prefix}{path}" + (f"?{parameters}" if parameters else "")


def with_query(path: str, query: Mapping[str, str]) -> str:
    """An address with a query; blanks are left out."""
    parameters = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{parameters}" if parameters else path


def address(request: Request, path: str = "sparql") -> str:
    """The address of the endpoint, or of another path, as the public knows it."""
    settings = request.app.state.settings
    root = settings.address.rstrip("/") if settings.address else str(request.base_url).rstrip("/")
    return f"{root}/{path}"

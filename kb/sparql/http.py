"""Requests to a SPARQL server: the addresses of its three services, authentication, and errors as one sentence."""

from __future__ import annotations

import ipaddress
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import quote, unquote, urlencode, urlsplit, urlunsplit

from kb.errors import StoreError
from kb.sparql.bounded import SECONDS_VARIABLE, TROUBLE, AnswerLimits, Deadline, StayHere, whole_body
from loaders.readers.names import printable

_TAGS = re.compile(r"<[^<>]{0,200}>")


@dataclass(frozen=True, slots=True)
class Services:
    """Where a server takes queries, updates (SPARQL 1.1 Protocol) and whole graphs (Graph Store Protocol)."""

    query: str
    update: str
    graphs: str

    @classmethod
    def at(cls, url: str, *, with_login: bool) -> Self:
        """The services of a server by the URL of one of them, or of the server itself.

        `…/sparql` is arranged as Virtuoso does; anything else, with or without `/query`, as Oxigraph and Fuseki do.
        """
        url = url.rstrip("/")
        if url.endswith("/sparql"):
            root, secured = url.removesuffix("/sparql"), "-auth" if with_login else ""
            return cls(url, f"{url}{secured}", f"{root}/sparql-graph-crud{secured}")
        root = url.removesuffix("/query")
        return cls(f"{root}/query", f"{root}/update", f"{root}/store")


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Digest authentication that remembers the server's challenge, so that a large body need not be sent twice."""

    challenge: dict[str, str] | None = None

    def http_error_auth_reqed(self, auth_header: str, host: str, req: Any, headers: Any) -> Any:
        """As the library does; the challenge is kept for the next request."""
        header = headers.get(auth_header, "")
        if header.lower().startswith("digest "):
            items = urllib.request.parse_http_list(header[len("digest ") :])
            self.challenge = urllib.request.parse_keqv_list(items)
        return super().http_error_auth_reqed(auth_header, host, req, headers)

    def http_request(self, request: Any) -> Any:
        """Answer the last challenge before it is put again."""
        if self.challenge is not None and not request.has_header(self.auth_header):
            answer = self.get_authorization(request, dict(self.challenge))
            if answer:
                request.add_unredirected_header(self.auth_header, f"Digest {answer}")
        return request

    https_request = http_request


class Server:
    """A SPARQL server, spoken to by HTTP; user and password may stand in its URL."""

    def __init__(self, url: str) -> None:
        """Nothing is sent yet. Raises StoreError for what is no HTTP address."""
        try:
            parts = urlsplit(url)
            named = parts.hostname if parts.scheme in {"http", "https"} and parts.port != 0 else None
        except ValueError:
            named = None
        if not named:
            raise StoreError(f"{url.rpartition('@')[2]}: 不是 http(s) 地址 (not an http(s) address)")
        host = parts.netloc.rpartition("@")[2]
        self.url = urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
        self.limits = AnswerLimits.of_environment()
        self.name = ""
        """What the server calls itself, known after its first answer."""
        self.services = Services.at(self.url, with_login=parts.username is not None)
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        if parts.username is not None:
            passwords.add_password(None, self.url, unquote(parts.username), unquote(parts.password or ""))
            root = urlunsplit((parts.scheme, host, "/", "", ""))
            passwords.add_password(None, root, unquote(parts.username), unquote(parts.password or ""))
        self._digest = _Digest(passwords) if parts.username is not None else None
        handlers: list[Any] = [self._digest] if self._digest else []
        handlers.append(urllib.request.HTTPBasicAuthHandler(passwords))
        if _is_loopback(named):
            handlers.append(urllib.request.ProxyHandler({}))
        self._deadline = Deadline()
        self._opener = urllib.request.build_opener(*handlers, StayHere(), *self._deadline.handlers())

    def query(self, sparql: str, accept: str, default_graph: str = "") -> tuple[bytes, Mapping[str, str]]:
        """The answer to a query and its headers; `default_graph` names a graph to ask in the place of the server's."""
        form = {"query": sparql} | ({"default-graph-uri": default_graph} if default_graph else {})
        return self._send("POST", self.services.query, urlencode(form).encode(), accept=accept)

    def update(self, sparql: str, default_graph: str = "") -> None:
        """Run an update; `default_graph` names a graph in the place of the server's."""
        name = "query" if self.services.update.endswith("/sparql-auth") else "update"
        form = {name: sparql} | ({"default-graph-uri": default_graph} if default_graph else {})
        self._send("POST", self.services.update, urlencode(form).encode())

    def put(self, graph: str, ntriples: str) -> None:
        """Put triples in the place of a graph."""
        self._upload("PUT", graph, ntriples)

    def add(self, graph: str, ntriples: str) -> None:
        """Add triples to a graph."""
        self._upload("POST", graph, ntriples)

    def _upload(self, method: str, graph: str, ntriples: str) -> None:
        if self._digest is not None and self._digest.challenge is None:
            self.update(f"DROP SILENT GRAPH <{graph}/none>")  # a server may hang up on a large body without a login
        self._send(method, self._graph(graph), ntriples.encode(), "application/n-triples")

    def delete(self, graph: str) -> None:
        """Drop a graph, which need not exist."""
        self.update(f"DROP SILENT GRAPH <{graph}>")

    def _graph(self, graph: str) -> str:
        if not graph:
            return f"{self.services.graphs}?default"
        name = "graph-uri" if "sparql-graph-crud" in self.services.graphs else "graph"
        return f"{self.services.graphs}?{name}={quote(graph, safe='')}"

    def _send(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        content_type: str = "application/x-www-form-urlencoded",
        accept: str = "*/*",
    ) -> tuple[bytes, Mapping[str, str]]:
        request = urllib.request.Request(url, body, {"Content-Type": content_type, "Accept": accept}, method=method)
        seconds = self.limits.seconds
        try:
            with self._deadline.within(seconds):
                return self._answer(request)
        except TimeoutError as error:
            raise StoreError(
                f"{self.url}: 请求超过 {seconds:g} 秒, 已停止 (a request took more than {seconds:g} s; stopped); "
                f"{SECONDS_VARIABLE}"
            ) from error
        except TROUBLE as error:
            reason = printable(str(error))[:500]
            raise StoreError(f"{self.url}: 服务器没有应答 (no answer from the server): {reason}") from error

    def _answer(self, request: urllib.request.Request) -> tuple[bytes, Mapping[str, str]]:
        try:
            with self._opener.open(request, timeout=self.limits.seconds) as response:
                self.name = response.headers.get("Server", "")
                body = whole_body(response, self.limits.megabytes, lambda reason: StoreError(f"{self.url}: {reason}"))
                return body, {name.lower(): value for name, value in response.headers.items()}
        except urllib.error.HTTPError as error:
            raise self._refusal(error) from error

    def _refusal(self, error: urllib.error.HTTPError) -> Exception:
        body = error.read(4000).decode("utf-8", "replace")
        text = printable(" ".join(_TAGS.sub(" ", body).split())[:500])
        if error.code == HTTPStatus.BAD_REQUEST:
            return SyntaxError(text)
        return StoreError(f"{self.url}: 服务器拒绝 (the server refused): HTTP {error.code} {text}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

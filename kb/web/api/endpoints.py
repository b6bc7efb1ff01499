"""What the JSON API answers."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, Response

from kb.asking.names import UnresolvedName
from kb.asking.questions import Question
from kb.checks import desk
from kb.store.sandbox import LimitExceeded
from kb.web import rendering
from kb.web.api.answers import answer, trouble
from kb.web.api.openapi import description
from kb.web.api.paging import BadPage, page
from kb.web.asking import jobs
from kb.web.asking.known import known
from kb.web.library import Edition, Library
from kb.web.negotiation import HTML, best
from kb.web.pages.catalogue import catalogue
from kb.web.pages.questions import TOO_SLOW
from kb.web.pages.searching import KINDS
from kb.web.rendering import WebPage

if TYPE_CHECKING:
    from starlette.requests import Request


PAGING = ("after", "limit")
SEVERITIES = ("error", "warning", "note")


class BadRequest(ValueError):
    """A request that names what there is not; the message says what there is."""


def api(endpoint: Callable[[Request, Edition], Response]) -> Callable[[Request], Response]:
    """An endpoint over the newest edition, whose errors have one shape."""

    @functools.wraps(endpoint)
    def guarded(request: Request) -> Response:
        library: Library = request.app.state.library
        try:
            with library.edition() as edition:
                return endpoint(request, edition)
        except (UnresolvedName, BadPage, BadRequest) as error:
            return trouble(400, "bad-request", str(error))
        except LimitExceeded:
            return trouble(503, "too-slow", TOO_SLOW, {"Retry-After": "30"})

    return guarded


def _only(request: Request, *names: str) -> None:
    """Raises BadRequest for a parameter that is not among the names: one that is ignored would mislead."""
    if strangers := set(request.query_params) - set(names):
        raise BadRequest(f"没有参数 (no such parameter): {min(strangers)}")


def _one_of(request: Request, name: str, known_ones: Sequence[str], default: str = "") -> str:
    """A parameter that is one of a few words. Raises BadRequest for any other, a blank too."""
    given = request.query_params.get(name, default)
    if name in request.query_params and given not in known_ones:
        raise BadRequest(f"{name}: {', '.join(known_ones)}")
    return given


def root(request: Request) -> Response:
    """The page of the API for people, its OpenAPI description for programs."""
    if best(request.headers.get("accept", ""), ["application/json", HTML]) == HTML:
        paths = description(request)["paths"]
        return HTMLResponse(rendering.html(request, WebPage("api.html", "JSON API", "", {"paths": paths})))
    return answer(description(request))


def openapi(request: Request) -> Response:
    """The OpenAPI description."""
    return answer(description(request))


@api
def questions(request: Request, _edition: Edition) -> Response:
    """All questions with their parameters."""
    _only(request, *PAGING)
    items = [_question(one) for one in known().values()]
    asked = request.query_params
    return answer(page(items, lambda one: one["name"], asked.get("after", ""), asked.get("limit")))


@api
def question(request: Request, _edition: Edition) -> Response:
    """The answer to a question: columns, rows in yuan, and the sources of each row."""
    one = known().get(request.path_params["name"])
    if one is None:
        return trouble(404, "not-found", f"没有问题 (no such question): {request.path_params['name']}")
    names = {parameter.name for parameter in one.parameters}
    given = {name: value for name, value in request.query_params.items() if name in names and value}
    _only(request, *names, "sources")
    wanted = _one_of(request, "sources", ("true", "false"), "true") == "true"
    found, sources = request.app.state.crew.run(jobs.with_sources, one.name, given, wanted=wanted)
    columns = [asdict(column) for column in found.columns]
    rows = [dict(zip((column.name for column in found.columns), row, strict=True)) for row in found.rows]
    body: dict[str, Any] = {"question": one.name, "summary": one.summary, "columns": columns, "rows": rows}
    if sources is not None:
        body["sources"] = [[asdict(place) for place in places] for places in sources]
    return answer(body)


@api
def documents(request: Request, edition: Edition) -> Response:
    """The loaded documents."""
    _only(request, "year", "kind", "adcode", *PAGING)
    known_ones = catalogue(edition)
    items = [row | {"findings": known_ones.findings.get(iri, {})} for iri, row in known_ones.documents.items()]
    asked = request.query_params
    kept = [
        one for one in items if all(one[name] == asked[name] for name in ("year", "kind", "adcode") if asked.get(name))
    ]
    return answer(page(kept, lambda one: str(one["identifier"]), asked.get("after", ""), asked.get("limit")))


@api
def findings(request: Request, edition: Edition) -> Response:
    """The findings with what was decided about each."""
    _only(request, "document", "rule", "severity", "status", *PAGING)
    asked = request.query_params
    severity = _one_of(request, "severity", SEVERITIES)
    status = _one_of(request, "status", tuple(map(str, desk.Status)))
    items = desk.listed(
        edition.store, edition.folder, document=asked.get("document", ""), rule=asked.get("rule", ""),
        severity=severity, status=desk.Status(status) if status else None,
    )  # fmt: skip
    body = [asdict(one) for one in items]
    return answer(page(body, lambda one: f"{one['document']} {one['id']}", asked.get("after", ""), asked.get("limit")))


@api
def search(request: Request, _edition: Edition) -> Response:
    """What holds the words, the best first."""
    _only(request, "q", "kind")
    text, kind = request.query_params.get("q", "").strip(), _one_of(request, "kind", tuple(KINDS))
    if not text:
        raise BadRequest("要 q (q is wanted)")
    index = request.app.state.index
    index.renew()
    return answer({"counts": index.counts(text), "items": [asdict(hit) for hit in index.search(text, kind, 100)]})


def missing(_request: Request) -> Response:
    """Whatever else is below /api."""
    return trouble(404, "not-found", "没有这个地址 (no such address)")


def _question(one: Question) -> dict[str, Any]:
    return {
        "name": one.name,
        "summary": one.summary,
        "summary_en": one.summary_en,
        "tags": one.tags,
        "parameters": [asdict(parameter) for parameter in one.parameters],
        "columns": [asdict(column) for column in one.columns],
    }

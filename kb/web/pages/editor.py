"""The editor of queries: examples from the questions and the cookbook, and the names that completion offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

from kb.store.interface import PREFIXES
from kb.web.asking.known import known
from kb.web.library import Edition, Library
from kb.web.pages.things import vocabulary
from kb.web.rendering import WebPage
from kb.web.security import POLICY

if TYPE_CHECKING:
    from starlette.requests import Request

_EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""The editor's tables set the widths of their columns inline; scripts are as strict as anywhere."""

FIRST = """PREFIX cnb: <https://w3id.org/cnbudget/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

# 各部门的项目和金额（元）  Projects of departments with their amounts in yuan
SELECT ?department ?year ?project ?amount WHERE {
  ?entry a cnb:ProjectEntry ; cnb:projectName ?project ; cnb:projectAmount ?amount ;
         cnb:department/rdfs:label ?department ; cnb:fiscalYear ?year .
}
ORDER BY DESC(?amount)
LIMIT 50
"""


def editor(request: Request, _edition: Edition) -> WebPage:
    """The editor; without JavaScript a form."""
    name = request.query_params.get("example", "")
    text = known()[name].query if name in known() else request.query_params.get("query", "") or FIRST
    values = {"text": text, "questions": list(known().values()), "example": name}
    return WebPage(
        "editor.html", "SPARQL 查询", "Query editor", values, headers={"Content-Security-Policy": _EDITOR_POLICY}
    )


def completions(request: Request) -> Response:
    """Prefixes, and the classes and properties of the vocabulary with their names, for completion."""
    library: Library = request.app.state.library
    with library.edition() as edition:
        names: dict[str, Any] = {iri: " ".join(filter(None, pair)) for iri, pair in vocabulary(edition).items()}
    return JSONResponse({"prefixes": PREFIXES, "terms": names}, headers={"Cache-Control": "max-age=600"})

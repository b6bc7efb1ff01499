"""The editor of queries: examples from the questions and the cookbook, and the names that completion offers."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from kb import resources
from kb.store.interface import PREFIXES
from kb.store.sandbox import LimitExceeded
from kb.web.asking.known import known
from kb.web.described import counts_of
from kb.web.library import Edition, Library
from kb.web.pages.catalogue import catalogue
from kb.web.pages.things import vocabulary
from kb.web.rendering import WebPage
from kb.web.security import POLICY

if TYPE_CHECKING:
    from starlette.requests import Request

    from kb.asking.questions import Question

_EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""The editor's tables set the widths of their columns inline; scripts are as strict as anywhere."""

_RECIPE = re.compile(
    r"^### (?P<number>\d+)\. (?P<title>[^\n]+)$.*?^```sparql\n(?P<query>.+?)^```", re.MULTILINE | re.DOTALL
)
_TEXTS = re.compile(r'"[^"\n]*"|<[^>\s]*>|#.*$', re.MULTILINE)
_PREFIX_USED = re.compile(r"(?<![\w?$])([a-z][\w-]*):")
_PREFIX_DECLARED = re.compile(r"PREFIX\s+([\w-]+):", re.IGNORECASE)
_PROVINCE_KIND = re.compile(r"(?:省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区)$")

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
    examples = {one.name: without_header(one) for one in known().values()} | {one.name: one.query for one in recipes()}
    given = "" if name in examples else request.query_params.get("query", "")
    text = given or with_prefixes(examples.get(name, FIRST))
    values = {"text": text, "questions": list(known().values()), "recipes": recipes(), "example": name}
    return WebPage(
        "editor.html", "SPARQL 查询", "Query editor", values, headers={"Content-Security-Policy": _EDITOR_POLICY}
    )


def without_header(one: Question) -> str:
    """The query of a question under its summary, without what only this program reads."""
    lines = [line for line in one.query.splitlines() if not line.startswith("#+")]
    return f"# {one.summary}  {one.summary_en}\n" + "\n".join(lines).strip() + "\n"


def with_prefixes(query: str) -> str:
    """A query with the prefixes declared that it uses: the server knows them, the editor takes them for errors."""
    used = {name for name in _PREFIX_USED.findall(_TEXTS.sub("", query)) if name in PREFIXES}
    missing = sorted(used - set(_PREFIX_DECLARED.findall(query)))
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in missing) + ("\n" if missing else "") + query


@dataclass(frozen=True, slots=True)
class Recipe:
    """A query of the cookbook: `cookbook-3`, what it shows, and its text."""

    name: str
    title: str
    query: str


@cache
def recipes() -> tuple[Recipe, ...]:
    """The queries of the cookbook in its order."""
    text = (resources.folder("docs") / "cookbook.md").read_text(encoding="utf-8")
    return tuple(Recipe(f"cookbook-{one['number']}", one["title"], one["query"]) for one in _RECIPE.finditer(text))


def completions(request: Request) -> Response:
    """Prefixes, names of the vocabulary, and the classes and properties that the store uses, for completion."""
    library: Library = request.app.state.library
    with library.edition() as edition:
        names = {iri: " ".join(filter(None, pair)) for iri, pair in vocabulary(edition).items()}
        classes, properties = _used(request, edition) or (list(names), list(names))
    words = {"prefixes": PREFIXES, "terms": names, "classes": classes, "properties": properties}
    return JSONResponse(words, headers={"Cache-Control": "max-age=600"})


def _used(request: Request, edition: Edition) -> tuple[list[str], list[str]] | None:
    """The classes and properties in use, the commonest first; None where they are not counted yet."""
    if not request.app.state.index.is_up_to_date():
        return None
    try:
        counts = counts_of(request, edition)
    except LimitExceeded:
        return None
    return [name for name, _n in counts.classes.most_common()], [name for name, _n in counts.properties.most_common()]


def places(request: Request) -> Response:
    """The province of every department, by IRI and name, and of every area; none for a name that is in two of them."""
    library: Library = request.app.state.library
    with library.edition() as edition:
        found: dict[str, set[str]] = defaultdict(set)
        for one in catalogue(edition).documents.values():
            for key in filter(None, (one["department"], one["department_name"], one["area"], one["province"])):
                found[key].add(one["province"] or "")
    sure = {key: short_province(held.pop()) for key, held in found.items() if len(held) == 1}
    return JSONResponse({key: name for key, name in sure.items() if name}, headers={"Cache-Control": "max-age=600"})


def short_province(name: str) -> str:
    """河北省 → 河北, 广西壮族自治区 → 广西."""
    return _PROVINCE_KIND.sub("", name)

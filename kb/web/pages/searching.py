"""The search page."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kb.web.library import Edition, Library
from kb.web.pages.questions import heard
from kb.web.rendering import WebPage
from kb.web.respond import respond

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kb.web.search.index import Index

KINDS = {
    "department": ("部门", "Departments"),
    "project": ("项目", "Projects"),
    "policy": ("政策文件", "Policy documents"),
    "subject": ("科目", "Subject codes"),
    "unit": ("单位", "Units"),
    "document": ("文件", "Documents"),
    "form": ("报表", "Forms"),
    "indicator": ("绩效指标", "Indicators"),
    "statement": ("文字说明", "Running text"),
    "duty": ("职责", "Duties"),
    "term": ("名词解释", "Terms"),
}
"""What may be found, in the order in which people look for it."""

AROUND = 36
FEW, MANY = 6, 200


def response(request: Request) -> Response:
    """The endpoint of the search, whose page is never kept: the index may still grow."""
    library: Library = request.app.state.library
    with library.edition() as edition:
        return respond(request, search(request, edition))


def search(request: Request, edition: Edition) -> WebPage:
    """What holds the words typed, by kind."""
    text = request.query_params.get("q", "").strip()[:200]
    kind = request.query_params.get("kind", "")
    kind = kind if kind in KINDS else ""
    index: Index = request.app.state.index
    index.renew()
    if index.is_indexed():
        counts, groups = edition.remembered(("search", text, kind), lambda: _found(index, text, kind), _rows_of)
    else:
        counts, groups = _found(index, text, kind)
    values = {
        "text": text, "kind": kind, "groups": groups, "counts": counts, "kinds": KINDS, "left": index.left,
        "asked_back": heard(request, edition, text) if text and request.query_params.get("asked") else None,
    }  # fmt: skip
    return WebPage("search.html", "搜索", "Search", values)


Found = tuple[dict[str, int], dict[str, list[dict[str, Any]]]]
"""How many things of each kind hold the words, and the first of them."""


def _found(index: Index, text: str, kind: str) -> Found:
    counts = index.counts(text)
    groups = {}
    for name in [kind] if kind else KINDS:
        if counts.get(name):
            hits = index.search(text, name, MANY if kind else FEW)
            groups[name] = [asdict(hit) | {"text": excerpt(hit.text, text)} for hit in hits]
    return counts, groups


def _rows_of(found: Found) -> int:
    """What is found counts for in memory: an excerpt is as long as a row."""
    return sum(map(len, found[1].values()))


def excerpt(text: str, wanted: str) -> tuple[str, str, str]:
    """The words around the first piece that was looked for: before, the piece, behind."""
    for piece in sorted(wanted.split(), key=len, reverse=True):
        at = text.find(piece)
        if at >= 0:
            before, after = text[max(0, at - AROUND) : at], text[at + len(piece) : at + len(piece) + 2 * AROUND]
            return (
                ("…" if at > AROUND else "") + before,
                piece,
                after + ("…" if len(text) > at + len(piece) + 2 * AROUND else ""),
            )
    return text[: 3 * AROUND] + ("…" if len(text) > 3 * AROUND else ""), "", ""

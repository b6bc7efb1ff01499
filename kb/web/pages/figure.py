"""A figure: what it is, where it is printed, where else it is printed, and the row it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.web.library import Edition
from kb.web.pages.sources import origin
from kb.web.rendering import WebPage
from kb.web.respond import href_of
from kb.web.tables import table

if TYPE_CHECKING:
    from starlette.requests import Request


def figure(request: Request, edition: Edition, iri: str) -> WebPage:
    """The page of a figure."""
    about = edition.row("figure", figure=iri) or {}
    found = origin(edition, iri)
    wanted, href = request.query_params, href_of(request)
    tables = tuple(
        table(edition, name, wanted, href, figure=iri) for name in ("figure-findings", "figure-row", "figure-same")
    )
    links = request.app.state.links
    label, column = about.get("label") or about.get("code") or "", (about.get("column") or "").replace("/", " › ")
    crumbs = (
        [(str(about["department_name"]), links.of(str(about["department"])))] if about.get("department_name") else []
    )
    if found:
        crumbs.append((str(found.about["document_name"]), links.of(str(found.about["document"]))))
    if about.get("form_title"):
        crumbs.append((str(about["form_title"]), links.of(str(about["form"]))))
    return WebPage(
        "figure.html", f"{label} · {column}", "Figure", {"about": about, "origin": found}, tables, iri, tuple(crumbs)
    )

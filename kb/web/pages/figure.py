"""A figure: what it is, where it is printed, where else it is printed, and the row it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.web.library import Edition, Row
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
    row = _row(edition, about)
    tables = (
        table(edition, "figure-findings", wanted, href, figure=iri),
        table(edition, "figure-row", wanted, href, row),
        table(edition, "figure-same", wanted, href, figure=iri),
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


def _row(edition: Edition, about: Row) -> list[Row]:
    """The figures of a form that stand in the row of this one; none where the row has no number."""
    import pyoxigraph as ox

    if about.get("row") is None:
        return []
    return edition.rows("figure-row", form=str(about["form"]), row=ox.Literal(int(about["row"])))

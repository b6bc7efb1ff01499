"""A document: its outline, its forms as printed, its projects, what its text states, findings and unread parts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kb.store import originals
from kb.web.library import Edition, Row
from kb.web.pages.grid import FormGrid, grid
from kb.web.rendering import WebPage
from kb.web.respond import href_of
from kb.web.tables import table

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_DRAWN = 4000
"""Figures up to which all forms are drawn on the page of their document; each form has its own page anyway."""


def document(request: Request, edition: Edition, iri: str) -> WebPage:
    """The page of a document."""
    about = edition.row("document", document=iri) or {}
    forms = edition.rows("document-forms", document=iri)
    grids = _grids(edition, iri)
    drawn = grids if sum(one.figures for one in grids.values()) <= MOST_DRAWN else {}
    tables = tuple(
        table(edition, name, request.query_params, href_of(request), None, **terms)
        for name, terms in (
            ("document-projects", {"document": iri}),
            ("findings", {"disclosure": iri}),
            ("document-statements", {"document": iri}),
            ("document-unread", {"document": iri}),
        )
    )
    overview = table(edition, "document-forms", request.query_params, href_of(request), forms)
    values: dict[str, Any] = {
        "about": about,
        "forms": forms,
        "grids": drawn,
        "outline": edition.rows("document-outline", document=iri),
        "flagged": _flagged(edition, iri),
        "original": originals.find(edition.folder, str(about.get("sha256") or "")),
    }
    title = str(about.get("title") or about.get("identifier") or iri)
    crumbs = _crumbs(request, about)
    return WebPage(
        "document.html", title, "Document", values, (overview, *tables), iri, crumbs,
        _schema(iri, about),
    )  # fmt: skip


def form(request: Request, edition: Edition, iri: str) -> WebPage:
    """The page of one form."""
    about = edition.row("form", form=iri) or {}
    document_iri = str(about.get("document"))
    source = edition.row("source", fact=iri) or {}
    values = {
        "about": about,
        "grid": _grids(edition, document_iri).get(iri),
        "flagged": _flagged(edition, document_iri),
        "source": source,
    }
    links = request.app.state.links
    crumbs = (*_crumbs(request, edition.row("document", document=document_iri) or {}),
              (str(about.get("document_name")), links.of(document_iri)))  # fmt: skip
    title, title_en = str(about.get("title") or ""), str(about.get("meaning_en") or "Form")
    return WebPage("form.html", title, title_en, values, (), iri, crumbs)


def _grids(edition: Edition, document_iri: str) -> dict[str, FormGrid]:
    """The forms of a document as grids, by IRI."""
    figures: dict[str, list[Row]] = defaultdict(list)
    for row in edition.rows("form-figures", document=document_iri):
        figures[str(row["form"])].append(row)
    return {form_iri: grid(rows) for form_iri, rows in figures.items()}


def _flagged(edition: Edition, document_iri: str) -> set[str]:
    """The facts of a document that a finding is about."""
    return {str(row["fact"]) for row in edition.rows("document-flagged", disclosure=document_iri)}


def _crumbs(request: Request, about: Row) -> tuple[tuple[str, str], ...]:
    links = request.app.state.links
    owner = about.get("department")
    return ((str(about["department_name"]), links.of(str(owner))),) if owner and about.get("department_name") else ()


def _schema(iri: str, about: Row) -> dict[str, Any]:
    """The document in the words of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": iri,
        "name": about.get("title") or about.get("identifier"),
        "identifier": about.get("identifier"),
        "inLanguage": "zh",
        "temporalCoverage": about.get("year"),
        "creator": {
            "@type": "GovernmentOrganization",
            "@id": about.get("department"),
            "name": about.get("department_name"),
        },
        "description": f"部门预算公开文件 {about.get('file') or ''}".strip(),
    }

"""A department: its years, what it spends on, “三公”, projects, policy documents, units, peers, findings, documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kb.web.library import Edition, Row
from kb.web.links import with_query
from kb.web.numbers import decimals_of
from kb.web.pages.catalogue import NAMELESS, catalogue, named
from kb.web.pages.treemap import TreemapPart, treemap
from kb.web.rendering import WebPage
from kb.web.respond import href_of
from kb.web.tables import PageTable, arranged, described, table

if TYPE_CHECKING:
    from starlette.requests import Request

CLASS_DIGITS, SECTION_DIGITS, ITEM_DIGITS = 3, 5, 7
NEXT_LEVEL = {0: CLASS_DIGITS, CLASS_DIGITS: SECTION_DIGITS, SECTION_DIGITS: ITEM_DIGITS, ITEM_DIGITS: ITEM_DIGITS}
_BODY = re.compile(r"(?:省|自治区|市|州|盟|县|区|旗)(?P<body>[^省市县区]{2,}(?:局|厅|委员会|委|办公室|中心|院|部|会))$")
MOST_PEERS = 40


def department(request: Request, edition: Edition, iri: str) -> WebPage:
    """The page of a department."""
    about = edition.row("department", department=iri) or {}
    money = edition.rows("department-money", department=iri)
    documents = catalogue(edition).departments().get(iri, [])
    tables = (
        _table(request, edition, "department-money", money),
        _table(request, edition, "department-projects", department=iri),
        _table(request, edition, "owner-indicators", owner=iri),
        _table(request, edition, "department-policies", _policies(edition, iri)),
        _table(request, edition, "department-units", department=iri),
        _peers(request, edition, iri, str(about.get("name") or "")),
        _table(request, edition, "findings", disclosure=[str(one["document"]) for one in documents]),
    )
    spending, listed = _spending(request, edition, iri)
    values = {
        "about": about,
        "spending": spending,
        "documents": sorted(documents, key=lambda one: (one["year"] or "", one["kind"] or ""), reverse=True),
        "severities": catalogue(edition).findings,
    }
    crumbs = (("部门", request.app.state.links.to("/departments")),)
    return WebPage(
        "department.html", str(about.get("name") or NAMELESS), "Department", values, (*tables, listed), iri, crumbs,
        _schema(iri, about),
    )  # fmt: skip


def _table(request: Request, edition: Edition, name: str, rows: list[Row] | None = None, **terms: Any) -> PageTable:
    return table(edition, name, request.query_params, href_of(request), rows, **terms)


def _spending(request: Request, edition: Edition, iri: str) -> tuple[dict[str, Any], PageTable]:
    """The treemap of one document and one level, the links to the others, and the same as a table."""
    rows = edition.rows("department-subjects", department=iri)
    documents = {str(row["document"]): f"{row['fiscal_year']} {row['kind'] or ''}".strip() for row in rows}
    chosen = request.query_params.get("of", "")
    if chosen not in documents:
        chosen = next(reversed(documents), "")
    within = request.query_params.get("within", "")
    level = NEXT_LEVEL.get(len(within), CLASS_DIGITS)
    of_it = [row for row in rows if str(row["document"]) == chosen and (row["code"] or "").startswith(within)]
    shown = [row for row in of_it if row["level"] == level] or [row for row in of_it if row["level"] == len(within)]

    def inside(row: Row) -> str:
        deeper = any(one["level"] > row["level"] and one["code"].startswith(row["code"]) for one in of_it)
        return with_query(request.url.path, {"of": chosen, "within": row["code"]}) + "#spending" if deeper else ""

    parts = [TreemapPart(row["code"], row["name"], row["amount"], inside(row)) for row in shown if row["amount"]]
    names = {str(row["code"]): str(row["name"]) for row in rows}
    above = [within[:digits] for digits in (CLASS_DIGITS, SECTION_DIGITS, ITEM_DIGITS) if digits <= len(within)]
    values = {
        "boxes": treemap(parts),
        "parts": sorted(parts, key=lambda part: -part.amount),
        "negative": [part for part in parts if part.amount < 0],
        "total": sum(part.amount for part in parts),
        "decimals": decimals_of(part.amount for part in parts),
        "documents": documents,
        "chosen": chosen,
        "above": [(code, names.get(code, code)) for code in above],
    }
    listed = PageTable(described("department-subjects"), tuple(shown), href=href_of(request))
    return values, arranged(listed, request.query_params)


def _policies(edition: Edition, iri: str) -> list[Row]:
    """The policy documents a department rests on, the years of each in order."""
    rows = edition.rows("department-policies", department=iri)
    return [row | {"years": "、".join(sorted(str(row["years"] or "").split("、")))} for row in rows]


def _peers(request: Request, edition: Edition, iri: str, name: str) -> PageTable:
    """Departments of the same name elsewhere (某某县医疗保障局), else those of the same area: the latest of each."""
    latest = edition.remembered("spending", lambda: _latest_spending(edition))
    match = _BODY.search(name)
    body = match["body"] if match else ""
    same = [row for row in latest.values() if body and str(row["department"] or "").endswith(body)]
    if len(same) < 2:
        area = latest[iri]["area"] if iri in latest else None
        same = [row for row in latest.values() if area and row["area"] == area]
    own = [row for row in same if row["department_iri"] == iri]
    others = sorted((row for row in same if row["department_iri"] != iri), key=lambda row: -row["expenditure"])
    peers = [*own, *others[:MOST_PEERS]] if others else []
    return arranged(PageTable(described("spending"), tuple(peers), href=href_of(request)), request.query_params)


def _latest_spending(edition: Edition) -> dict[str, Row]:
    """What each department, by its IRI, spent in the latest year of those that are loaded."""
    latest: dict[str, Row] = {}
    for row in sorted(named(edition, edition.rows("spending")), key=lambda one: one["fiscal_year"] or ""):
        latest[str(row["department_iri"])] = row
    return latest


def _schema(iri: str, about: Row) -> dict[str, Any]:
    """The department in the words of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": iri,
        "name": about.get("name"),
        "identifier": about.get("identifier"),
        "areaServed": about.get("area"),
    }

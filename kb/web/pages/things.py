"""Projects, indicators, policy documents, subjects, organisations, findings, and whatever else has an IRI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.web.library import Edition, Row
from kb.web.pages.catalogue import named
from kb.web.pages.network import network
from kb.web.pages.sources import origin
from kb.web.rendering import WebPage
from kb.web.respond import href_of
from kb.web.tables import PageTable, table
from loaders.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from kb.checks.desk import Decision


def project(request: Request, edition: Edition, iri: str) -> WebPage:
    """A project through the years."""
    about = edition.row("project", project=iri) or {}
    parts = edition.rows("project-parts", project=iri)
    entries = edition.rows("project-entries", project=iri)
    tables = (
        _table(request, edition, "project-entries", entries, project=iri),
        _table(request, edition, "owner-indicators", owner=iri),
        _table(request, edition, "project-policies", project=iri),
        _table(request, edition, "project-figures", project=iri),
    )
    values = {"about": about, "entries": entries, "parts": parts}
    schema = {"@context": "https://schema.org", "@type": "Project", "@id": iri, "name": about.get("name"),
              "identifier": about.get("code")}  # fmt: skip
    return WebPage(
        "project.html", str(about.get("name") or iri), "Project", values, tables, iri,
        _owner(request, about), schema,
    )  # fmt: skip


def indicator(request: Request, edition: Edition, iri: str) -> WebPage:
    """An indicator with its source, and the same one elsewhere."""
    about = edition.row("indicator", indicator=iri) or {}
    values = {"about": about, "origin": origin(edition, iri)}
    links = request.app.state.links
    crumbs = [*_owner(request, about)]
    if about.get("owner_name") and about.get("owner") != about.get("department"):
        crumbs.append((str(about["owner_name"]), links.of(str(about["owner"]))))
    title = str(about.get("level3") or about.get("level2") or about.get("target") or iri)
    tables = (_table(request, edition, "indicator-same", indicator=iri),)
    return WebPage("indicator.html", title, "Performance indicator", values, tables, iri, tuple(crumbs))


def policy(request: Request, edition: Edition, iri: str) -> WebPage:
    """A policy document and who rests on it."""
    about = edition.row("policy", policy=iri) or {}
    citations = edition.rows("policy-citations", policy=iri)
    listed = _table(request, edition, "policy-citations", citations)
    values = {"about": about, "network": network(str(about.get("name") or ""), citations, request.app.state.links)}
    called = about.get("title") or about.get("name")
    schema = {"@context": "https://schema.org", "@type": "Legislation", "@id": iri, "name": called,
              "legislationIdentifier": about.get("name")}  # fmt: skip
    crumbs = (("政策文件", request.app.state.links.to("/policies")),)
    return WebPage(
        "policy.html", str(about.get("name") or iri), "Policy document", values, (listed,), iri, crumbs, schema
    )


def subject(request: Request, edition: Edition, iri: str) -> WebPage:
    """A code: what is above and below it, and who spends money on it."""
    about = edition.row("subject", subject=iri) or {}
    tree = edition.rows("subject-tree", subject=iri)
    listed = _table(request, edition, "subject-spending", named(edition, edition.rows("subject-spending", subject=iri)))
    name = " ".join(filter(None, (about.get("code"), about.get("name") or about.get("label"))))
    values = {
        "about": about,
        "above": sorted((one for one in tree if one["relation"] == "above"), key=lambda one: len(one["code"] or "")),
        "below": [one for one in tree if one["relation"] == "below"],
    }
    crumbs = (("科目", request.app.state.links.to("/subjects")),)
    schema = {"@context": "https://schema.org", "@type": "DefinedTerm", "@id": iri, "name": about.get("name"),
              "termCode": about.get("code")}  # fmt: skip
    return WebPage(
        "subject.html", name or iri, str(about.get("name_en") or "Code"), values, (listed,), iri, crumbs, schema
    )


def organisation(request: Request, edition: Edition, iri: str) -> WebPage:
    """A unit that is no department of its own."""
    about = edition.row("department", department=iri) or {}
    tables = (
        _table(request, edition, "organisation-entries", unit=iri),
        _table(request, edition, "organisation-figures", organisation=iri),
    )
    schema = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": iri,
        "name": about.get("name"),
    }
    return WebPage("tables.html", str(about.get("name") or iri), "Unit", {}, tables, iri, (), schema)


def finding(request: Request, edition: Edition, iri: str) -> WebPage:
    """A finding: what is wrong, with both places side by side; who decided about it is for those at the desk."""
    about = edition.row("finding", finding=iri) or {}
    facts = edition.rows("finding-facts", finding=iri)
    origins = [(str(row["fact"]), found) for row in facts if (found := origin(edition, str(row["fact"])))]
    history = _history(edition, str(about.get("id") or ""))
    values: dict[str, Any] = {"about": about, "origins": origins[:6], "facts": facts, "history": history}
    values["at_desk"] = request.app.state.at_desk(request)
    links = request.app.state.links
    crumbs = (*_owner(request, about), (str(about.get("document_name")), links.of(str(about.get("document")))))
    return WebPage(
        "finding.html", str(about.get("message") or iri), str(about.get("message_en") or ""), values, (), iri, crumbs
    )


def thing(edition: Edition, iri: str, rows: list[Row]) -> WebPage:
    """Whatever else has an IRI: everything said of it, with its source where it has one."""
    names = vocabulary(edition)
    said: dict[str, list[Row]] = {}
    for row in rows:
        held = said.setdefault(str(row["property"]), [])
        if not held or held[-1]["value"] != row["value"]:  # a thing of several names stands once, by the first of them
            held.append(row)
    title = next((str(row["value"]) for key in TITLES for row in said.get(key, ())), iri.rsplit("/", 2)[-1])
    values = {"said": said, "names": names, "origin": origin(edition, iri)}
    return WebPage("thing.html", title[:120], "", values, (), iri)


TITLES = tuple(
    map(
        expand,
        (
            "skos:prefLabel", "rdfs:label", "dcterms:title", "dcterms:identifier", "cnb:measureName", "cnb:projectName",
            "cnb:unitName", "cnb:term", "cnb:raw", "cnb:text",
        ),
    )
)  # fmt: skip
"""What names a thing, the best first."""


TERMS = {
    expand("rdf:type"): ("类型", "type"),
    expand("rdfs:label"): ("名称", "name"),
    expand("skos:prefLabel"): ("名称", "name"),
    expand("skos:definition"): ("定义", "definition"),
}
"""Names of terms that the ontology of the store does not describe."""


def vocabulary(edition: Edition) -> dict[str, tuple[str, str]]:
    """The Chinese and English names of classes and properties."""
    return edition.remembered(
        "vocabulary",
        lambda: TERMS | {str(row["term"]): (row["zh"] or "", row["en"] or "") for row in edition.rows("vocabulary")},
    )


def _history(edition: Edition, finding_id: str) -> Sequence[Decision]:
    """What was decided about a finding so far."""
    from kb.checks import desk

    if edition.folder is None or not finding_id:
        return ()
    return desk.history(edition.folder, finding_id)


def _owner(request: Request, about: Row) -> tuple[tuple[str, str], ...]:
    if not about.get("department_name"):
        return ()
    return ((str(about["department_name"]), request.app.state.links.of(str(about["department"]))),)


def _table(request: Request, edition: Edition, name: str, rows: list[Row] | None = None, **terms: str) -> PageTable:
    return table(edition, name, request.query_params, href_of(request), rows, **terms)

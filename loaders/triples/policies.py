"""Policy documents (政策文件), the agencies that issue them (发文机关), and the places that cite them."""

from __future__ import annotations

from loaders import iris
from loaders.facts import Citation
from loaders.reference.agencies import Agency, find_agency
from loaders.triples import terms
from loaders.triples.areas import area_concept
from loaders.triples.scope import Scope
from loaders.triples.writer import Values


def add_citations(scope: Scope) -> None:
    """Write every place that cites a policy document."""
    for order, citation in enumerate(scope.disclosure.citations, start=1):
        _citation(scope, citation, order)


def _citation(scope: Scope, citation: Citation, order: int) -> None:
    values: Values = {
        "cnb:policy": _policy(scope, citation),
        "cnb:raw": terms.text(citation.raw),
        "cnb:citedTitle": terms.text(citation.title),
        "cnb:citedYear": terms.year(citation.year),
        "cnb:citedNumber": terms.text(citation.number),
        "cnb:context": terms.text(citation.context),
        "cnb:project": scope.project(citation.project),
    }
    scope.fact(f"citation/{order}", "cnb:Citation", order, citation.source, values)


def _policy(scope: Scope, citation: Citation) -> str:
    code = citation.agency_code
    agency = find_agency(code, scope.disclosure.department.adcode) if code else None
    area = agency.adcode if agency and not agency.certain else ""
    values: dict[str, str | None] = {"dcterms:title": terms.label(citation.title)}
    if code:
        values |= {
            "cnb:agencyCode": terms.text(code),
            "cnb:agency": _agency(scope, iris.agency_iri(code, area), code, agency),
            "cnb:policyYear": terms.year(citation.year),
            "cnb:policyNumber": terms.text(citation.number),
        }
    name = citation.policy or citation.raw
    return scope.thing(iris.policy_iri(name, scope.base, area), "cnb:PolicyDocument", name, values)


def _agency(scope: Scope, subject: str, code: str, agency: Agency | None) -> str:
    """The concept of an agency code with what its rules tell; of an unknown code nothing but the code itself."""
    values: Values = {
        "skos:notation": terms.text(code),
        "skos:inScheme": terms.iri(iris.code_iri("agency")),
        **(_agency_values(scope, agency) if agency else {}),
    }
    return scope.thing(subject, "skos:Concept", agency.name if agency else "", values)


def _agency_values(scope: Scope, agency: Agency) -> Values:
    return {
        "cnb:area": area_concept(scope, agency.adcode, agency.area) if agency.adcode else None,
        "cnb:agencyLevel": terms.text(agency.level),
        "cnb:agencyField": terms.text(agency.field),
        "cnb:agencyCertain": terms.boolean(agency.certain),
    }

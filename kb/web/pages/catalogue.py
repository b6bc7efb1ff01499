"""The loaded documents, read once for each edition of the store: nearly every page names one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kb.web.library import Edition, Row

UNKNOWN = "未注明"
NAMELESS = "（未印部门名）"
NO_DEPARTMENT: Row = dict.fromkeys(("department", "department_name", "area", "province", "adcode"))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All documents by IRI, and how many findings each has by severity."""

    documents: dict[str, Row]
    findings: dict[str, dict[str, int]]

    @property
    def years(self) -> list[str]:
        """The fiscal years, the latest first."""
        return sorted({one["year"] or UNKNOWN for one in self.documents.values()}, reverse=True)

    def departments(self) -> dict[str, list[Row]]:
        """The documents of each department, by its IRI."""
        found: dict[str, list[Row]] = defaultdict(list)
        for one in self.documents.values():
            if one["department"]:
                found[str(one["department"])].append(one)
        return found

    def by_province(self) -> dict[str, dict[str, int]]:
        """How many documents each province has of each year."""
        found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for one in self.documents.values():
            found[one["province"] or UNKNOWN][one["year"] or UNKNOWN] += 1
        return dict(sorted(found.items(), key=lambda item: (item[0] == UNKNOWN, -sum(item[1].values()), item[0])))


def catalogue(edition: Edition) -> Catalogue:
    """The catalogue of an edition."""
    return edition.remembered("catalogue", lambda: _read(edition))


def named(edition: Edition, rows: Iterable[Row]) -> list[Row]:
    """Rows with a `document`, each with its department, area, year and kind; without a department, itself."""
    documents = catalogue(edition).documents
    return [row | _owner(documents.get(str(row["document"]), {}), row["document"]) for row in rows]


def _owner(document: Row, iri: str) -> Row:
    return {
        "department": document.get("department_name") or NAMELESS,
        "department_iri": document.get("department") or iri,
        "area": document.get("area"),
        "fiscal_year": document.get("year"),
        "kind": document.get("kind"),
    }


def counts(edition: Edition) -> dict[str, int]:
    """How many things of each kind the store holds."""
    return edition.remembered("counts", lambda: {row["kind"]: row["number"] for row in edition.rows("counts")})


def _read(edition: Edition) -> Catalogue:
    departments = {row["department"]: row for row in edition.rows("departments")}
    documents: dict[str, Row] = {}
    for row in sorted(edition.rows("disclosures"), key=lambda one: str(one["identifier"])):
        documents.setdefault(str(row["document"]), row | departments.get(row["department"], NO_DEPARTMENT))
    findings: dict[str, dict[str, int]] = defaultdict(dict)
    for row in edition.rows("severities"):
        findings[str(row["document"])][str(row["level"])] = int(row["number"])
    return Catalogue(documents, dict(findings))

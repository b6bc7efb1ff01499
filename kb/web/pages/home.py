"""The first page, and the lists it leads to: departments, documents, policy documents, subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.rows.columns import Column
from kb.web.library import Edition, Row
from kb.web.pages.catalogue import UNKNOWN, catalogue, counts
from kb.web.pages.listing import Filter, list_page
from kb.web.rendering import WebPage
from kb.web.respond import href_of
from kb.web.tables import Described, PageTable, arranged, table

if TYPE_CHECKING:
    from starlette.requests import Request

DEPARTMENTS = Described(
    "departments",
    "部门",
    "Departments",
    (
        Column("department", "部门", "Department"),
        Column("area", "地区", "Area"),
        Column("province", "省份", "Province"),
        Column("years", "年度", "Years"),
        Column("documents", "文件", "Documents"),
        Column("findings", "错误", "Errors"),
    ),
)
DOCUMENTS = Described(
    "documents",
    "文件",
    "Documents",
    (
        Column("document", "文件", "Document"),
        Column("department", "部门", "Department"),
        Column("area", "地区", "Area"),
        Column("year", "年度", "Year"),
        Column("kind", "种类", "Kind"),
        Column("numbers", "数字", "Numbers"),
        Column("numbers_read", "读入", "Read"),
        Column("unread", "未读行", "Unread lines"),
        Column("findings", "错误", "Errors"),
    ),
    totals=("numbers", "numbers_read", "unread", "findings"),
)
FILTERS = (("province", "省份", "Province"), ("year", "年度", "Year"), ("kind", "种类", "Kind"))
FEW = 12


def home(request: Request, edition: Edition) -> WebPage:
    """What is loaded, from where and of which years."""
    known = catalogue(edition)
    values = {
        "counts": {**counts(edition), "document": len(known.documents), "department": len(known.departments())},
        "numbers": sum(int(one["numbers_read"] or 0) for one in known.documents.values()),
        "years": known.years,
        "provinces": known.by_province(),
        "departments": sorted(listed_departments(request, edition), key=lambda row: -row["documents"])[:FEW],
        "examples": _examples(edition),
        "unknown": UNKNOWN,
    }
    return WebPage("home.html", "预算知识库", "Departmental budgets as linked data", values)


def departments(request: Request, edition: Edition) -> WebPage:
    """All departments, or those of one province."""
    rows = listed_departments(request, edition)
    listed = arranged(PageTable(DEPARTMENTS, tuple(rows), href=href_of(request)), request.query_params)
    nameless = sum(not one["department"] and _wanted(request, one) for one in catalogue(edition).documents.values())
    nothing = "没有这样的部门 (no such department)"
    filters = _filters(request, edition)
    return list_page(edition, ("部门", "Departments"), listed, nothing, filters=filters, nameless=nameless)


def documents(request: Request, edition: Edition) -> WebPage:
    """All documents, or those of a province, a year, a kind."""
    known = catalogue(edition)
    rows = tuple(_document(one, known.findings) for one in known.documents.values() if _wanted(request, one))
    listed = arranged(PageTable(DOCUMENTS, rows, href=href_of(request)), request.query_params)
    nothing = "没有这样的文件 (no such document)"
    return list_page(edition, ("文件", "Documents"), listed, nothing, filters=_filters(request, edition))


def policies(request: Request, edition: Edition) -> WebPage:
    """The policy documents that budgets rest on."""
    rows = edition.remembered("policies", lambda: edition.rows("policies"))
    listed = table(edition, "policies", request.query_params, href_of(request), rows)
    nothing = "没有文件引用政策文件 (no document cites a policy document)"
    return list_page(edition, ("政策文件", "Policy documents"), listed, nothing)


def subjects(request: Request, edition: Edition) -> WebPage:
    """The functional codes under which money is spent."""
    rows = edition.remembered("subjects", lambda: edition.rows("subjects"))
    listed = table(edition, "subjects", request.query_params, href_of(request), rows)
    nothing = "支出总表里没有功能科目 (no functional code in any expenditure form)"
    return list_page(edition, ("科目", "Subject codes"), listed, nothing)


def listed_departments(request: Request, edition: Edition) -> list[Row]:
    """The departments that published documents, or those of a province, year and kind, with their years and errors."""
    known = catalogue(edition)
    rows = []
    for iri, documents in known.departments().items():
        of_them = [one for one in documents if _wanted(request, one)]
        if not of_them:
            continue
        years = sorted({one["year"] for one in of_them if one["year"]}, reverse=True)
        rows.append(
            {
                "department": of_them[0]["department_name"],
                "department_iri": iri,
                "area": of_them[0]["area"],
                "province": of_them[0]["province"],
                "years": "、".join(years),
                "documents": len(of_them),
                "findings": sum(known.findings.get(one["document"], {}).get("Violation", 0) for one in of_them),
            }
        )
    return sorted(rows, key=lambda row: (row["province"] or "~", row["area"] or "~", row["department"] or ""))


def _document(one: Row, findings: dict[str, dict[str, int]]) -> Row:
    return {
        "document": one["identifier"],
        "document_iri": one["document"],
        "department": one["department_name"],
        "department_iri": one["department"],
        "area": one["area"],
        "year": one["year"],
        "kind": one["kind"],
        "numbers": one["numbers"],
        "numbers_read": one["numbers_read"],
        "unread": one["unread"],
        "findings": findings.get(one["document"], {}).get("Violation", 0),
    }


def _wanted(request: Request, one: Row) -> bool:
    asked = request.query_params
    held = {"department": one["department_name"], **{name: one[name] for name, _zh, _en in FILTERS}}
    return all((value or UNKNOWN) == asked[name] for name, value in held.items() if asked.get(name))


def _filters(request: Request, edition: Edition) -> list[Filter]:
    known = catalogue(edition)

    def choices(name: str) -> list[tuple[str, str]]:
        found = sorted({one[name] or UNKNOWN for one in known.documents.values()}, reverse=name == "year")
        return [(value, value) for value in found]

    return [(*one, choices(one[0]), request.query_params.get(one[0], "")) for one in FILTERS]


def _examples(edition: Edition) -> list[str]:
    """Questions in words that this store can answer."""
    names = [one["department_name"] for one in catalogue(edition).documents.values() if one["department_name"]]
    of_one = [f"{names[0]}的三公经费是多少", f"{names[0]}有哪些项目"] if names else []
    return [*of_one, "哪些部门引用了同一个政策文件"]

"""All findings, by money, with what was decided about each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kb.checks import desk
from kb.rows.columns import Column
from kb.web.library import Edition, Row
from kb.web.pages.listing import list_page
from kb.web.rendering import WebPage
from kb.web.respond import href_of
from kb.web.tables import Described, PageTable, arranged, described

if TYPE_CHECKING:
    from starlette.requests import Request

STATUS = Column("status", "处理", "Status")
SEVERITIES = {"错误": "error", "警告": "warning", "提示": "note"}


def findings(request: Request, edition: Edition) -> WebPage:
    """The findings of all documents, or those with a severity or status."""
    decided = desk.decided(edition.store, edition.folder)
    rows = edition.remembered("findings", lambda: edition.rows("findings"))
    marked = [_with_status(row, decided) for row in rows]
    chosen = {name: request.query_params.get(name, "") for name in ("severity", "status")}
    kept = tuple(row for row in marked if all(not value or row[name] == value for name, value in chosen.items()))
    base = described("findings")
    shown = Described("findings", base.title, base.title_en, (*base.columns, STATUS))
    listed = arranged(PageTable(shown, kept, href=href_of(request)), request.query_params)
    severities = [(zh, f"{zh} {en}") for zh, en in SEVERITIES.items()]
    statuses = [(str(one), f"{one} {desk.STATUSES_EN[one]}") for one in desk.Status]
    filters = [
        ("severity", "程度", "Severity", severities, chosen["severity"]),
        ("status", "处理", "Status", statuses, chosen["status"]),
    ]
    nothing = "没有发现问题，或还没有检查 (none found, or not checked yet)"
    return list_page(edition, ("发现的问题", "Findings"), listed, nothing, filters=filters)


def _with_status(row: Row, decided: Mapping[str, tuple[str, str]]) -> Row:
    """The row with what was decided and still holds: a finding whose figures changed is open again."""
    return row | {"status": decided.get(str(row["id"]), (str(desk.Status.OPEN), ""))[0]}

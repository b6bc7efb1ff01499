"""What is handed on about a department: the report of its documents, the workbook of findings, the checklist, a letter.

The rules run anew, in a process beside the server, within the limits of a question.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from kb.checks import check_documents
from kb.checks.reports import as_html
from kb.checks.reports.as_docx import WordMissing
from kb.checks.reports.made import report_of
from kb.store.sandbox import LimitExceeded
from kb.web.pages.catalogue import catalogue
from loaders.scratch import scratch

if TYPE_CHECKING:
    from starlette.requests import Request

    from kb.web.asking.crew import Crew
    from kb.web.library import Edition, Library

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A kind of report: its module in `kb/checks/reports/`, its name, the suffix of the file, its media type."""

    module: str
    label: str
    label_en: str
    suffix: str
    media_type: str


FILES = {
    "html": ReportFile("as_html", "检查报告", "Report", "html", "text/html; charset=utf-8"),
    "xlsx": ReportFile("as_xlsx", "问题清单", "Workbook", "xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    "docx": ReportFile("as_docx", "整改通知", "Letter", "docx", f"{_OFFICE}.wordprocessingml.document"),
    "checklist": ReportFile("checklist", "检查表", "Checklist", "xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
}
"""By the name that addresses use."""

_DIGEST = base64.b64encode(hashlib.sha256(as_html.SCRIPT.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_DIGEST}'; frame-ancestors 'none'"
"""The report is one file that needs nothing else: its own script runs, and no other."""


def report(request: Request) -> Response:
    """The report of all documents of a department (`department`, an IRI) as a file (`format`, a key of FILES)."""
    library: Library = request.app.state.library
    crew: Crew = request.app.state.crew
    iri = request.query_params.get("department", "")
    file = FILES.get(request.query_params.get("format", "html"))
    with library.edition() as edition:
        documents = catalogue(edition).departments().get(iri, [])
    if not documents or file is None:
        raise HTTPException(404, "没有这个部门或格式 (no such department or format)")
    identifiers = sorted(str(one["identifier"]) for one in documents)
    try:
        content = crew.run(written, identifiers, file)
    except LimitExceeded as error:
        raise HTTPException(503, str(error)) from error
    except WordMissing as error:
        raise HTTPException(501, str(error)) from error
    name = quote(f"{documents[0]['department_name']} {file.label}.{file.suffix}")
    shown = "inline" if file.suffix == "html" else "attachment"
    headers = {"Content-Disposition": f"{shown}; filename*=UTF-8''{name}", "Content-Security-Policy": POLICY}
    return Response(content, media_type=file.media_type, headers=headers)


def written(edition: Edition, documents: list[str], file: ReportFile) -> bytes:
    """A report as the bytes of a file; false alarms and what was explained are left out, as `kb check` does."""
    found = dict(check_documents(edition.store, documents, workers=1, save=False))
    whole = report_of(edition.store, found, edition.folder)
    open_ones = {name: [one for one in every if not whole.is_quiet(one)] for name, every in found.items()}
    shown = replace(whole, findings=open_ones)
    module = importlib.import_module(f"kb.checks.reports.{file.module}")
    if hasattr(module, "render"):
        return str(module.render(shown)).encode()
    with scratch("report") as folder:
        path = folder / f"report.{file.suffix}"
        module.write(shown, path)
        return path.read_bytes()

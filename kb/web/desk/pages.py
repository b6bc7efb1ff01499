"""The pages of the desk: uploads with each file's fate, findings by money, a finding to decide about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from kb.checks import desk
from kb.web.desk import reports, session
from kb.web.library import Edition, Library
from kb.web.pages import findings, home
from kb.web.pages.sources import origin
from kb.web.rendering import WebPage
from kb.web.respond import respond

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_FILES = 50
LARGEST_UPLOAD = 200 * 1024 * 1024
LONGEST_NOTE = 2000


def overview(request: Request) -> Response:
    """Uploads and open findings."""
    library: Library = request.app.state.library
    with library.edition() as edition:
        listed = findings.findings(request, edition)
        values = {
            "jobs": request.app.state.uploads.jobs(),
            "form_token": session.form_token(request),
            "filters": listed.values["filters"],
            "departments": home.listed_departments(request, edition),
            "reports": reports.FILES,
        }
        return respond(request, WebPage("desk.html", "工作台", "Desk", values, listed.tables))


def finding(request: Request) -> Response:
    """A finding with both places side by side, and the form to decide about it."""
    library: Library = request.app.state.library
    with library.edition() as edition:
        return respond(request, _finding(request, edition, request.query_params.get("id", "")))


def jobs(request: Request) -> Response:
    """How far the uploads are, for the page that waits for them."""
    return JSONResponse([job.report() for job in request.app.state.uploads.jobs()])


async def post(request: Request) -> Response:
    """Whatever is sent to the desk, from its own forms only."""
    settings = request.app.state.settings
    if not settings.editable or not session.is_open(request):
        return PlainTextResponse("要先出示口令 (the token is wanted first)\n", 403)
    if int(request.headers.get("content-length", "0") or 0) > LARGEST_UPLOAD:
        return PlainTextResponse("一次至多 200 MB (at most 200 MB at a time)\n", 413)
    async with request.form(max_files=MOST_FILES, max_fields=20) as form:
        if not session.is_own_form(request, str(form.get("form_token", ""))):
            return PlainTextResponse("表单已过期, 请重新打开 (a form of another site, or an old one)\n", 403)
        action = ACTIONS.get(request.path_params["action"])
        if action is None:
            return PlainTextResponse("没有这个操作 (no such action)\n", 404)
        return await action(request, form)


async def _upload(request: Request, form: FormData) -> Response:
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    kept = [(str(one.filename), await one.read()) for one in files]
    if sum(len(content) for _name, content in kept) > LARGEST_UPLOAD:
        return PlainTextResponse("一次至多 200 MB (at most 200 MB at a time)\n", 413)
    await run_in_threadpool(request.app.state.uploads.add, kept)
    return RedirectResponse(request.app.state.links.to("/desk") + "#uploads", 303)


async def _decide(request: Request, form: FormData) -> Response:
    given = {name: str(form.get(name, "")).strip() for name in ("id", "status", "by", "note")}
    if not given["by"]:
        return PlainTextResponse("要写明是谁 (who decides is wanted)\n", 400)
    try:
        status = desk.Status(given["status"])
        await run_in_threadpool(_set, request, given["id"], status, given["by"][:100], given["note"][:LONGEST_NOTE])
    except (ValueError, desk.UnknownFinding) as error:
        return PlainTextResponse(f"{error}\n", 400)
    return RedirectResponse(request.app.state.links.to("/desk/finding", id=given["id"]), 303)


def _set(request: Request, finding_id: str, status: desk.Status, by: str, note: str) -> None:
    library: Library = request.app.state.library
    with library.edition() as edition:
        desk.set_status(edition.store, request.app.state.settings.folder, finding_id, status, by, note)


ACTIONS: dict[str, Callable[[Request, FormData], Awaitable[Response]]] = {"upload": _upload, "decide": _decide}


def _finding(request: Request, edition: Edition, finding_id: str) -> WebPage:
    rows = edition.remembered("findings", lambda: edition.rows("findings"))
    row = next((one for one in rows if one["id"] == finding_id), None)
    if row is None:
        return WebPage(
            "error.html", "404", "", {"message": f"没有编号为 {finding_id} 的问题 (no such finding)"}, status=404
        )
    iri = str(row["message_iri"])
    about = edition.row("finding", finding=iri) or {}
    facts = [str(one["fact"]) for one in edition.rows("finding-facts", finding=iri)]
    values = {
        "about": about,
        "iri": iri,
        "origins": [(fact, found) for fact in facts[:6] if (found := origin(edition, fact))],
        "history": desk.history(edition.folder, finding_id),
        "statuses": [(str(one), desk.STATUSES_EN[one]) for one in desk.Status],
        "form_token": session.form_token(request),
    }
    crumbs = (("工作台", request.app.state.links.to("/desk")),)
    return WebPage(
        "decide.html", str(about.get("message") or ""), str(about.get("message_en") or ""), values, crumbs=crumbs
    )

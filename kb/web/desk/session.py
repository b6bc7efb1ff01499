"""Who may change something: a token opens the desk, a second one in each form keeps other sites from posting."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, RedirectResponse, Response

from kb.web import rendering
from kb.web.rendering import WebPage

if TYPE_CHECKING:
    from starlette.requests import Request

COOKIE = "kb-desk"
HOURS = 12


def is_open(request: Request) -> bool:
    """Whether the visitor has shown the token."""
    token: str = request.app.state.settings.token
    shown = request.cookies.get(COOKIE, "")
    return bool(token) and hmac.compare_digest(shown.encode(), _seal(token, "session").encode())


def form_token(request: Request) -> str:
    """What each form of the desk carries; another site cannot know it."""
    return _seal(request.app.state.settings.token, "form")


def is_own_form(request: Request, sent: str) -> bool:
    """Whether a post comes from a form of this server."""
    origin = request.headers.get("origin")
    same = origin is None or origin.split("://")[-1] in {request.headers.get("host", ""), _public_host(request)}
    return same and hmac.compare_digest(sent.encode(), form_token(request).encode())


def opened(endpoint: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """An endpoint that asks for the token first."""

    def guarded(request: Request) -> Response:
        if not request.app.state.settings.editable:
            return _refusal(request, 404, "工作台没有开放；用 kb serve --edit 启动 (the desk is not open)")
        shown = request.query_params.get("token", "")
        if shown and hmac.compare_digest(shown.encode(), request.app.state.settings.token.encode()):
            response: Response = RedirectResponse(request.app.state.links.to("/desk"), 303)
            response.set_cookie(
                COOKIE, _seal(shown, "session"), max_age=HOURS * 3600, httponly=True, samesite="strict",
                secure=request.app.state.settings.address.startswith("https:"),
            )  # fmt: skip
            return response
        if not is_open(request):
            return _login(request, wrong=bool(shown))
        return endpoint(request)

    return guarded


def _login(request: Request, *, wrong: bool) -> Response:
    page = WebPage("login.html", "工作台", "Desk", {"wrong": wrong}, status=403)
    return HTMLResponse(rendering.html(request, page), 403)


def _refusal(request: Request, status: int, message: str) -> Response:
    page = WebPage("error.html", f"{status}", "", {"message": message}, status=status)
    return HTMLResponse(rendering.html(request, page), status)


def _seal(token: str, purpose: str) -> str:
    return hmac.new(token.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _public_host(request: Request) -> str:
    return str(request.app.state.settings.address).split("://")[-1].split("/")[0]

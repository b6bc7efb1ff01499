"""What went wrong, as a page or, for programs, as one sentence."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kb.errors import StoreError
from kb.web import rendering
from kb.web.api.answers import trouble
from kb.web.negotiation import HTML, best
from kb.web.rendering import WebPage

if TYPE_CHECKING:
    from starlette.requests import Request

log = logging.getLogger("kb.web")


async def http_error(request: Request, error: Exception) -> Response:
    """404, 405 and their like."""
    assert isinstance(error, HTTPException)
    return _error_page(request, error.status_code, str(error.detail), dict(error.headers or {}))


async def store_error(request: Request, error: Exception) -> Response:
    """A store that cannot be read at the moment."""
    return _error_page(request, 503, str(error), {"Retry-After": "5"})


async def fault(request: Request, error: Exception) -> Response:
    """A fault of this program: reported to whoever runs it, not to the visitor."""
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    return _error_page(request, 500, "这里出了错，已记下 (an error on this side; it was written down)", {})


HANDLERS: dict[Any, Any] = {HTTPException: http_error, StoreError: store_error, Exception: fault}


_CODES = {404: "not-found", 405: "method-not-allowed", 500: "fault", 503: "not-available"}


def _error_page(request: Request, status: int, message: str, headers: dict[str, str]) -> Response:
    if request.url.path.startswith("/api/"):
        return trouble(status, _CODES.get(status, "refused"), message, headers)
    if best(request.headers.get("accept", ""), ["text/plain", HTML]) != HTML:
        return PlainTextResponse(f"{message}\n", status, headers=headers)
    page = WebPage("error.html", f"{status}", "", {"message": message}, status=status)
    return HTMLResponse(rendering.html(request, page), status, headers=headers)

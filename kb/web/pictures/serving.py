"""Pages of kept PDFs as pictures, drawn in a process of their own and kept beside the store; the files themselves."""

from __future__ import annotations

import hashlib
import math
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import FileResponse, PlainTextResponse, Response

from kb.files.room import make_room
from kb.processes.child import Child
from kb.store import originals
from kb.web.library import Library
from kb.web.pages.catalogue import catalogue
from kb.web.pictures import drawing

if TYPE_CHECKING:
    from starlette.requests import Request

FOLDER = "pictures"
SECONDS = 30.0
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""A picture alone is shown by the browser in a page of its making, which has a style inline."""
KEPT_FOR = {"Cache-Control": "private, max-age=86400", "Content-Security-Policy": POLICY}
MOST_TEXT = 60
DRAWN_AT_ONCE = threading.BoundedSemaphore(2)
"""Pages that are drawn side by side; a page with many pictures asks for more, which wait their turn."""
PLACES = threading.BoundedSemaphore(14)
"""Those that are drawn and those that wait: whoever asks for more pictures must not hold all threads of the server."""
MOST_BYTES = 1_000_000_000
"""Of all pictures kept: any place of any page may be asked for."""


def page(request: Request) -> Response:
    """The picture of a page; `box` or `text` say what to mark."""
    folder = request.app.state.working / FOLDER
    sha256, number = request.path_params["sha256"], request.path_params["page"]
    document = originals.find(request.app.state.settings.folder, sha256)
    if document is None:
        return _none()
    box = _box(request.query_params.get("box", ""))
    text = "" if box else request.query_params.get("text", "")[:MOST_TEXT]
    key = hashlib.sha256(f"{box} {text}".encode()).hexdigest()[:12]
    target = folder / sha256[:2] / f"{sha256}-{number}-{key}.png"
    if not target.exists():
        if not PLACES.acquire(blocking=False):
            message = "画的页太多, 请稍后再试 (too many pages are drawn at the moment)\n"
            return PlainTextResponse(message, 503, {"Retry-After": "5"})
        try:
            _draw(document, number, box, text, target)
        finally:
            PLACES.release()
        with suppress(OSError):
            make_room(folder, MOST_BYTES)
    return FileResponse(target, media_type="image/png", headers=KEPT_FOR) if target.exists() else _none()


def original(request: Request) -> Response:
    """A loaded document itself, to take away; never shown here, whatever it holds."""
    sha256 = request.path_params["sha256"]
    path = originals.find(request.app.state.settings.folder, sha256)
    if path is None:
        return _none()
    library: Library = request.app.state.library
    with library.edition() as edition:
        name = next((one["file"] for one in catalogue(edition).documents.values() if one["sha256"] == sha256), sha256)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(str(name))}", **KEPT_FOR}
    return FileResponse(path, media_type="application/octet-stream", headers=headers)


def _draw(document: Path, number: int, box: drawing.Box | None, text: str, target: Path) -> None:
    """Draw in a process that is ended when it takes too long: the document is a stranger's."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with DRAWN_AT_ONCE, Child(drawing.draw, (str(document), number, box, text, str(target))) as child:
        child.wait(SECONDS)


def _box(text: str) -> drawing.Box | None:
    try:
        left, top, right, bottom = (float(part) for part in text.split())
    except ValueError:
        return None
    return (left, top, right, bottom) if all(map(math.isfinite, (left, top, right, bottom))) else None


def _none() -> Response:
    return PlainTextResponse("没有这一页 (no such page)\n", 404)

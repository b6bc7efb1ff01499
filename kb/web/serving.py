"""Runs the application on a port of this machine."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from kb.errors import StoreError
from kb.files.whole import sweep_drafts
from kb.web.app import create
from loaders.scratch import sweep

if TYPE_CHECKING:
    from kb.web.settings import ServeSettings


def serve(settings: ServeSettings, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; `ready` is given the address. Raises StoreError for a store or port that cannot be had."""
    _clear(settings)
    app = create(settings)
    listener = _listener(host, port)
    shown = f"[{host}]" if ":" in host else host
    ready(settings.address.rstrip("/") + "/" if settings.address else f"http://{shown}:{listener.getsockname()[1]}/")
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, server_header=False)
    logging.getLogger("uvicorn.error").addFilter(_is_no_end)
    server = uvicorn.Server(config)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # as wished
    finally:
        listener.close()
        _clear(settings)  # once more: a child of a killed server may have ended after this one began


def _clear(settings: ServeSettings) -> None:
    """Remove answers and pictures that a killed server was writing, and its temporary folders."""
    if settings.folder is not None:
        sweep_drafts(settings.folder)
    sweep()


def _is_no_end(record: logging.LogRecord) -> bool:
    """Whether a record is worth telling: a request that is cut short as the server ends is no error."""
    kind = record.exc_info[0] if record.exc_info else None
    return kind is None or not issubclass(kind, asyncio.CancelledError)


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise StoreError(f"{host}:{port}: 端口用不了 (the port cannot be had): {error.strerror}; --port") from error
    listener.listen(128)
    return listener

"""A stranger's HTTP answers within bounds: bytes, seconds for all of a request, no other place than the one asked."""

from __future__ import annotations

import http.client
import os
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from kb.errors import StoreError

SECONDS, MEGABYTES = 600.0, 1024
SECONDS_VARIABLE, MEGABYTES_VARIABLE = "KB_SERVER_SECONDS", "KB_SERVER_MB"
MEGABYTE = 1024 * 1024
_PIECE = 1 << 18
TROUBLE = (OSError, ValueError, http.client.HTTPException)
"""What the library raises where a server does not keep to HTTP, or is not there."""


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """What one request may take: seconds from its first byte to the last of the answer, megabytes of answer."""

    seconds: float = SECONDS
    megabytes: float = MEGABYTES

    @classmethod
    def of_environment(cls) -> Self:
        """The limits that the environment sets. Raises StoreError for what is no positive number."""
        return cls(_positive(SECONDS_VARIABLE, SECONDS), _positive(MEGABYTES_VARIABLE, MEGABYTES))


def _positive(variable: str, usual: float) -> float:
    text = os.environ.get(variable, "")
    try:
        found = float(text) if text else usual
    except ValueError:
        found = 0.0
    if not 0 < found < 1e9:
        raise StoreError(f"{variable}={text}: 要正数 (a positive number is wanted)")
    return found


class Redirected(StoreError):
    """A server sends its visitors to another place, which nobody has chosen."""


class StayHere(urllib.request.HTTPRedirectHandler):
    """Follows no redirect to another server: it would get what was asked, and might be a place of the inner network."""

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str) -> None:  # noqa: ARG002
        """Refuse. Raises Redirected."""
        parts = urlsplit(newurl)
        place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
        raise Redirected(
            f"{req.host}: 服务器转到 {place[:200]}, 没有跟去; 要用那里, 请直接给出那个地址 "
            "(the server sends its visitors elsewhere, which is not followed; give that address itself)"
        )


@dataclass(slots=True)
class _Watch:
    """The sockets of one request, and whether its time is over."""

    sockets: list[socket.socket] = field(default_factory=list)
    is_over: bool = False

    def hang_up(self) -> None:
        self.is_over = True
        for one in self.sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class Deadline:
    """Hangs up when the time of a request is over, whatever the server still sends, drop by drop.

    The requests of several threads have a time each.
    """

    def __init__(self) -> None:
        self._local = threading.local()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Run a request for so many seconds at most. Raises TimeoutError."""
        watch = self._local.watch = _Watch()
        timer = threading.Timer(seconds, watch.hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        except TROUBLE as error:
            if watch.is_over:
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()
        if watch.is_over:  # what came until then may not be all
            raise TimeoutError

    def handlers(self) -> list[urllib.request.BaseHandler]:
        """Handlers whose connections are known here."""
        plain, secure = self._watched(http.client.HTTPConnection), self._watched(http.client.HTTPSConnection)

        class Plain(urllib.request.HTTPHandler):
            def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
                return self.do_open(plain, req)

        class Secure(urllib.request.HTTPSHandler):
            def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
                return self.do_open(secure, req)

        return [Plain(), Secure()]

    def _watched(self, kind: type[http.client.HTTPConnection]) -> Any:
        """Connections of a kind whose sockets are remembered."""
        local = self._local

        class Watched(kind):  # type: ignore[valid-type, misc]
            def connect(self) -> None:
                super().connect()
                local.watch.sockets.append(self.sock)

        return Watched


def whole_body(response: Any, megabytes: float, refuse: Callable[[str], Exception]) -> bytes:
    """The body of an answer. Raises what `refuse` makes of a sentence where it is too long, or shorter than said."""
    pieces, size, most = [], 0, int(megabytes * MEGABYTE)
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise refuse(
                f"答案超过 {megabytes:g} MB, 已停止 (the answer has more than {megabytes:g} MB; stopped); "
                f"{MEGABYTES_VARIABLE}"
            )
    if response.length:  # bytes that the header promised
        raise refuse(f"答案不完整, 还差 {response.length} 字节 (broken answer: {response.length} bytes are missing)")
    return b"".join(pieces)

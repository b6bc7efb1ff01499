"""Which Host headers are answered: no page of a stranger reaches a server under a name of its own (DNS rebinding)."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
NAMED_WITH = "kb … --base http://NAME:PORT"


@dataclass(frozen=True, slots=True)
class KnownHosts:
    """The names under which a server is reached; `addresses`: under any IP address as well.

    Rebinding needs a name that the stranger's page was loaded from: an address alone is never one.
    """

    names: frozenset[str] = THIS_MACHINE
    addresses: bool = False

    def has(self, host: str) -> bool:
        """Whether a Host header (`name`, `name:port`, `[address]:port`) names this server."""
        name = _name_of(host)
        return name in self.names or (self.addresses and _is_address(name))

    def has_origin(self, origin: str) -> bool:
        """Whether an Origin header (`https://name:port`) names this server."""
        scheme, _, host = origin.partition("://")
        return scheme in {"http", "https"} and self.has(host)


@cache
def known_hosts(bound_to: str, public: str = "") -> KnownHosts:
    """The hosts of a server that listens at an address (`0.0.0.0`: at all), known to the public under a URL.

    One that others can reach also has the name of its machine; other names must be given.
    """
    given = {name for name in (urlsplit(public).hostname, bound_to.strip("[]").lower()) if name}
    if bound_to in THIS_MACHINE:
        return KnownHosts(THIS_MACHINE | given)
    machine = socket.gethostname().lower()
    return KnownHosts(THIS_MACHINE | given | {machine, f"{machine}.local"}, addresses=True)


def header(scope: Scope, name: str) -> str:
    """A header of a request; empty where it has none."""
    found = (value for key, value in scope["headers"] if key == name.encode())
    return bytes(next(found, b"")).decode("latin-1")


def refusal(status: int, header_name: str, value: str) -> PlainTextResponse:
    """The answer to a stranger."""
    printable = "".join(one for one in value[:100] if one.isprintable())
    return PlainTextResponse(
        f"不认识的 {header_name}: {printable} (unknown; if it is this server: {NAMED_WITH})\n", status
    )


class StrangersRefused:
    """An application that answers only requests whose Host, and whose Origin if they have one, name this server."""

    def __init__(self, app: ASGIApp, hosts: KnownHosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As every ASGI application."""
        app = self._app
        if scope["type"] == "http":
            host, origin = header(scope, "host"), header(scope, "origin")
            if not self._hosts.has(host):
                app = refusal(421, "Host", host)
            elif origin and not self._hosts.has_origin(origin):
                app = refusal(403, "Origin", origin)
        await app(scope, receive, send)


def _name_of(host: str) -> str:
    """The name in a Host header, without its port and the brackets of an address."""
    if host.startswith("["):
        return host.partition("]")[0].removeprefix("[").lower()
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True

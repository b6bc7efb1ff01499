"""What `kb serve` is started with."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from kb.store.sandbox import QueryLimits
from kb.web.hosts import KnownHosts, known_hosts

QUERY_SECONDS = 20.0
QUERY_MEGABYTES = 2048


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """The store that is shown, and how.

    `address` is where the public reaches this server (`https://budget.example.org`), empty for this machine alone.
    `token` opens the desk; without one nothing can be changed. `limits` hold for each query of the endpoint.
    """

    store: Path | str
    address: str = ""
    token: str = ""
    limits: QueryLimits = field(default_factory=lambda: QueryLimits(QUERY_SECONDS, QUERY_MEGABYTES, 0))
    is_static: bool = False
    """Whether pages are made for a static site: nothing on them asks a server."""
    bound_to: str = "127.0.0.1"
    """The address that the server listens at."""
    about: Mapping[str, str] = field(default_factory=dict)
    """What the publisher says of the data set: fields of `About`."""

    @property
    def folder(self) -> Path | None:
        """The folder of the store; None where it is on a server."""
        return self.store if isinstance(self.store, Path) else None

    @property
    def editable(self) -> bool:
        """Whether the desk is open to whoever knows the token."""
        return bool(self.token) and self.folder is not None

    @property
    def hosts(self) -> KnownHosts:
        """The hosts that requests may name."""
        return known_hosts(self.bound_to, self.address)

    @property
    def prefix(self) -> str:
        """The path of the public address, without a slash at its end: every link of a page begins with it."""
        return urlsplit(self.address).path.rstrip("/")


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(18)

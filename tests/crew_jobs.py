"""Work for the processes of the server, in a module that they import quickly."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from kb.asking.names import UnresolvedName

if TYPE_CHECKING:
    from kb.web.library import Edition


def documents(edition: Edition) -> tuple[int, int]:
    """How many documents there are, and in which process they were counted."""
    return len(edition.store.documents()), os.getpid()


def doze(_edition: Edition, seconds: float) -> str:
    """Take so long."""
    time.sleep(seconds)
    return "awake"


def die(_edition: Edition) -> None:
    """End as a process does that the system kills."""
    os._exit(1)


def puzzled(_edition: Edition, name: str) -> None:
    """Fail as a question does."""
    raise UnresolvedName(name)

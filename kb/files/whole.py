"""A file whole or not at all: it is written beside its place and takes the place at the end."""

from __future__ import annotations

import glob
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path

DRAFT = re.compile(r"\.(?P<name>.+)\.(?P<process>[0-9]+)-[0-9a-f]+\.part")
"""The name of a draft: that of its file, the process that writes it, a number drawn for each writing."""

NO_ROOM = frozenset({EDQUOT, EFBIG, ENOSPC})
"""What the system reports when nothing more can be written: the report has no name of a file."""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A draft beside a file, which takes its place at the end, or goes if something fails. The folder must be there.

    An OSError about a full disk names the file.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(3)}.part")
    try:
        yield draft
        draft.replace(path)
    except OSError as error:
        if error.filename is None and error.errno in NO_ROOM:
            error.filename = str(path)
        raise
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def output(path: Path) -> Iterator[Path]:
    """`whole` for a file that a person names: a link is followed, a pipe or device is written as it is.

    Drafts of the file that a killed process left are removed.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        yield path
        return
    _sweep(target)
    with whole(target) as draft:
        yield draft


def _sweep(path: Path) -> None:
    """Remove drafts of this file whose process is no more."""
    for draft in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        found = DRAFT.fullmatch(draft.name)
        if found and found["name"] == path.name and not is_running(int(found["process"])):
            draft.unlink(missing_ok=True)


def sweep_drafts(folder: Path) -> None:
    """Remove all drafts in a folder and the folders in it whose process is no more, where that is allowed."""
    for place, _folders, names in os.walk(folder):
        for name in names:
            found = DRAFT.fullmatch(name)
            if found and not is_running(int(found["process"])):
                with suppress(OSError):
                    Path(place, name).unlink()


def is_running(process: int) -> bool:
    """Whether a process of this number runs; one of another user does."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True

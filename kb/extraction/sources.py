"""Sources of an extraction: files, folders and archives on this machine, and what any URL of fsspec leads to."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from kb.loading.load import HIDDEN, files_of
from loaders.blocks import UnreadableFile
from loaders.readers import MAX_BYTES
from loaders.scratch import scratch

CHAIN = "::"
"""Between the addresses of a chain, as in `zip://*.pdf::https://…/a.zip`."""
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_WEB = ("http://", "https://")
_PIECE = 1 << 20


def listed(sources: Iterable[str]) -> list[str]:
    """Every file that sources name, once, in order: absolute paths and URLs.

    Folders are walked through; a source that leads to nothing is given as it is, so that reading it says what is wrong.
    """
    found = (one for text in sources for one in (_remote(text) if is_url(text) else _local(text)))
    return list(dict.fromkeys(found))


def is_url(source: str) -> bool:
    """Whether a source is a URL, not a path."""
    return bool(_URL.match(source))


@contextmanager
def fetched(source: str) -> Iterator[Path]:
    """The file of a source on this machine: itself, or a copy that lasts for the block. Raises UnreadableFile."""
    if not is_url(source):
        yield Path(source)
        return
    with scratch("extract") as folder:
        path = folder / name_of(source)
        try:
            _copy(source, path)
        except UnreadableFile:
            raise
        except Exception as error:  # each kind of address has its own errors
            raise UnreadableFile(f"{source}: 取不到 (cannot be fetched): {type(error).__name__}: {error}") from error
        yield path


def name_of(url: str) -> str:
    """The name of the file that a URL leads to."""
    place = url.partition(CHAIN)[0].partition("://")[2]
    if url.startswith(_WEB):
        place = unquote(re.split(r"[?#]", place)[0])
    return place.rstrip("/").rpartition("/")[2] or "document"


def _local(text: str) -> Iterator[str]:
    return (str(path.absolute()) for path in files_of([text]))


def _remote(text: str) -> Iterator[str]:
    if text.startswith(_WEB):  # pages with links would pass for folders
        yield text
        return
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(text)
        if glob.has_magic(path):
            found = sorted(one for one in system.glob(path) if system.isfile(one))
        else:
            found = sorted(system.find(path)) if system.isdir(path) else []
    except Exception:  # each kind of address has its own errors; what fetches the file says which
        yield text
        return
    chain = text[text.index(CHAIN) :] if CHAIN in text else ""
    shown = [one for one in found if not one.rpartition("/")[2].startswith(HIDDEN)]
    yield from (f"{system.unstrip_protocol(one)}{chain}" for one in shown) if shown else [text]


def _copy(url: str, path: Path) -> None:
    import fsspec

    size = 0
    with fsspec.open(url, "rb") as remote, path.open("wb") as local:
        while piece := remote.read(_PIECE):
            size += len(piece)
            if size > MAX_BYTES:
                raise UnreadableFile(f"{url}: 文件过大 (file too large to read)")
            local.write(piece)

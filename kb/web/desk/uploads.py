"""Uploaded files → the store, one batch after the other, each file read in a process of its own within limits."""

from __future__ import annotations

import itertools
import logging
import re
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from kb.checks import affected_by, check_documents
from kb.errors import StoreError
from kb.loading import keeping
from kb.loading.load import files_of, load, read_file
from kb.processes.crew import WorkLimits
from kb.store import originals
from kb.store.embedded import Store
from loaders import scratch

if TYPE_CHECKING:
    from kb.loading.parsed import Outcome

log = logging.getLogger("kb.web")
REMEMBERED = 20
LIMITS = WorkLimits(300, 2048)
WAIT_SECONDS = 60.0
LONGEST_NAME, LONGEST_SUFFIX = 180, 20
"""Bytes: file systems take 255."""
WORDS = {"new": "新装入", "replaced": "已更新", "unchanged": "未变", "superseded": "已有更正版", "failed": "失败"}


@dataclass(slots=True)
class UploadJob:
    """One batch of uploaded files: how far it is, and what became of each file."""

    number: int
    names: list[str]
    state: str = "等待"
    fates: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Per file: its name, what became of it, the document, and warnings or what went wrong."""

    def report(self) -> dict[str, Any]:
        """As JSON for the page that waits."""
        return {"number": self.number, "state": self.state, "files": len(self.names), "done": len(self.fates)}

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {"完成", "失败"}


class Uploads:
    """A queue of batches, worked off by one thread; the store is open for writing only while it works."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._jobs: deque[UploadJob] = deque(maxlen=REMEMBERED)
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._ended = threading.Event()

    def close(self) -> None:
        """The server ends: what is being loaded is cut short, and is whole or absent in the store."""
        self._ended.set()

    def jobs(self) -> list[UploadJob]:
        """The last batches, the newest first."""
        return list(reversed(self._jobs))

    def add(self, files: Sequence[tuple[str, bytes]]) -> UploadJob:
        """Put a batch of files (name and bytes) into the queue."""
        job = UploadJob(next(self._numbers), [plain_name(name) for name, _content in files])
        place = scratch.make("upload")
        for number, (name, (_given, content)) in enumerate(zip(job.names, files, strict=True)):
            (place / str(number)).mkdir()
            (place / str(number) / name).write_bytes(content)
        self._jobs.append(job)
        threading.Thread(target=self._work, args=(job, place), name="kb-upload", daemon=True).start()
        return job

    def _work(self, job: UploadJob, place: Path) -> None:
        with self._lock:
            try:
                job.state = "读取"
                self._load(job, place)
                job.state = "完成"
            except StoreError as error:
                job.state = "失败"
                job.fates.append(("", "失败", "", str(error)))
            except Exception:  # a thread of its own: nobody else would end the wait of its page
                if not self._ended.is_set():  # work that the end of the server cuts short fails of itself
                    log.exception("upload %s", job.number)
                job.state = "失败"
            finally:
                scratch.remove(place)

    def _load(self, job: UploadJob, place: Path) -> None:
        files = list(files_of([str(place)]))
        with Store(self._folder, wait=WAIT_SECONDS) as store:
            for file in filter(Path.is_file, files):  # first, so that no document is in the store without its pages
                originals.keep(self._folder, file)
            reader = partial(read_file, settle=partial(keeping.settle, self._folder, False))
            outcomes = []
            for outcome in load(files, store, store.base, read=reader, workers=1, limits=LIMITS):
                outcomes.append(outcome)
                job.fates.append(_fate(outcome, place))
            keeping.keep_originals(self._folder, outcomes)
            keeping.sweep(store, self._folder)
            job.state = "检查"
            loaded = [one.parsed.document for one in outcomes if one.status in {"new", "replaced"}]
            for _one in check_documents(store, affected_by(store, loaded) if loaded else [], workers=1):
                pass


def plain_name(name: str) -> str:
    """The name of an uploaded file without folders, control characters and what hides a file."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter for letter in last if letter.isprintable()).lstrip(".")
    stem, dot, suffix = kept.rpartition(".")
    if not dot:
        stem, suffix = kept, ""
    return f"{_cut(stem, LONGEST_NAME)}{dot}{_cut(suffix, LONGEST_SUFFIX)}" or "unnamed"


def _cut(text: str, size: int) -> str:
    """The beginning of a text, of so many bytes at most."""
    return text.encode()[:size].decode(errors="ignore")


def _fate(outcome: Outcome, place: Path) -> tuple[str, str, str, str]:
    parsed = outcome.parsed
    remarks = re.sub(rf"{re.escape(str(place))}/\d+/", "", parsed.error) or "；".join(parsed.warnings)
    return parsed.path.name, WORDS.get(outcome.status, outcome.status), parsed.document, remarks

"""One writer at a time: a lock file in the store's folder that says who holds it, and whether its last holder died."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import sys
import time
from pathlib import Path

from kb.errors import StoreLocked

LOCK_FILE = "writer.lock"
PAUSE = 0.1
"""Seconds between two tries."""


class WriterLock:
    """The right to write, from `take` to `release`; the system frees it when the process dies."""

    def __init__(self, folder: Path, wait: float = 0.0) -> None:
        """Take the lock, waiting up to `wait` seconds. Raises StoreLocked, which names the holder, and OSError."""
        self._file = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            self._take(folder, wait)
            self.holder_died = bool(self._read())
            self._write({"pid": os.getpid(), "host": socket.gethostname(), "since": _now(), "command": _command()})
        except BaseException:
            os.close(self._file)
            raise

    def release(self, *, clean: bool = True) -> None:
        """Give the lock free; not `clean` leaves the note that the store wants looking after."""
        if clean:
            self._write(None)
        os.close(self._file)

    def _take(self, folder: Path, wait: float) -> None:
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise StoreLocked(_sentence(folder, self._read())) from None
                time.sleep(PAUSE)
            else:
                return

    def _read(self) -> dict[str, object]:
        text = os.pread(self._file, 4096, 0).decode("utf-8", "replace")
        try:
            return dict(json.loads(text)) if text.strip() else {}
        except ValueError:
            return {"pid": "?"}

    def _write(self, holder: dict[str, object] | None) -> None:
        text = json.dumps(holder, ensure_ascii=False) + "\n" if holder else ""
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, text.encode(errors="backslashreplace"), 0)


def _sentence(folder: Path, holder: dict[str, object]) -> str:
    who = ""
    if holder:
        who = (
            f": 进程 {holder.get('pid')} ({holder.get('command')}), 自 {holder.get('since')}, {holder.get('host')} 上; "
            f"process {holder.get('pid')} holds it;"
        )
    return (
        f"{folder}: 另一个进程正在写知识库{who} 请等它结束, 或用 --wait 秒数 "
        "(another process is using this store for writing; wait until it ends, or use --wait SECONDS)"
    )


def _now() -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")


def _command() -> str:
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200] if sys.argv else ""

"""How long the command takes to answer at all, against an interpreter that does nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.table import Row, pair

ROUNDS = 5


def measure(store: Path) -> Iterator[Row]:
    """`kb --help` and one question."""
    nothing = _run("-c", "pass")
    for what, action in (
        ("kb --help", _run("-m", "kb.cli", "--help")),
        ("kb ask departments", _run("-m", "kb.cli", "--store", str(store), "ask", "departments")),
    ):
        ours, theirs = pair(action, nothing, ROUNDS)
        yield Row(f"start-up: {what}, against a bare interpreter", f"{ours:.2f} s", f"{theirs:.2f} s", ours / theirs)


def _run(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=True)

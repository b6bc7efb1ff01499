"""Readers against the bare library underneath, and how long the command takes to answer at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.table import Row, pair
from loaders.readers import read


def formats(files: Sequence[Path]) -> Iterator[Row]:
    """Cells per second by format."""
    for suffix, bare in BARE.items():
        some = [path for path in files if path.suffix == suffix][:4]
        if some:
            yield _format(suffix, some, bare)


def starting(store: Path) -> Iterator[Row]:
    """`kb --help` and one question, against an interpreter that does nothing."""
    nothing = _run("-c", "pass")
    for what, action, goal in (
        ("kb --help", _run("-m", "kb.cli", "--help"), ""),
        ("kb ask departments", _run("-m", "kb.cli", "--store", str(store), "ask", "departments"), ""),
    ):
        ours, theirs = pair(action, nothing, 5)
        yield Row(
            f"start-up: {what}, against a bare interpreter", f"{ours:.2f} s", f"{theirs:.2f} s", ours / theirs, goal
        )


def _format(suffix: str, files: Sequence[Path], bare: Callable[[Path], object]) -> Row:
    def ours() -> None:
        for path in files:
            read(path)

    def theirs() -> None:
        for path in files:
            bare(path)

    mine, library = pair(ours, theirs, 3)
    size = sum(path.stat().st_size for path in files) / 1000
    return Row(
        f"reading {suffix}, kB/s, against the bare library",
        f"{size / mine:,.0f}",
        f"{size / library:,.0f}",
        mine / library,
    )


def _text(path: Path) -> object:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _pdf(path: Path) -> object:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [page.extract_tables() for page in document.pages]


BARE: dict[str, Callable[[Path], object]] = {".txt": _text, ".pdf": _pdf}


def _run(*arguments: str) -> Callable[[], object]:
    command = [sys.executable, *arguments]
    root = Path(__file__).parent.parent
    return lambda: subprocess.run(command, capture_output=True, check=True, cwd=root)

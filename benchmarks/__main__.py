"""All measurements: `make bench`, or `python -m benchmarks --help`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import asking, extracting, growing, reading, starting, writing
from benchmarks.disclosures import write
from benchmarks.table import Row, as_json, between_marks, markdown, say, write_whole
from loaders import document
from loaders.scratch import scratch

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("KB_SHARED", ROOT.parent / "shared")) / "disclosures"
HEADLINES = (
    "facts → N-Quads, quads/s, against rdflib",
    "load 200 documents",
    "questions about one department, warm",
    "reading .pdf",
)
"""How the rows of the README begin."""
FEW_PDFS = 2
"""The smallest ones: reading PDFs takes seconds."""


def measure(folder: Path, morph: Path | None, sizes: tuple[int, int], size: float) -> Iterator[Row]:
    """Every row of the table."""
    samples = [path for path in sorted((ROOT / "samples").iterdir()) if path.suffix == ".txt"]
    real = sorted(path for path in SHARED.rglob("*") if path.suffix in {".txt", ".pdf"}) if SHARED.is_dir() else []
    pdfs = sorted((path for path in real if path.suffix == ".pdf"), key=lambda path: path.stat().st_size)[:FEW_PDFS]
    texts = [*samples, *(path for path in real if path.suffix == ".txt"), *write(folder / "full", 20)]
    yield from writing.measure([document.load(path) for path in texts], morph)
    few, many = (growing.prepare(folder, count, size) for count in sizes)
    yield from growing.measure(folder, few, many)
    yield from asking.measure(few, many)
    yield from asking.on_rdflib(samples)
    yield from reading.formats(samples, pdfs, folder)
    yield from extracting.measure(folder, size)
    yield from starting.measure(few.store)


def main() -> None:
    """Measure, print, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--morph", type=Path, help="interpreter of an environment that holds morph-kgc")
    parser.add_argument("--documents", type=int, nargs=2, default=(200, 2000))
    parser.add_argument("--size", type=float, default=0.1, help="size of the documents; 1 is as published")
    parser.add_argument("--only-show", action="store_true", help="leave the tables of the documentation as they are")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped; no table was changed"))  # the folder goes all the same
    rows = []
    with scratch("bench") as folder:
        for row in measure(folder, options.morph, tuple(options.documents), options.size):
            rows.append(row)
            say(f"{row.what}: {row.ours} {row.against} ({row.ratio:.3g} {row.verdict})".rstrip())
    if not options.only_show:
        write_whole(_tables(rows))


def _tables(rows: list[Row]) -> dict[Path, str]:
    """The files that hold the rows, as they become: all in one place, the headlines in the README."""
    short = [row for row in rows if row.what.startswith(HEADLINES)]
    pages = {ROOT / "docs" / "performance.md": markdown(rows), ROOT / "README.md": markdown(short)}
    texts = {path: between_marks(path.read_text(encoding="utf-8"), table) for path, table in pages.items()}
    return {ROOT / "docs" / "performance.json": as_json(rows), **texts}


if __name__ == "__main__":
    main()

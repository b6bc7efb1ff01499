"""All measurements: `make bench`, or `python -m benchmarks --help`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import asking, growing, reading, starting, writing
from benchmarks.disclosures import write
from benchmarks.table import Row, as_json, markdown, put_between_marks
from loaders import document

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "disclosures"
FEW_PDFS = 2
"""The smallest ones: reading PDFs takes seconds."""


def measure(folder: Path, morph: Path | None, sizes: tuple[int, int], size: float) -> Iterator[Row]:
    """Every row of the table."""
    samples = [path for path in sorted((ROOT / "samples").iterdir()) if path.suffix == ".txt"]
    real = sorted(path for path in SHARED.rglob("*") if path.suffix in {".txt", ".pdf"}) if SHARED.is_dir() else []
    pdfs = sorted((path for path in real if path.suffix == ".pdf"), key=lambda path: path.stat().st_size)[:FEW_PDFS]
    texts = [*samples, *(path for path in real if path.suffix == ".txt"), *write(folder / "full", 20)]
    yield from writing.measure([document.load(path) for path in texts], morph)
    rows, loaded = growing.measure(folder, sizes, size)
    yield from rows
    yield from asking.measure(*loaded)
    yield from asking.on_rdflib(samples)
    yield from reading.formats(samples, pdfs, folder)
    yield from starting.measure(loaded[0].store)


def main() -> None:
    """Measure, print, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--morph", type=Path, help="interpreter of an environment that holds morph-kgc")
    parser.add_argument("--documents", type=int, nargs=2, default=(200, 2000))
    parser.add_argument("--size", type=float, default=0.1, help="size of the documents; 1 is as published")
    options = parser.parse_args()
    rows = []
    started = time.perf_counter()
    with TemporaryDirectory() as folder:
        for row in measure(Path(folder), options.morph, tuple(options.documents), options.size):
            rows.append(row)
            print(f"{time.perf_counter() - started:6.1f} s  {row}", file=sys.stderr)
    (ROOT / "docs" / "performance.json").write_text(as_json(rows), encoding="utf-8")
    put_between_marks(ROOT / "docs" / "performance.md", markdown(rows))
    short = [row for row in rows if not row.what.startswith(asking.EACH) or row.verdict == "no"]
    put_between_marks(ROOT / "README.md", markdown(short))


if __name__ == "__main__":
    main()

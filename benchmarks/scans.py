"""How well scanned pages are read: PDFs whose text is known, printed, scanned and read again.

    python -m benchmarks.scans FILE.pdf… [--pages 12]

Each file is read with its text (the truth), then as a scan in several qualities. Printed for each: the figures of the
pages, those read right, read wrong and not read right, and the seconds of the processor for a page.
"""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from loaders.document import load
from loaders.facts import Disclosure


@dataclass(frozen=True)
class Quality:
    """How a page was scanned: dots per inch, degrees askew, noise of the paper (0–255), quality of the JPEG."""

    name: str
    dots: int
    askew: float
    noise: float
    jpeg: int


QUALITIES = (
    Quality("clean, 300 dpi", 300, 0.0, 0, 92),
    Quality("office scanner, 200 dpi", 200, 0.5, 6, 70),
    Quality("poor copy, 150 dpi", 150, -0.9, 14, 45),
)
Printed = Counter[tuple[str, str, str, str]]


def figures(disclosure: Disclosure, pages: int) -> Printed:
    """The figures of the first pages: form, code or name of the row, meaning of the column, amount in its unit."""
    return Counter(
        (one.form, one.row_code or one.row_label, one.component, f"{one.value.normalize()} {one.unit}")
        for one in disclosure.figures
        if (one.source.place.page or 0) <= pages
    )


def scanned(path: Path, quality: Quality, pages: int) -> bytes:
    """The first pages of a PDF as a scanner sees them."""
    random = np.random.default_rng(7)
    images = []
    document = pypdfium2.PdfDocument(path)
    for number in range(min(pages, len(document))):
        page = document[number].render(scale=quality.dots / 72).to_pil().convert("L")
        page = page.rotate(quality.askew, fillcolor=255, resample=Image.Resampling.BICUBIC)
        if quality.noise:
            grey = np.asarray(page).astype(float) * 0.85 + 25
            grey += random.normal(0, quality.noise, grey.shape)
            page = Image.fromarray(grey.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))
        target = io.BytesIO()
        page.save(target, "JPEG", quality=quality.jpeg)
        images.append(Image.open(target))
    target = io.BytesIO()
    images[0].save(target, "PDF", save_all=True, append_images=images[1:], resolution=quality.dots)
    return target.getvalue()


def measured(path: Path, quality: Quality, pages: int, truth: Printed) -> Sequence[object]:
    """A row of the table: one file in one quality."""
    with TemporaryDirectory() as folder:
        scan = Path(folder, path.name)
        scan.write_bytes(scanned(path, quality, pages))
        started = time.process_time()
        read = figures(load(scan, force=True), pages)
        seconds = (time.process_time() - started) / pages
    right = sum((truth & read).values())
    wrong = sum((read - truth).values())
    return path.stem, quality.name, sum(truth.values()), right, wrong, sum(truth.values()) - right, f"{seconds:.1f}"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--pages", default=12, show_default=True, help="So many first pages of each file.")
def main(files: Sequence[Path], pages: int) -> None:
    """Print the table of scans as Markdown."""
    click.echo("| file | scan | figures | right | wrong | not read | s a page |\n|---|---|--:|--:|--:|--:|--:|")
    for path in files:
        count = min(pages, len(pypdfium2.PdfDocument(path)))
        truth = figures(load(path), count)
        for quality in QUALITIES:
            click.echo("| " + " | ".join(map(str, measured(path, quality, count, truth))) + " |")


if __name__ == "__main__":
    main()

"""Readers against the bare library underneath, format by format."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.table import Row, pair
from loaders.blocks import Table
from loaders.readers import read

ROUNDS = 5
ROUNDS_OF_PDFS = 3
WRITTEN = "sichuan-tabs"
"""The sample that is written in the other formats: its tables have the captions that name the sheets of a workbook."""
ROOT = Path(__file__).resolve().parent.parent
PAGES, CELLS = "pages", "cells"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def formats(samples: Sequence[Path], published: Sequence[Path], folder: Path) -> Iterator[Row]:
    """Cells (of PDFs: pages) per second: texts as they are, a sample written in the other formats, and PDFs.

    `published` are PDFs at hand; where there is none, the sample is drawn as one.
    """
    written = _written(next(path for path in samples if path.stem == WRITTEN), folder)
    files = {".txt": samples, **written, ".pdf": published or written[".pdf"]}
    for suffix, (library, bare) in BARE.items():
        yield _format(suffix, files[suffix], library, bare)


def _written(sample: Path, folder: Path) -> dict[str, list[Path]]:
    """A sample in other formats, as the tests of the readers write them."""
    sys.path.append(str(ROOT / "tests"))
    from written_formats import as_docx, as_html, as_pdf, as_xls, as_xlsx

    blocks = read(sample).blocks
    contents = {".docx": as_docx, ".xlsx": as_xlsx, ".xls": as_xls, ".html": as_html, ".pdf": as_pdf}
    for suffix, write in contents.items():
        (folder / f"{sample.stem}{suffix}").write_bytes(write(blocks))
    return {suffix: [folder / f"{sample.stem}{suffix}"] for suffix in contents}


def _format(suffix: str, files: Sequence[Path], library: str, bare: Callable[[Path], object]) -> Row:
    unit = PAGES if suffix == ".pdf" else CELLS
    size = sum(_size(path, unit) for path in files)

    def ours() -> None:
        for path in files:
            read(path)

    def theirs() -> None:
        for path in files:
            bare(path)

    mine, others = pair(ours, theirs, ROUNDS_OF_PDFS if suffix == ".pdf" else ROUNDS)
    return Row(
        f"reading {suffix}, {unit}/s, against {library}", f"{size / mine:,.0f}", f"{size / others:,.0f}", mine / others
    )


def _size(path: Path, unit: str) -> int:
    reading = read(path)
    if unit == PAGES:
        return max(line.place.page or 1 for line in reading.lines)
    return sum(len(row.cells) for block in reading.blocks if isinstance(block, Table) for row in block.rows)


def _text(path: Path) -> object:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _docx(path: Path) -> object:
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in root.iter(f"{W}tc")]


def _workbook(path: Path) -> object:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _html(path: Path) -> object:
    import lxml.html

    return [cell.text_content() for cell in lxml.html.parse(str(path)).iter("td", "th")]


def _pdf(path: Path) -> object:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [page.extract_tables() for page in document.pages]


BARE: dict[str, tuple[str, Callable[[Path], object]]] = {
    ".txt": ("str.split", _text),
    ".docx": ("zip + lxml", _docx),
    ".xlsx": ("calamine", _workbook),
    ".xls": ("calamine", _workbook),
    ".html": ("lxml", _html),
    ".pdf": ("pdfplumber", _pdf),
}

"""Scanned pages: their text recognised and their rules found in the picture, as if the page had drawn them.

What follows (lines, grids, tables) is the same as for pages with text. Recognised text may be wrong letter by letter:
who builds facts from it demands a proof for each figure (`loaders.assemble.recognised`).

Needs the extra `ocr`; without it scanned pages stay pictures.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from loaders.readers.pdf.drawing import UNMAPPED, Drawing, Unseen, shown

SECONDS_PER_SCAN = 40
"""Computing time that a file may take more for each recognised page, where its process is bounded; usual are 5 to 6."""
MOST_SECONDS = 200
"""What recognition may take of one file; the limits of loading and uploading are 600 and 300."""
_FEW_LETTERS = 12
"""A page of pictures with no more letters than these is a scan: they are its number or a stamp."""
_LIBRARIES = ("rapidocr_onnxruntime", "pypdfium2", "cv2", "numpy")


def is_installed() -> bool:
    """Whether the libraries are there that recognise text."""
    return all(find_spec(name) is not None for name in _LIBRARIES)


def is_scan(drawing: Drawing) -> bool:
    """Whether a page shows pictures and hardly a letter, or letters that their fonts do not name.

    One over which a scanner has put its own text, unseen, has text.
    """
    letters = _letters(drawing)
    unmapped = sum(text == UNMAPPED for text in letters)
    return unmapped * 4 > len(letters) or (drawing.pictures > 0 and len(letters) <= _FEW_LETTERS)


def _letters(drawing: Drawing) -> list[str]:
    return [char.text for char in shown(drawing.chars, Unseen.INVISIBLE) if char.text.strip()]


def _mapped(drawing: Drawing) -> int:
    """How many letters of a page are known."""
    return sum(text != UNMAPPED for text in _letters(drawing))


def with_scans_read(drawings: Sequence[Drawing], data: bytes) -> list[Drawing]:
    """The pages of a PDF, the scanned ones with the text and the rules of their pictures, where that is more text.

    A page whose recognition fails, or that comes after MOST_SECONDS, stays a picture.
    """
    scans = [drawing for drawing in drawings if is_scan(drawing)]
    if not scans or not is_installed():
        return list(drawings)
    found = zip(scans, _recognised(scans, data), strict=False)
    read = {one.number: one for scan, one in found if _mapped(one) > _mapped(scan)}
    return [read.get(drawing.number, drawing) for drawing in drawings]


def _recognised(scans: Sequence[Drawing], data: bytes) -> Iterator[Drawing]:
    """The scans one by one, as far as time and the document allow."""
    import pypdfium2

    from loaders.readers.pdf.scans.pictures import picture_of
    from loaders.readers.pdf.scans.recognition import recognised

    _allow_more_time(min(SECONDS_PER_SCAN * len(scans), MOST_SECONDS))
    until = time.monotonic() + MOST_SECONDS
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:  # one reader of PDFs opens what another does not
        return
    with document:
        for scan in scans:
            if time.monotonic() > until:
                return
            try:
                yield recognised(scan, picture_of(document, scan.number))
            except Exception:  # the libraries have errors of many kinds; the other pages are read all the same
                yield scan


def _allow_more_time(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # not a Unix
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if soft != resource.RLIM_INFINITY:
        more = soft + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (more if hard == resource.RLIM_INFINITY else min(more, hard), hard))

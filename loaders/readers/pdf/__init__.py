"""PDF with a text layer → blocks. Ruled tables come with their merged cells, paragraphs whole, each with its page."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from loaders.blocks import CHART_LABEL, Dropped, Place, Reading, Text, UnreadableFile
from loaders.readers.pdf.cut_rows import with_cut_rows_joined
from loaders.readers.pdf.drawing import UNMAPPED, Drawing
from loaders.readers.pdf.page_breaks import with_common_columns
from loaders.readers.pdf.pages import Page, page_of, shown_beside
from loaders.readers.pdf.paragraphs import blocks_of, texts_of
from loaders.readers.pdf.running_lines import without_running_text
from loaders.readers.pdf.scans import with_scans_read
from loaders.readers.pdf.unruled_tables import with_open_tables
from loaders.readers.pdf.watermarks import without_watermarks

FORMAT = "pdf"
MAX_PAGES = 2000
FAINT = "recognised too faintly"
"""Text of a picture that the recogniser is not sure of: its figures are lines of the account, and no facts."""
_RECOGNISE = "安装文字识别 pip install 'yusuan-kb[ocr]'"


def sniff(data: bytes) -> bool:
    """Whether the bytes are a PDF: its mark is within the first 1,024 bytes, as the standard's readers allow."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str) -> Reading:
    """A PDF as blocks. Raises UnreadableFile if it is damaged, locked, a scan without text, or has too many pages."""
    pages = _pages(data, name)
    _demand_text(pages, name)
    hidden = [Dropped(page.hidden, Place(page=page.number), "clipped text") for page in pages if page.hidden]
    beyond = [Dropped(page.beyond, Place(page=page.number), "text outside the page") for page in pages if page.beyond]
    unseen = [Dropped(text, Place(page=page.number), reason) for page in pages for reason, text in page.unseen]
    scans = [
        Dropped("", Place(page=page.number), "scanned page without text")
        for page in pages
        if page.pictures and not page.lines
    ]
    labels = [Dropped(text, page.place(line), CHART_LABEL) for page in pages for line, text in page.labels]
    marks = [Dropped(page.slanted, Place(page=page.number), "watermark") for page in pages if page.slanted]
    faint = [Dropped(text, Place(page=page.number), FAINT) for page in pages for text in page.faint]
    kept, dropped = without_running_text(pages)
    whole, unproved = with_open_tables(kept)
    return Reading(
        FORMAT,
        tuple(blocks_of(with_common_columns(with_cut_rows_joined(whole)))),
        (*texts_of(pages), *(Text(one.text, ((0, one.place),)) for one in faint)),
        (*dropped, *hidden, *unseen, *beyond, *unproved, *labels, *marks, *scans, *faint),
        frozenset(page.number for page in pages if page.recognised),
    )


def _pages(data: bytes, name: str) -> list[Page]:
    from playa.exceptions import PDFPasswordIncorrect

    from loaders.readers.pdf.bounds import TooMuch

    logging.getLogger("playa").setLevel(logging.CRITICAL)
    reached = [0]
    # playa meets damaged files with exceptions of every kind: each of them means the same to the reader's caller.
    try:
        drawings = with_scans_read(without_watermarks(list(_drawings(data, name, reached))), data)
        pages = [page_of(drawing) for drawing in drawings]
        return [_with_cut_text(page, pages, drawing) for page, drawing in zip(pages, drawings, strict=True)]
    except UnreadableFile:
        raise
    except TooMuch as error:
        raise UnreadableFile(f"{name}: PDF 拒绝读取 (refused): {error}") from error
    except PDFPasswordIncorrect as error:
        raise UnreadableFile(
            f"{name}: PDF 已加密，请先去除密码再载入 / this PDF is encrypted, save it without a password first"
        ) from error
    except Exception as error:
        raise _damaged(error, name, reached[0]) from error


def _drawings(data: bytes, name: str, reached: list[int]) -> Iterator[Drawing]:
    """What each page draws; `reached` holds the number of the page being read. Raises what playa raises."""
    from loaders.readers.pdf.bounds import Budget
    from loaders.readers.pdf.interpreter import OpenedPdf, drawing_of
    from loaders.readers.pdf.layers import Layers

    budget = Budget()
    with OpenedPdf(data) as document:
        layers = Layers(document.catalog)
        for number, page in enumerate(document.pages, 1):
            if number > MAX_PAGES:
                raise UnreadableFile(
                    f"{name}: PDF 超过 {MAX_PAGES} 页，请先拆分 / "
                    f"this PDF has more than {MAX_PAGES} pages, split it first"
                )
            reached[0] = number
            yield drawing_of(page, layers, budget)


def _with_cut_text(page: Page, pages: list[Page], drawing: Drawing) -> Page:
    """The page, read once more with its clipped text where that is nowhere else."""
    if not page.hidden or shown_beside(page, pages[max(page.number - 2, 0) : page.number + 1]):
        return page
    return page_of(drawing, clip=False)


def _damaged(error: Exception, name: str, page: int) -> UnreadableFile:
    chinese, english = (f"第 {page} 页", f"page {page}") if page else ("文件结构", "its structure")
    return UnreadableFile(
        f"{name}: PDF 已损坏（{chinese}，{type(error).__name__}），请重新下载 / "
        f"this PDF is damaged ({english}), download it again"
    )


def _demand_text(pages: list[Page], name: str) -> None:
    if not pages:
        raise UnreadableFile(f"{name}: PDF 中没有页面，请重新下载 / this PDF has no pages, download it again")
    text = "".join(line.text for page in pages for line in page.lines)
    if not text.strip():
        raise UnreadableFile(
            f"{name}: PDF 没有文字层（扫描件），没有识别出文字；{_RECOGNISE} / "
            "this PDF is a scan without a text layer and no text was recognised in it"
        )
    if text.count(UNMAPPED) * 4 > len(text):
        raise UnreadableFile(
            f"{name}: PDF 字体没有文字编码，请索取原始 Word 文件，或{_RECOGNISE} / "
            "the fonts of this PDF do not name their letters: ask for the Word file, or install text recognition"
        )

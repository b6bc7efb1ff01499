"""Running text of a PDF: page numbers, and the lines that repeat at the head or the foot of most pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from loaders.blocks import Dropped
from loaders.readers.pdf.lines import Line
from loaders.readers.pdf.pages import Page
from loaders.whole_numbers import whole

_MARGIN = 0.12
"""The share of a page's height, at its head and at its foot, where page numbers and running headers are."""
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－―~·|/]*+((?:第|[Pp]age)?\s*+\d{1,4}\s*+页?)([\s,，/／]*+(共|of)?\s*+\d{1,4}\s*+页?)?[\s\-—–－―~·|/]*+|[ivxIVX]{1,5}"
)

Key = tuple[str, int]
"""What makes lines of several pages the same: their words, digits aside, and their height."""


def without_running_text(pages: Sequence[Page]) -> tuple[list[Page], list[Dropped]]:
    """The pages without their running text, and that text.

    A running header is the outermost line of its page: what is below a line of the page's own (the unit below a
    table's title) is none, though every page may print it. Neither is what is first met right above a table.
    """
    seen = Counter(key for page in pages for key in {_key(line) for _, line in _marginal(page)})
    repeated = {key for key, count in seen.items() if count >= 3 and count * 2 > len(pages)}
    kept, dropped, met = [], [], set[Key]()
    for page in pages:
        reasons = _reasons(page, repeated, met)
        met |= {_key(line) for _, line in _marginal(page)}
        blocks = tuple(block for block in page.blocks if not isinstance(block, tuple) or block[0] not in reasons)
        kept.append(replace(page, blocks=blocks))
        dropped += [Dropped(page.lines[number - 1].text, page.place(number), why) for number, why in reasons.items()]
    return kept, dropped


def _reasons(page: Page, repeated: set[Key], met: set[Key]) -> dict[int, str]:
    """The lines of a page that are running text, by number, with the reason."""
    marginal = list(_marginal(page))
    head = dict(_outermost(page, [item for item in marginal if item[1].base < page.height / 2], repeated))
    foot = dict(_outermost(page, [item for item in marginal[::-1] if item[1].base >= page.height / 2], repeated))
    if _leads_to_table(page, head):
        lines = dict(marginal)
        head = {number: why for number, why in head.items() if why == "page number" or _key(lines[number]) in met}
    return head | foot


def _outermost(page: Page, lines: Iterable[tuple[int, Line]], repeated: set[Key]) -> Iterator[tuple[int, str]]:
    for number, line in lines:
        reason = _reason(page, line, repeated)
        if reason is None:
            return
        yield number, reason


def _leads_to_table(page: Page, head: dict[int, str]) -> bool:
    """Whether a table follows the page's first lines at once."""
    below = next((block for block in page.blocks if not isinstance(block, tuple) or block[0] not in head), None)
    return below is not None and not isinstance(below, tuple)


def _marginal(page: Page) -> Iterator[tuple[int, Line]]:
    """The lines at the head and at the foot of a page; a short page may have its number anywhere below its text."""
    for block in page.blocks:
        if isinstance(block, tuple):
            share = (block[1].base - block[1].size / 2) / page.height
            if share < _MARGIN or share > 1 - _MARGIN or (block == page.blocks[-1] and _numbers(block[1], page)):
                yield block


def _numbers(line: Line, page: Page) -> bool:
    """Whether a line is a page's own number, or nearly so (covers count or not), in the middle."""
    return whole(line.text) >= 0 and abs(whole(line.text) - page.number) <= 3 and centred(line, page)


def centred(line: Line, page: Page) -> bool:
    """Whether a line is in the middle of its page."""
    return line.x0 > 0.15 * page.width and abs(line.x0 + line.x1 - page.width) < 8


def _key(line: Line) -> Key:
    return re.sub(r"\d+", "#", line.text), round(line.base / 6)


def _reason(page: Page, line: Line, repeated: set[Key]) -> str | None:
    if _PAGE_NUMBER.fullmatch(line.text) and line.base in (page.lines[0].base, page.lines[-1].base):
        return "page number"
    if _key(line) in repeated:
        return "page header" if line.base < page.height / 2 else "page footer"
    return None

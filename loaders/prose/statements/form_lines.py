"""Lines of a form that lost its table: they are rows of cells or indicators, and no sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders import lexicon
from loaders.printing import squeeze
from loaders.prose.sections import Sectioned
from loaders.table.numbers import Amount, Dash, parse

_FEWEST_FIGURES = 3
_SENTENCE = re.compile(r"[，。；,;]\s|[，。；]")
_ENDS = ("。", "；", "！")


def form_lines(paragraphs: Sequence[Sectioned]) -> frozenset[int]:
    """The numbers of the paragraphs that are rows of cells, or rows or notes of a performance form.

    Rows go from a header (一级指标 二级指标 指标值) to the first line that ends a sentence; a line that begins with a
    level (数量指标 …) is a row anywhere.
    """
    found = set()
    inside = False
    for number, item in enumerate(paragraphs):
        text = squeeze(item.text.text)
        if _is_header(text):
            inside = True
        elif inside and text.endswith(_ENDS) and not _is_row(text):
            inside = False
        if (inside and not item.is_heading) or _is_row(text) or _is_note(text) or _is_cells(item.text.text):
            found.add(number)
    return frozenset(found)


def _is_header(text: str) -> bool:
    return not text.endswith(_ENDS) and sum(word in text for word in lexicon.statements().form_lines.headers) > 1


def _is_row(text: str) -> bool:
    return text.startswith(lexicon.statements().form_lines.levels) and not text.endswith(_ENDS)


def _is_cells(text: str) -> bool:
    """Whether a line is a row of cells: a label and figures that nothing but blanks parts."""
    cells = text.split()
    figures = [cell for cell in cells if isinstance(parse(cell), Amount | Dash)]
    return len(figures) >= _FEWEST_FIGURES and not _SENTENCE.search(text)


def _is_note(text: str) -> bool:
    entry = lexicon.statements().form_lines
    return text.startswith(entry.notes) and any(word in text for word in entry.about)

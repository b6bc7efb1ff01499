"""Lines of a performance form that lost its table: they are indicators, and no sentences."""

from __future__ import annotations

from collections.abc import Sequence

from loaders import lexicon
from loaders.printing import squeeze
from loaders.prose.sections import Sectioned

_ENDS = ("。", "；", "！")


def form_lines(paragraphs: Sequence[Sectioned]) -> frozenset[int]:
    """The numbers of the paragraphs that are rows or notes of a performance form.

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
        if (inside and not item.is_heading) or _is_row(text) or _is_note(text):
            found.add(number)
    return frozenset(found)


def _is_header(text: str) -> bool:
    return not text.endswith(_ENDS) and sum(word in text for word in lexicon.statements().form_lines.headers) > 1


def _is_row(text: str) -> bool:
    return text.startswith(lexicon.statements().form_lines.levels) and not text.endswith(_ENDS)


def _is_note(text: str) -> bool:
    entry = lexicon.statements().form_lines
    return text.startswith(entry.notes) and any(word in text for word in entry.about)

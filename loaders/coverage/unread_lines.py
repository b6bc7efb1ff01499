"""Lines of words that became nothing: running text and rows that no fact holds, not even in part.

Headings, captions, labels and rows whose figures are blank hold nothing to lose and are not listed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.coverage.held import Held
from loaders.coverage.tokens import Lines, TokenCell, without_remnants
from loaders.facts import Disclosure, Source, Unread
from loaders.forms.performance.words import is_label
from loaders.forms.vocabulary import is_cut_from_header, meaning
from loaders.layout.captions import small_print
from loaders.layout.form_titles import recognise
from loaders.numbering import list_number
from loaders.printing import HAN, fold

_SENTENCE = re.compile(r"[。；，！？]")
_FIGURE = re.compile(r"[0-9０-９]")
_PIECE_EDGE = re.compile(
    r"[。；;！？]|目标\s?\d{1,2}[:：]|(?<!\d)\d{1,2}[.、．](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、"
)
_BESIDE = re.compile(r"^\s*[\u4e00-\u9fff]\s+")
_SHORTEST_TEXT = 12
_SHORTEST_PIECE = 5
_LONGEST_LABEL = 30

NO_FIGURE = "running text without a figure"
NO_FACT = "running text that no fact holds"
NO_ROW = "a row of words that no fact holds"


def unread_lines(disclosure: Disclosure, lines: Lines, everything: Sequence[Held], touched: set[int]) -> list[Unread]:
    """The lines that became nothing. `touched`: lines where a fact holds a number; `everything`: what facts hold."""
    held = _held_words(disclosure, everything)
    places = {one.place for one in everything} | {part.source.place for part in disclosure.unread}
    known = touched | {number for place in places if place.line for number in lines.lines_at(place)}
    found = []
    for row in lines.rows:
        if any(cell.line in known for cell in row):
            continue
        reason = _reason(row, held)
        if reason:
            first = next(cell for cell in row if cell.plain)
            printed = " ".join(cell.text.strip() for cell in row if cell.plain)
            found.append(Unread("line", printed, reason, Source(lines.texts[first.line].place, printed)))
    return found


def _reason(row: Sequence[TokenCell], held: str) -> str:
    """Why a row or line counts as unread; nothing where it does not."""
    lost = [cell for cell in row if HAN.search(cell.text) and not _is_held(cell.text, held)]
    running = [cell for cell in lost if _is_running(cell.text)]
    if running:
        return NO_FACT if any(_FIGURE.search(cell.text) for cell in running) else NO_FIGURE
    words = [cell for cell in row if HAN.search(cell.text)]
    unknown = [cell for cell in lost if not _is_known(cell.text)]
    return NO_ROW if len(words) > 1 and len(unknown) == len(words) else ""


def _is_running(text: str) -> bool:
    plain = fold(without_remnants(text))
    return len(plain) >= _SHORTEST_TEXT and _SENTENCE.search(text) is not None and recognise(text) is None


def _is_known(text: str) -> bool:
    """Words of headers, captions and small print, and numbered labels whose figures are blank (二、外交支出)."""
    label = len(text.strip()) <= _LONGEST_LABEL and list_number(text.strip()) is not None
    known = meaning(text).known or is_cut_from_header(text) or is_label(text)
    return label or known or bool(small_print(text)) or recognise(text) is not None


def _is_held(text: str, held: str) -> bool:
    """Whether facts hold these words: all of them, or each of their sentences, list numbers aside.

    A letter of a label printed downwards (年度总体目标) may be in front of the line.
    """
    if _comparable(text) in held:
        return True
    text = _BESIDE.sub("", text)
    pieces = [_comparable(piece) for piece in _PIECE_EDGE.split(text)]
    telling = [piece for piece in pieces if len(piece) >= _SHORTEST_PIECE]
    return bool(telling) and all(piece in held for piece in telling)


def _comparable(text: str) -> str:
    return fold(without_remnants(text).replace("*", ""))


def _held_words(disclosure: Disclosure, everything: Sequence[Held]) -> str:
    """All words that facts hold, as they compare, one text a line."""
    texts = [one.text for one in everything]
    for statement in disclosure.statements:
        texts += [statement.sentence, statement.reason]
    for indicator in disclosure.indicators:
        texts += [indicator.level1, indicator.level2]
    texts += [goal.kind for goal in disclosure.goals]
    texts += [section.title for section in disclosure.sections]
    texts += [part.text for part in disclosure.unread]
    texts += [disclosure.title, disclosure.department.name]
    return "\n".join(_comparable(text) for text in dict.fromkeys(texts))  # a long paragraph may say a thousand figures

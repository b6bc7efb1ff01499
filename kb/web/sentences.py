"""Long messages, cut where a reader would."""

from __future__ import annotations

_OPENING, _CLOSING = "“《（「", "”》）」"
_END = "。"


def first_sentence(text: str) -> tuple[str, str]:
    """A text as its first sentence, without the full stop that another follows, and the rest.

    A full stop inside quotation marks or brackets ends no sentence: what a document prints is quoted there.
    """
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if letter == _END and depth <= 0 and place + 1 < len(text):
            return text[:place], text[place + 1 :]
    return text, ""

"""Sentences as a reader wants them: long messages cut, the punctuation of Chinese as wide as its letters."""

from __future__ import annotations

import re

_OPENING, _CLOSING = "“《（「", "”》）」"
_END = "。"
_WIDE = {",": "，", ";": "；", ":": "：", ".": "。", "?": "？", "!": "！"}
_CHINESE = r"[\u3400-\u9fff“”《》（）、]"
_MARK = re.compile(rf"(?<={_CHINESE})(?P<after>[,;:.?!])(?:\s+|$|(?={_CHINESE}))|(?P<before>[,;:])\s+(?={_CHINESE})")
_BRACKETS = re.compile(rf"\s?\((?P<inside>[^()]*{_CHINESE}[^()]*)\)")


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


def typeset(text: str) -> str:
    """A text of this program with the wide punctuation of Chinese: sources write `甲, 乙 (丙).` for `甲，乙（丙）。`.

    Not for what a document prints, which is shown as printed.
    """
    wide = _BRACKETS.sub(r"（\g<inside>）", text)
    return _MARK.sub(lambda found: _WIDE[found["after"] or found["before"]], wide)

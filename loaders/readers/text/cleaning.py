"""Remnants of other formats inside text files: Word bookmarks, Markdown emphasis, HTML tags, LaTeX signs."""

from __future__ import annotations

import html
import re

_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]{0,80}\]")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|font|sup|sub|p|div|br)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_BOLD = re.compile(r"\*\*([^*\n]{1,200})\*\*")
_FORMULA = re.compile(r"\$([^$\n]{1,80})\$")

_LATEX = (
    (r"\geqslant", "≥"),
    (r"\leqslant", "≤"),
    (r"\geq", "≥"),
    (r"\leq", "≤"),
    (r"\ge", "≥"),
    (r"\le", "≤"),
    (r"\times", "×"),
    (r"\%", "%"),
    (r"\sim", "~"),
)

_ITEM = re.compile(
    r"[\s#]*(?:第[一二三四五六七八九十]{1,3}[部章节]|[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．]"
    r"|附[件表]|[注備备]注?[：:]|说明[：:]|表\s?\d|单位[：:]|产出指标|效益指标|满意度指标)"
)


def clean_line(line: str) -> str:
    """The line without remnants; what it prints is kept to the letter."""
    if "[bookmark" in line:
        line = _BOOKMARK.sub("", line)
    if "<" in line:
        line = _TAG.sub("", line)
    if "&" in line:
        line = html.unescape(line)
    if "**" in line:
        line = _BOLD.sub(r"\1", line)
    if "$" in line:
        line = _FORMULA.sub(lambda match: _plain_formula(match[1]), line)
    return line


def _plain_formula(formula: str) -> str:
    """`\\geq 95\\%` → `≥95%`; text without a LaTeX sign is left as it is, dollars and all."""
    if "\\" not in formula:
        return f"${formula}$"
    for sign, character in _LATEX:
        formula = formula.replace(sign, character)
    return re.sub(r"\s+", "", formula)


def starts_item(text: str) -> bool:
    """Whether a paragraph opens with a list number, a part heading or a note sign: it goes on with nothing."""
    return _ITEM.match(text) is not None

"""Lexicon lines that might make an unknown caption or header word known: the nearest entry, for a person to judge."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from loaders import lexicon
from loaders.forms.columns import NO_HEADER
from loaders.forms.vocabulary import components
from loaders.printing import fold

INDICATOR = "indicator"
"""The role of an unknown column in a table of indicators."""
LEAST_LIKENESS = 60
"""Likeness (0–100) from which an entry is named as the nearest; below it a new entry is suggested."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """TOML lines for a file of the lexicon, the word they are for, and where to paste them."""

    word: str
    file: str
    where: str
    toml: str


def for_caption(caption: str) -> Suggestion | None:
    """A line for `forms.toml` that recognises a title."""
    title = re.sub(r"^(?:20\d\d年?(?:度)?|部门|单位)+", "", fold(caption))
    title = re.sub(r"\(.*\)$", "", title)
    if not title:
        return None
    like, score = _nearest(title, {entry.zh: entry.id for entry in lexicon.forms().form})
    form = like if score >= LEAST_LIKENESS else "new-id"
    core = title.removesuffix("表")
    lines = ["[[form]]", f"id = {_quoted(form)}", f"zh = {_quoted(title)}", 'en = ""', f"all = [{_quoted(core)}]"]
    if not title.endswith("表"):
        lines.append(f"tail = [{_quoted(title[-2:])}]")
    return Suggestion(caption.strip(), "forms.toml", "before the first form whose words it has too", "\n".join(lines))


def for_column(word: str, role: str) -> Suggestion | None:
    """A line that knows a header word: for `components.toml` (amounts), `indicators.toml`, or `columns.toml`."""
    plain = fold(word)
    if not plain or word == NO_HEADER:
        return None
    if role == INDICATOR:
        like, score = _nearest(plain, _indicator_words())
        where = f"[header] {like if score >= LEAST_LIKENESS else 'remark'}: add"
        return Suggestion(word, "indicators.toml", where, f"{_quoted(plain)},")
    if role == "amount":
        like, score = _nearest(plain, _component_words())
        if score >= LEAST_LIKENESS:
            where = f'[[component]] id = "{like}" ({components()[like].zh}): add to words'
            return Suggestion(word, "components.toml", where, f"{_quoted(plain)},")
        lines = ["[[component]]", 'id = "new-id"', f"zh = {_quoted(plain)}", 'en = ""', f"words = [{_quoted(plain)}]"]
        return Suggestion(word, "components.toml", "a new component", "\n".join(lines))
    like, score = _nearest(plain, _role_words())
    role = like if score >= LEAST_LIKENESS else "text"
    return Suggestion(word, "columns.toml", f'[[column]] role = "{role}": add to words', f"{_quoted(plain)},")


def _nearest(word: str, known: dict[str, str]) -> tuple[str, float]:
    """The entry of the known word that is most like this one, and the likeness."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(known), scorer=fuzz.ratio)
    return (known[found[0]], found[1]) if found else ("", 0.0)


def _component_words() -> dict[str, str]:
    return {fold(word): entry.id for entry in lexicon.components().component for word in entry.words}


def _role_words() -> dict[str, str]:
    return {fold(word): entry.role for entry in lexicon.columns().column for word in entry.words}


def _indicator_words() -> dict[str, str]:
    return {fold(word): role for role, words in lexicon.indicators().header.items() for word in words}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

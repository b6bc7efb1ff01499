"""Terms: the entries of 名词解释."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.facts import Source, Term
from loaders.numbering import list_number
from loaders.printing import tidy
from loaders.prose.sections import Sectioned, kinds

_LONGEST_TERM = 40
_COLON = re.compile(r"[：:]")
_VERB = re.compile(r"[，,]?\s*(?:主要是指|主要指|是指|主要反映|反映|指)")


def find_terms(paragraphs: Sequence[Sectioned]) -> list[Term]:
    """One term per entry of the glossary: the name before the colon (or before 指, 反映), the rest its definition.

    Headings inside the glossary (（一）收入科目) and paragraphs that define nothing are left out.
    """
    terms: list[Term] = []
    for item in paragraphs:
        if item.is_heading or "terms" not in kinds(item.path):
            continue
        term = _term(item)
        if term:
            terms.append(term)
    return terms


def _term(item: Sectioned) -> Term | None:
    text = item.text.text
    number = list_number(text)
    start = number.end if number else 0
    split = _split(text, start)
    if split is None:
        return None
    name, definition = tidy(text[start : split[0]]).replace("**", ""), tidy(text[split[1] :]).replace("**", "")
    if not name or not definition or len(name) > _LONGEST_TERM or "。" in name:
        return None
    if number is None and not _VERB.match(definition):
        return None
    return Term(name, definition, Source(item.text.place_at(start), text.strip()[:200]))


def _split(text: str, start: int) -> tuple[int, int] | None:
    """Where the name ends and where the definition starts; without a colon the verb belongs to the definition."""
    colon = _COLON.search(text, start, start + _LONGEST_TERM + 4)
    if colon:
        return colon.start(), colon.end()
    verb = _VERB.search(text, start, start + _LONGEST_TERM + 4)
    if verb is None or verb.start() == start:
        return None
    return verb.start(), verb.end() - len(verb[0].lstrip("，, "))

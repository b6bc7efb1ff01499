"""Wordings: sentences that checks read as they are printed: dates, comparisons of stages, blanks left of a template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders import lexicon
from loaders.facts import Source, Wording
from loaders.printing import fold, squeeze
from loaders.prose.sections import Sectioned, kinds

_SENTENCES = re.compile(r"[^。！？\n]+[。！？]*(?:\s*[。！？；，、])*|[。！？]+")
_NUMBERS_APART = re.compile(r"(?<=[\d%])\s+(?=\d)")
"""Blanks between two numbers: 84.4 84.4 is no malformed figure."""
_LONGEST = 400
_GLOSSARY = "terms"
_COMMA, _KEPT_APART = "，", "‚"


def find_wordings(paragraphs: Sequence[Sectioned]) -> Iterator[Wording]:
    """Each sentence that `lexicon/wordings.toml` asks for, once per kind, with the sentence before it."""
    for item in paragraphs:
        before = ""
        for match in _SENTENCES.finditer(item.text.text):
            sentence = squeeze(match[0])[:_LONGEST]
            apart = squeeze(_NUMBERS_APART.sub("|", match[0]))[:_LONGEST]
            for kind in _kinds_of(apart, in_glossary=_GLOSSARY in kinds(item.path)):
                yield Wording(kind, sentence, Source(item.text.place_at(match.start()), sentence), item.section, before)
            before = sentence


def _kinds_of(sentence: str, *, in_glossary: bool) -> Iterator[str]:
    folded = fold(sentence.replace(_COMMA, _KEPT_APART))  # 5:5，2024年 prints no figure with a thousands separator
    for kind, shape, everywhere in _shapes():
        if (everywhere or not in_glossary) and shape.search(folded):
            yield kind


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    entries = lexicon.wordings().wording
    return tuple((entry.kind, entry.pattern, entry.glossary) for entry in entries)

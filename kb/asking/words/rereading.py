"""How a sentence may be read besides, where its first reading has no answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from kb.asking.names import Choice, key
from kb.asking.words.lexicon import SpanKind, lexicon
from kb.asking.words.named.projects import own_projects, roughly_named
from kb.asking.words.reading import NUMBER, Understanding
from kb.asking.words.slips import corrected

MOST_SLIPS = 4
"""Readings of a sentence with one figure mistyped that are tried."""
MEASURE, PROJECT = "measure", "project"
"""Kinds of names."""


def other_readings(
    sentence: str, first: Understanding, reader: Callable[..., Understanding], known: Mapping[str, Sequence[Choice]]
) -> Iterator[Understanding]:
    """How a sentence may be read besides.

    No part of a project's name is one, amounts are said in passing, a figure is mistyped, a project paraphrased.
    """
    given = first.mentions.given
    if PROJECT in given:
        yield reader(sentence, choices={**known, PROJECT: ()})
    if NUMBER in given or lexicon().claim.search(first.mentions.rest):
        yield reader(sentence, choices=known, asks_amounts=False)
    figures = [key(name) for one in known[MEASURE] for name in one.names]
    for typed, name in islice(corrected(first.mentions.rest, figures), MOST_SLIPS):
        other = reader(key(sentence).replace(typed, name), choices=known)
        other.mentions.read_as[typed] = name
        yield other
    if PROJECT not in given and len(given.get("department", ())) == 1:
        for typed, name in roughly_named(_strange_stretches(first), own_projects(first.mentions, known[PROJECT])):
            other = reader(key(sentence).replace(typed, key(name)), choices=known)
            other.mentions.read_as[typed] = name
            yield other


def _strange_stretches(reading: Understanding) -> Iterator[str]:
    """What each clause says from its first word that nothing recognises to its last."""
    text, strange = reading.mentions.rest, [span for span in reading.spans if span.has(SpanKind.UNKNOWN)]
    for clause in re.finditer(r"[^，,；;。？?！!|]+", text):
        within = [span for span in strange if clause.start() <= span.start < clause.end()]
        if within:
            yield text[within[0].start : within[-1].end]

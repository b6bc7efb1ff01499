"""Shares stated after a list: 基本支出 80.00、项目支出 20.00，分别占 80.00%、20.00%.

`chk:part`, `chk:whole` and `chk:wholeName` tie each share to its part and whole, as `changes` does for a share stated
beside its part. Only where the sentence tells one whole, then as many parts as shares, and nothing else in money; or
the parts alone, and the section stated before what they make together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text
from loaders.printing import fold

_RESPECTIVELY = "分别占"


def triples(facts: Facts) -> Iterator[Triple]:
    """The shares of every sentence that tells them after their parts."""
    statements = facts.of_type("Statement")
    for _, group in groupby(statements, key=lambda one: (one.one("section"), one.one("sentence"), one.line)):
        yield from _of_sentence(list(group), statements)


def _of_sentence(members: Sequence[Fact], statements: Sequence[Fact]) -> Iterator[Triple]:
    shares = [one for one in members if fold(one.one("measureName")).startswith(_RESPECTIVELY)]
    levels = [one for one in members if one.is_money]
    if len(shares) < 2 or not levels or levels[-1].order > shares[0].order:
        return
    parts = levels[-len(shares) :]
    whole = levels[0] if len(levels) == len(shares) + 1 else _made_of(parts, statements)
    if len(levels) not in (len(shares), len(shares) + 1) or whole is None:
        return
    if any((part.value or 0) > (whole.value or 0) for part in parts):
        return
    for share, part in zip(shares, parts, strict=True):
        yield share.iri, "part", iri(part.iri)
        yield share.iri, "whole", iri(whole.iri)
        yield share.iri, "wholeName", text(whole.one("measureName"))


def _made_of(parts: Sequence[Fact], statements: Sequence[Fact]) -> Fact | None:
    """The last amount that the section stated before parts and that they make together."""
    total = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    first = parts[0]
    before = [one for one in statements if one.one("section") == first.one("section") and one.order < first.order]
    return next((one for one in reversed(before) if one.is_money and one.value == total), None)

"""What proves a document to be a budget disclosure: one sure sign of it is enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from loaders import lexicon
from loaders.facts import NotABudget
from loaders.identity.evidence import PlacedText, Sign
from loaders.layout.form_titles import recognise
from loaders.printing import fold

_AMOUNT = re.compile(r"\d\s*[万亿千]?元")
_YEAR = re.compile(r"20\d\d年")
_DIGIT = re.compile(r"\d")
_LONGEST_CAPTION = 60
_LEAST_TAXES = 4
_LEAST_PRICED = 2
"""Sentences on revenue or expenditure: a single one may be news."""


def is_disclosure(pieces: Sequence[PlacedText], evidence: Iterable[Sign]) -> bool:
    """Whether a title, a known form, a performance form, an amount of 三公, two of a budget or taxes show one."""
    text = "\n".join(piece.plain for piece in pieces)
    return (
        any(_titled(one) for one in evidence)
        or (_DIGIT.search(text) is not None and any(_captions_form(piece) for piece in pieces))
        or _is_performance_form(text)
        or bool(_priced(pieces, lexicon.identity().proof.three_public))
        or len(_priced(pieces, lexicon.identity().proof.budgets)) >= _LEAST_PRICED
        or _is_form_of_taxes(text)
    )


def demand_words(pieces: Sequence[PlacedText], name: str) -> None:
    """Without any of these signs several words of budgets must be there.

    Raises NotABudget, with a sentence that names the file and what was looked for.
    """
    entry = lexicon.identity().proof
    text = "\n".join(piece.plain for piece in pieces)
    if sum(word in text for word in entry.words) < entry.least:
        raise NotABudget(
            f"{name}: 不是部门预算或决算公开材料：没有找到{entry.looked_for}；"
            f"确是预算公开的，可用 --force 装入 / "
            f"not a budget disclosure: none was found of {entry.looked_for_en}; --force loads it all the same"
        )


def _titled(one: Sign) -> bool:
    """A title that names a body or a year beside its words of money, in the document itself."""
    return one.title is not None and bool(one.title.name or one.title.year) and one.place.order != (0, 0, 0, 0, 0)


def _captions_form(piece: PlacedText) -> bool:
    plain = fold(piece.plain)
    return (
        len(plain) <= _LONGEST_CAPTION
        and (plain.rstrip(")").endswith(lexicon.identity().proof.captions) or _YEAR.search(plain) is not None)
        and recognise(piece.plain) is not None
    )


def _is_performance_form(text: str) -> bool:
    groups = lexicon.identity().proof.indicators
    return all(any(word in text for word in words) for words in groups)


def _is_form_of_taxes(text: str) -> bool:
    """Whether rows of taxes are under a head of their budget or of what came in."""
    entry = lexicon.identity().proof
    return sum(word in text for word in entry.taxes) >= _LEAST_TAXES and any(
        word in text for word in entry.heads_of_taxes
    )


def _priced(pieces: Sequence[PlacedText], words: Sequence[str]) -> set[str]:
    """The sentences that hold one of the words and an amount of money."""
    sentences = (one for piece in pieces for one in re.sub("[\"'“”()（）]", "", fold(piece.plain)).split("。"))
    return {one for one in sentences if any(word in one for word in words) and _AMOUNT.search(one)}

"""Which of the four kinds a disclosure is: as its titles say, else as its figures do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders import lexicon
from loaders.facts import DisclosureKind
from loaders.identity.evidence import Sign, Where
from loaders.identity.titles import Title, place_of_government
from loaders.layout.organisations import organisation

_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))")
_TITLES = (Where.TITLE, Where.FORM, Where.HEADING, Where.FILE_NAME)


def kind_of(evidence: Sequence[Sign], text: str, year: str = "") -> DisclosureKind:
    """The kind of a disclosure: the first title that says 预算 or 决算, of its own kind of place; else the text.

    `year`: the fiscal year, where it is known.
    """
    titled = next(
        (one.budget_kind for where in _TITLES for one in evidence if one.kind == where and one.budget_kind), ""
    )
    kind = DisclosureKind(titled) if titled else _by_words(text, year)
    return kind.of_government() if _of_government(evidence, text) else kind


def _by_words(text: str, year: str) -> DisclosureKind:
    """Money spent is spoken of as such; 一般公共预算 and 完成年初预算 say nothing.

    Where no word says either, a page of which every date is later than the year says what became of it.
    """
    entry = lexicon.identity().spent
    spent = sum(text.count(word) for word in entry.words)
    for word in entry.not_planned:
        text = text.replace(word, "")
    planned = sum(text.count(word) for word in entry.planned)
    dated = {match[1] for match in _DATE.finditer(text)}
    is_later = not spent and not planned and bool(year and dated) and all(one > year for one in dated)
    return DisclosureKind.ACCOUNTS if spent > planned or is_later else DisclosureKind.BUDGET


def _of_government(evidence: Sequence[Sign], text: str) -> bool:
    """Whether it is the budget of a government: as a title says, or by taxes and transfers that no department has."""
    titles = [one.title for one in evidence if one.title is not None]
    if any(title.government and not _of_department(title) for title in titles):
        return True
    if any(_of_department(title) and title.name for title in titles):
        return False
    funds = [title for title in titles if title.funds]
    entry = lexicon.identity().government
    taxes = sum(word in text for word in entry.words)
    places = [title for title in funds if place_of_government(title.name)]
    sure = any(not organisation(title.name) or title.name.endswith(entry.office) for title in places)
    return bool(funds) and (sure or taxes >= entry.least)


def _of_department(title: Title) -> bool:
    return bool(set(lexicon.identity().title.departmental) & set(title.words))

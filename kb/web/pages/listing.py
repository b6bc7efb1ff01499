"""A page that is one list, with its filters and what it says where nothing is on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kb.web.pages.catalogue import UNKNOWN, catalogue
from kb.web.rendering import WebPage

if TYPE_CHECKING:
    from kb.web.library import Edition
    from kb.web.tables import PageTable

Filter = tuple[str, str, str, list[tuple[str, str]], str]
"""The parameter of a filter, its labels in Chinese and English, its choices (value and label), the chosen value."""


def list_page(
    edition: Edition,
    title: tuple[str, str],
    listed: PageTable,
    nothing: str,
    *,
    filters: Sequence[Filter] = (),
    nameless: int = 0,
) -> WebPage:
    """The page; `nothing` is its sentence where no row is left, `nameless` the number of documents it cannot list."""
    is_empty = not catalogue(edition).documents
    values = {"filters": filters, "nothing": nothing, "nameless": nameless, "is_empty": is_empty, "unknown": UNKNOWN}
    return WebPage("list.html", *title, values, (listed,))

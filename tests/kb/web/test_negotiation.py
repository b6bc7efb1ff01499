"""Accept headers."""

from __future__ import annotations

import pytest

from kb.web.negotiation import best

OFFERS = ["text/turtle", "text/html", "text/csv"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/csv", "text/csv"),
        ("text/html;q=0.2, text/csv;q=0.9, */*;q=0.1", "text/csv"),
        ("text/*;q=0.5, text/turtle;q=0", "text/html"),
        ("application/xml, text/html;q=0.1", "text/html"),
        ("image/png", ""),
        ("text/html;q=none, text/csv", "text/csv"),
        ("nonsense", ""),
        ("TEXT/HTML", "text/html"),
    ],
)
def test_the_offer_with_the_greatest_weight_is_chosen(accept: str, chosen: str) -> None:
    assert best(accept, OFFERS) == chosen

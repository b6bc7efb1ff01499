"""Which of several media types an Accept header likes best (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class _Range:
    """One media range of an Accept header with its weight."""

    type: str
    subtype: str
    weight: float

    def precision(self, media_type: str) -> int:
        """How closely it names a media type: 3 to the letter, 2 by `type/*`, 1 by `*/*`, 0 not at all."""
        kind, _, sub = media_type.partition("/")
        if (self.type, self.subtype) == (kind, sub):
            return 3
        if self.subtype != "*":
            return 0
        return 2 if self.type == kind else int(self.type == "*")


def best(accept: str, offers: Sequence[str]) -> str:
    """The offer with the greatest weight, the first of several; empty where the header accepts none.

    No header at all accepts everything. What cannot be read in a header is passed over.
    """
    ranges = [one for part in accept.split(",") if (one := _range(part))]
    if not ranges:
        return offers[0] if not accept.strip() else ""
    weighed = [(_weight(ranges, offer), -place, offer) for place, offer in enumerate(offers)]
    weight, _place, offer = max(weighed)
    return offer if weight > 0 else ""


def _weight(ranges: Sequence[_Range], media_type: str) -> float:
    """The weight of the range that names a media type most closely."""
    found = max(ranges, key=lambda one: one.precision(media_type))
    return found.weight if found.precision(media_type) else 0.0


def _range(text: str) -> _Range | None:
    name, *parameters = (part.strip() for part in text.split(";"))
    kind, slash, sub = name.lower().partition("/")
    if not slash or not kind or not sub:
        return None
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                weight = min(max(float(value), 0.0), 1.0)
            except ValueError:
                return None
    return _Range(kind, sub, weight)

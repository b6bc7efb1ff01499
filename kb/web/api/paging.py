"""Pages by key: `after` is the key of the last item of the page before, so that nothing is left out or given twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

LIMIT, MOST = 100, 1000
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


class BadPage(ValueError):
    """A limit that is no number, or too great."""


def page(
    items: Sequence[dict[str, Any]], key: Callable[[dict[str, Any]], str], after: str, limit: str | None
) -> dict[str, Any]:
    """The items behind `after` in the order of their keys, and the key to go on with (null at the end)."""
    if limit is not None and not (_NUMBER.fullmatch(limit) and int(limit) <= MOST):
        raise BadPage(f"limit: 1 … {MOST}")
    number = LIMIT if limit is None else int(limit)
    left = sorted((item for item in items if not after or key(item) > after), key=key)
    shown = left[:number]
    return {"items": shown, "next": key(shown[-1]) if len(left) > number else None}

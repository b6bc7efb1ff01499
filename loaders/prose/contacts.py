"""Contact lines (联系电话, 填报人 …): recognised so that nobody's telephone number or name reaches the graph."""

from __future__ import annotations

import re
from functools import cache

from loaders.lexicon import load
from loaders.printing import squeeze

_LONGEST = 120


def is_contact(text: str) -> bool:
    """Whether a line, a cell or a row of a table gives a contact or the person who filled it in.

    The label stands alone, at the beginning, or in front of a colon or a telephone number; a sentence that only
    speaks of contacts is none.
    """
    plain = squeeze(text)
    return bool(plain) and len(plain) <= _LONGEST and "。" not in plain and _shape().search(plain) is not None


@cache
def _shape() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, load("sections")["contact"]["labels"]), key=len, reverse=True))
    return re.compile(rf"^(?:{labels})(?:[：:（(]|$|.{{1,20}}$)|(?:{labels})(?:[：:]|\d)")

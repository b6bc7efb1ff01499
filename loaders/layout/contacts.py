"""Contact lines (联系电话, 填报人 …): recognised so that nobody's telephone number or name reaches the graph."""

from __future__ import annotations

import re
from functools import cache

from loaders import lexicon
from loaders.printing import any_of

_LONGEST = 120


def is_contact(text: str) -> bool:
    """Whether a line, a cell or a row of a table gives a contact or the person who filled it in.

    The label is alone, at the beginning, or in front of a colon or a telephone number; a sentence that only
    speaks of contacts is none.
    """
    return 0 < len(text.strip()) <= _LONGEST and "。" not in text and _shape().search(text) is not None


@cache
def _shape() -> re.Pattern[str]:
    entry = lexicon.sections().contact
    labels, persons = any_of(entry.labels), any_of(entry.persons)
    return re.compile(
        rf"^\s{{0,20}}(?:{labels})(?:\s{{0,9}}$|\s{{0,9}}[：:（(]|\s{{1,9}}\S)"
        rf"|^\s{{0,20}}(?:{persons})[\u4e00-\u9fff]{{2,4}}\s{{0,9}}$"
        rf"|(?:{labels})\s{{0,9}}(?:[：:]|\d{{5}})"
    )

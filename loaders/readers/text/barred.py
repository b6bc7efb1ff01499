"""Rows whose cells bars part, with none around the row: `a | b | c`, and `| | c` below merged cells.

One line with bars is a path or small print; several below each other that mostly print as many cells are a table. Rows
that bars open or close, as most files print them, have a bar more: they are none of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders.blocks import Text

_BAR = re.compile(r"(?<!\\)\|")
_SIGNS_OF_RULES = frozenset("|:- ")
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3
_LEAST_SHARE = 0.5


def with_tabs(lines: Sequence[Text]) -> list[Text]:
    """The lines, those of such tables with a tab in place of each bar."""
    written: list[Text] = []
    run: list[Text] = []
    for line in [*lines, Text("")]:
        if "|" in line.text and "\t" not in line.text:
            run.append(line)
            continue
        written.extend(_tabulated(run))
        run = []
        written.append(line)
    return written[:-1]


def _tabulated(run: list[Text]) -> list[Text]:
    return [replace(line, text=_BAR.sub("\t", line.text)) for line in run] if _is_table(run) else run


def _is_table(run: Sequence[Text]) -> bool:
    """Whether most lines print as many cells between bars, and no bars are around the widest that do."""
    if len(run) < _FEWEST_ROWS or any(map(_is_rule, run)):
        return False
    bare = [line.text for line in run if not _is_enclosed(line.text)]
    widths = Counter(len(_BAR.split(line.text)) for line in run)
    width, count = max(widths.items(), key=lambda one: (one[1], one[0]))
    own = sum(1 for text in bare if len(_BAR.split(text)) == width)
    return width >= _FEWEST_COLUMNS and own > 0 and count >= _FEWEST_ROWS and count >= _LEAST_SHARE * len(run)


def _is_rule(line: Text) -> bool:
    """The rule below the header of a Markdown table: `--- | :-:`."""
    return "--" in line.text and set(line.text) <= _SIGNS_OF_RULES


def _is_enclosed(text: str) -> bool:
    """Whether a bar opens or closes a line: it may do so in a table of any style."""
    stripped = text.strip()
    return stripped.startswith("|") or stripped.endswith("|")

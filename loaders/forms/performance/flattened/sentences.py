"""Indicators in sentences or run together: 数量指标：培训人次≥200人；, 产出指标数量指标培训人次≥200人10分质量指标….

Words of levels part the print; between them are names, each with the sign and number of its target. Anything else
that is there stays a line; where it is more than the indicators nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from loaders.blocks import Block, Cell, Paragraph, Row, Table
from loaders.forms.performance.words import field_of, first_levels, level_of, parents

_SIGN = "≥≤><=＞＜＝"
_INDICATOR = re.compile(
    rf"(?P<name>[^\s\d{_SIGN}；;。，,：:]{{2,30}})(?P<target>[{_SIGN}]{{1,2}}\d[\d.,]*(?:[^\s\d{_SIGN}；;。，,]{{0,8}}?))"
    r"(?:(?P<points>\d{1,3})分)?(?P<end>[；;。，,]|$|(?<=分))"
)
_RUN_OF_HEADS = re.compile(
    r"一级指标二级指标三级指标(?:[^\s\d]{0,12}?(?:指标值|目标值|分值|权重))+(?:[（(][^（()）]{1,6}[)）])?"
)
_MARKS = "：:；;。，,、 "
_FEWEST = 2
_MOST_ABOVE = 8
_LABEL = re.compile(r"([^：:]{2,16})[：:](.+)")
_HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "分值")


@dataclass(slots=True)
class _Stream:
    """The levels that hold where the print has come to, the rows read so far, and what else stood between levels."""

    level1: str = ""
    level2: str = ""
    rows: list[Row] = field(default_factory=list)
    left: list[Block] = field(default_factory=list)

    def take(self, line: Paragraph) -> None:
        """One more line."""
        at = 0
        for match in [*_levels().finditer(line.text), None]:
            start, end = match.span() if match else (len(line.text), 0)
            self._take_names(line, at, start)
            if match is not None:
                self._take_level(match[0])
            at = end

    def _take_level(self, word: str) -> None:
        kind = level_of(word)
        if kind == "level1" or (kind == "both" and not self.level1) or (kind == "both" and self.level2):
            self.level1, self.level2 = word, ""
        else:
            self.level2 = word

    def _take_names(self, line: Paragraph, start: int, end: int) -> None:
        text = line.text[start:end].strip(_MARKS)
        rows: list[Row] = []
        at = 0
        while at < len(text) and (match := _INDICATOR.match(text, at)) is not None and (self.level1 or self.level2):
            first = self.level1 or parents().get(self.level2, "")
            cells = (first, self.level2, match["name"], match["target"], match["points"] or "")
            rows.append(Row(tuple(Cell(cell, ((0, line.place),)) for cell in cells)))
            at = match.end()
        if at >= len(text):
            self.rows += rows
        else:
            self.left.append(Paragraph(text, ((0, line.place),)))


@cache
def _levels() -> re.Pattern[str]:
    words = sorted({*first_levels(), *parents()}, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words if word.endswith("指标")))


def with_sentences_as_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a table in place of the lines that print indicators so; its first rows name the project above."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        above, stream, used = _indicators(blocks[at:])
        if len(stream.rows) < max(_FEWEST, len(stream.left)):
            found.append(blocks[at])
            at += 1
            continue
        fields = _fields(blocks[max(0, at - _MOST_ABOVE) : at])
        table = (*fields, Row(tuple(map(Cell, _HEADS))), *stream.rows)
        found += [*above, Table(table, blocks[at].place, spans_known=True), *stream.left]
        at += used
    return found


def _indicators(blocks: Sequence[Block]) -> tuple[list[Block], _Stream, int]:
    """What is before the heads of indicators in the first line, the indicators behind them or in the lines that
    begin with words of levels, and how many lines print them."""
    stream = _Stream()
    first = blocks[0]
    heads = _RUN_OF_HEADS.search(first.text) if isinstance(first, Paragraph) else None
    if heads is not None and isinstance(first, Paragraph):
        stream.take(Paragraph(first.text[heads.end() :], ((0, first.place_at(heads.end())),)))
        return [Paragraph(first.text[: heads.start()], first.marks)] if heads.start() else [], stream, 1
    used = 0
    for block in blocks:
        if not isinstance(block, Paragraph) or _levels().match(block.text.strip()) is None:
            break
        stream.take(block)
        used += 1
    return [], stream, used


def _fields(blocks: Sequence[Block]) -> Iterator[Row]:
    """The lines above that print a label of a performance form with its value."""
    for block in blocks:
        match = _LABEL.fullmatch(block.text.strip()) if isinstance(block, Paragraph) else None
        if match is not None and field_of(match[1]):
            yield Row(tuple(Cell(text.strip(), ((0, block.place),)) for text in match.groups()))

"""Sections: which headings a paragraph is under (部分 / 一、 / （一） / 1、), and what its section is about.

Headings are often plain paragraphs, and numbered items often look like headings. A heading is short, has no full
stop and has something of its own behind it; an item goes on with the next number or follows one that was an item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from loaders import lexicon
from loaders.blocks import Block, Heading, Paragraph, Table
from loaders.lexicon.prose_records import SectionEntry
from loaders.numbering import RANKS, ListNumber, list_number
from loaders.printing import MEMORY, tidy

_SENTENCE = re.compile(r"[。；;，！？]")
_LEADERS = re.compile(r"[…·.．]{4}")
_FIGURE = re.compile(r"\d(?:[万亿千]?元|[%％])")
_LONGEST_HEADING = 60
_LONGEST_SECTION = 12
"""（一）职能职责。: the name of a section is a heading though a full stop ends it, if it is no longer."""
# Ranks of headings without a number, among those of numbering.py: a page's title, a part inside a chapter, a label.
_TITLE_RANK = 20
_NESTED_PART_RANK = 35
_LABEL_RANK = 70


@dataclass(frozen=True, slots=True)
class Sectioned:
    """One piece of text with its section.

    `path` holds the titles above it from the outermost on; a heading's own title ends its path. `after_table` tells
    that a table is between this text and the one before it.
    """

    text: Heading | Paragraph
    path: tuple[str, ...]
    is_heading: bool = False
    number: ListNumber | None = None
    after_table: bool = False

    @property
    def section(self) -> str:
        """The section path as one string."""
        return " / ".join(self.path)


def sections(blocks: Sequence[Block]) -> tuple[Sectioned, ...]:
    """Every heading and paragraph of a reading with its section path; tables are left out."""
    outline = _Outline(tuple(block for block in blocks if isinstance(block, Table) or block))
    return tuple(outline.take(index) for index, block in enumerate(outline.blocks) if not isinstance(block, Table))


@lru_cache(maxsize=MEMORY)
def kinds(path: tuple[str, ...]) -> frozenset[str]:
    """What a section is about (`duties`, `units`, `terms` …): stated by the innermost title that says anything.

    Words of revenue and expenditure (`figures`) say least: （一）收入科目 inside the glossary is still glossary.
    """
    found = [
        frozenset(entry.id for entry in lexicon.sections().section if _has_words_of(title, entry)) for title in path
    ]
    telling = [ids for ids in reversed(found) if ids - {"figures"}] or [ids for ids in reversed(found) if ids]
    return telling[0] if telling else frozenset()


def _has_words_of(title: str, entry: SectionEntry) -> bool:
    return any(word in title for word in entry.words) and not any(word in title for word in entry.none)


@dataclass(slots=True)
class _Outline:
    """The headings that are open, and the last number of each style with whether it was an item."""

    blocks: tuple[Block, ...]
    stack: list[tuple[int, int, str]] = field(default_factory=list)
    last: dict[str, tuple[int, bool]] = field(default_factory=dict)

    def take(self, index: int) -> Sectioned:
        """The text at `index` with its section; blocks are taken in their order."""
        text = self.blocks[index]
        assert not isinstance(text, Table)
        number = list_number(text.text)
        after_table = index > 0 and isinstance(self.blocks[index - 1], Table)
        heading = self._is_heading(index, text, number)
        if heading:
            self._open(number, text.text[number.end if number else 0 :], text)
        else:
            self._open_glued(text.text, number)
        if number:
            self.last[number.style] = (number.value, not heading)
        return Sectioned(text, tuple(title for _, _, title in self.stack), heading, number, after_table)

    def _is_heading(self, index: int, text: Heading | Paragraph, number: ListNumber | None) -> bool:
        title = tidy(text.text[number.end if number else 0 :])
        if number and len(title) <= _LONGEST_SECTION and kinds((title,)) - {"figures"}:
            title = title.removesuffix("。")
        if number and number.style == "part":
            return len(title) <= _LONGEST_HEADING and "。" not in title
        if len(title) > _LONGEST_HEADING or _SENTENCE.search(title) or _LEADERS.search(title):
            return False
        if isinstance(text, Heading):
            return True
        if _FIGURE.search(title) and not title.endswith("表"):
            return False
        if number is None:
            return self._completes_part(title) or _is_label(title) or self._is_page_title(index, title)
        return bool(title) and title[-1] not in "：:" and self._holds_text(index, title, number)

    def _holds_text(self, index: int, title: str, number: ListNumber) -> bool:
        """Whether a numbered line has something of its own behind it, and is no item of a list."""
        if self.last.get(number.style) == (number.value - 1, True):
            return False
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if isinstance(following, Table):
            return True
        if following is None:
            return bool(kinds((title,)))
        after = list_number(following.text)
        if after is None:
            return not _is_title(tidy(following.text)) or bool(kinds((title,)))
        if after.style == number.style or after.rank < number.rank:
            return bool(kinds((title,)))
        return True

    def _is_page_title(self, index: int, title: str) -> bool:
        """A title without a number; right above a table it is a caption."""
        above_table = index + 1 < len(self.blocks) and isinstance(self.blocks[index + 1], Table)
        return _is_title(title) and not above_table

    def _completes_part(self, title: str) -> bool:
        """第一部分 alone on its line takes the next short line as its title."""
        rank, _, part = self.stack[-1] if self.stack else (0, 0, "")
        return rank == RANKS["part"] and part.endswith("部分") and "：" not in title

    def _open(self, number: ListNumber | None, title: str, text: Heading | Paragraph) -> None:
        title = tidy(title)
        if number is None and isinstance(text, Paragraph) and self._completes_part(title):
            rank, value, part = self.stack.pop()
            self.stack.append((rank, value, f"{part} {title}"))
            return
        if number is None:
            minor = _is_label(title) or title.endswith("表")
            self._push(_LABEL_RANK if minor else _TITLE_RANK, 0, title.rstrip("：:"))
            return
        printed = tidy(text.text[: number.end])
        glue = " " if number.style == "part" and title else ""
        self._push(self._rank(number), number.value, printed + glue + title)

    def _rank(self, number: ListNumber) -> int:
        """The rank of a numbered heading; `6、` between 五、 and 七、 counts as one of theirs.

        第一部分 inside 五、 of a document that has no parts of its own stays inside it.
        """
        ranks = [rank for rank, _, _ in self.stack]
        if number.style == "part" and RANKS["part"] not in ranks and RANKS["chinese"] in ranks:
            return _NESTED_PART_RANK if number.value == 1 or _NESTED_PART_RANK in ranks else RANKS["part"]
        if number.style == "arabic" and number.value > 1 and self.last.get("arabic", (0, False))[0] != number.value - 1:
            chinese = next((value for rank, value, _ in self.stack if rank == RANKS["chinese"]), None)
            if chinese == number.value - 1:
                return RANKS["chinese"]
        return number.rank

    def _push(self, rank: int, value: int, title: str) -> None:
        while self.stack and self.stack[-1][0] >= rank:
            self.stack.pop()
        if not (self.stack and self.stack[-1][2].endswith(f" {title}")):
            self.stack.append((rank, value, title))
        self.last = {style: seen for style, seen in self.last.items() if RANKS[style] <= rank}

    def _open_glued(self, text: str, number: ListNumber | None) -> None:
        """A heading in one line with its text opens its section all the same."""
        label = _glued_label().match(text)
        if label:
            self._push(_LABEL_RANK, 0, tidy(label[1]))
        elif number and not _LEADERS.search(text) and number.style in ("chinese", "chinese-bracket", "arabic"):
            glued = _glued_title().match(text, number.end)
            if glued:
                self._push(number.rank, number.value, tidy(text[: glued.end(1)]))


def _is_label(title: str) -> bool:
    return title.rstrip("：:") in lexicon.sections().labels.words


def _is_title(title: str) -> bool:
    entry = lexicon.sections().titles
    return len(title) <= entry.longest and title.endswith(entry.endings)


@cache
def _glued_label() -> re.Pattern[str]:
    words = "|".join(sorted(lexicon.sections().labels.words, key=len, reverse=True))
    return re.compile(rf"\s*({words})[：:]\s*\S")


@cache
def _glued_title() -> re.Pattern[str]:
    """Title words up to an ending of the lexicon, then a blank or a year, then more than a few words."""
    endings = "|".join(lexicon.sections().glued.endings)
    return re.compile(rf"([^。；，、：:\s]{{0,30}}?(?:{endings}))(?:\s+(?=\S{{8}})|(?=20\d\d\s*年))")

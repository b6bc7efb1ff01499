"""Contents pages (目录): they repeat every caption and heading of the body and look like tables. They are set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders import lexicon
from loaders.blocks import Block, Dropped, Table, Text
from loaders.layout.organisations import organisation_at_start
from loaders.numbering import list_number
from loaders.printing import fold
from loaders.table.numbers import figure, is_figure
from loaders.whole_numbers import whole

_PAGE_NUMBER = re.compile(r"[.·…\s]*+[-—]?\s*+\d{1,3}\s*+[-—]?$")
_OWN_BODY = re.compile(r"本?(?:部门|单位)")
_SHORTEST_TITLE = 3
_LONGEST_ENTRY = 80
_MOST_ENTRIES = 200


def set_aside_contents(blocks: Sequence[Block]) -> tuple[list[Block], list[Dropped]]:
    """The blocks without contents pages, and what was set aside."""
    start = next((index for index, block in enumerate(blocks) if _opens_contents(block)), None)
    if start is None:
        return _without_numbered_lists(blocks)
    end = _end_of_contents(blocks, start)
    dropped = [dropped for block in blocks[start:end] for dropped in _dropped(block)]
    return [*blocks[:start], *blocks[end:]], dropped


def _opens_contents(block: Block) -> bool:
    if isinstance(block, Table):
        return False
    word = fold(block.text)
    return word.endswith("目录") and len(word) < 30 and not word.endswith(lexicon.captions().catalogues)


def _end_of_contents(blocks: Sequence[Block], start: int) -> int:
    """The body begins where an entry of the contents is met again, or a part of one that names the first part."""
    entries: set[str] = set()
    for index in range(start + 1, min(len(blocks), start + _MOST_ENTRIES)):
        block = blocks[index]
        if isinstance(block, Table):
            if not _lists_pages(block):
                return index
            entries.update(_entry(row.cells[0].text) for row in block.rows)
            continue
        entry = _entry(block.text)
        if "。" in entry or len(entry) > _LONGEST_ENTRY:
            return _behind_leaders(blocks, start, index)
        if entry in entries or (len(entry) >= 4 and any(_is_entry(entry, known) for known in entries)):
            return index
        if entry:
            entries.add(entry)
    return start + 1


def _behind_leaders(blocks: Sequence[Block], start: int, end: int) -> int:
    """Where dotted leaders or page numbers mark the entries, the contents end with the last of them."""
    marked = [index for index in range(start + 1, end) if _has_leader(blocks[index])]
    return marked[-1] + 1 if marked else end


def _has_leader(block: Block) -> bool:
    return not isinstance(block, Table) and re.search(r"[.·…]{3}|\s\d{1,3}\s*$", block.text) is not None


def _entry(text: str) -> str:
    """An entry as it compares with its heading: no page number, dots, brackets, nor the full stop of a numbered one."""
    entry = re.sub(r"[()（）]|\.{2,}", "", fold(_PAGE_NUMBER.sub("", text)))
    return entry.removesuffix("。") if list_number(entry) else entry


def _is_entry(heading: str, entry: str) -> bool:
    """Whether a heading is the beginning of an entry, or the entry without its number, the body named or not."""
    number = list_number(entry)
    title = entry[number.end :] if number is not None else entry
    named = title_without_body(heading)
    return (
        entry.startswith(heading)
        or (number is not None and title == heading)
        or (named != heading and len(named) >= _SHORTEST_TITLE and named == title_without_body(title))
    )


def title_without_body(title: str) -> str:
    """A folded heading without the body that it begins with: 某某局主要职能, 部门主要职能 → 主要职能."""
    own = _OWN_BODY.match(title)
    return title[own.end() if own else len(organisation_at_start(title)) :]


def _lists_pages(table: Table) -> bool:
    """Rows of (title, page number) with rising numbers."""
    pages = []
    for row in table.rows:
        filled = [cell.text for cell in row.cells if cell]
        if not filled or (len(filled) > 1 and not is_figure(filled[-1])) or len(filled) > 3:
            return False
        if len(filled) > 1:
            pages.append(page.printed if (page := figure(filled[-1])) else "")
    return all(0 <= whole(page) < 1000 for page in pages) and pages == sorted(pages, key=whole)


def _without_numbered_lists(blocks: Sequence[Block]) -> tuple[list[Block], list[Dropped]]:
    """A contents page whose heading is lost is still a table of titles and rising page numbers."""
    kept: list[Block] = []
    dropped: list[Dropped] = []
    for block in blocks:
        if isinstance(block, Table) and len(block.rows) > 3 and _lists_pages(block) and _one_page_column(block):
            dropped.extend(_dropped(block))
        else:
            kept.append(block)
    return kept, dropped


def _one_page_column(table: Table) -> bool:
    return all(len([cell for cell in row.cells if cell]) == 2 for row in table.rows)


def _dropped(block: Block) -> list[Dropped]:
    texts: list[Text] = (
        [cell for row in block.rows for cell in row.cells if cell] if isinstance(block, Table) else [block]
    )
    return [Dropped(text.text, text.place, "contents page") for text in texts]

"""What the rows and lines around a token show it to be: row, column and page numbers, codes before names, contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.coverage.shapes import CODE, CONTACT, ORDINAL, ordinal_words
from loaders.coverage.tokens import Lines, TokenCell
from loaders.printing import HAN, fold

Row = Sequence[TokenCell]
Found = Iterator[tuple[TokenCell, str]]

_INTEGER = re.compile(r"(\d{1,4})")
_FORMULA = re.compile(r"(\d+)[=＝][\d+\-＋－()（）]+")
_LETTER_OF_COLUMN = re.compile(r"[甲乙丙丁类款项]")
_ROW_NUMBERS = "行次"
_LONGEST_CHAIN_GAP = 3
_SHORTEST_CHAIN = 4
_SHORTEST_CONTENTS = 4
_PAGE_ENTRY = re.compile(r"([^\u4e00-\u9fff]*+[\u4e00-\u9fff].*?)[\s.·…．\-—]*?(?<!\d)(\d{1,3})\s*")
_LONGEST_ENTRY = 300
"""Characters of a line of a contents page, with the dots that lead to its number."""
_DIGITS = re.compile(r"\d{2,24}")
_LONG_NUMBER = re.compile(r"\d{3,}")
_CODED_BODY = re.compile(r"[\u4e00-\u9fff]{2,20}[部局委厅办院会校府]\d{3}")
_CODE_LABEL = re.compile(r"(?:代码|编码|编号)[)）]?[:：]?$")
_CODE_AT_END = re.compile(r"(?<!\d)\d{3,24}$")
_CONTACT_LABEL = re.compile(r"(?:电话|手机|传真|联系方式|邮编)[:：]?$")
_ITEM_NUMBER = re.compile(r"\s*(\d{1,2})([、.．]|(?=\s?[\u4e00-\u9fff]))")
_TWO_DIGITS = re.compile(r"\d\d")
_CLASS = re.compile(r"[235]\d\d")
_CLASS_AND_DIVISION = re.compile(r"[235]\d\d(?:\s+\d\d){1,2}(?:\s*[\u4e00-\u9fff].*)?")
_NAMED_DIVISION = re.compile(r"\d{1,2}\s+[\u4e00-\u9fff].*")
_STROKES = re.compile(r"\s*+[-—－–─━]{1,4}\s*+\d{1,4}\s*+[-—－–─━]{1,4}\s*+")
"""A number between strokes is that of a page wherever it is alone in a line."""
_PAGE_NUMBER = re.compile(r"\s*+(?:第|[-—－–])?\s*+\d{1,4}\s*+(?:页|[-—－–])?\s*+(?:共\s*+\d{1,4}\s*+页)?\s*+")


def shapes_of_cells(lines: Lines) -> dict[tuple[int, int], str]:
    """The shape of every cell (line, start) whose whole content is a number, a code or a contact of its row."""
    found: dict[tuple[int, int], str] = {}
    numbered = [row for row in lines.rows if any(cell.line in lines.by_line for cell in row)]
    for cell, shape in _shapes_of_cells(numbered, lines.rows):
        found.setdefault((cell.line, cell.start), shape)
    return found


def page_numbers(lines: Lines) -> set[int]:
    """The lines that print a page number alone: between strokes, set off by a blank line, or at an end of a page."""
    texts = [text.text for text in lines.texts]
    bare = {number for number in lines.by_line if "\t" not in texts[number] and _PAGE_NUMBER.fullmatch(texts[number])}
    found = {number for number in lines.by_line if _STROKES.fullmatch(texts[number])}

    def page_of(number: int) -> int | None:
        return lines.texts[number].place.page

    for number in sorted(bare):
        above, below = number - 1, number + 1
        if (page := page_of(number)) is not None:
            ends = [other for other in (above, below) if not 0 <= other < len(texts) or page_of(other) != page]
            if ends:
                found.add(number)
            continue
        open_above = above < 0 or not texts[above].strip() or above in found
        open_below = below >= len(texts) or not texts[below].strip() or below in bare
        if (open_above and open_below) or above in found:
            found.add(number)
    return found


def unmarked_items(lines: Lines) -> set[tuple[int, int]]:
    """Where list numbers are whose mark print lost (`1稳步提高…` above `2、…`): line and offset."""
    numbered = []
    for number, text in enumerate(lines.texts):
        if text:
            numbered.append((number, _ITEM_NUMBER.match(text.text)))
    found = set()
    for index, (number, match) in enumerate(numbered):
        if match is None or match[2]:
            continue
        beside = [numbered[other][1] for other in (index - 1, index + 1) if 0 <= other < len(numbered)]
        wanted = (int(match[1]) - 1, int(match[1]) + 1)
        if any(one is not None and int(one[1]) in wanted for one in beside):
            found.add((number, match.start(1)))
    return found


def contents_entries(lines: Lines) -> dict[int, int]:
    """The lines of contents pages (目录) with the offset of their page number.

    An entry is a title with a small whole number behind it. A run of them has rising numbers and either is under
    目录 or repeats, in most of its entries, words that the document prints again.
    """
    texts = [text.text for text in lines.texts]
    found: dict[int, int] = {}
    run: list[tuple[int, str, int, int]] = []
    headed = False
    for number, text in enumerate([*texts, "。"]):
        stripped = text.strip()
        if not stripped:
            continue
        may_be = stripped[-1].isdecimal() and len(text) <= _LONGEST_ENTRY and "。" not in text
        match = _PAGE_ENTRY.fullmatch(text) if may_be else None
        if match is not None and (not run or int(match[2]) >= run[-1][2]) and not re.search(r"\d\s+\d", text):
            run.append((number, fold(match[1]), int(match[2]), match.start(2)))
        elif not (headed and _is_entry_without_page(text)):
            if run and (headed or _is_printed_again(run, texts)):
                found |= {line: offset for line, _, _, offset in run}
            run = []
            headed = "录" in text and fold(text).endswith("目录") and len(fold(text)) < 30
    return found


def _is_entry_without_page(text: str) -> bool:
    return len(text.strip()) < 60 and not re.search(r"[。；\d]", text)


def _is_printed_again(run: Sequence[tuple[int, str, int, int]], texts: Sequence[str]) -> bool:
    """Whether the document prints most of the titles of a run of entries again."""
    if len(run) < _SHORTEST_CONTENTS:
        return False
    everything = fold("\n".join(texts))
    again = sum(1 for _, title, _, _ in run if len(title) > 3 and everything.count(title.rstrip(".·…-—")) > 1)
    return again * 2 > len(run)


def _shapes_of_cells(numbered: Sequence[Row], rows: Sequence[Row]) -> Found:
    """The shapes of cells. `numbered` are those of the rows that print any number."""
    last = 0
    for row in numbered:
        filled = [cell for cell in row if cell.plain]
        if _is_numbering(filled):
            yield from ((cell, ORDINAL) for cell in filled)
            continue
        yield from _contacts(filled)
        if len(row) > 1 and filled and _numbers_on(filled, last):
            last = int(filled[0].plain)
            yield filled[0], ORDINAL
            filled = filled[1:]
        yield from _codes(filled)
        yield from _coded(filled)
    yield from _chains(numbered)
    yield from _cut_codes(rows)
    yield from _below_row_numbers(rows)


def _below_row_numbers(rows: Sequence[Row]) -> Found:
    """Whole numbers that rise below 行次, whatever numbers are left out; a row longer than the head ends them."""
    last: dict[int, int] = {}
    length = 0
    for row in rows:
        headed = {index: 0 for index, cell in enumerate(row) if cell.plain == _ROW_NUMBERS}
        if headed or (last and not 1 < len(row) <= length):
            last, length = headed, len(row)
        for index, above in last.items():
            plain = row[index].plain if index < len(row) else ""
            if _INTEGER.fullmatch(plain) and above < int(plain):
                last[index] = int(plain)
                yield row[index], ORDINAL


def _is_numbering(filled: Row) -> bool:
    """栏次 1 2 3 4: whole numbers that go up by one, with nothing beside them but formulas (3=1+2)."""
    numbers: list[int] = []
    headed = False
    for cell in filled:
        if number := _INTEGER.fullmatch(cell.plain) or _FORMULA.match(cell.plain):
            numbers.append(int(number[1]))
        elif cell.plain in ordinal_words():
            headed = True
        elif not _LETTER_OF_COLUMN.fullmatch(cell.plain):
            return False
    numbers.sort()
    rising = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return rising and (headed or (len(numbers) > 1 and numbers[0] in (0, 1)))


def _numbers_on(filled: Row, last: int) -> bool:
    """Whether a row opens with a number that begins or goes on with the numbering of rows."""
    opening = filled[0].plain
    if not _INTEGER.fullmatch(opening) or opening.startswith("0") or len(filled) < 2:
        return False
    words = HAN.search(filled[1].plain) is not None or _LONG_NUMBER.fullmatch(filled[1].plain) is not None
    return words and (opening == "1" or last < int(opening) <= last + _LONGEST_CHAIN_GAP)


def _codes(filled: Row) -> Found:
    """Codes are before the name they are codes of: 208 | 05 | 05 | 机关事业单位…."""
    run: list[TokenCell] = []
    for cell in filled:
        if _DIGITS.fullmatch(cell.plain):
            run.append(cell)
            continue
        if HAN.match(cell.plain.lstrip('“"（([【')) and not cell.plain.startswith("其中"):
            yield from ((one, CODE) for index, one in enumerate(run) if _is_code(one.plain, index))
        return


def _coded(filled: Row) -> Found:
    """A cell behind a label that asks for a code, or an organisation with one: 主管部门及代码 | 教育部 105."""
    for cell in filled:
        if _CODED_BODY.fullmatch(cell.plain):
            yield cell, CODE
    for label, cell in pairwise(filled):
        if _CODE_AT_END.search(cell.plain) and _CODE_LABEL.search(label.plain):
            yield cell, CODE


def _is_code(plain: str, index: int) -> bool:
    return len(plain) > 2 or plain.startswith("0") or index > 0


def _contacts(filled: Row) -> Found:
    for label, cell in pairwise(filled):
        if _CONTACT_LABEL.search(label.plain):
            yield cell, CONTACT


def _chains(rows: Sequence[Row]) -> Found:
    """Numbers that go up by one from row to row in the same column (行次 in the middle of a table)."""
    open_chains: dict[int, list[TokenCell]] = {}
    for row in rows:
        for column, cell in enumerate(row):
            if not _INTEGER.fullmatch(cell.plain) or len(row) < 2:
                continue
            chain = open_chains.get(column, [])
            if chain and int(cell.plain) == int(chain[-1].plain) + 1:
                chain.append(cell)
                continue
            yield from _chain(chain)
            open_chains[column] = [cell]
    for chain in open_chains.values():
        yield from _chain(chain)


def _chain(chain: list[TokenCell]) -> Found:
    if len(chain) >= _SHORTEST_CHAIN:
        yield from ((cell, ORDINAL) for cell in chain)


def _cut_codes(rows: Sequence[Row]) -> Found:
    """类 and 款 with blanks between (301 01), beside each other, or cut by a wrapped row: 302 above `01 办公费`."""
    above: list[TokenCell] = []
    for row in rows:
        if not any(cell.plain[:1].isdecimal() for cell in row):
            above = []
            continue
        filled = [cell for cell in row if cell.plain]
        classes = [cell for cell in filled if _CLASS.fullmatch(cell.plain)]
        coded = [cell for cell in filled if _CLASS_AND_DIVISION.fullmatch(cell.text.strip())]
        if coded or len(classes) == len(filled) > 1:
            yield from ((cell, CODE) for cell in (*coded, *classes))
        beside = [
            pair for pair in pairwise(filled) if pair[0] in classes and _NAMED_DIVISION.fullmatch(pair[1].text.strip())
        ]
        yield from ((cell, CODE) for pair in beside for cell in pair)
        below = [cell for cell in filled[-1:] if _TWO_DIGITS.fullmatch(cell.plain)]
        below += [cell for cell in filled if _NAMED_DIVISION.fullmatch(cell.text.strip())]
        if above and below:
            yield from ((cell, CODE) for cell in (*above, *below))
        open_class = classes and not any(
            character.isdigit() for cell in _behind(filled, classes) for character in cell.plain
        )
        above = classes[-1:] if open_class else []


def _behind(filled: Row, classes: Sequence[TokenCell]) -> Row:
    """The cells of a row behind its last class code."""
    return filled[max(filled.index(cell) for cell in classes) + 1 :]

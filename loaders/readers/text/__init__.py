"""Text files: tab-separated rows, the Word export with one cell a line, Markdown with HTML and LaTeX remnants.

Which of them a file is shows in its lines, never in its name. Blank lines inside a tab-separated table are page
breaks; in the Word export one blank line ends a row and a second one the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.blocks import Block, Cell, Dropped, Heading, Paragraph, Place, Reading, Row, Table, Text, UnreadableFile
from loaders.readers.text.aligned import with_tabs
from loaders.readers.text.barred import with_tabs as barred_with_tabs
from loaders.readers.text.cleaning import clean_line, starts_item
from loaders.readers.text.cut_rows import with_rows_whole
from loaders.readers.text.delimited import with_tabs as delimited_with_tabs
from loaders.readers.text.html_tables import as_lines, with_tables
from loaders.readers.text.lone_pipes import with_cells_closed
from loaders.readers.text.spaced import with_tabs as spaced_with_tabs

FORMAT = "text"

_FIELD = re.compile(r"[^：:]{2,10}[：:][^\u4e00-\u9fff]*")
"""A label with a value without words (索引号：00001/2023-00012): no sentence that could go on."""

_FIELDS = re.compile(
    r"(?:[^\s：:，。；]{1,10}+[：:](?:\s*+[^\s：:，。；](?:[^：:，。；]{0,28}[^\s：:，。；])?)?(?:\s++|$)){2,9}"
)
"""Several labels with values in one line (来源：某某局 发布时间：2023-02-01)."""

_PATH = re.compile(r"(?:[^>＞»。]{1,30}[>＞»]){2,}[^>＞»。]{0,30}")
"""Where a page is in its portal: 首页 > 政务公开 > 财政资金."""

_LABELLED = re.compile(r"\s*[^，。；：:\s\d]{2,12}[：:]\s*\S")
"""A label with its value (项目承担单位：某某局): another one begins a paragraph of its own."""

_CELLS_AT_END = re.compile(
    r"(?:(?<![ \u3000\xa0])[ \u3000\xa0]++(?:-?\d[\d,.]*[%％]?|[-—]{1,4})){2}\s*$"
    r"|[…⋯‥·・．.＿_]{3}\s*-?\d[\d,.]*[\u4e00-\u9fff]{0,2}\s*$"
)
"""Two figures or dashes at the end of a line, blanks before them, or one that dots lead to: the row of a table."""

_LOST = ("?", "\ufffd")
"""What is in a cell whose only sign, a blank, a crawler could not write."""
_MOST_COLUMNS = 16_384
"""Cells of a row; no sheet of an office program has more columns."""

_BLANKS = " \u3000\xa0\u200b\ufeff"
_RULE = re.compile(r":?-{2,}:?")
_HEADING = re.compile(r"(#{1,6})\s+(.+)")
_PAGE_NUMBER = re.compile(r"[-—－─━\s]*\d{1,4}[-—－─━\s]*")
_BULLET = re.compile(r"^[-*•] +(?=\S)")


def sniff(data: bytes) -> bool:
    """Whether the bytes are text in an encoding that published disclosures use."""
    return decode(data) is not None


def read(data: bytes, name: str) -> Reading:
    """The blocks of a text file; every block knows its lines.

    Raises UnreadableFile: bytes that are no text, a row wider than any sheet.
    """
    text = decode(data)
    if text is None:
        raise UnreadableFile(f"{name}: 不是文本文件 / neither UTF-8 nor GB18030 text")
    originals = tuple(Text(line, ((0, Place(line=number)),)) for number, line in enumerate(_split(text), 1))
    lines = with_cells_closed(with_rows_whole([_cleaned(line) for line in originals]))
    delimited = delimited_with_tabs(lines)
    if delimited is not None:
        lines = delimited
        originals = tuple(delimited)
    elif not is_word_export([line.text for line in lines]):
        spaced = spaced_with_tabs(lines)
        export = is_word_export([line.text for line in spaced])
        lines = spaced if export else with_tabs(barred_with_tabs(lines))
    _refuse_wide_rows(lines, name)
    parts = with_tables(lines, name)
    texts = [part.text for part in parts if isinstance(part, Text)]
    assembler = _Assembler(is_word_export(texts), closed_by_pipes(texts))
    for part in parts:
        if isinstance(part, Table):
            assembler.take_table(part)
        else:
            assembler.take(part)
    assembler.finish()
    blocks = assembler.blocks if assembler.word_export else join_paragraphs(assembler.blocks)
    return Reading(FORMAT, tuple(blocks), as_lines(with_tables(originals, name)), tuple(assembler.dropped))


def _cleaned(line: Text) -> Text:
    """A line without remnants of other formats."""
    text = clean_line(line.text)
    return line if text == line.text else Text(text, line.marks)


def _refuse_wide_rows(lines: Sequence[Text], name: str) -> None:
    for line in lines:
        text = line.text
        if len(text) >= _MOST_COLUMNS and max(text.count("\t"), text.count("|")) >= _MOST_COLUMNS:
            raise UnreadableFile(
                f"{name} 第 {line.place.line} 行: 一行超过 {_MOST_COLUMNS} 个单元格，拒绝读取 / "
                f"a row of more than {_MOST_COLUMNS} cells, refused"
            )


def decode(data: bytes) -> str | None:
    """The text of the bytes (UTF-8 with or without BOM, UTF-16 with BOM, GB18030), or None where they are no text."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if _is_plain(text) else None
    return None


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")


def _is_plain(text: str) -> bool:
    """Text has no control characters but for tabs, line ends, form feeds and the odd slip."""
    sample = text[:200_000]
    odd, private = len(_CONTROL.findall(sample)), len(_PRIVATE.findall(sample))
    return "\x00" not in sample and odd <= len(sample) // 500 and private <= len(sample) // 20


def _split(text: str) -> list[str]:
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", text)


def is_word_export(lines: list[str]) -> bool:
    """Whether the file's tables have one tab-indented cell a line rather than one row a line."""
    tabbed = [(line, line.strip(_BLANKS + "\t")) for line in lines if "\t" in line]
    single = sum(1 for line, inside in tabbed if line.startswith("\t") and "\t" not in inside)
    many = sum(1 for _, inside in tabbed if "\t" in inside)
    blank_rows = sum(1 for line, _ in tabbed if line.count("\t") > 1 and not line.strip())
    return single > 2 * (many + blank_rows)


class _Assembler:
    """Takes lines one by one and lays them together into blocks."""

    def __init__(self, word_export: bool, closed_by_pipes: bool) -> None:
        self.word_export = word_export
        self.closed_by_pipes = closed_by_pipes
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []
        self._rows: list[Row] = []
        self._cells: list[Cell] = []
        self._blank_lines = 0

    def take(self, line: Text) -> None:
        """One more line of the file."""
        blank = not line.text.strip(_BLANKS + "\f\v\t") and "\t" not in line.text
        if blank:
            self._take_blank()
        elif self.word_export and line.text.startswith("\t"):
            self._take_cell(line)
        elif self.word_export and self._cells and self._blank_lines == 0:
            self._cells[-1] = self._cells[-1].joined(line, "\n") if self._cells[-1].text else Cell(*_stripped(line))
        elif not self.word_export and self._is_row(line.text):
            self._take_row(line)
        else:
            self._take_text(line)
        self._blank_lines = self._blank_lines + 1 if blank else 0

    def take_table(self, table: Table) -> None:
        """A table that the file tells with its cells."""
        self._close_row()
        self._close_table()
        self.blocks.append(table)
        self._blank_lines = 0

    def _is_row(self, text: str) -> bool:
        """A tab inside or behind the text makes a row; a leading one alone indents a paragraph, two are blank cells."""
        if self._is_pipe_row(text) or "\t" in text.lstrip(_BLANKS + "\t"):
            return True
        return "\t" in text and bool(self._rows) and (self._blank_lines == 0 or text.startswith("\t\t"))

    def _is_pipe_row(self, text: str) -> bool:
        """`| a | b |`; in a file whose cells are only closed by pipes `a | b |`."""
        stripped = text.strip()
        if self.closed_by_pipes:
            return stripped.endswith("|") and stripped.count("|") > 1
        return len(stripped) > 2 and stripped[0] == stripped[-1] == "|"

    def _take_blank(self) -> None:
        if self.word_export:
            if self._cells:
                self._close_row()
            else:
                self._close_table()

    def _take_cell(self, line: Text) -> None:
        self._cells.append(Cell(line.text.strip(_BLANKS + "\t"), line.marks))

    def _take_row(self, line: Text) -> None:
        pipes = self._is_pipe_row(line.text)
        pieces = _pipe_cells(line.text, opened=not self.closed_by_pipes) if pipes else line.text.split("\t")
        if _is_rule_of_markdown(pieces):
            return
        texts = (piece.strip(_BLANKS) for piece in pieces)
        cells = tuple(Cell("" if text in _LOST else text, line.marks) for text in texts)
        self._rows.append(Row(cells, after_break=bool(self._rows) and self._blank_lines > 0))

    def _take_text(self, line: Text) -> None:
        self._close_row()
        self._close_table()
        text, marks = _stripped(line)
        if text != "|":
            text = text.removesuffix("|").rstrip(_BLANKS)
        heading = _HEADING.match(text)
        if heading:
            self.blocks.append(Heading(heading[2].strip(_BLANKS), marks, level=len(heading[1])))
        elif _PAGE_NUMBER.fullmatch(text):
            self.dropped.append(Dropped(text, line.place, "page number"))
        else:
            text = _BULLET.sub("", text)
            self.blocks.append(Paragraph(text, marks))

    def _close_row(self) -> None:
        if self._cells:
            self._rows.append(Row(tuple(self._cells)))
            self._cells = []

    def _close_table(self) -> None:
        if self._rows:
            rows = mend_split_rows(self._rows) if self.word_export else self._rows
            self.blocks.append(Table(tuple(rows), self._rows[0].cells[0].place))
            self._rows = []

    def finish(self) -> None:
        """The end of the file."""
        self._close_row()
        self._close_table()


def _stripped(line: Text) -> tuple[str, tuple[tuple[int, Place], ...]]:
    return line.text.strip(_BLANKS + "\t\f\v"), line.marks


def closed_by_pipes(lines: list[str]) -> bool:
    """Whether the rows of the file close each cell with a pipe and open none: `a | b |`, as some crawls save pages.

    A row that begins with a pipe then begins with a blank cell (`| b |`, below a merged one). Most rows may: they have
    as many pipes as the rows that begin with a word, where an opening pipe would make one more.
    """
    rows = [line.strip() for line in lines if line.count("|") > 1 and line.strip().endswith("|")]
    unopened = Counter(row.count("|") for row in rows if not row.startswith("|"))
    opened = Counter(row.count("|") for row in rows if row.startswith("|"))
    if unopened.total() > opened.total():
        return True
    if not unopened or any(_is_rule_of_markdown(_pipe_cells(row, opened=True)) for row in rows):
        return False
    return opened.most_common(1)[0][0] in unopened


def _is_rule_of_markdown(pieces: list[str]) -> bool:
    """Whether the cells of a row are the rule below the header of a Markdown table: `| --- | :-: |`."""
    return all(_RULE.fullmatch(piece.strip()) for piece in pieces)


def _pipe_cells(text: str, *, opened: bool) -> list[str]:
    """The cells between the pipes; `opened`: a pipe is before the first cell too."""
    inner = text.strip().removesuffix("|")
    return [piece.replace("\\|", "|") for piece in re.split(r"(?<!\\)\|", inner[1:] if opened else inner)]


def mend_split_rows(rows: list[Row]) -> list[Row]:
    """Word export: a blank paragraph inside a cell looks like the end of its row; lay such halves together.

    Two rows are halves of one when their lengths add up to the length that both neighbours have.
    """
    mended: list[Row] = []
    index = 0
    while index < len(rows):
        row = rows[index]
        if mended and index + 1 < len(rows):
            width = len(mended[-1].cells)
            after = len(rows[index + 2].cells) if index + 2 < len(rows) else width
            halves = (len(row.cells), len(rows[index + 1].cells))
            if sum(halves) == width == after and max(halves) < width:
                row = Row(row.cells + rows[index + 1].cells)
                index += 1
        mended.append(row)
        index += 1
    return mended


def join_paragraphs(blocks: Sequence[Block]) -> Iterator[Block]:
    """Lay sentences together that a page break cut in two."""
    parts: list[Paragraph] = []
    seen = _Seen()
    for block in blocks:
        if parts and isinstance(block, Paragraph) and seen.runs_on_to(block.text):
            parts.append(block)
            seen.add(block.text)
            continue
        if parts:
            yield _joined(parts)
        parts = []
        if isinstance(block, Paragraph):
            parts, seen = [block], _Seen()
            seen.add(block.text)
        else:
            yield block
    if parts:
        yield _joined(parts)


def _joined(parts: Sequence[Paragraph]) -> Paragraph:
    """One paragraph of several, each character at its place."""
    marks: list[tuple[int, Place]] = []
    length = 0
    for part in parts:
        marks += [(offset + length, place) for offset, place in part.marks]
        length += len(part.text)
    return parts[0] if len(parts) == 1 else replace(parts[0], text="".join(p.text for p in parts), marks=tuple(marks))


class _Seen:
    """What decides whether a paragraph goes on, kept while its parts are added: the work grows with its length."""

    def __init__(self) -> None:
        self._length = 0
        self._last = ""
        self._is_field = False
        self._is_labelled = False
        self._ends_in_cells = False
        self._has_mark = False
        self._has_colon = False
        self._open = dict.fromkeys(_PAIRS, 0)

    def add(self, text: str) -> None:
        """One more part of the paragraph."""
        self._is_field = self._length == 0 and any(one.fullmatch(text) for one in (_FIELD, _FIELDS, _PATH))
        self._is_labelled = self._is_labelled or (self._length == 0 and _LABELLED.match(text) is not None)
        self._length += len(text)
        self._ends_in_cells = _CELLS_AT_END.search(text) is not None
        self._last = text[-1:] or self._last
        self._has_mark = self._has_mark or any(mark in text for mark in "，。；")
        self._has_colon = self._has_colon or "：" in text
        for pair in _PAIRS:
            self._open[pair] += text.count(pair[0]) - text.count(pair[1])

    def runs_on_to(self, text: str) -> bool:
        """Whether the next paragraph goes on with the sentence that breaks off here."""
        if not self._length or self._is_field or self._last in "。；！？：:;!?”》.…" or starts_item(text):
            return False
        if self._ends_in_cells or (self._is_labelled and _LABELLED.match(text)):
            return False
        unclosed = any(count > 0 for count in self._open.values())
        sentence = self._has_mark or (self._has_colon and self._last not in "表局室院会心处明况录元）)")
        return unclosed or (self._length > 20 and sentence)


_PAIRS = ("（）", "《》", "“”")


def runs_on(first: str, second: str) -> bool:
    """Whether the second paragraph goes on with the sentence that the first one broke off."""
    seen = _Seen()
    seen.add(first)
    return seen.runs_on_to(second)

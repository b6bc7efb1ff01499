"""Word files (.docx) → blocks, read from their XML: merged cells, tracked changes, text boxes, automatic numbers.

Files that a document embeds (a sheet of Excel, a page taken in by altChunk) are read in their place; pictures, diagrams
and what no reader opens are listed among what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from loaders.blocks import Block, Dropped, Heading, NotRead, Paragraph, Place, Reading, Table, Text, UnreadableFile
from loaders.readers.docx.numbering import Numbering, W
from loaders.readers.docx.objects import drawings_of, objects_of, pictures_of
from loaders.readers.docx.styles import Styles
from loaders.readers.docx.tables import cells_of, holds_table, is_wrapper, table_of
from loaders.readers.docx.text import ALTERNATE, WATERMARK, boxes_of, chosen, goes_on, is_watermark, print_of, text_of
from loaders.readers.embedded import placed, read_inside
from loaders.readers.office import Package, kind_of, main_part

if TYPE_CHECKING:
    from lxml import etree

FORMAT = "docx"
_DEEPEST = 50
_MAIN = "word/document.xml"
_ASIDE = {"header": "page header", "footer": "page footer", "comments": "comment"}
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def sniff(data: bytes) -> bool:
    """Whether the bytes are a package about a Word document."""
    return kind_of(data) == "word"


def read(data: bytes, name: str) -> Reading:
    """A Word file as blocks. Places count paragraphs outside of tables as lines, tables from the beginning."""
    package = Package(data, name)
    main = main_part(package) or _MAIN
    root = package.xml(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableFile(
            f"{name}: Word 文件没有正文（{main}），请重新保存 / this Word file has no body, save it again"
        )
    numbering = Numbering(package.xml(package.related_part(main, "numbering", "word/numbering.xml")))
    styles = Styles(package.xml(package.related_part(main, "styles", "word/styles.xml")), numbering)
    walk = _BodyWalk(styles, package, main)
    walk.through(body)
    for kind in ("footnote", "endnote"):
        walk.notes(package.xml(package.related_part(main, f"{kind}s", f"word/{kind}s.xml")), kind)
    aside = _aside(package, main, styles)
    return Reading(FORMAT, tuple(walk.blocks), tuple(_lines(walk)), (*walk.dropped, *aside))


class _BodyWalk:
    """Goes through the document once, in reading order."""

    def __init__(self, styles: Styles, package: Package, part: str) -> None:
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []
        self._styles = styles
        self._package = package
        self._part = part
        self._line = 0
        self._tables = 0
        self._begun = ""
        """The text of paragraphs whose end was deleted: the next one goes on with it."""

    def through(self, parent: etree._Element, depth: int = 0) -> None:
        """Take the paragraphs and tables under a node; wrappers (content controls, tracked insertions) are opened."""
        if depth > _DEEPEST:
            raise self._too_deep()
        for node in parent:
            if node.tag == f"{W}p":
                self._paragraph(node, depth)
            elif node.tag == f"{W}tbl":
                self._table(node, depth)
            elif node.tag == f"{W}sdt":
                self._control(node, depth)
            elif node.tag == f"{W}altChunk":
                self._embedded(node.get(f"{_R}id", ""))
            elif node.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                self.through(node, depth + 1)
            elif node.tag == ALTERNATE:
                self.through(chosen(node), depth + 1)

    def notes(self, root: etree._Element | None, kind: str) -> None:
        """Take the footnotes or endnotes, behind the text."""
        for note in [] if root is None else root.iter(f"{W}{kind}"):
            if note.get(f"{W}type") in (None, "normal"):
                self.through(note)

    def _paragraph(self, node: etree._Element, depth: int) -> None:
        self._line += 1
        place = Place(line=self._line)
        found = print_of(node, self._styles)
        text = self._begun + found.text.strip("\n")
        joins = goes_on(node)
        self._begun = text if joins else ""
        self.dropped += [Dropped(hidden, place, reason) for hidden, reason in found.unseen]
        look = None if joins else self._styles.look(node)
        if look and text.strip():
            full = look.label + text
            if look.contents:
                self.dropped.append(Dropped(full, place, "contents page"))
            elif look.level:
                self.blocks.append(Heading(full, ((0, place),), level=look.level))
            else:
                self.blocks.append(Paragraph(full, ((0, place),)))
        self._anchored(node, depth)

    def _anchored(self, node: etree._Element, depth: int) -> None:
        """Take what is anchored in a paragraph: text boxes, embedded files, pictures."""
        place = Place(line=self._line)
        for box in boxes_of(node):
            if is_watermark(box):
                self.dropped.append(Dropped("".join(box.itertext()).strip(), place, WATERMARK))
            else:
                self.through(box, depth + 1)
        for link in objects_of(node):
            self._embedded(link)
        pictures = [*pictures_of(node), *drawings_of(node, self._package, self._part)]
        self.dropped += [Dropped(text, place, reason) for text, reason in pictures]

    def _embedded(self, link: str) -> None:
        """Take a file that the document holds within itself; what no reader opens is reported."""
        place = Place(line=self._line or 1)
        relation = self._package.related(self._part).get(link)
        content = None if relation is None or relation.external else self._package.part(relation.target)
        part = "" if relation is None else relation.target
        reading = None if content is None else read_inside(content, self._package.name, part)
        if reading is None:
            self.dropped.append(Dropped(part or link, place, NotRead.OBJECT))
            return
        inner = placed(reading, self._line, self._tables)
        self._line, self._tables = inner.lines, inner.tables
        self.blocks += inner.blocks
        self.dropped += inner.dropped

    def _control(self, node: etree._Element, depth: int) -> None:
        content = node.find(f"{W}sdtContent")
        if content is None:
            return
        gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            for paragraph in content.iter(f"{W}p"):
                self._line += 1
                if text := text_of(paragraph, self._styles).strip():
                    self.dropped.append(Dropped(text, Place(line=self._line), "contents page"))
        else:
            self.through(content, depth + 1)

    def _table(self, node: etree._Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise self._too_deep()
        if is_wrapper(node):
            for cell in cells_of(node):
                self.through(cell, depth + 1)
            return
        self._tables += 1
        table, unseen = table_of(node, Place(table=self._tables), self._styles, self._package.name)
        self.dropped += unseen
        if table.rows:
            self.blocks.append(table)
        for cell in cells_of(node):
            self._inside(cell, depth + 1)

    def _inside(self, cell: etree._Element, depth: int) -> None:
        """Take what a cell holds besides its text: tables and what is anchored in its paragraphs."""
        if holds_table(cell):
            self.through(cell, depth)
            return
        for inner in cell.iterchildren(f"{W}tbl"):
            self._table(inner, depth)
        for paragraph in cell.iterchildren(f"{W}p"):
            self._anchored(paragraph, depth)

    def _too_deep(self) -> UnreadableFile:
        return UnreadableFile(
            f"{self._package.name}: 表格嵌套超过 {_DEEPEST} 层 / tables nested more than {_DEEPEST} deep"
        )


def _lines(walk: _BodyWalk) -> Iterator[Text]:
    """The document's own text in reading order: a line for each paragraph, a line for each row of a table."""
    for block in walk.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                text, marks = "", []
                for cell in row.cells:
                    marks.append((len(text), cell.place))
                    text += cell.text.replace("\n", " ") + "\t"
                yield Text(text.rstrip("\t"), tuple(marks))
        else:
            yield Text(block.text, block.marks)


def _aside(package: Package, main: str, styles: Styles) -> Iterator[Dropped]:
    """What is beside the pages or in their margins."""
    parts = {one.target: _ASIDE[one.kind] for one in package.related(main).values() if one.kind in _ASIDE}
    for name in package.names:
        for kind, reason in _ASIDE.items():
            if name.lower().startswith(f"word/{kind}") and name.endswith(".xml"):
                parts.setdefault(name, reason)
    for name, reason in parts.items():
        root = package.xml(name)
        text = "" if root is None else "\n".join(text_of(node, styles) for node in root.iter(f"{W}p")).strip()
        if text:
            yield Dropped(text, Place(), reason)

"""Word files (.docx) → blocks, read from their XML: merged cells, tracked changes, text boxes, automatic numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from loaders.blocks import Block, Dropped, Heading, Paragraph, Place, Reading, Table, Text, UnreadableFile
from loaders.readers.docx.numbering import Numbering, W
from loaders.readers.docx.styles import Styles
from loaders.readers.docx.tables import cells_of, is_wrapper, table_of
from loaders.readers.docx.text import boxes_of, hidden_of, text_of
from loaders.readers.office import Package, holds

if TYPE_CHECKING:
    from lxml import etree

FORMAT = "docx"
_DEEPEST = 50
_ASIDE = (("word/header", "page header"), ("word/footer", "page footer"), ("word/comments", "comment"))


def sniff(data: bytes) -> bool:
    """Whether the bytes are a zip that holds a Word document."""
    return holds(data, "word/document")


def read(data: bytes, name: str) -> Reading:
    """A Word file as blocks. Places count paragraphs outside of tables as lines, tables from the beginning."""
    package = Package(data, name)
    root = package.xml("word/document.xml")
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableFile(
            f"{name}: Word 文件没有正文（word/document.xml），请重新保存 / this Word file has no body, save it again"
        )
    styles = Styles(package.xml("word/styles.xml"), Numbering(package.xml("word/numbering.xml")))
    walk = _Walk(styles, name)
    walk.through(body)
    walk.notes(package.xml("word/footnotes.xml"))
    return Reading(FORMAT, tuple(walk.blocks), tuple(_lines(walk)), (*walk.dropped, *_aside(package)))


class _Walk:
    """Goes through the document once, in reading order."""

    def __init__(self, styles: Styles, name: str) -> None:
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []
        self._styles = styles
        self._name = name
        self._line = 0
        self._tables = 0

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
            elif node.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                self.through(node, depth + 1)

    def notes(self, root: etree._Element | None) -> None:
        """Take the footnotes, behind the text."""
        for note in [] if root is None else root.iter(f"{W}footnote"):
            if note.get(f"{W}type") is None:
                self.through(note)

    def _paragraph(self, node: etree._Element, depth: int) -> None:
        self._line += 1
        place = Place(line=self._line)
        text = text_of(node).strip("\n")
        self.dropped += [Dropped(hidden, place, reason) for hidden, reason in hidden_of(node)]
        if text.strip():
            look = self._styles.look(node)
            full = look.label + text
            if look.contents:
                self.dropped.append(Dropped(full, place, "contents page"))
            elif look.level:
                self.blocks.append(Heading(full, ((0, place),), level=look.level))
            else:
                self.blocks.append(Paragraph(full, ((0, place),)))
        for box in boxes_of(node):
            self.through(box, depth + 1)

    def _control(self, node: etree._Element, depth: int) -> None:
        content = node.find(f"{W}sdtContent")
        if content is None:
            return
        gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            for paragraph in content.iter(f"{W}p"):
                self._line += 1
                if text := text_of(paragraph).strip():
                    self.dropped.append(Dropped(text, Place(line=self._line), "contents page"))
        else:
            self.through(content, depth + 1)

    def _table(self, node: etree._Element, depth: int) -> None:
        if is_wrapper(node):
            for cell in cells_of(node):
                self.through(cell, depth + 1)
            return
        self._tables += 1
        table = table_of(node, Place(table=self._tables), self._styles)
        if table.rows:
            self.blocks.append(table)
        for cell in cells_of(node):
            self._inside(cell, depth + 1)

    def _inside(self, cell: etree._Element, depth: int) -> None:
        """Take what a cell holds besides its text: tables and text boxes."""
        if depth > _DEEPEST:
            raise self._too_deep()
        for inner in cell.iterchildren(f"{W}tbl"):
            self._table(inner, depth)
        for paragraph in cell.iterchildren(f"{W}p"):
            for box in boxes_of(paragraph):
                self.through(box, depth)

    def _too_deep(self) -> UnreadableFile:
        return UnreadableFile(f"{self._name}: 表格嵌套超过 {_DEEPEST} 层 / tables nested more than {_DEEPEST} deep")


def _lines(walk: _Walk) -> Iterator[Text]:
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


def _aside(package: Package) -> Iterator[Dropped]:
    for name in package.names:
        for prefix, reason in _ASIDE:
            if name.startswith(prefix) and name.endswith(".xml"):
                root = package.xml(name)
                text = "" if root is None else "\n".join(text_of(node) for node in root.iter(f"{W}p")).strip()
                if text:
                    yield Dropped(text, Place(), reason)

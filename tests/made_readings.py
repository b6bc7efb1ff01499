"""Small files as their readers understand them, and what is asked of such readings."""

from made_office import made_docx, made_xlsx

from loaders import readers
from loaders.blocks import Paragraph, Reading, Table
from loaders.readers import docx, html


def word(body: str, **more: str) -> Reading:
    return docx.read(made_docx(body, **more), "made.docx")


def page(body: str, head: str = "") -> Reading:
    return html.read(f"<html><meta charset=utf-8>{head}<body>{body}</body></html>".encode(), "made.html")


def book(cells: str, **more: str) -> Reading:
    return readers.read_bytes(made_xlsx(cells, **more), "made.xlsx")


def grids(reading: Reading) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in reading.blocks if isinstance(one, Table)]


def lines(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if isinstance(block, Paragraph)]


def left_out(reading: Reading) -> set[tuple[str, str]]:
    return {(part.reason, part.text) for part in reading.dropped}

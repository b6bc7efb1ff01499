"""Small PDFs for tests, written by hand: text in a Chinese font that needs no embedding, lines, several pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass
class MadePage:
    """A page of 600 × 800 points (or as asked); heights count from its foot, as PDF does."""

    width: int = 600
    height: int = 800
    rotate: int = 0
    commands: list[str] = field(default_factory=list)
    properties: str = ""
    """Named properties of its content: `/Off 9 0 R`."""
    annotations: list[str] = field(default_factory=list)
    forms: dict[str, str | bytes] = field(default_factory=dict)
    """Forms that it draws by name; bytes are packed already (FlateDecode)."""

    def text(self, x: float, y: float, text: str, size: float = 10, matrix: str = "1 0 0 1") -> "MadePage":
        code = text.encode("utf-16-be").hex()
        self.commands.append(f"BT /F1 {size} Tf {matrix} {x} {y} Tm <{code}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> "MadePage":
        self.commands.append(f"0.5 w {x0} {y0} m {x1} {y1} l S")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> "MadePage":
        for x in xs:
            self.line(x, min(ys), x, max(ys))
        for y in ys:
            self.line(min(xs), y, max(xs), y)
        return self

    def rows(self, xs: list[float], top: float, rows: list[list[str]], height: float = 20) -> "MadePage":
        """A ruled table with a line of text in each cell."""
        self.grid(xs, [top - height * i for i in range(len(rows) + 1)])
        for i, row in enumerate(rows):
            for x, text in zip(xs, row, strict=False):
                self.text(x + 4, top - height * i - 14, text)
        return self


def made_pdf(*pages: MadePage, trailer: str = "", catalog: str = "", objects: Sequence[str] = ()) -> bytes:
    """The bytes of a PDF with those pages; `objects` are numbered from 100, for `catalog` and pages to refer to."""
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(pages)))
    made: dict[int, str | bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        4: "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /W [1 95 500] /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
        " /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Ascent 880 /Descent -120 >> >>",
        **dict(enumerate(objects, 100)),
    }
    for i, page in enumerate(pages):
        first = 200 + 50 * i
        forms = " ".join(f"/{name} {first + j} 0 R" for j, name in enumerate(page.forms))
        resources = f"<< /Font << /F1 3 0 R >> /Properties << {page.properties} >> /XObject << {forms} >> >>"
        for j, content in enumerate(page.forms.values()):
            made[first + j] = _form(content, resources)
        made[5 + 2 * i] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate}"
            f" /Annots [{' '.join(page.annotations)}] /Resources {resources} /Contents {6 + 2 * i} 0 R >>"
        )
        stream = "\n".join(page.commands)
        made[6 + 2 * i] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    return _assembled(made, trailer)


def _form(content: str | bytes, resources: str) -> bytes:
    packed = isinstance(content, bytes)
    data = content if isinstance(content, bytes) else content.encode("latin-1")
    filters = "/Filter /FlateDecode" if packed else ""
    head = (
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources {resources} /Length {len(data)} {filters} >>"
    )
    return head.encode("latin-1") + b"\nstream\n" + data + b"\nendstream"


def _assembled(objects: Mapping[int, str | bytes], trailer: str) -> bytes:
    data, offsets = b"%PDF-1.4\n", {}
    for number, content in sorted(objects.items()):
        offsets[number] = len(data)
        body = content if isinstance(content, bytes) else content.encode("latin-1")
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n"
    data += b"".join(f"{number} 1\n{offset:010d} 00000 n \n".encode() for number, offset in offsets.items())
    end = f"trailer\n<< /Size {max(offsets) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return data + end.encode("latin-1")

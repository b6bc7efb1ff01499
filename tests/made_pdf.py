"""Small PDFs for tests, written by hand: text in a Chinese font that needs no embedding, lines, several pages."""

from dataclasses import dataclass, field


@dataclass
class MadePage:
    """A page of 600 × 800 points (or as asked); heights count from its foot, as PDF does."""

    width: int = 600
    height: int = 800
    rotate: int = 0
    commands: list[str] = field(default_factory=list)

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


def made_pdf(*pages: MadePage, trailer: str = "") -> bytes:
    """The bytes of a PDF with those pages."""
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /W [1 95 500] /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
        " /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Ascent 880 /Descent -120 >> >>",
    ]
    for i, page in enumerate(pages):
        stream = "\n".join(page.commands)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate}"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * i} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return _assembled(objects, trailer)


def _assembled(objects: list[str], trailer: str) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return data + end.encode("latin-1")

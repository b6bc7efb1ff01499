"""Files of any size in every format that a reader takes, for `benchmarks.growth`."""

from __future__ import annotations

import io
import zipfile

HEAD = "青山县水利局2024年部门预算\n\n"


def html(rows: int) -> bytes:
    body = "".join(f"<tr><td>{2010000 + row}</td><td>科目</td><td>{row}.50</td></tr>" for row in range(rows))
    return f"<html><meta charset=utf-8><h1>{HEAD}</h1><table>{body}</table></html>".encode()


def html_paragraphs(count: int) -> bytes:
    body = "".join(f"<p><span style='x'>支出</span><b>{number}.50</b>万元</p>" for number in range(count))
    return f"<html><meta charset=utf-8><style>p b {{ color: red }}</style><h1>{HEAD}</h1>{body}</html>".encode()


def docx(paragraphs: int) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>支出{number}.50万元</w:t></w:r></w:p>" for number in range(paragraphs))
    return docx_of(body)


def docx_table(rows: int) -> bytes:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("2010101", "行政运行", "3.50"))
    return docx_of(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * rows}</w:tbl>")


def docx_of(body: str) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{types}"/>',
        "word/document.xml": f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>',
    })  # fmt: skip


def flat_opc(paragraphs: int) -> bytes:
    pkg = "http://schemas.microsoft.com/office/2006/xmlPackage"
    with zipfile.ZipFile(io.BytesIO(docx(paragraphs))) as archive:
        document = archive.read("word/document.xml").decode()
    part = f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{document}</pkg:xmlData></pkg:part>'
    return f'<pkg:package xmlns:pkg="{pkg}">{part}</pkg:package>'.encode()


def xlsx(rows: int) -> bytes:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("支出总表")
    for row in range(rows):
        sheet.append([f"{2010000 + row}", "科目", row + 0.5, row + 0.25])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(rows: int) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("支出总表")
    for row in range(rows):
        for column, value in enumerate((f"{2010000 + row}", "科目", row + 0.5, row + 0.25)):
            sheet.write(row, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: int) -> bytes:
    names = {one: f"urn:oasis:names:tc:opendocument:xmlns:{one}:1.0" for one in ("office", "table", "text")}
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in names.items())
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = f"<table:table-row>{cell.format('2010101')}{cell.format('科目')}{cell.format('3.50')}</table:table-row>"
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="支出">{row * rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>",
    })  # fmt: skip


def pdf(pages: int) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(pages):
        canvas.setFont("STSong-Light", 10)
        for row in range(12):
            canvas.grid([60, 160, 300, 420], [700 - 20 * row, 680 - 20 * row])
            for x, text in ((64, f"{2010000 + row}"), (164, f"科目{row}"), (304, f"{page + row}.50")):
                canvas.drawString(x, 686 - 20 * row, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_one_page(rows: int) -> bytes:
    """A page that holds all: nothing forbids it."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 20 * rows + 100))
    for row in range(rows):
        for x, text in ((64, f"{2010000 + row}"), (304, f"{row}.50")):
            canvas.drawString(x, 20 * row + 40, text)
    canvas.save()
    return out.getvalue()


def archive(members: int) -> bytes:
    return zipped({f"{number}.txt": f"{HEAD}{number}" for number in range(members)})


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()

"""Office files for tests, written by hand: only the parts that a reader looks at."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zipped(**parts: str | bytes) -> bytes:
    """A zip of parts; `__` in a name stands for a slash, a trailing `_xml` for the suffix."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


def made_docx(body: str, numbering: str = "", styles: str = "", **more: str) -> bytes:
    """A Word file with that body; `w:` is its namespace."""
    parts = {"word__document_xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>"}
    parts["word__numbering_xml"] = f"<w:numbering {_W}>{numbering}</w:numbering>"
    parts["word__styles_xml"] = f"<w:styles {_W}>{styles}</w:styles>"
    parts |= {name: f"<w:part {_W}>{content}</w:part>" for name, content in more.items()}
    return zipped(**parts)


_W = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    """A table cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of rows, each given as its cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def made_xlsx(cells: str, merges: str = "", columns: str = "", state: str = "visible") -> bytes:
    """A workbook of the sheets 收支总表 and 说明; styles: 0 General, 1 #,##0.00, 2 0.00%, 3 bordered, 4 0!.0000."""
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges.split())
    sheet = (
        f'<worksheet xmlns="{MAIN}">{columns}<sheetData>{cells}</sheetData>'
        + (f"<mergeCells>{merged}</mergeCells>" if merged else "")
        + "</worksheet>"
    )
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="0!.0000"/></numFmts>'
        '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="2"><border/><border><left style="thin"/></border></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" borderId="0"/>'
        '<xf numFmtId="4" borderId="0"/><xf numFmtId="10" borderId="0"/><xf numFmtId="0" borderId="1"/>'
        '<xf numFmtId="170" borderId="0"/></cellXfs></styleSheet>'
    )
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="收支总表" sheetId="1" r:id="rId1"/>'
        f'<sheet name="说明" sheetId="2" state="{state}" r:id="rId2"/></sheets></workbook>'
    )
    note = f'<worksheet xmlns="{MAIN}"><sheetData>{row(1, text("A1", "内部说明"))}</sheetData></worksheet>'
    return _workbook(book, styles, sheet, note)


def _workbook(book: str, styles: str, sheet: str, note: str) -> bytes:
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    links = "".join(
        f'<Relationship Id="{name}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for name, kind, target in (
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "worksheet", "worksheets/sheet2.xml"),
            ("rId3", "styles", "styles.xml"),
        )
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr("xl/workbook.xml", book)
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
        )
        archive.writestr("xl/styles.xml", styles)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        archive.writestr("xl/worksheets/sheet2.xml", note)
    return target.getvalue()


def row(number: int, cells: str, more: str = "") -> str:
    """A row of a sheet."""
    return f'<row r="{number}" {more}>{cells}</row>'


def text(reference: str, content: str, style: int = 0) -> str:
    """A cell that holds text."""
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t>{content}</t></is></c>'


def number(reference: str, content: str, style: int = 0, formula: str = "") -> str:
    """A cell that holds a number as the file writes it, perhaps the cached value of a formula."""
    return f'<c r="{reference}" s="{style}">{f"<f>{formula}</f>" if formula else ""}<v>{content}</v></c>'

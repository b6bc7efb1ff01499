"""How time grows with size: every reader and stage over generated inputs, doubled four times.

    python -m benchmarks.growth --log docs/growth.md            all
    python -m benchmarks.growth --only 'prose: changes'          one

Seconds are those of the processor. The exponent is that of the last two doublings: 1 is as the size, 2 its square.
"""

from __future__ import annotations

import argparse
import io
import math
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

DOUBLINGS = 4
MOST_EXPONENT = 1.15
HEAD = "青山县水利局2024年部门预算\n\n"
CAPTION = "部门预算支出总表\n编制部门：青山县水利局\t单位：万元\n功能科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
Input = Any


@dataclass(frozen=True, slots=True)
class Case:
    """An input of a size, and what is done with it; `first` is the smallest size."""

    make: Callable[[int], Input]
    use: Callable[[Input], object]
    first: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds by size, the smallest first."""

    name: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """That of the last two doublings."""
        return math.log(self.seconds[-1] / self.seconds[-3]) / math.log(self.sizes[-1] / self.sizes[-3])


def _table(rows: int) -> str:
    return CAPTION + "".join(
        f"{2010000 + row}\t科目{row}\t{row % 90 + 3}.50\t{row % 90 + 1}.25\t2.25\n" for row in range(rows)
    )


def _tables(count: int) -> str:
    return "\n".join(_table(12) for _ in range(count))


def _lost_cells(rows: int) -> str:
    """A table whose rows lack blank cells, which sums must place."""
    return CAPTION + "".join(
        f"{2010000 + row}\t科目{row}\t{row % 90 + 3}.50\t{row % 90 + 3}.50\n" for row in range(rows)
    )


def _flattened(rows: int) -> str:
    """A table as crawlers leave it: a cell a line."""
    cells = ["部门预算支出总表", "单位：万元", "功能科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    for row in range(rows):
        cells += [f"{2010000 + row}", f"科目{row}", f"{row % 90 + 3}.50", f"{row % 90 + 1}.25", "2.25"]
    return "\n".join(cells)


def _statements(count: int) -> str:
    return "".join(
        f"{number}、2024年一般公共服务支出{number}.50万元，比上年增加20.50万元，增长6.61%，主要原因是人员经费增加。\n"
        for number in range(1, count + 1)
    )


def _one_paragraph(count: int) -> str:
    return "一、收支说明\n" + "".join(
        f"其中：第{number}项支出{number}.50万元，较上年减少2万元；" for number in range(count)
    )


def _broken_lines(count: int) -> str:
    return "一、收支说明\n" + "本单位承担水利工程建设和管理工作并负责\n" * count


def _indicators(count: int) -> str:
    return "小型水库除险加固项目绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n" + "".join(
        f"产出指标\t数量指标\t加固水库数量{number}\t≥{number}座\n" for number in range(count)
    )


def _declarations(count: int) -> str:
    return "\n".join(
        f"项目支出绩效目标表\n项目名称\t水库加固{number}\t项目金额（万元）\t{number}.50\n总体目标\t完成{number}座水库加固\n"
        + "一级指标\t二级指标\t三级指标\t指标值\n" + f"产出指标\t数量指标\t加固数量\t≥{number}座\n"
        for number in range(1, count + 1)
    )  # fmt: skip


def _projects(count: int) -> str:
    return "项目支出表\n单位：万元\n项目名称\t合计\t财政拨款\n" + "".join(
        f"水库加固工程{number}\t{number}.50\t{number}.50\n" for number in range(1, count + 1)
    )


def _citations(count: int) -> str:
    return "依据《关于下达资金的通知》" + "".join(f"（冀财社〔2023〕{number}号）、" for number in range(count))


def _document(body: Callable[[int], str], size: int) -> bytes:
    return (HEAD + body(size)).encode()


def _read(suffix: str, data: bytes) -> object:
    from loaders.readers import read_bytes

    return read_bytes(data, f"a{suffix}")


def _whole_way(data: bytes) -> object:
    from kb.loading.load import read_file
    from loaders.iris import DEFAULT_BASE
    from loaders.scratch import scratch

    with scratch("growth") as folder:
        path = folder / "a.txt"
        path.write_bytes(data)
        parsed = read_file(path, DEFAULT_BASE)
    assert not parsed.error, parsed.error
    return parsed


def _html(rows: int) -> bytes:
    body = "".join(f"<tr><td>{2010000 + row}</td><td>科目</td><td>{row}.50</td></tr>" for row in range(rows))
    return f"<html><meta charset=utf-8><h1>{HEAD}</h1><table>{body}</table></html>".encode()


def _html_paragraphs(count: int) -> bytes:
    body = "".join(f"<p><span style='x'>支出</span><b>{number}.50</b>万元</p>" for number in range(count))
    return f"<html><meta charset=utf-8><style>p b {{ color: red }}</style><h1>{HEAD}</h1>{body}</html>".encode()


def _docx(paragraphs: int) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>支出{number}.50万元</w:t></w:r></w:p>" for number in range(paragraphs))
    return _docx_of(body)


def _docx_table(rows: int) -> bytes:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("2010101", "行政运行", "3.50"))
    return _docx_of(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * rows}</w:tbl>")


def _docx_of(body: str) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return _zipped({
        "[Content_Types].xml": f'<Types xmlns="{types}"/>',
        "word/document.xml": f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>',
    })  # fmt: skip


def _flat_opc(paragraphs: int) -> bytes:
    pkg = "http://schemas.microsoft.com/office/2006/xmlPackage"
    with zipfile.ZipFile(io.BytesIO(_docx(paragraphs))) as archive:
        document = archive.read("word/document.xml").decode()
    part = f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{document}</pkg:xmlData></pkg:part>'
    return f'<pkg:package xmlns:pkg="{pkg}">{part}</pkg:package>'.encode()


def _xlsx(rows: int) -> bytes:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("支出总表")
    for row in range(rows):
        sheet.append([f"{2010000 + row}", "科目", row + 0.5, row + 0.25])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls(rows: int) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("支出总表")
    for row in range(rows):
        for column, value in enumerate((f"{2010000 + row}", "科目", row + 0.5, row + 0.25)):
            sheet.write(row, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ods(rows: int) -> bytes:
    names = {one: f"urn:oasis:names:tc:opendocument:xmlns:{one}:1.0" for one in ("office", "table", "text")}
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in names.items())
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = f"<table:table-row>{cell.format('2010101')}{cell.format('科目')}{cell.format('3.50')}</table:table-row>"
    return _zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="支出">{row * rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>",
    })  # fmt: skip


def _pdf(pages: int) -> bytes:
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


def _pdf_one_page(rows: int) -> bytes:
    """A page that holds all: nothing forbids it."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 20 * rows + 100))
    for row in range(rows):
        for x, text in ((64, f"{2010000 + row}"), (304, f"{row}.50")):
            canvas.drawString(x, 20 * row + 40, text)
    canvas.save()
    return out.getvalue()


def _archive(members: int) -> bytes:
    return _zipped({f"{number}.txt": f"{HEAD}{number}" for number in range(members)})


def _members(data: bytes) -> object:
    """Every member opened, as a load does."""
    from loaders.readers import bytes_of, members_of
    from loaders.scratch import scratch

    with scratch("growth") as folder:
        path = folder / "a.zip"
        path.write_bytes(data)
        return [bytes_of(member) for member in members_of(path)]


def _zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@cache
def _store() -> Any:
    from kb.asking.questions import read_questions
    from kb.resources import folder
    from kb.store.embedded import Store

    store = Store()
    parsed: Any = _whole_way(_document(_table, 20))
    store.replace(parsed.document, parsed.quads)
    return store, read_questions(folder("queries/questions"))


def _ask(sentence: str) -> object:
    from kb.asking.words import reply
    from kb.resources import folder

    store, questions = _store()
    return reply(store, questions, sentence, folder("queries/choices"))


def _checked(parsed: Any) -> object:
    from kb.checks import check_documents
    from kb.store.embedded import Store

    with Store() as store:
        store.replace(parsed.document, parsed.quads)
        return list(check_documents(store, [parsed.document], workers=1))


def _to_check(rows: int) -> Any:
    return _whole_way(_document(_table, rows))


def _results(rows: int) -> bytes:
    row = '{"s":{"type":"uri","value":"https://x/s"},"n":{"type":"literal","value":"1"}}'
    return f'{{"head":{{"vars":["s","n"]}},"results":{{"bindings":[{",".join([row] * rows)}]}}}}'.encode()


def _read_results(body: bytes) -> object:
    from kb.store.remote.results import read

    return read("http://x", body, "SELECT ?s ?n { ?s ?p ?n }")


def _text_case(body: Callable[[int], str], first: int) -> Case:
    return Case(partial(_document, body), _whole_way, first)


CASES = {
    "reader: text, tables": Case(partial(_document, _table), partial(_read, ".txt"), 1000),
    "reader: text, broken lines": Case(partial(_document, _broken_lines), partial(_read, ".txt"), 2000),
    "reader: HTML, rows": Case(_html, partial(_read, ".html"), 500),
    "reader: HTML, paragraphs": Case(_html_paragraphs, partial(_read, ".html"), 500),
    "reader: DOCX, paragraphs": Case(_docx, partial(_read, ".docx"), 1000),
    "reader: DOCX, rows": Case(_docx_table, partial(_read, ".docx"), 300),
    "reader: flat OPC": Case(_flat_opc, partial(_read, ".xml"), 1000),
    "reader: XLSX": Case(_xlsx, partial(_read, ".xlsx"), 500),
    "reader: XLS": Case(_xls, partial(_read, ".xls"), 500),
    "reader: ODS": Case(_ods, partial(_read, ".ods"), 500),
    "reader: PDF, pages": Case(_pdf, partial(_read, ".pdf"), 4),
    "reader: PDF, one page": Case(_pdf_one_page, partial(_read, ".pdf"), 50),
    "reader: archive, members": Case(_archive, _members, 125),
    "forms: one table": _text_case(_table, 100),
    "forms: many tables": _text_case(_tables, 8),
    "forms: lost cells (alignment, arithmetic)": _text_case(_lost_cells, 100),
    "forms: flattened": _text_case(_flattened, 50),
    "forms: projects": _text_case(_projects, 100),
    "forms: indicators": _text_case(_indicators, 100),
    "forms: declarations": _text_case(_declarations, 20),
    "prose: statements": _text_case(_statements, 50),
    "prose: one paragraph": _text_case(_one_paragraph, 50),
    "prose: broken lines": _text_case(_broken_lines, 250),
    "prose: citations": _text_case(_citations, 100),
    "checks": Case(_to_check, _checked, 50),
    "sentences of kb ask": Case(lambda size: "青山县水利局2024年的三公经费和项目支出，" * size, _ask, 1),
    "sentences of kb ask, nonsense": Case(lambda size: "甲乙丙丁戊" * size, _ask, 6),
    "answers of servers": Case(_results, _read_results, 5000),
}  # fmt: skip


def measure(name: str) -> Growth:
    """A case at five sizes; no further where one takes over a minute."""
    case = CASES[name]
    case.use(case.make(max(1, case.first // 4)))  # what is made once is made
    sizes, taken = [], []
    for doubling in range(DOUBLINGS + 1):
        size = case.first * 2**doubling
        made = case.make(size)
        started = time.process_time()
        case.use(made)
        sizes.append(size)
        taken.append(max(time.process_time() - started, 1e-6))
        if taken[-1] > 60:
            break
    return Growth(name, tuple(sizes), tuple(taken))


def log(found: list[Growth]) -> str:
    """The table as a Markdown page."""
    rows = [
        f"| {one.name} | {one.sizes[0]}–{one.sizes[-1]} | {' '.join(f'{taken:.2f}' for taken in one.seconds)} "
        f"| {one.exponent:.2f} |"
        for one in found
    ]
    return "\n".join(
        [
            "# How time grows with size 时间随大小的增长",
            "",
            "`python -m benchmarks.growth`: generated inputs, doubled four times; seconds of CPU; the exponent "
            "of the last two doublings (1: as the size, 2: its square).",
            "",
            "生成的输入，四次加倍；处理器秒数；末两次加倍的指数（1 为成正比，2 为平方）。",
            "",
            "| reader or stage 环节 | sizes 大小 | seconds 秒 | exponent 指数 |",
            "|---|---|---|--:|",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append")
    parser.add_argument("--log", type=Path)
    options = parser.parse_args()
    found = []
    for name in _chosen(options.only):
        found.append(measure(name))
        one = found[-1]
        told = " ".join(f"{taken:.2f}" for taken in one.seconds)
        mark = "  <<<" if one.exponent > MOST_EXPONENT else ""
        print(f"{name}: {told}  {one.exponent:.2f}{mark}", file=sys.stderr, flush=True)
    text = log(found)
    (options.log.write_text(text, encoding="utf-8") if options.log else print(text))


def _chosen(only: list[str] | None) -> Iterator[str]:
    return (name for name in CASES if not only or any(part in name for part in only))


if __name__ == "__main__":
    main()

"""Findings as a Word document, one part a department, in the form that finance bureaus hand on to departments.

A heading and one sentence of what was checked and found, then a table: number, problem, place and printed text, what
to do, and a blank column for the department's answer. Needs the extra `word` (python-docx).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from kb.checks.finding import NOTE, Finding
from kb.checks.places import in_chinese
from kb.checks.reports import SEVERITY_NAMES, Report, by_money, money_stated

_COLUMNS = ("序号", "存在的问题", "位置与原文", "处理建议", "部门说明")
_WIDTHS_CM = (1.2, 8.6, 6.4, 5.2, 3.6)
_MOST_PLACES, _LONGEST_TEXT = 4, 80
_FONT = "宋体"


class WordMissing(Exception):
    """The library that writes Word documents is not installed; the message says how to get it."""


def write(report: Report, path: Path) -> None:
    """One document with a part for each department. Raises WordMissing."""
    try:
        import docx
    except ImportError as error:
        raise WordMissing('写 Word 要先安装: pip install "yusuan-kb[word]" (install the extra `word`)') from error
    book = docx.Document()
    _style(book)
    by_department: dict[str, list[str]] = defaultdict(list)
    for document in report.findings:
        by_department[report.department(document)].append(document)
    for number, (department, documents) in enumerate(by_department.items()):
        if number:
            book.add_page_break()  # type: ignore[no-untyped-call]
        _part(book, department, documents, report)
    book.save(str(path))


def _style(book: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = book.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name in ("Normal", "Heading 1", "Heading 2"):
        font = book.styles[name].font
        font.name = _FONT
        book.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    book.styles["Normal"].font.size = Pt(10.5)


def _part(book: Any, department: str, documents: list[str], report: Report) -> None:
    book.add_heading(f"{department}预决算公开检查情况", level=1)
    for document in documents:
        findings = [one for one in by_money(report.findings[document]) if one.severity != NOTE]
        counted = "、".join(
            f"{name} {sum(1 for one in findings if one.severity == severity)} 项"
            for severity, name in SEVERITY_NAMES.items()
            if severity != NOTE
        )
        book.add_heading(document, level=2)
        if not findings:
            book.add_paragraph("经检查，未发现问题。")
            continue
        book.add_paragraph(f"经检查，发现{counted}。请逐项核对，属实的更正后重新公开，另有原因的在“部门说明”一栏说明。")
        _table(book, findings, report)


def _table(book: Any, findings: list[Finding], report: Report) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = book.add_table(rows=1, cols=len(_COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    for cell, title in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(title).bold = True
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for number, finding in enumerate(findings, 1):
        for cell, text in zip(table.add_row().cells, _cells(number, finding, report), strict=True):
            cell.text = _printable(text)
    for column, width in zip(table.columns, _WIDTHS_CM, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, _WIDTHS_CM, strict=True):
            cell.width = Cm(width)


def _cells(number: int, finding: Finding, report: Report) -> tuple[str, str, str, str, str]:
    money = f"\n涉及金额：{money_stated(finding)}万元" if finding.money else ""
    also = "".join(f"\n同因：{one.message}" for one in finding.also)
    name = report.rules[finding.rule].name
    places = [
        "：".join(filter(None, (in_chinese(one.place), one.text[:_LONGEST_TEXT])))
        for one in finding.spots[:_MOST_PLACES]
    ]
    more = len(finding.spots) - _MOST_PLACES
    places += [f"等 {len(finding.spots)} 处"] if more > 0 else []
    return (
        str(number),
        f"【{SEVERITY_NAMES[finding.severity]}·{name}】{finding.message}{money}{also}",
        "\n".join(dict.fromkeys(places)),
        finding.advice,
        report.remark(finding),
    )


def _printable(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return "".join(char for char in text if char in "\n\t" or char >= " ")

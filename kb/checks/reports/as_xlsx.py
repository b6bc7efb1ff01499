"""Findings as a workbook: one row a finding, a filter, a header that stays in sight; the worst first."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from kb.checks.finding import ERROR, NOTE, WARNING, Finding
from kb.checks.places import in_chinese
from kb.checks.reports import SEVERITY_NAMES, Report, by_money
from kb.checks.reports.sheets import fit_height, set_columns, set_page
from kb.rows.formulas import is_formula
from loaders.scratch import keep_all_here

HEADER = (
    *("部门", "文件", "程度", "问题类型", "问题", "涉及金额（元）", "差额（印出的单位）", "位置", "原文"),
    *("处理建议", "处理状态", "处理人", "处理时间", "说明", "同因问题", "编号"),
)
_WIDTHS = (16, 18, 6, 14, 48, 15, 15, 18, 32, 26, 10, 10, 12, 20, 40, 36)
_LAST_PRINTED = "J"
"""What the desk keeps (status, ids) is in the workbook and not on paper."""
_MONEY = HEADER.index("涉及金额（元）") + 1
_FILLS = {ERROR: "FBD5D5", WARNING: "FDEEC2", NOTE: "E3EEFC"}


def write(report: Report, path: Path) -> None:
    """One sheet of findings. Text that a spreadsheet would take for a formula is kept as text."""
    import openpyxl
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    keep_all_here()
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "检查发现的问题"
    sheet.append(HEADER)
    found = [one for findings in report.findings.values() for one in by_money(findings)]
    for number, finding in enumerate(found, 2):
        for column, value in enumerate(_cells(finding, report), 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str) and is_formula(value):
                cell.data_type = "s"
                cell.quotePrefix = True
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 3).fill = PatternFill("solid", fgColor=_FILLS[finding.severity])
        sheet.cell(number, _MONEY).number_format = "#,##0.00"
        fit_height(sheet, number, _WIDTHS)
    set_columns(sheet, _WIDTHS)
    for column in range(1, len(HEADER) + 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.cell(1, column).alignment = Alignment(wrap_text=True, vertical="center")
    sheet.freeze_panes = "E2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADER))}{max(2, len(found) + 1)}"
    set_page(sheet, 1, _LAST_PRINTED, len(found) + 1)
    book.save(path)


def _cells(finding: Finding, report: Report) -> tuple[str | Decimal | None, ...]:
    entry = report.decided.get(finding.id) if report.remark(finding) else None
    return (
        report.department(finding.document),
        finding.document,
        SEVERITY_NAMES[finding.severity],
        report.rules[finding.rule].name,
        finding.message,
        Decimal(finding.money) if finding.money else None,
        finding.difference,
        "\n".join(dict.fromkeys(in_chinese(spot.place) for spot in finding.spots)),
        "\n".join(dict.fromkeys(spot.text for spot in finding.spots)),
        finding.advice,
        str(report.status(finding)),
        entry.by if entry else "",
        entry.at[:10] if entry else "",
        entry.note if entry else "",
        "\n".join(one.message for one in finding.also),
        finding.id,
    )

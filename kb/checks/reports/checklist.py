"""The 预算公开情况检查表 as a workbook: per item whether it is met, what is wrong, and on which page or line."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from kb import resources
from kb.checks.facts import Facts
from kb.checks.finding import NOTE, Finding
from kb.checks.places import in_chinese
from kb.checks.relations.required import required
from kb.checks.reports import Report
from kb.checks.reports.sheets import fit_height, set_columns, set_page
from loaders.scratch import keep_all_here

HEADER = ("检查项目", "符合要求（是/否）", "存在的问题", "页码或行号")
_WIDTHS = (26, 10, 80, 30)
_ABSENT = "文件里没有"
_ITEM_MISSING = "required-item-missing"
_MOST_LINES = 20
_TITLE_LENGTH = 31


def write(report: Report, path: Path) -> None:
    """One sheet a document."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin", color="999999")

    keep_all_here()
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, document in enumerate(report.findings, 1):
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "", f"{number}.{document}")[:_TITLE_LENGTH])
        sheet.append([f"预算公开情况检查表：{document}"])
        sheet.append(HEADER)
        for item in rows(document, report):
            sheet.append(item)
        set_columns(sheet, _WIDTHS)
        for row in range(2, sheet.max_row + 1):
            for cell in sheet[row]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.border = Border(left=line, right=line, top=line, bottom=line)
                cell.font = Font(bold=row == 2)
            fit_height(sheet, row, _WIDTHS)
        sheet["A1"].font = Font(bold=True, size=14)
        sheet.freeze_panes = "B3"
        set_page(sheet, 2, "D", sheet.max_row)
    book.save(path)


def rows(document: str, report: Report) -> list[tuple[str, str, str, str]]:
    """The items of the checklist for one document; notes and findings that the desk has done away with do not count."""
    facts = report.facts(document)
    counted = [one for one in report.findings[document] if one.severity != NOTE and not report.is_quiet(one)]
    taken: set[str] = set()
    return [_row(item, counted, facts, report, taken) for item in _items()]


@cache
def _items() -> list[dict[str, Any]]:
    path = resources.folder("queries/checks") / "checklist.toml"
    loaded: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["item"]
    return loaded


def _row(
    item: dict[str, Any], findings: list[Finding], facts: Facts, report: Report, taken: set[str]
) -> tuple[str, str, str, str]:
    if item.get("by_hand"):
        return (item["name"], "", "由检查人填写", "")
    forms = {f"{fact.iri}" for fact in _forms(item, facts)}
    mine = [
        one
        for one in findings
        if one.id not in taken
        and (any(spot.form in forms for spot in one.spots[:1]) or _item_of(one, report) in _names(item))
    ]
    taken.update(one.id for one in mine)
    absent = not _held(item, facts)
    if absent and item.get("optional"):
        return (item["name"], "不适用", "", "")
    problems = [_ABSENT] * absent + [one.message for one in mine[:_MOST_LINES]]
    places = dict.fromkeys(in_chinese(spot.place) for one in mine for spot in one.spots[:2] if spot.place)
    met = "否" if problems else "是"
    return (item["name"], met, "\n".join(problems), "；".join(list(places)[:_MOST_LINES]))


def _item_of(finding: Finding, report: Report) -> str:
    """The line of the checklist that a finding bears on: its rule's, or that of the required item it is about."""
    if finding.rule == _ITEM_MISSING:
        return next((item["item"] for item in required()["item"] if item["id"] == finding.about), "")
    return report.rules[finding.rule].item


def _names(item: dict[str, Any]) -> tuple[str, ...]:
    """What rules and required items call a line: its own name where it has no others."""
    return (*item.get("items", ()), item["name"])


def _forms(item: dict[str, Any], facts: Facts) -> list[Any]:
    wanted = item.get("forms", ())
    return [
        form
        for form in facts.of_type("Form")
        if form.one("formKind").rpartition("/")[2] in wanted and form.one("status") != "missing"
    ]


def _held(item: dict[str, Any], facts: Facts) -> bool:
    """Whether the document has what the item asks for at all."""
    if "forms" in item:
        return bool(_forms(item, facts))
    if "facts" in item and facts.of_type(item["facts"]):
        return True
    if "sections" in item:
        headings = facts.of_type("Section")
        return any(re.search(item["sections"], one.one("text")) for one in headings) or (
            item["sections"] == "目录" and any(one.one("inContents") == "true" for one in headings)
        )
    return "facts" not in item

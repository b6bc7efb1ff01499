"""Findings as one HTML page that needs nothing else: a summary, the findings, and each form with its cells marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape

from kb.checks.facts import Facts
from kb.checks.finding import SEVERITIES, Finding
from kb.checks.relations.forms.sheets import Line, Sheet, sheets
from kb.checks.reports import SEVERITY_NAMES, Report

_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;margin:2em auto;max-width:76em;
padding:0 1em;color:#222}
table{border-collapse:collapse;margin:.6em 0 1.6em;width:100%}
th,td{border:1px solid #ccc;padding:.25em .5em;vertical-align:top;text-align:left}
th{background:#f3f3f3}td.n{text-align:right;font-variant-numeric:tabular-nums}
.error{background:#fbd5d5}.warning{background:#fdeec2}.note{background:#e3eefc}
.id,.place{color:#666;font-size:.85em}.printed{color:#444;font-size:.9em}h2{border-bottom:2px solid #888}
@media print{body{max-width:none}}
"""


def render(report: Report) -> str:
    """The whole page."""
    return "".join(_page(report))


def _page(report: Report) -> Iterator[str]:
    yield f'<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>预算公开检查</title><style>{_STYLE}</style>'
    yield f"<h1>预算公开检查 · Checks</h1><p>{escape(report.totals())}</p>"
    yield from _summary(report)
    for number, (document, findings) in enumerate(report.findings.items()):
        yield f'<h2 id="d{number}">{escape(document)}</h2>'
        if not findings:
            yield "<p>没有发现问题。</p>"
            continue
        yield from _findings(findings, report)
        yield from _forms(findings, report.facts(document))
    yield "</html>\n"


def _summary(report: Report) -> Iterator[str]:
    heads = "".join(f"<th>{SEVERITY_NAMES[one]}</th>" for one in SEVERITIES)
    yield f"<table><tr><th>文件 document</th>{heads}</tr>"
    for number, (document, findings) in enumerate(report.findings.items()):
        counts = "".join(
            f'<td class="n">{sum(1 for finding in findings if finding.severity == one)}</td>' for one in SEVERITIES
        )
        yield f'<tr><td><a href="#d{number}">{escape(document)}</a></td>{counts}</tr>'
    yield "</table>"


def _findings(findings: Iterable[Finding], report: Report) -> Iterator[str]:
    yield "<table><tr><th>程度</th><th>问题</th><th>位置与原文</th></tr>"
    for finding in findings:
        rule = report.rules[finding.rule]
        accepted = report.remark(finding)
        yield f'<tr id="{escape(finding.id)}"><td class="{finding.severity}">{SEVERITY_NAMES[finding.severity]}</td>'
        yield f"<td>{escape(finding.message)}<br><span class=place>{escape(rule.equation)}</span><br>"
        yield f"<span class=id>{escape(finding.id)}</span>"
        yield f"<br>{escape(accepted)}</td><td>" if accepted else "</td><td>"
        for spot in finding.spots:
            yield f"<div><span class=place>{escape(spot.place or '全文')}</span> {escape(spot.what)} "
            yield f"<b>{escape(spot.printed)}</b> <span class=printed>“{escape(spot.text[:120])}”</span></div>"
        yield "</td></tr>"
    yield "</table>"


def _forms(findings: Iterable[Finding], facts: Facts) -> Iterator[str]:
    """The forms that findings touch, as tables."""
    marks: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for spot in finding.spots:
            marks[spot.fact].append(finding)
    for sheet in sheets(facts):
        cells = {figure.iri for line in sheet.lines for figure in line.figures.values()}
        if cells & marks.keys():
            yield from _form(sheet, marks)


def _form(sheet: Sheet, marks: dict[str, list[Finding]]) -> Iterator[str]:
    columns = sheet.columns()
    yield f"<h3>{escape(sheet.title or '（无表名）')}</h3><table><tr><th>编码</th><th>名称</th>"
    yield "".join(f"<th>{escape(column)}</th>" for column in columns) + "</tr>"
    for line in sheet.lines:
        yield f"<tr><td>{escape(line.code)}</td><td>{escape(line.label)}</td>"
        yield "".join(_cell(line, column, marks) for column in columns) + "</tr>"
    yield "</table>"


def _cell(line: Line, column: str, marks: dict[str, list[Finding]]) -> str:
    figure = line.figures.get(column)
    if figure is None:
        return "<td></td>"
    found = marks.get(figure.iri, [])
    printed = escape(figure.one("printedAmount"))
    if not found:
        return f'<td class="n">{printed}</td>'
    worst = min(found, key=lambda finding: SEVERITIES.index(finding.severity))
    told = escape("\n".join(finding.message for finding in found), quote=True)
    link = f'<a href="#{escape(worst.id)}">{printed}</a>'
    return f'<td class="n {worst.severity}" title="{told}">{link}</td>'

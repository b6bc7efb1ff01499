"""Findings as one HTML page that needs nothing else: money first, a filter, the printed lines, forms with marked cells.

Each document begins on a new sheet of paper; headers of tables are printed on every sheet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from html import escape
from urllib.parse import quote

from kb.checks.desk import Status
from kb.checks.facts import Facts
from kb.checks.finding import NOTE, SEVERITIES, Finding
from kb.checks.places import in_chinese
from kb.checks.relations.forms.sheets import CheckedSheet, SheetLine, sheets
from kb.checks.reports import SEVERITY_NAMES, Report, by_money, money_stated

_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;margin:2em auto;max-width:80em;
padding:0 1em;color:#222}
table{border-collapse:collapse;margin:.6em 0 1.6em;width:100%}
th,td{border:1px solid #ccc;padding:.25em .5em;vertical-align:top;text-align:left}
th{background:#f3f3f3;white-space:nowrap}td.error,td.warning,td.note{white-space:nowrap}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.error{background:#fbd5d5}.warning{background:#fdeec2}.note{background:#e3eefc}
.id,.place{color:#666;font-size:.85em}.printed{color:#444;font-size:.9em}h2{border-bottom:2px solid #888}
.advice{color:#1a5c2e}.filter{margin:1em 0}.filter input,.filter select{font:inherit;padding:.2em .4em}
[hidden]{display:none}
td:target{outline:3px solid #1a5c2e}
@media screen and (max-width:45em){body{margin:1em auto}h1{font-size:1.4em}
section table{display:block;overflow-x:auto}.summary th{white-space:normal}
table.findings thead{display:none}table.findings,table.findings tbody{display:block}
table.findings tr{display:block;border:1px solid #ccc;margin:0 0 1em}table.findings tr[hidden]{display:none}
table.findings td{display:block;border:0;text-align:left}table.findings td.n:empty{display:none}
table.findings td.n::after{content:" 万元"}}
@page{size:A4;margin:14mm 12mm}
@media print{body{max-width:none;margin:0;font-size:11px}.filter{display:none}thead{display:table-header-group}
tr{break-inside:avoid}h2,h3{break-after:avoid}section{break-before:page}section:only-of-type{break-before:auto}
table.findings td:last-child{width:42%}a{color:inherit;text-decoration:none}}
"""
SCRIPT = """
function filterFindings(){
 const word=document.getElementById('word').value.trim(),level=document.getElementById('level').value;
 const state=document.getElementById('state').value;
 for(const row of document.querySelectorAll('tr[data-level]'))
  row.hidden=(level&&row.dataset.level!==level)||(state&&row.dataset.state!==state)
   ||(word&&!row.textContent.includes(word));
}
for(const name of ['word','level','state'])document.getElementById(name).addEventListener('input',filterFindings);
"""
_LONGEST_TEXT = 120
_TEN_THOUSAND = Decimal(10000)


def render(report: Report) -> str:
    """The whole page: a summary with the money at stake, then one part a department, each on its own paper."""
    return "".join(_page(report))


def _page(report: Report) -> Iterator[str]:
    yield '<!DOCTYPE html><html lang="zh"><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1"><title>预算公开检查</title>'
    yield f"<style>{_STYLE}</style>"
    yield f"<h1>预算公开检查 · Checks</h1><p>{escape(report.totals())}</p>"
    yield from _summary(report)
    yield from _filter()
    for number, (document, findings) in _most_money_first(report):
        yield f'<section><h2 id="d{number}">{escape(document)}</h2>'
        if findings:
            facts = report.facts(document)
            shown = {iri for sheet in _touched(findings, facts) for iri in _cells(sheet)}
            yield from _findings(by_money(findings), report, shown)
            yield from _forms(findings, facts)
        else:
            yield "<p>没有发现问题。</p>"
        yield "</section>"
    yield f"<script>{SCRIPT}</script></html>\n"


def _summary(report: Report) -> Iterator[str]:
    """A row a document, the most money first."""
    heads = "".join(f"<th>{SEVERITY_NAMES[one]}</th>" for one in SEVERITIES)
    yield f"<table class=summary><thead><tr><th>文件 document</th><th>涉及金额（万元）</th>{heads}</tr></thead><tbody>"
    for number, (document, findings) in _most_money_first(report):
        counts = "".join(
            f'<td class="n">{sum(1 for finding in findings if finding.severity == one)}</td>' for one in SEVERITIES
        )
        money = f"{(_money(findings) / _TEN_THOUSAND).normalize():,f}"
        yield f'<tr><td><a href="#d{number}">{escape(document)}</a></td><td class="n">{money}</td>{counts}</tr>'
    yield "</tbody></table>"


def _most_money_first(report: Report) -> list[tuple[int, tuple[str, list[Finding]]]]:
    """The documents with their findings and their numbers in the report, the most money first."""
    return sorted(enumerate(report.findings.items()), key=lambda one: -_money(one[1][1]))


def _money(findings: Iterable[Finding]) -> Decimal:
    """The differences of errors and warnings together, in yuan."""
    return sum((Decimal(one.money or 0) for one in findings if one.severity != NOTE), Decimal(0))


def _filter() -> Iterator[str]:
    levels = "".join(f'<option value="{one}">{SEVERITY_NAMES[one]}</option>' for one in SEVERITIES)
    states = "".join(f"<option>{escape(str(one))}</option>" for one in Status)
    yield '<p class="filter">筛选 filter <input id="word" placeholder="字词"> '
    yield f'<select id="level"><option value="">全部程度</option>{levels}</select> '
    yield f'<select id="state"><option value="">全部状态</option>{states}</select></p>'


def _findings(findings: Iterable[Finding], report: Report, shown: Collection[str]) -> Iterator[str]:
    """A row a finding; places in forms that are `shown` below lead there."""
    heads = "".join(f"<th>{one}</th>" for one in ("程度", "金额（万元）", "问题", "位置与原文"))
    yield f"<table class=findings><thead><tr>{heads}</tr></thead><tbody>"
    for finding in findings:
        yield f'<tr id="{escape(finding.id)}" data-level="{finding.severity}" data-state="{report.status(finding)}">'
        yield f'<td class="{finding.severity}">{SEVERITY_NAMES[finding.severity]}</td>'
        yield f'<td class="n">{money_stated(finding)}</td><td>'
        yield from _problem(finding, report)
        yield "</td><td>"
        for spot in finding.spots:
            place = f"<span class=place>{escape(in_chinese(spot.place))}</span>"
            place = f'<a href="#{quote(spot.fact)}">{place}</a>' if spot.fact in shown else place
            yield f"<div>{place} {escape(spot.what)} "
            yield f"<b>{escape(spot.printed)}</b> "
            text = spot.text[:_LONGEST_TEXT]
            quoted = "" if text.replace(",", "") in spot.printed else f"“{escape(text)}”"
            yield f"<span class=printed>{quoted}</span></div>"
        yield "</td></tr>"
    yield "</tbody></table>"


def _problem(finding: Finding, report: Report) -> Iterator[str]:
    rule = report.rules[finding.rule]
    yield f"{escape(finding.message)}<br>"
    yield from (f"<span class=place>同因：{escape(one.message)}</span><br>" for one in finding.also)
    yield f"<span class=place>{escape(rule.name)}：{escape(rule.equation)}</span><br>"
    yield f"<span class=advice>{escape(finding.advice)}</span>"
    if report.ids:
        yield f"<br><span class=id>{escape(finding.id)}</span>"
    if remark := report.remark(finding):
        yield f"<br>{escape(remark)}"


def _forms(findings: Iterable[Finding], facts: Facts) -> Iterator[str]:
    """The forms that findings touch, as tables."""
    marks: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for spot in finding.spots:
            marks[spot.fact].append(finding)
    for sheet in _touched(findings, facts):
        yield from _form(sheet, marks)


def _touched(findings: Iterable[Finding], facts: Facts) -> list[CheckedSheet]:
    """The forms that findings touch."""
    touched = {spot.fact for finding in findings for spot in finding.spots}
    return [sheet for sheet in sheets(facts) if touched & _cells(sheet)]


def _cells(sheet: CheckedSheet) -> set[str]:
    """The figures of a form, by IRI."""
    return {figure.iri for line in sheet.lines for figure in line.figures.values()}


def _form(sheet: CheckedSheet, marks: dict[str, list[Finding]]) -> Iterator[str]:
    columns = sheet.columns()
    yield f"<h3>{escape(sheet.title or '（无表名）')}</h3><table><thead><tr><th>编码</th><th>名称</th>"
    yield "".join(f"<th>{escape(column)}</th>" for column in columns) + "</tr></thead><tbody>"
    for line in sheet.lines:
        yield f"<tr><td>{escape(line.code)}</td><td>{escape(line.label)}</td>"
        yield "".join(_cell(line, column, marks) for column in columns) + "</tr>"
    yield "</tbody></table>"


def _cell(line: SheetLine, column: str, marks: dict[str, list[Finding]]) -> str:
    figure = line.figures.get(column)
    if figure is None:
        return "<td></td>"
    found = marks.get(figure.iri, [])
    printed = escape(figure.one("printedAmount"))
    if not found:
        return f'<td class="n">{printed}</td>'
    worst = min(found, key=lambda finding: SEVERITIES.index(finding.severity))
    stated = escape("\n".join(finding.message for finding in found), quote=True)
    link = f'<a href="#{escape(worst.id)}">{printed}</a>'
    return f'<td class="n {worst.severity}" id="{escape(figure.iri)}" title="{stated}">{link}</td>'

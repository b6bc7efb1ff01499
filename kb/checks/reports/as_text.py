"""Findings as text for a terminal: by document and severity, each with its equation, figures, places and advice."""

from __future__ import annotations

from kb.checks.finding import ERROR, NOTE, SEVERITIES, WARNING, Finding
from kb.checks.places import in_chinese
from kb.checks.reports import SEVERITY_NAMES, Report, money_stated

_MARKS = {ERROR: "✗", WARNING: "!", NOTE: "·"}
_MOST_PLACES = 12


def render(report: Report) -> str:
    """The whole report."""
    lines: list[str] = []
    for document, findings in report.findings.items():
        lines.append(f"━━ {document}")
        if not findings:
            lines.append("   没有发现问题 (nothing found)")
        for severity in SEVERITIES:
            group = [finding for finding in findings if finding.severity == severity]
            if group:
                lines.append(f"── {SEVERITY_NAMES[severity]} ({severity}) {len(group)}")
            for finding in group:
                lines.extend(_finding(finding, report))
    lines.append(f"合计 (total): {report.totals()}")
    return "\n".join(lines) + "\n"


def _finding(finding: Finding, report: Report) -> list[str]:
    rule = report.rules[finding.rule]
    money = f"    涉及 {money_stated(finding)} 万元" if finding.money else ""
    lines = [
        f"{_MARKS[finding.severity]} {finding.message}",
        f"    {report.rule_name(finding)}: {rule.equation}{money}",
    ]
    lines += [f"    同因: {one.message}" for one in finding.also]
    for spot in finding.spots[:_MOST_PLACES]:
        text = spot.text.replace("\n", " ")
        printed = f"{spot.printed}  " if spot.printed and spot.printed != text else ""
        lines.append(f"    {in_chinese(spot.place)}: {spot.what} {printed}“{text[:60]}”")
    if len(finding.spots) > _MOST_PLACES:
        lines.append(f"    … 另 {len(finding.spots) - _MOST_PLACES} 处 (more places)")
    if remark := report.remark(finding):
        lines.append(f"    {remark}")
    return lines

"""Findings as CSV: one row a finding, the columns of the table `findings` with id, equation and English message."""

from __future__ import annotations

import csv
import io

from kb.checks.finding import Finding
from kb.checks.places import in_chinese
from kb.checks.reports import Report

COLUMNS = (
    *("document", "id", "rule", "rule_name", "severity", "status", "message", "message_en", "equation", "values"),
    *("difference", "money_yuan", "places", "texts", "advice", "also"),
)


def render(report: Report) -> str:
    """The rows under a header line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(row(finding, report) for finding in report.all())
    return out.getvalue()


def row(finding: Finding, report: Report) -> tuple[str, ...]:
    """The cells of one finding, in the order of COLUMNS."""
    rule = report.rules[finding.rule]
    return (
        finding.document,
        finding.id,
        finding.rule,
        rule.name,
        finding.severity,
        str(report.status(finding)),
        finding.message,
        finding.message_en,
        rule.equation,
        " | ".join(finding.values),
        finding.difference,
        finding.money,
        " | ".join(in_chinese(spot.place) for spot in finding.spots),
        " | ".join(spot.text for spot in finding.spots),
        finding.advice,
        " | ".join(one.message for one in finding.also),
    )

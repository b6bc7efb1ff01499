"""Findings as CSV: one row a finding, the columns of the table `findings` with id, equation and English message."""

from __future__ import annotations

import csv
import io

from kb.checks.reports import Report

COLUMNS = (
    *("document", "id", "rule", "severity", "message", "message_en", "equation", "values", "difference"),
    *("places", "texts"),
)


def render(report: Report) -> str:
    """The rows under a header line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for finding in report.all():
        writer.writerow(
            (
                finding.document,
                finding.id,
                finding.rule,
                finding.severity,
                finding.message,
                finding.message_en,
                report.rules[finding.rule].equation,
                " | ".join(finding.values),
                finding.difference,
                " | ".join(spot.place for spot in finding.spots),
                " | ".join(spot.text for spot in finding.spots),
            )
        )
    return out.getvalue()

"""Findings as JSON, the form that `kb check --since` reads again."""

from __future__ import annotations

import json
from typing import Any

from kb.checks.finding import Finding
from kb.checks.reports import Report


def render(report: Report) -> str:
    """A list of findings."""
    return json.dumps([_finding(one, report) for one in report.all()], ensure_ascii=False, indent=1) + "\n"


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    rule = report.rules[finding.rule]
    return {
        "id": finding.id,
        "document": finding.document,
        "rule": finding.rule,
        "rule_name": rule.name,
        "family": rule.family,
        "severity": finding.severity,
        "message": finding.message,
        "message_en": finding.message_en,
        "equation": rule.equation,
        "tolerance": rule.tolerance,
        "values": list(finding.values),
        "difference": finding.difference,
        "money": finding.money,
        "advice": finding.advice,
        "also": [{"id": one.id, "rule": one.rule, "message": one.message} for one in finding.also],
        "status": str(report.status(finding)),
        "remark": report.remark(finding),
        "places": [
            {"fact": spot.fact, "what": spot.what, "printed": spot.printed, "place": spot.place, "text": spot.text}
            for spot in finding.spots
        ],
    }

"""Findings as SARIF 2.1.0, which code-review tools and editors show beside the lines."""

from __future__ import annotations

import json
from typing import Any

from kb.checks.finding import Finding, Spot
from kb.checks.reports import Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """One run with all rules that found something."""
    used = [rule for name, rule in sorted(report.rules.items()) if any(one.rule == name for one in report.all())]
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.summary},
            "fullDescription": {"text": f"{rule.equation}; {rule.tolerance}"},
            "defaultConfiguration": {"level": rule.severity},
        }
        for rule in used
    ]
    run = {
        "tool": {"driver": {"name": "yusuan-kb", "rules": rules}},
        "results": [_result(finding, report) for finding in report.all()],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _result(finding: Finding, report: Report) -> dict[str, Any]:
    file = report.facts(finding.document).disclosure.one("file")
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": finding.message},
        "fingerprints": {"yusuan-kb/v1": finding.id},
        "locations": [_location(spot, file) for spot in finding.spots[:1]],
        "relatedLocations": [_location(spot, file) for spot in finding.spots[1:]],
    }
    if report.is_quiet(finding):
        result["suppressions"] = [{"kind": "external", "justification": report.remark(finding)}]
    return result


def _location(spot: Spot, file: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": file}}
    if spot.line is not None:
        physical["region"] = {"startLine": spot.line, "snippet": {"text": spot.text}}
    return {"physicalLocation": physical, "message": {"text": f"{spot.what} {spot.printed} ({spot.place})"}}

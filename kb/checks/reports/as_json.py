"""Findings as JSON, the form that `kb check --since` reads again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kb.checks.finding import Finding
from kb.checks.reports import Report


class NotFindings(Exception):
    """A file that is no JSON report of findings; the message names it."""


def render(report: Report) -> str:
    """A list of findings."""
    return json.dumps([_finding(one, report) for one in report.all()], ensure_ascii=False, indent=1) + "\n"


def ids_in(path: Path) -> set[str]:
    """The ids of the findings in an earlier JSON report. Raises NotFindings."""
    try:
        return {entry["id"] for entry in json.loads(path.read_text(encoding="utf-8"))}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise NotFindings(
            f"{path}: 不是 kb check --format json 写出的文件 (no report of kb check --format json): {error}"
        ) from error


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    rule = report.rules[finding.rule]
    return {
        "id": finding.id,
        "document": finding.document,
        "rule": finding.rule,
        "family": rule.family,
        "severity": finding.severity,
        "message": finding.message,
        "message_en": finding.message_en,
        "equation": rule.equation,
        "tolerance": rule.tolerance,
        "values": list(finding.values),
        "difference": finding.difference,
        "status": str(report.status(finding)),
        "remark": report.remark(finding),
        "places": [
            {"fact": spot.fact, "what": spot.what, "printed": spot.printed, "place": spot.place, "text": spot.text}
            for spot in finding.spots
        ],
    }

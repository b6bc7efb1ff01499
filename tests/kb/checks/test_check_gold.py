"""The contradictions that careful readers found in real documents are among the errors and warnings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from checks.planting import findings

from kb.checks import Finding

OF_FIGURES, OF_ALL = 0.90, 0.75


def tells(finding: Finding, contradiction: dict[str, Any]) -> bool:
    """Whether a finding touches one of the lines and tells one of the values or the difference."""
    told = finding.message + " ".join(finding.values) + finding.difference
    wanted = [*contradiction["values"], *([contradiction["difference"]] if contradiction["difference"] else [])]
    touched = {spot.line for spot in finding.spots} & set(contradiction["lines"])
    return bool(touched) and (not wanted or any(_squeezed(value) in _squeezed(told) for value in wanted))


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def gold(shared_dir: Path) -> list[tuple[dict[str, Any], list[Finding]]]:
    pairs = []
    for path in sorted((shared_dir / "gold").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        file = shared_dir / "disclosures" / "text" / document["document"]["file"]
        found = findings(file)
        pairs.extend((one, found) for one in document["discrepancies"])
    if not pairs:
        pytest.skip("no gold beside the checkout")
    return pairs


def test_contradictions_of_figures_are_found(gold: list[tuple[dict[str, Any], list[Finding]]]) -> None:
    numeric = [pair for pair in gold if pair[0]["difference"]]
    found = [one for one, findings_of_it in numeric if any(tells(finding, one) for finding in findings_of_it)]
    assert len(found) >= OF_FIGURES * len(numeric)


def test_contradictions_of_every_kind_are_found(gold: list[tuple[dict[str, Any], list[Finding]]]) -> None:
    found = [one for one, findings_of_it in gold if any(tells(finding, one) for finding in findings_of_it)]
    assert len(found) >= OF_ALL * len(gold)

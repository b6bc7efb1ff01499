"""The contradictions that careful readers found in real documents are among the errors and warnings."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from checks.planting import findings

from kb.checks import Finding

OF_FIGURES, OF_ALL = 0.90, 0.75


def tells(finding: Finding, contradiction: dict[str, Any]) -> bool:
    """Whether a finding touches one of the lines and tells one of the values or the difference."""
    stated = finding.message + " ".join(finding.values) + finding.difference
    wanted = [*contradiction["values"], *([contradiction["difference"]] if contradiction["difference"] else [])]
    touched = {spot.line for spot in finding.spots} & set(contradiction["lines"])
    return bool(touched) and (not wanted or any(_squeezed(value) in _squeezed(stated) for value in wanted))


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


@pytest.fixture(scope="module")
def readings(shared_dir: Path) -> list[tuple[dict[str, Any], list[Finding]]]:
    """The contradictions noted in three more documents, with what the checks find there."""
    noted = tomllib.loads((Path(__file__).parent / "careful_readings.toml").read_text(encoding="utf-8"))
    folder = shared_dir / "disclosures" / "text"
    files = {one["file"] for one in noted["contradiction"]}
    if not all((folder / file).exists() for file in files):
        pytest.skip("the documents are not beside the checkout")
    found = {file: findings(folder / file) for file in files}
    return [({"difference": "", **one}, found[one["file"]]) for one in noted["contradiction"]]


def test_what_a_reader_noted_of_figures_is_found(readings: list[tuple[dict[str, Any], list[Finding]]]) -> None:
    numeric = [pair for pair in readings if pair[0].get("figure")]
    missed = [one["what"] for one, found in numeric if not any(tells(finding, one) for finding in found)]
    assert len(missed) <= (1 - OF_FIGURES) * len(numeric), missed


def test_what_a_reader_noted_of_every_kind_is_found(readings: list[tuple[dict[str, Any], list[Finding]]]) -> None:
    missed = [one["what"] for one, found in readings if not any(tells(finding, one) for finding in found)]
    assert len(missed) <= (1 - OF_ALL) * len(readings), missed


def test_contradictions_of_figures_are_found(gold: list[tuple[dict[str, Any], list[Finding]]]) -> None:
    numeric = [pair for pair in gold if pair[0]["difference"]]
    found = [one for one, findings_of_it in numeric if any(tells(finding, one) for finding in findings_of_it)]
    assert len(found) >= OF_FIGURES * len(numeric)


def test_contradictions_of_every_kind_are_found(gold: list[tuple[dict[str, Any], list[Finding]]]) -> None:
    found = [one for one, findings_of_it in gold if any(tells(finding, one) for finding in findings_of_it)]
    assert len(found) >= OF_ALL * len(gold)

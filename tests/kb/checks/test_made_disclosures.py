"""Made disclosures of different provinces and wordings: what is planted is found, what is harmless is not.

They agree with themselves. `plants.toml` holds one error at a time and the rule that is to find it, `harmless.toml`
changes that contradict nothing; `typed_plants.py` runs all of both, the tests one of each kind.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from checks.typed_plants import (
    HARMLESS,
    HARMLESS_IN_TESTS,
    MADE,
    PLANTS,
    changed_text,
    document_of,
    findings,
    first_of_each_kind,
    fresh,
)

from loaders import triples
from loaders.document import load


def stated(entry: dict[str, Any]) -> str:
    return f"{entry['document']}-{entry.get('kind', '')}-{entry['new'][:20]}"


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.stem)
def test_a_disclosure_that_agrees_gives_no_finding(path: Path) -> None:
    assert [one.message for one in findings(path)] == []


@pytest.mark.parametrize("entry", first_of_each_kind(), ids=stated)
def test_what_is_planted_is_found_by_its_rule(entry: dict[str, Any]) -> None:
    assert entry["rule"] in {one.rule for one in fresh(entry)}


@pytest.mark.parametrize("entry", HARMLESS[::HARMLESS_IN_TESTS], ids=stated)
def test_what_is_harmless_is_not_found(entry: dict[str, Any]) -> None:
    assert [one.message for one in fresh(entry)] == []


def test_every_entry_changes_its_document() -> None:
    assert len(MADE) == 17
    assert len(HARMLESS) >= 90
    assert len(PLANTS) >= 180
    assert all(changed_text(entry) for entry in (*PLANTS, *HARMLESS))
    assert {document_of(entry) for entry in PLANTS} >= set(MADE)


def test_the_checklist_names_the_explanation_that_is_left_out_under_its_line() -> None:
    from kb.checks.facts import Facts
    from kb.checks.reports import Report
    from kb.checks.reports.checklist import rows
    from kb.checks.rules import read_rules

    assets = next(entry for entry in PLANTS if entry["kind"] == "left out: 国有资产占有使用情况说明")
    path = document_of(assets)
    quads = list(ox.parse(triples.nquads(load(path)), ox.RdfFormat.N_QUADS))
    report = Report(
        {"whole": findings(path), "cut": [one for one in fresh(assets) if one.rule == "required-item-missing"]},
        {rule.id: rule for rule in read_rules()},
        lambda _document: Facts.of(quads),
        "",
    )
    assert {row[0]: row[1] for row in rows("whole", report)}["其他说明"] == "是"
    line = next(row for row in rows("cut", report) if row[0] == "其他说明")
    assert line[1] == "否"
    assert "国有资产占有使用情况说明" in line[2]

"""Six made disclosures of different provinces and wordings: what is planted is found, what is harmless is not.

They agree with themselves. `plants.toml` holds one error at a time and the rule that is to find it, `harmless.toml`
changes that contradict nothing.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kb.checks import Checker, Finding
from loaders import triples
from loaders.document import load

HERE = Path(__file__).parent
MADE = sorted((HERE / "made").glob("*.txt"))


def entries(name: str, key: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))[key]
    return loaded


PLANTS, HARMLESS = entries("plants", "plant"), entries("harmless", "edit")


@cache
def checker() -> Checker:
    return Checker()


def findings(path: Path) -> list[Finding]:
    quads = ox.parse(triples.nquads(load(path)), ox.RdfFormat.N_QUADS)
    return [one for one in checker().check(quads) if one.severity != "note"]


def altered(entry: dict[str, Any], folder: Path) -> list[Finding]:
    path = next(one for one in MADE if one.name.startswith(f"{entry['document']}-"))
    printed = path.read_text(encoding="utf-8")
    if "pattern" in entry:
        other = re.sub(entry["pattern"], entry["new"], printed)
    else:
        other = printed.replace(entry["old"], entry["new"], 1)
    assert other != printed
    changed = folder / path.name
    changed.write_text(other, encoding="utf-8")
    return findings(changed)


def told(entry: dict[str, Any]) -> str:
    return f"{entry['document']}-{(entry['new'] or entry['kind'])[:30]}"


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.stem)
def test_a_disclosure_that_agrees_gives_no_finding(path: Path) -> None:
    assert [one.message for one in findings(path)] == []


@pytest.mark.parametrize("entry", PLANTS, ids=told)
def test_what_is_planted_is_found_by_its_rule(entry: dict[str, Any], tmp_path: Path) -> None:
    assert entry["rule"] in {one.rule for one in altered(entry, tmp_path)}


@pytest.mark.parametrize("entry", HARMLESS, ids=told)
def test_what_is_harmless_is_not_found(entry: dict[str, Any], tmp_path: Path) -> None:
    assert [one.message for one in altered(entry, tmp_path)] == []


def test_all_that_is_on_file_is_run() -> None:
    assert len(MADE) == 6
    assert len(HARMLESS) >= 60
    assert {entry["document"] for entry in PLANTS} == {path.name.partition("-")[0] for path in MADE}


def test_the_checklist_names_the_explanation_that_is_left_out_under_its_line() -> None:
    from kb.checks.facts import Facts
    from kb.checks.reports import Report
    from kb.checks.reports.checklist import rows
    from kb.checks.rules import read_rules

    path = MADE[0]
    quads = list(ox.parse(triples.nquads(load(path)), ox.RdfFormat.N_QUADS))
    assets = next(entry for entry in PLANTS if entry["kind"] == "left out: 国有资产占有使用情况说明")
    report = Report(
        {"whole": findings(path), "cut": [one for one in _cut(assets) if one.rule == "required-item-missing"]},
        {rule.id: rule for rule in read_rules()},
        lambda _document: Facts.of(quads),
        "",
    )
    assert {row[0]: row[1] for row in rows("whole", report)}["其他说明"] == "是"
    line = next(row for row in rows("cut", report) if row[0] == "其他说明")
    assert line[1] == "否"
    assert "国有资产占有使用情况说明" in line[2]


def _cut(entry: dict[str, Any]) -> list[Finding]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return altered(entry, Path(folder))

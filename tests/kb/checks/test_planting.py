"""Errors planted in the samples are found; the unaltered samples give no error but those their originals have."""

from __future__ import annotations

import json

import pytest
from checks.planting import KINDS, SAMPLES, Plant, findings, is_found, plants
from places import EXPECTED

FEW = len(KINDS)
MISSES_ALLOWED = 1
"""Of so few: the long run (`planting.py --count 300`) asks for 97 %."""


def test_planted_errors_of_every_kind_are_found() -> None:
    planted = plants(FEW, seed=3)
    assert {plant.kind for plant in planted} == set(KINDS)
    missed = [plant for plant in planted if not is_found(plant)]
    assert len(missed) <= MISSES_ALLOWED, missed


def test_the_same_seed_plants_the_same_errors() -> None:
    assert plants(2, seed=3) == plants(2, seed=3)


def test_an_alteration_that_contradicts_nothing_is_not_found() -> None:
    assert not is_found(Plant("none", "sichuan-tabs.txt", 12, "受损档案", "破损档案"))


@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_an_unaltered_sample_gives_no_error_but_what_its_original_has(sample: str) -> None:
    expected = json.loads((EXPECTED / sample.replace(".txt", ".json")).read_text(encoding="utf-8"))
    known = {line for one in expected.get("discrepancies", []) for line in one["lines"]}
    errors = [one for one in findings(SAMPLES / sample) if one.severity == "error"]
    assert [one.message for one in errors if not known & {spot.line for spot in one.spots}] == []

"""A form without a unit of money takes the one that the same amounts have elsewhere, where there is one."""

from __future__ import annotations

import pytest
from made_facts import figure

from loaders.facts import Figure
from loaders.forms.units import with_proved_units


def printed(form: str, code: str, amount: str, unit: str) -> Figure:
    return figure(1, code, "", "total", amount, form_id=form, unit=unit)


@pytest.mark.parametrize(
    ("elsewhere", "unit"),
    [
        ([("20101", "12.50", "万元")], "万元"),
        ([("20101", "12.50", "万元"), ("20101", "12.50", "元")], ""),
        ([("20101", "12.51", "万元")], ""),
        ([("20102", "12.50", "万元")], ""),
        ([("20101", "12.50", "个")], ""),
    ],
    ids=["one unit", "two units", "another amount", "another code", "no money"],
)
def test_a_unit_is_given_where_all_places_agree(elsewhere: list[tuple[str, str, str]], unit: str) -> None:
    others = [printed(f"other-{number}", *one) for number, one in enumerate(elsewhere)]
    found = with_proved_units([printed("form", "20101", "12.50", ""), *others], [])
    assert found[0].unit == unit

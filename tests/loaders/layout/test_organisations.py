"""Which words name an organisation, and which only end like such a name."""

from __future__ import annotations

import pytest

from loaders.layout.organisations import organisation, organisation_at_start


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("青山县水利局", "青山县水利局"),
        ("青山县水利局部门", "青山县水利局"),
        ("青山县水利局（本级）", "青山县水利局"),
        ("本溪医院", "本溪医院"),
        ("本医院", ""),
        ("我委员会", ""),
        ("财政拨款", ""),
        ("青山县城乡", ""),
        ("局", ""),
    ],
)
def test_a_name_ends_like_one_and_begins_with_a_place_or_a_task(printed: str, name: str) -> None:
    assert organisation(printed) == name


def test_the_longest_name_at_the_start_counts() -> None:
    assert organisation_at_start("青山县水利局财务股2024年预算") == "青山县水利局"

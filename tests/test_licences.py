"""No licence of what the project needs binds who passes the program on."""

from __future__ import annotations

import pytest

from tools.licences import JUDGED, Needed, needed


def test_nothing_that_is_needed_is_of_the_gpl() -> None:
    found = needed()
    assert {"click", "pyoxigraph", "lxml", "openpyxl"} <= {one.name for one in found}
    assert [one for one in found if not one.is_free_to_pass_on] == []


def test_what_was_judged_is_still_needed() -> None:
    installed = {one.name for one in needed()}
    assert JUDGED.keys() <= installed or not installed & {"frictionless"}, "take out what is judged no longer"


LICENCES = {
    "MIT": True,
    "BSD License": True,
    "MPL-2.0": True,
    "GNU Lesser General Public License v3 (LGPLv3)": True,
    "GPL-3.0-only": False,
    "AGPL-3.0": False,
    "GNU General Public License v2 or later (GPLv2+)": False,
    "": False,
}


@pytest.mark.parametrize(("licence", "is_free"), LICENCES.items())
def test_licences_are_distinguished(licence: str, is_free: bool) -> None:
    assert Needed("any", "1", licence).is_free_to_pass_on is is_free

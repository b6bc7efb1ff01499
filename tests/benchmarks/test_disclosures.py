"""The generated disclosures are read exactly: every figure, project and indicator, in every layout."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from benchmarks.disclosures import LAYOUTS, make
from loaders import document


@pytest.mark.parametrize("number", range(8))
def test_every_printed_figure_is_read_into_its_row(tmp_path, number):
    made = make(number, seed=5)
    path = tmp_path / "made.txt"
    path.write_text(made.text, encoding="utf-8")
    read = document.load(path)
    assert read.id == made.id
    found = Counter((figure.form_title, figure.row_code or figure.row_label, figure.yuan) for figure in read.figures)
    assert found == Counter((figure.form, figure.row, figure.yuan) for figure in made.figures)
    scale = LAYOUTS[number % len(LAYOUTS)].scale
    amounts = {one.code: Decimal(one.amount.replace(",", "")) * scale for one in read.projects}
    assert amounts == made.projects
    assert len(read.indicators) == made.indicators


def test_the_same_number_gives_the_same_text_and_another_another():
    assert make(3).text == make(3).text
    assert make(3).text != make(7).text
    assert len({make(number, size=0.1).id.rsplit("-", 2)[0] for number in range(2000)}) == 2000

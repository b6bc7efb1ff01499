"""Where print on one height is parted into pieces: each gap with a print on either side of it."""

from __future__ import annotations

import pytest

from loaders.readers.pdf.glyphs import Glyph
from loaders.readers.pdf.unruled.segments import levels_of

SIZE = 10.0


def printed(left: str, gap: float, right: str) -> list[str]:
    """The pieces of two runs of letters set solid, so many letter sizes apart."""
    glyphs, x = [], 0.0
    for run in (left, right):
        for letter in run:
            width = SIZE / 2 if letter.isascii() else SIZE
            glyphs.append(Glyph(letter, x, x + width, 100.0, SIZE, len(glyphs)))
            x += width
        x += gap * SIZE
    (level,) = levels_of(glyphs)
    return [piece.text.replace(" ", "") for piece in level.pieces]


@pytest.mark.parametrize(
    ("left", "right", "together", "apart"),
    [
        ("收入", "支出", 0.9, 1.1),
        ("2021", "3500", 0.15, 0.25),
        ("12.50", "合计", 0.1, 0.15),
        ("合计", "1,234.50", 0.15, 0.25),
    ],
    ids=["words", "figures", "a word behind an amount", "an amount behind a word"],
)
def test_a_gap_parts_pieces_from_its_threshold_on(left: str, right: str, together: float, apart: float) -> None:
    assert printed(left, together, right) == [left + right]
    assert printed(left, apart, right) == [left, right]

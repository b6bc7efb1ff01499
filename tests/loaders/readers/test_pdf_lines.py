"""Lines of print on a page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loaders.readers.pdf.lines import Line, LineNumbers


def line(base: float) -> Line:
    return Line("支出", 50.0, 70.0, base, 10.0)


def test_a_line_has_the_number_of_the_printed_line_that_it_is_on():
    numbers = LineNumbers([line(20.0), line(40.0), line(60.0)])
    assert [numbers.of(line(base)) for base in (5.0, 20.0, 41.0, 99.0)] == [1, 1, 2, 3]


def test_between_two_lines_it_is_the_first():
    assert LineNumbers([line(40.0), line(20.0)]).of(line(30.0)) == 1
    assert LineNumbers([line(20.0), line(20.0)]).of(line(20.0)) == 1


@given(st.lists(st.integers(0, 30), min_size=1), st.integers(0, 30))
def test_the_number_is_that_of_the_nearest_line(bases: list[int], base: int) -> None:
    number = LineNumbers([line(float(one)) for one in bases]).of(line(float(base)))
    distances = [abs(one - base) for one in bases]
    assert number == 1 + distances.index(min(distances))

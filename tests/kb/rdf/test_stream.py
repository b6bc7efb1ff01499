"""Texts are read as one file, whatever is asked for at a time."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from kb.rdf.stream import TextStream


@given(st.lists(st.text()), st.integers(1, 7))
def test_what_is_read_is_every_text_in_order(texts: list[str], at_a_time: int) -> None:
    stream = io.BufferedReader(TextStream(texts), at_a_time)
    assert b"".join(iter(lambda: stream.read(at_a_time), b"")) == "".join(texts).encode()


def test_a_text_is_made_only_when_it_is_read() -> None:
    made = []

    def texts():
        for name in ("first", "second"):
            made.append(name)
            yield name

    stream = TextStream(texts())
    assert made == []
    assert stream.read(5) == b"first"
    assert made == ["first"]

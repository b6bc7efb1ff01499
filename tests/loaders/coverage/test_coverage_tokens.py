"""Numeric tokens: the same that grep finds, whatever is around them."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.blocks import Place, Text
from loaders.coverage.tokens import Lines, folded, tokens_of, value_of

GREP = re.compile(r"[0-9][0-9,.]*")
PRINT = st.text(alphabet="0123456789,.年万元（）[]<>ab \t。、%$", max_size=40)


@settings(max_examples=60, deadline=None)
@given(PRINT)
def test_the_tokens_are_those_that_grep_finds(line):
    assert [token.text for token in tokens_of(line)] == GREP.findall(line)


@settings(max_examples=40, deadline=None)
@given(PRINT)
def test_a_token_knows_where_it_is(line):
    for token in tokens_of(line):
        assert line[token.start : token.end] == token.text


def test_full_width_digits_are_tokens_too():
    assert [token.value for token in tokens_of("共２０２４年，３.５万元")] == ["2024", "3.5"]


def test_separators_and_a_trailing_stop_do_not_count():
    assert value_of("9,654.06") == "9654.06"
    assert value_of("1.") == "1"


def test_words_around_a_token_end_at_its_cell():
    token = tokens_of("项目\t资助 60 周岁老人\t5")[0]
    assert token.left.startswith("助资\x00")
    assert token.right.startswith("周岁老人\x00")


def test_remnants_of_other_formats_are_no_words():
    assert folded("<b>9,542</b>")[0] == folded("9,542")[0]


def test_tab_indented_lines_make_one_row():
    lines = Lines(
        [Text(line, ((0, Place(line=number)),)) for number, line in enumerate(["\t1", "\t合计", "\t", "", "完"], 1)]
    )
    assert [[cell.text for cell in row] for row in lines.rows] == [["\t1", "\t合计", "\t"], ["完"]]

"""A character typed for one that sounds like it, and names that are none for all their likeness."""

from __future__ import annotations

import pytest

from kb.asking.words.slips import corrected, in_order_with_slip, sound_alike


@pytest.mark.parametrize("pair", ["障帐", "障章", "公工", "证政"])
def test_characters_that_sound_alike(pair):
    assert sound_alike(*pair)


@pytest.mark.parametrize("pair", ["民财", "法检", "林农", "教体", "障障", "a障", "障璋"])
def test_others_do_not(pair):
    assert not sound_alike(*pair)


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("甲县医疗保帐局的", 7),
        ("甲县医保章局的", 6),
        ("甲县医疗保障局的", 0),  # no slip
        ("甲县医疗保帐句的", 0),  # two
        ("甲县医疗保帐", 0),  # no end
    ],
)
def test_a_name_may_have_one_slip(typed, end):
    assert in_order_with_slip(typed, 0, "甲县医疗保障局") == end


def test_a_short_name_may_have_none():
    assert in_order_with_slip("才政局", 0, "财政局") == 0


def test_a_figure_is_read_as_what_it_sounds_like():
    assert list(corrected("2020年三工经费比上年", ["三公经费", "会议费"])) == [("三工经费", "三公经费")]
    assert list(corrected("2020年三公经费比上年", ["三公经费", "会议费"])) == []

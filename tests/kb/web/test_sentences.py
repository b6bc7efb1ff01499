"""Where long messages are cut."""

from __future__ import annotations

import pytest

from kb.web.sentences import first_sentence


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("甲为 1万元，乙为 2万元。各处所印：甲、乙", "甲为 1万元，乙为 2万元", "各处所印：甲、乙"),
        ("文字“收入增加。支出减少”与表不符。见第 3 页", "文字“收入增加。支出减少”与表不符", "见第 3 页"),
        ("一句话", "一句话", ""),
        ("一句话。", "一句话。", ""),
        ("右括号多了）一个。后一句", "右括号多了）一个", "后一句"),
        ("", "", ""),
    ],
)
def test_a_message_is_cut_after_its_first_sentence(text: str, first: str, rest: str) -> None:
    assert first_sentence(text) == (first, rest)

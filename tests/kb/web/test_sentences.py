"""Where long messages are cut."""

from __future__ import annotations

import pytest

from kb.web.sentences import first_sentence, typeset


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


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("收入是各行之和 (合计行不计); 支出也是.", "收入是各行之和（合计行不计）；支出也是。"),
        ("没有结果: 先 kb load (the store is empty)", "没有结果：先 kb load (the store is empty)"),
        ("最多列出 100 个, 例如 2024, 预算", "最多列出 100 个，例如 2024，预算"),
        ("12.50, 3,000.00; 3:1", "12.50, 3,000.00; 3:1"),
        ("Figures, as printed. Totals: none", "Figures, as printed. Totals: none"),
        ("写明“文字”. 可写 IRI, 全称", "写明“文字”。可写 IRI，全称"),
    ],
)
def test_chinese_of_this_program_has_wide_punctuation(text: str, wide: str) -> None:
    assert typeset(text) == wide

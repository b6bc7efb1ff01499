import pytest

from loaders.blocks import Paragraph, Place
from loaders.prose.sections import sections
from loaders.prose.terms import find_terms


def terms(*lines):
    blocks = [Paragraph(line, ((0, Place(line=number)),)) for number, line in enumerate(lines, 1)]
    return [(term.term, term.definition) for term in find_terms(sections(blocks))]


@pytest.mark.parametrize(
    ("entry", "term"),
    [
        ("1、**财政拨款收入**：指本级财政拨付的资金。", ("财政拨款收入", "指本级财政拨付的资金。")),
        ("（七）“三公”经费：按照规定，包括公务接待费。", ("“三公”经费", "按照规定，包括公务接待费。")),
        ("2、财政专户管理资金收入：缴入专户的收费收入。", ("财政专户管理资金收入", "缴入专户的收费收入。")),
        ("机关运行经费：指公用经费。", ("机关运行经费", "指公用经费。")),
        ("3.其他收入，是指除上述以外的收入。", ("其他收入", "是指除上述以外的收入。")),
    ],
)
def test_an_entry_gives_its_term_and_definition(entry, term):
    assert terms("十、名词解释", entry) == [term]


def test_headings_inside_the_glossary_are_no_terms():
    lines = [
        "四、名词解释",
        "（二）支出科目",
        "1.教育支出",
        "（1）高等教育：反映日常运行支出。",
        "（2）高中教育：反映附属中学支出。",
    ]
    assert terms(*lines) == [("高等教育", "反映日常运行支出。"), ("高中教育", "反映附属中学支出。")]


def test_a_paragraph_that_defines_nothing_is_no_term():
    assert terms("十、名词解释", "1、上年结转：指以前年度的资金。", "我部门无其他需要说明的事项。") == [
        ("上年结转", "指以前年度的资金。")
    ]


def test_definitions_outside_the_glossary_are_left_alone():
    assert terms("一、收入说明", "财政拨款收入：指本级财政拨付的资金。") == []

"""What stands on either side of a limit of reading running text: lengths, words in front, paragraphs that follow."""

from __future__ import annotations

import pytest
from read_sentences import amounts, changes

from loaders.blocks import Block, Cell, Heading, Paragraph, Row, Table
from loaders.prose.citations import normal_form
from loaders.prose.goals_introduced import introduced_goals
from loaders.prose.project_labels import find_labelled_projects
from loaders.prose.sections import Sectioned, sections
from loaders.prose.structure import find_units
from loaders.prose.terms import find_terms


def read(*lines: str | Block) -> list[Sectioned]:
    return sections([Paragraph(line) if isinstance(line, str) else line for line in lines])


def test_a_project_above_its_labels_may_have_no_number() -> None:
    found = find_labelled_projects(
        read("一、重点项目情况", "美丽乡村建设项目", "（1）项目概述：建设中心村。", "（2）年度预算安排：5万元。")
    )
    assert [project.name for project in found] == ["美丽乡村建设项目"]


def test_a_name_of_two_letters_is_left_behind_whose_it_is() -> None:
    assert amounts("本部门水费5万元。") == [("水费", "5", "万元")]


def test_years_are_counted_right_at_the_beginning_of_a_sentence() -> None:
    assert amounts("使用年限为50年。") == [("使用年限", "50", "年")]


def test_what_is_new_keeps_the_word_and_what_is_more_does_not() -> None:
    assert [name for name, *_ in changes("新增车辆购置2万元。")] == ["新增车辆购置"]
    assert [name for name, *_ in changes("增加办公费2万元。")] == ["办公费较上年增减"]


def test_a_reason_names_its_subject_behind_any_word_of_change() -> None:
    text = "本年基本支出9万元，比上年减少1万元；项目支出5万元，比上年减少2万元。基本支出核减的主要原因是人员退休。"
    assert [(name, why) for name, _, _, _, why in changes(text)] == [
        ("基本支出较上年增减", "人员退休"),
        ("项目支出较上年增减", ""),
    ]


def test_words_before_a_colon_do_not_rename_what_has_a_name_of_its_own() -> None:
    assert amounts("2080501行政单位离退休：公用经费5万元。") == [("公用经费", "5", "万元")]


def test_a_title_right_above_the_last_table_is_its_caption() -> None:
    table = Table((Row((Cell("公用经费"), Cell("5.00"))),))
    above = read("第二部分 情况说明", "机关运行经费情况", table, "本年5万元。")
    last = read("第二部分 情况说明", "机关运行经费情况", table)
    assert [item.is_heading for item in above[:2]] == [item.is_heading for item in last[:2]]


def test_the_first_of_two_titles_is_what_is_asked_for() -> None:
    assert normal_form("《预算法》和《会计法》") == "预算法"


@pytest.mark.parametrize(("length", "found"), [(39, 1), (40, 0)])
def test_a_unit_alone_behind_a_colon_is_named_in_at_most_40_letters(length: int, found: int) -> None:
    assert len(find_units(read("二、机构设置", f"某局下设：{'县' * length}科"))) == found


def test_a_heading_below_an_announcement_is_no_unit() -> None:
    lines = ("二、机构设置", "预算单位构成如下：", Heading("青山县水利站", level=3), "负责灌溉。")
    assert find_units(read(*lines)) == []


def test_goals_go_on_in_all_paragraphs_as_long_as_their_numbers_do() -> None:
    lines = ("五、部门整体绩效目标", "总体绩效目标是：1.落实政策。", "2.管好基金。", "3.做好救助。", "由各科室落实。")
    found = introduced_goals(read(*lines))
    assert [goal.text for goal in found] == ["落实政策。", "管好基金。", "做好救助。"]


def test_the_source_of_a_term_quotes_200_letters() -> None:
    [term] = find_terms(read("十、名词解释", "基本支出：指" + "保" * 300 + "。"))
    assert len(term.source.text) == 200

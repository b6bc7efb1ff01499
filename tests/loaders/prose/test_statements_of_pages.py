"""Sentences of short pages: chains, codes, comparisons that repeat their subject, conditions and rows of forms."""

import pytest

from loaders.blocks import Paragraph, Place
from loaders.prose.sections import sections
from loaders.prose.statements.sentences import find_statements


def stated(*paragraphs, year="2024"):
    blocks = [Paragraph(text, ((0, Place(line=line)),)) for line, text in enumerate(paragraphs, 1)]
    return find_statements(sections(blocks), year)


def said(text, year="2024"):
    return [(s.measure, s.value, s.unit, s.year, s.direction, s.base_year) for s in stated(text, year=year)]


def test_coded_subjects_own_the_chain_behind_them():
    found = stated(
        "1、社会保障支出（208类）养老支出（05款）离退休（01项）56.12万元。2023年预算执行数为57.43万元，"
        "2024年预算安排57.80万元，比2023年预算执行数减少2.27%。"
    )
    subject = "社会保障支出（类）养老支出（款）离退休（项）"
    assert [(s.value, s.year, s.direction, s.base_year) for s in found] == [
        ("56.12", "2024", "", ""),
        ("57.43", "2023", "", ""),
        ("57.80", "2024", "", ""),
        ("2.27", "2024", "减少", "2023"),
    ]
    assert all(subject in (s.measure, s.about) or s.measure.startswith(subject) for s in found)


def test_a_comparison_that_repeats_its_subject_names_it_once():
    assert said("2024年“三公”经费决算数比2023年“三公”经费决算数减少16.5万元。") == [
        ("三公经费决算数较上年增减", "16.5", "万元", "2024", "减少", "2023")
    ]


def test_a_comparison_with_what_was_spent_last_year_has_a_base_and_a_change():
    assert said("“三公”经费支出88万元，比上年累计支出95万元减少7万元。") == [
        ("三公经费支出", "88", "万元", "2024", "", ""),
        ("上年三公经费支出", "95", "万元", "2023", "", ""),
        ("三公经费支出较上年增减", "7", "万元", "2024", "减少", "2023"),
    ]


def test_a_clause_of_comparison_keeps_the_subject_before_it():
    text = "公务用车费20万元，占68.7%。公务接待费与2022年度决算相比，减少1.92万元。"
    assert said(text)[-1] == ("公务接待费较2022年增减", "1.92", "万元", "2024", "减少", "2022")


def test_what_was_fulfilled_of_a_budget_is_a_share():
    assert said("一般公共预算收入完成42180万元，为预算的101.6%。")[1][:3] == (
        "一般公共预算收入完成预算比例",
        "101.6",
        "%",
    )


@pytest.mark.parametrize(
    "text",
    [
        "预算执行率未达到90%的需说明原因。",
        "偏差率超过30%的指标应当逐项说明。",
    ],
)
def test_a_condition_in_an_instruction_is_no_statement(text):
    assert said(text) == []


def test_a_share_that_was_reached_is_a_statement():
    assert [one[1] for one in said("满意度达到95%的单位有3个。")] == ["95", "3"]


def test_a_word_of_change_inside_a_name_is_no_change():
    assert [one[:3] for one in said("其中支持商销稳增长30.00万元，促消费提质提升800.00万元，接待费增加5万元。")] == [
        ("支持商销稳增长", "30.00", "万元"),
        ("促消费提质提升", "800.00", "万元"),
        ("接待费较上年增减", "5", "万元"),
    ]


def test_nothing_needs_no_unit():
    assert said("政府性基金支出预算为0；国有资本经营支出预算为0。")[0][:3] == ("政府性基金支出预算", "0", "")
    assert said("编号为0号。") == []


def test_things_owned_are_a_stock():
    assert said("2024年公务用车保有18辆。")[0][:3] == ("公务用车保有量", "18", "辆")


def test_what_money_is_may_stand_behind_it():
    assert said("其中5498.23万元为学费、住宿费及培训收入。")[0][0] == "学费、住宿费及培训收入"
    assert said("本年度基本支出为教育事业支出12万元。")[0][0] == "教育事业支出"


def test_rows_and_notes_of_a_performance_form_are_no_statements():
    assert stated("一级指标 二级指标 三级指标 指标值", "知识知晓率显著提升 100%", "注：1.产出指标50分。") == []
    assert len(stated("一级指标 二级指标 三级指标 指标值", "全年支出5万元。")) == 1


def test_sameness_stated_in_a_sentence_of_its_own_is_of_the_whole():
    found = stated("公务用车费预算11.2万元，其中：运行费11.2万元，购置费0万元。与上年预算持平。")
    assert [s.direction for s in found] == ["持平", "", ""]


def test_what_was_really_spent_is_of_what_the_budget_was_for():
    assert [one[0] for one in said("公务接待费年初预算3万元，实际支出2.1万元，比预算减少0.9万元。")] == [
        "公务接待费年初预算",
        "公务接待费实际支出",
        "公务接待费实际支出较预算增减",
    ]
    assert [one[0] for one in said("收入预算10万元，支出20万元。")] == ["收入预算", "支出"]


def test_words_that_say_who_pays_or_sum_up_are_no_part_of_a_name():
    assert said("全年使用财政拨款安排出国（境）团组1个。")[0][0] == "出国（境）团组"
    assert said("国内公务接待23批次，共计接待费2.1万元。")[1][0] == "接待费"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("公务接待费：2024年支出1.35万元。", "公务接待费支出"),
        ("公务用车运行费：全年支出决算1.35万元。", "公务用车运行费支出决算"),
        ("其中：支出1.35万元。", "支出"),
    ],
)
def test_a_label_that_opens_a_paragraph_is_what_a_bare_amount_is_of(text, measure):
    assert [one.measure for one in stated(text)] == [measure]


def test_two_comparisons_of_one_year_are_distinguished_by_what_is_compared():
    text = (
        "三公经费决算数30万元，比上年预算数字下降20%，比上年决算数字下降10%；公务接待费12万元，比上年预算数字下降25%。"
    )
    assert [(one.measure, one.value) for one in stated(text) if one.direction] == [
        ("三公经费决算数较上年预算增减幅度", "20"),
        ("三公经费决算数较上年决算增减幅度", "10"),
        ("公务接待费较上年预算增减幅度", "25"),
    ]
    assert stated("三公经费决算数30万元，比上年决算数下降10%。")[1].measure == "三公经费决算数较上年增减幅度"

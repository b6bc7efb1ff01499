"""持平 without a figure: a change without an amount where name, year and stage are certain, and nothing elsewhere."""

import pytest
from read_sentences import changes, statements_of


@pytest.mark.parametrize(
    ("text", "measure", "base"),
    [
        ("公务接待费与上年持平。", "公务接待费较上年增减", "2023"),
        ("我局公务接待费与上年相同。", "公务接待费较上年增减", "2023"),
        ("2024年会议费较2023年无变化。", "会议费较上年增减", "2023"),
        ("培训费与2022年一致。", "培训费较2022年增减", "2022"),
        ("机关运行经费预算数与2023年预算数持平。", "机关运行经费预算较上年增减", "2023"),
        ("（二）公务接待费。与上年持平。", "公务接待费较上年增减", "2023"),
    ],
)
def test_money_said_to_be_the_same_is_a_change_without_a_figure(text, measure, base):
    (found,) = statements_of(text)
    assert (found.measure, found.value, found.unit) == (measure, "", "")
    assert (found.direction, found.base_year) == ("持平", base)


@pytest.mark.parametrize(
    "text",
    [
        "与上年持平。",
        "公务接待费与上年不一致。",
        "公务接待费持平。",
        "公务接待费与年初预算持平。",
        "公务接待费与2024年预算数持平。",
        "公务接待费预算数与上年决算数持平。",
        "人员编制与上年一致。",
        "收入数应与《收支预算总表》收入数一致。",
        "公务接待费与2025年持平。",
    ],
)
def test_nothing_is_said_where_name_year_or_stage_is_in_doubt(text):
    assert statements_of(text) == []


def test_an_amount_that_a_figure_states_is_stated_of_that_figure_alone():
    assert changes("公务接待费2万元，与上年持平。") == [("公务接待费", "2", "持平", "2023", "")]
    assert [one.value for one in statements_of("公务接待费与上年持平，均为2万元。")] == ["2"]


def test_the_amount_behind_it_is_of_another_name():
    text = "国有资本经营预算支出与上年一致，公务接待费3万元。"
    assert [(one.measure, one.value) for one in statements_of(text)] == [
        ("国有资本经营预算支出较上年增减", ""),
        ("公务接待费", "3"),
    ]


def test_its_reason_is_given_to_it():
    assert changes("公务用车购置费较上年持平，主要原因是未安排购车。") == [
        ("公务用车购置费较上年增减", "", "持平", "2023", "未安排购车")
    ]

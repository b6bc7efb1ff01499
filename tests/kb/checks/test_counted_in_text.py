"""Counts and amounts of running text that contradict each other, in typed sentences, each beside one that agrees."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pyoxigraph as ox
import pytest
from checks.changed_facts import sample, with_figures, with_unread_row
from made_layouts import disclosure_of_text

from kb.checks import Checker
from loaders import triples


@cache
def checker() -> Checker:
    return Checker()


def found(sentence: str, rule: str, title: str = "一、基本情况说明", kind: str = "预算") -> int:
    page = f"临江区绿化局2024年部门{kind}公开\n\n第二部分 情况说明\n\n{title}\n{sentence}\n"
    quads = ox.parse(triples.nquads(disclosure_of_text(page, kind)), ox.RdfFormat.N_QUADS)
    return len([one for one in checker().check(quads) if one.rule == rule and one.severity != "note"])


@pytest.mark.parametrize(
    ("sentence", "findings"),
    [
        ("全年国内公务接待31批次、12人次。", 1),
        ("全年国内公务接待12批次、31人次。", 0),
        ("全年国内公务接待31批次，接待费3.20万元；其中外事接待0批次、0人次。", 0),
        ("共接待来访团组40个、来宾14人次。", 1),
        ("共接待来访团组14个、来宾40人次。", 0),
    ],
)
def test_batches_are_no_more_than_persons(sentence: str, findings: int) -> None:
    assert found(sentence, "batches-above-persons") == findings


@pytest.mark.parametrize(
    ("sentence", "findings"),
    [
        ("核定编制80名，其中行政编制20名、行政执法专项编制25名、事业编制35名。", 0),
        ("核定编制80名，其中行政编制20名、行政执法专项编制25名、事业编制38名。", 1),
        ("区编办核定编制50名，其中行政编制20名、参公事业编制12名、全额拨款事业编制18名。", 0),
        ("区编办核定编制50名，其中行政编制20名、参公事业编制12名、全额拨款事业编制16名。", 1),
        ("在职70人，其中行政18人、执法22人、事业30人。", 0),
        ("在职70人，其中行政18人、执法24人、事业30人。", 1),
        ("共有车辆9辆，其中机要通信用车2辆、执法执勤用车3辆（合计5辆），特种专业技术用车（洒水车）4辆。", 0),
        ("共有车辆9辆，其中机要通信用车2辆、执法执勤用车3辆，特种专业技术用车（洒水车）5辆。", 1),
    ],
)
def test_posts_staff_and_cars_add_up(sentence: str, findings: int) -> None:
    assert found(sentence, "stated-parts-do-not-add-up") == findings


@pytest.mark.parametrize(("fund", "findings"), [("40.00", 0), ("400.00", 1)])
def test_appropriations_of_all_budgets_make_the_whole(fund: str, findings: int) -> None:
    sentence = (
        "2024年财政拨款收支总预算640.00万元。"
        f"其中一般公共预算拨款580.00万元、政府性基金预算拨款{fund}万元、财政拨款上年结转20.00万元。"
    )
    assert found(sentence, "stated-parts-do-not-add-up", "二、财政拨款收支情况说明") == findings


@pytest.mark.parametrize(
    ("sentence", "findings"),
    [
        ("培训费支出决算为30.00万元，年初预算为40.00万元，完成75.0%。", 0),
        ("培训费支出决算为30.00万元，年初预算为40.00万元，完成57.0%。", 1),
        ("行道树养护项目全年预算80.00万元，执行76.00万元，执行率95.00%。", 0),
        ("行道树养护项目全年预算80.00万元，执行76.00万元，执行率59.00%。", 1),
        ("培训费支出决算为30.00万元，年初预算为40.00万元，调整预算为32.00万元，完成93.8%。", 0),
    ],
)
def test_completion_is_worked_out_whichever_amount_comes_first(sentence: str, findings: int) -> None:
    assert found(sentence, "completion-rate", "三、支出决算情况说明", "决算") == findings


@pytest.mark.parametrize(
    ("sentence", "findings"),
    [
        ("2024年政府性基金预算支出90.00万元，计划改造绿道18公里，每公里补助5万元。", 0),
        ("2024年政府性基金预算支出90.00万元，计划改造绿道18公里，每公里补助6万元。", 1),
        ("2024年政府性基金预算支出90.00万元，绿道支出60.00万元，计划改造绿道18公里，每公里补助6万元。", 0),
    ],
)
def test_count_times_the_price_of_each_is_the_amount(sentence: str, findings: int) -> None:
    assert found(sentence, "stated-product") == findings


@pytest.mark.parametrize(
    ("sentence", "findings"),
    [
        ("会议费3.00万元，培训费5.00万元，其中党校培训9.00万元。", 1),
        ("会议费3.00万元，培训费5.00万元，其中党校培训7.00万元。", 0),
        ("会议费3.00万元，培训费5.00万元，其中党校培训4.00万元。", 0),
    ],
)
def test_part_behind_several_amounts_is_not_above_all_of_them(sentence: str, findings: int) -> None:
    assert found(sentence, "stated-part-exceeds") == findings


@pytest.mark.parametrize(
    ("sentence", "findings"),
    [
        ("本部门内设机构4个，分别是：办公室、计划股、绿化股（养护中心）、法规股；下设二级机构1个。", 0),
        ("本部门内设机构5个，分别是：办公室、计划股、绿化股（养护中心）、法规股；下设二级机构1个。", 1),
        ("本部门内设机构5个，包括：办公室、计划股、绿化股等；下设二级机构1个。", 0),
        ("本部门内设机构5个，分别是：办公室、计划股、绿化股、法规股和养护股；下设二级机构1个。", 0),
    ],
)
def test_bodies_listed_behind_their_count(sentence: str, findings: int) -> None:
    assert found(sentence, "list-counted-otherwise") == findings


@pytest.mark.parametrize(("share", "findings"), [("30.0", 0), ("38.0", 1)])
def test_shares_are_of_the_amount_before_that_their_parts_make(share: str, findings: int) -> None:
    sentences = (
        "2024年一般公共预算支出500.00万元，比上年增加20.00万元，增长4.2%。\n"
        f"教育支出（类）350.00万元，占70.0%；卫生健康支出（类）150.00万元，占{share}%。"
    )
    assert found(sentences, "share", "五、一般公共预算支出情况说明") == findings


@pytest.mark.parametrize(("works", "findings"), [("60.00", 0), ("80.00", 1)])
def test_classes_of_purchases_make_what_is_to_be_bought(works: str, findings: int) -> None:
    sentence = (
        "2024年部门预算安排政府采购120.00万元，其中货物类采购预算40.00万元、"
        f"工程类采购预算{works}万元、服务类采购预算20.00万元。"
    )
    assert found(sentence, "parts-of-a-whole", "政府采购情况") == findings


def test_change_that_fits_another_change_by_chance_is_of_its_own_amount() -> None:
    others = "公务用车购置费支出0万元，比上年减少17.98万元，下降100.00%。\n"
    wrong = "公务用车运行维护费支出8.62万元，比上年减少0.58万元，下降3.15%。"
    assert found(others + wrong, "change-rate") == 1
    assert found(others + wrong.replace("0.58", "0.28"), "change-rate") == 0


@pytest.mark.parametrize(("roads", "findings"), [("70.00", 0), ("78.00", 1)])
def test_list_by_one_division_ends_where_another_begins(roads: str, findings: int) -> None:
    sentences = (
        "2024年支出预算100.00万元。\n"
        f"按支出功能分类，教育支出30.00万元、交通运输支出{roads}万元；按支出用途分类，基本支出60.00万元、项目支出40.00万元。"
    )
    assert found(sentences, "stated-parts-do-not-add-up", "三、支出预算情况说明") == findings


@pytest.mark.parametrize(("stated", "findings"), [("5.36", 0), ("6.36", 1)])
def test_form_whose_rows_are_stages_prints_both(stated: str, findings: int) -> None:
    form = (
        "公开07表\n一般公共预算财政拨款“三公”经费支出决算表\n单位：万元\n"
        "\t合计\t因公出国（境）费\t公务用车购置及运行费小计\t公务用车购置费\t公务用车运行费\t公务接待费\n"
        "预算数\t16.50\t0.00\t9.00\t0.00\t9.00\t7.50\n决算数\t13.98\t0.00\t8.62\t0.00\t8.62\t5.36\n"
    )
    sentence = f"公务接待费支出决算为{stated}万元。\n\n{form}"
    assert found(sentence, "quantity-differs", "七、“三公”经费支出决算情况说明", "决算") == findings


def test_form_without_a_unit_is_one_finding() -> None:
    def apart(form: str) -> int:
        without = with_figures(lambda one: replace(one, unit="") if one.form == form else one)
        quads = ox.parse(triples.nquads(without(sample())), ox.RdfFormat.N_QUADS)
        return len([one for one in checker().check(quads) if one.rule == "unit-apart"])

    assert apart("general-expenditure") == 1
    assert apart("") == 0


@pytest.mark.parametrize(
    ("row", "findings"),
    [
        ("年度资金总额 75.00 105.00 95.32 10 87.95% 8.8", 1),
        ("年度资金总额 75.00 105.00 92.35 10 87.95% 8.8", 0),
        ("年度资金总额 75.00 105.00 92.35 10 88% 8.8", 0),
        ("年度资金总额 75.00 105.00 105.00 10 100% 10", 0),
        ("病死木清理株数 75.00 105.00 95.32 10 87.95% 8.8", 0),
    ],
)
def test_rate_of_a_row_of_money_is_that_of_two_of_its_amounts(row: str, findings: int) -> None:
    quads = ox.parse(triples.nquads(with_unread_row(row)(sample())), ox.RdfFormat.N_QUADS)
    assert len([one for one in checker().check(quads) if one.rule == "rate-of-no-amounts"]) == findings

"""What a sentence says becomes a parameter of the question, or the sentence is asked back with what is over."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from questions.asked import CHOICES, QUESTIONS

from kb.asking.ask import choices_of, prepare
from kb.asking.names import Choice
from kb.asking.words import NAMED_TYPES, read, reply
from kb.asking.words.lexicon import Operator, numeral, yuan
from kb.asking.words.named.mentions import find
from kb.asking.words.segments import segments
from kb.asking.words.vocabulary import short_forms


@pytest.fixture(scope="module")
def choices(samples_store):
    return {kind: choices_of(samples_store, kind, CHOICES) for kind in NAMED_TYPES}


UNDERSTOOD = [
    ("2024年三公最多的两个部门", "ranking", {"measure": "three-public", "order": "desc", "top": "2", "year": "2024"}),
    (
        "承德县医保局2026年三公是2024年的几倍",
        "growth",
        {"measure": "three-public", "department": "承德县医疗保障局", "year": "2026", "from": "2024"},
    ),
    (
        "承德县医保局今年（2026）涨得最猛的科目",
        "year-on-year",
        {"department": "承德县医疗保障局", "year": "2026", "level": "项", "order": "desc", "top": "1"},
    ),
    ("2024年谁家三公花得最少", "ranking", {"measure": "three-public", "order": "asc", "top": "1", "year": "2024"}),
    ("三公经费超过5万元的部门", "ranking", {"measure": "three-public", "above": "50000"}),
    ("三公经费在1万到5万元之间的部门", "ranking", {"measure": "three-public", "least": "10000", "most": "50000"}),
    ("哪些部门没有公务接待费", "has", {"measure": "receptions", "present": "没有"}),
    ("承德县医保局有没有政府性基金", "has", {"measure": "government-fund", "department": "承德县医疗保障局"}),
    (
        "承德县医保局三公里头接待费占几成",
        "share-of",
        {"part": "receptions", "whole": "three-public", "department": "承德县医疗保障局"},
    ),
    (
        "曾都区医保中心人均三公经费",
        "per-head",
        {"measure": "three-public", "department": "曾都区医疗保障服务中心"},
    ),
    ("2024年所有部门的三公加在一起是多少", "sum-of-departments", {"measure": "three-public", "year": "2024"}),
    ("基本支出执行率低于八成的部门", "execution", {"measure": "basic-expenditure", "below": "80"}),
    ("1000万以上的项目有哪些", "projects-by-amount", {"least": "10000000"}),
    ("满意度低于90%的项目", "satisfaction", {"below": "90"}),
    (
        "除了承德县医保局，2024年谁的三公最高",
        "ranking",
        {"measure": "three-public", "order": "desc", "top": "1", "year": "2024", "without": "承德县医疗保障局"},
    ),
    ("跟承德县医保局同类的单位三公是多少", "measure", {"measure": "three-public", "named": "医疗保障局"}),
    (
        "承德县医保局三公哪年最多哪年最少",
        "measure",
        {"measure": "three-public", "department": "承德县医疗保障局", "order": "both", "top": "1"},
    ),
    (
        "河北的医保局谁公用经费最高谁最低",
        "ranking",
        {"measure": "public-use", "order": "both", "top": "1", "department": "承德县医疗保障局、晋州市医疗保障局"},
    ),
    (
        "沈丘县医保局2024年项目支出前三",
        "largest-projects",
        {"department": "沈丘县医疗保障局", "year": "2024", "order": "desc", "top": "3"},
    ),
    (
        "承德县医保局接待费、会议费和培训费一共多少",
        "measure",
        {"measure": "receptions、meetings、training", "department": "承德县医疗保障局"},
    ),
    (
        "承德县医保局2024年有没有超预算的科目",
        "execution",
        {"department": "承德县医疗保障局", "year": "2024", "only": "科目", "above": "100"},
    ),
    (
        "承德县医保局三公批了多少又花了多少",
        "execution",
        {"measure": "three-public", "department": "承德县医疗保障局"},
    ),
    ("承德县医保局有买公车吗", "has", {"measure": "car-purchase", "department": "承德县医疗保障局"}),
    ("冀财社2023 225号给了多少钱", "policy", {"policy": "冀财社〔2023〕225号"}),
    (
        "承德县医保局说明写180.28万，表里189.57万，哪个对",
        "figure",
        {"amount": "180.28、189.57", "department": "承德县医疗保障局"},
    ),
    ("承德县医保局公务用车有多少辆", "assets", {"department": "承德县医疗保障局"}),
    ("承德县医保局2024年钱都花哪去了", "functions", {"department": "承德县医疗保障局", "year": "2024"}),
    ("哪些部门的三公表是空表", "forms", {"status": "空表", "which": "三公"}),
    ("几张表是空的", "forms", {"status": "空表"}),
    ("缺三公表的部门", "forms", {"status": "缺", "which": "三公"}),
    ("晋州市医疗保险中心归谁管", "units", {"unit": "晋州市医疗保险中心"}),
    ("承德县医保局三公表在第几页", "forms", {"which": "三公", "department": "承德县医疗保障局"}),
    ("支出上亿的部门有几个", "ranking", {"measure": "expenditure", "above": "100000000"}),
    ("承德县医保局还有哪些其他项目", "projects", {"department": "承德县医疗保障局"}),
    ("沈丘县医保局2024年支出总共多少", "totals", {"department": "沈丘县医疗保障局", "year": "2024", "side": "支出"}),
    ("哪些部门有政府性基金预算", "has", {"measure": "government-fund", "present": "有"}),
    (
        "承德县医保局接待费和培训费",
        "measure",
        {"measure": "receptions、training", "department": "承德县医疗保障局"},
    ),
    (
        "承德、沈丘、曾都三家医保单位2024年的支出预算放一起看",
        "measure",
        {
            "measure": "expenditure",
            "stage": "预算",
            "year": "2024",
            "department": "承德县医疗保障局、曾都区医疗保障服务中心、沈丘县医疗保障局",
        },
    ),
]


@pytest.mark.parametrize(("sentence", "question", "given"), UNDERSTOOD, ids=[one[0] for one in UNDERSTOOD])
def test_what_is_said_becomes_a_parameter(choices, sentence, question, given):
    chosen = read(sentence, QUESTIONS, choices).chosen
    assert chosen is not None
    found = dict(chosen.given)
    names = "department"
    assert set(found.pop(names, "").split("、")) == set(given.get(names, "").split("、"))
    assert (chosen.question.name, found) == (question, {name: value for name, value in given.items() if name != names})


@pytest.mark.parametrize(
    ("sentence", "over"),
    [
        ("2024年教育部的三公经费是多少", "教育部"),
        ("承德县医保局2024年三公多少，另外局长电话是几号", "电话"),
        ("去年承德县医保局三公经费多少", "去年"),
        ("承德县医保局最大的项目是不是超过1000万元", "1000"),
        ("承德县医保局的支出占全部部门支出的比例", "占"),
        ("承德县医保局2024年三公占沈丘县医保局的比例", "占"),
        ("承德县医保局2024年三公经费以外的支出", "外的"),
        ("承德县医保局2024年下半年支出", "下半年"),
        ("承德县医保局2024年社区支出", "社"),
        ("支出最多的是哪年", "哪年"),
        ("谁的会议费比培训费多", "比"),
        ("承德县医保局三公比2026年多多少", "2027"),
        ("承德县医保局2026年支出是沈丘县医保局2024年的几倍", "2024"),
        ("晋州市医疗保险中心2026年多少预算", "晋州市医疗保险中心"),
        ("承德县教育局2024年三公", "教育局"),
        ("承德县医保局三公前三", "前3"),
        ("会议费、培训费加起来谁最多", "加起来"),
        ("晋州市医疗保险中心2026年三公", "晋州市医疗保险中心"),
        ("哪个县支出最多", "哪个县"),
    ],
)
def test_what_no_question_has_a_use_for_is_asked_back(choices, sentence, over):
    reading = read(sentence, QUESTIONS, choices)
    assert reading.chosen is None
    left = [text for one in reading.candidates for text in one.left]
    assert any(over in text for text in (*left, *reading.unknown))


@pytest.mark.parametrize(
    ("sentence", "operator"),
    [
        ("承德县医保局2024年三公经费比沈丘县医保局多多少", Operator.COMPARE),
        ("承德县医保局2024年收入比支出多多少", Operator.COMPARE),
        ("承德县医保局2024年三公经费比上年多多少", Operator.CHANGE),
    ],
)
def test_how_far_two_are_apart_is_no_change_from_last_year(choices, sentence, operator):
    chosen = read(sentence, QUESTIONS, choices).chosen
    assert chosen is not None
    assert operator in chosen.question.takes
    assert (chosen.question.name in {"changes", "growth"}) is (operator is Operator.CHANGE)


def test_a_share_of_ones_own_expenditure_is_answered(choices):
    chosen = read("承德县医保局2024年三公占全部支出的比例", QUESTIONS, choices).chosen
    assert chosen is not None
    assert (chosen.question.name, chosen.given["whole"]) == ("share-of", "expenditure")


def test_a_bound_that_denies_is_read_whole(choices):
    chosen = read("哪些部门三公经费不高于40万元", QUESTIONS, choices).chosen
    assert chosen is not None
    assert {name: chosen.given.get(name) for name in ("most", "above")} == {"most": "400000", "above": None}


def test_a_name_of_several_departments_offers_them(choices):
    reading = read("医疗保障局有哪些项目", QUESTIONS, choices)
    assert reading.chosen is None
    assert len(next(iter(reading.ambiguous.values()))) > 1


def test_the_same_short_names_are_taken_in_positions(samples_store):
    question = QUESTIONS["measure"]
    given = {"measure": "三公经费", "department": "承德医保局、沈丘县医保局", "year": "2023-2024"}
    meant = prepare(samples_store, question, given, CHOICES).meant
    assert meant["department"].label == "承德县医疗保障局、沈丘县医疗保障局"
    assert meant["year"].label == "2024"


@pytest.mark.parametrize(
    ("text", "number"), [("十", 10), ("十五", 15), ("两", 2), ("三百二十", 320), ("1,234.5", "1234.5"), ("一千", 1000)]
)
def test_numerals_are_read(text, number):
    assert str(numeral(text)) == str(number)


@pytest.mark.parametrize(
    ("number", "unit", "amount"), [("30", "万元", 300_000), ("1.5", "亿", 150_000_000), ("7", "", 7)]
)
def test_amounts_are_in_yuan(number, unit, amount):
    assert yuan(number, unit) == amount


def test_the_cutting_leaves_least_unrecognised():
    spans = segments("三公经费最多", {"三公": [], "三公经费": [], "最": [], "最多": []})
    assert [span.text for span in spans] == ["三公经费", "最多"]


def test_questions_take_operators_that_there_are():
    named = {one for question in QUESTIONS.values() for one in question.takes}
    named |= {one for question in QUESTIONS.values() for need in question.needs for one in need.split("|")}
    assert named <= set(Operator)


def test_the_smallest_are_not_answered_with_the_largest(choices):
    chosen = read("金额最小的项目", QUESTIONS, choices).chosen
    assert chosen is not None
    assert (chosen.question.name, chosen.given["order"]) == ("largest-projects", "asc")
    smallest_line = read("承德县医保局支出最小的科目", QUESTIONS, choices).chosen
    assert smallest_line is None or smallest_line.question.name != "largest-lines"


TRAFFIC = [
    Choice(ox.NamedNode("https://example.org/1"), ("青山县交通运输局",), "青山县交通运输局"),
    Choice(ox.NamedNode("https://example.org/2"), ("青山县财政局",), "青山县财政局"),
]
TRAFFIC_SUBJECT = [Choice(ox.NamedNode("https://example.org/214"), ("214", "交通运输支出"), "214 交通运输支出")]


@pytest.mark.parametrize(
    ("sentence", "departments"),
    [
        ("交通运输支出最多的是谁", []),
        ("交通运输局的支出", ["青山县交通运输局"]),
        ("交通局的交通运输支出", ["青山县交通运输局"]),
    ],
)
def test_a_part_of_the_name_of_a_subject_is_no_department(sentence, departments):
    found = find(sentence, {"department": TRAFFIC, "subject": TRAFFIC_SUBJECT})
    assert found.given.get("department", []) == departments


def test_a_short_form_of_one_subject_is_that_subject():
    assert [one.value for one in short_forms("物业费多少", {}, PROPERTY)["物业费"]] == ["物业管理费"]
    assert short_forms("物业费多少", {"物业费": []}, PROPERTY) == {}
    assert short_forms("公用费多少", {}, PROPERTY) == {}


PROPERTY = [
    Choice(ox.NamedNode(f"https://example.org/{name}"), (name,), name)
    for name in ("物业管理费", "公用经费", "公用水费")
]


def test_budgets_alone_do_not_answer_what_accounts_cost_beyond_them(samples_store):
    found = reply(samples_store, QUESTIONS, "承德县医保局2024年决算比预算多花了多少", CHOICES)
    assert found.chosen.question.name == "execution"
    assert found.rows is None


def test_a_department_ends_where_the_name_of_a_figure_begins(choices):
    name = "上海市普陀区人民政府万里街道办事处"
    street = Choice(ox.NamedNode("https://example.org/street"), (name,), name)
    chosen = read("万里街道办公费", QUESTIONS, {**choices, "department": [street]}).chosen
    assert chosen is not None
    assert chosen.given == {"department": name, "measure": "办公费"}


@pytest.mark.parametrize(
    ("sentence", "base", "years"),
    [
        ("三公比2023年多多少", "2023", ["2024"]),
        ("2024年三公比2023年多多少", "", ["2023", "2024"]),
        ("2023年三公", "", ["2023"]),
    ],
)
def test_the_only_year_behind_a_comparison_is_the_one_before(sentence, base, years):
    known = [Choice(ox.Literal(year), (year,), year) for year in ("2023", "2024")]
    found = find(sentence, {"year": known})
    assert (found.base, found.given["year"]) == (base, years)

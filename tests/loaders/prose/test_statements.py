import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_sentences import amounts, changes, statements_of

from loaders.blocks import Paragraph, Place
from loaders.prose.sections import sections
from loaders.prose.statements.sentences import find_statements


def test_a_chain_of_parts_gives_one_statement_each():
    assert amounts(
        "2024年支出预算690.98万元，其中基本支出123.12万元，包括人员经费122.70万元和日常公用经费0.42万元；项目支出567.86万元。"
    ) == [
        ("支出预算", "690.98", "万元"),
        ("基本支出", "123.12", "万元"),
        ("人员经费", "122.70", "万元"),
        ("日常公用经费", "0.42", "万元"),
        ("项目支出", "567.86", "万元"),
    ]


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("2024年政府性基金预算收入31万元，支出30万元。", "政府性基金预算支出"),
        ("2024年事业收入31万元，支出30万元。", "支出"),
        ("2024年政府性基金预算收入31万元，上缴30万元。", "上缴"),
    ],
)
def test_a_bare_side_is_of_the_budget_whose_other_side_stands_before_it(sentence, side):
    assert amounts(sentence)[1] == (side, "30", "万元")


def test_an_enumeration_in_brackets_keeps_brackets_that_belong_to_a_name():
    assert amounts(
        "1. 商品和服务支出 26.26 万元：主要用于办公。（办公费 8 万、维修（护）费 0.5 万、福利费 0.76 万元)"
    ) == [
        ("商品和服务支出", "26.26", "万元"),
        ("办公费", "8", "万元"),
        ("维修（护）费", "0.5", "万元"),
        ("福利费", "0.76", "万元"),
    ]


def test_things_counted_are_named_before_the_figure_or_behind_the_unit():
    assert amounts("深入到全县 378 个村、11 个社区，事业编制 21 名，招录38名劳务派遣人员。") == [
        ("村数量", "378", "个"),
        ("社区数量", "11", "个"),
        ("事业编制", "21", "名"),
        ("劳务派遣人员数量", "38", "名"),
    ]


def test_a_bracket_behind_the_unit_is_no_noun():
    assert amounts("建筑面积8013平方米（其中不计容面积105平方米），已整改3个）。")[1:] == [
        ("不计容面积", "105", "平方米"),
        ("已整改", "3", "个"),
    ]


def test_a_subject_code_before_the_name_is_no_figure_and_no_part_of_it():
    assert amounts("2080505养老保险缴费支出32.93万元，20101人大事务5万元。") == [
        ("养老保险缴费支出", "32.93", "万元"),
        ("人大事务", "5", "万元"),
    ]


def test_shares_and_ratios_name_what_they_are_shares_of():
    assert amounts(
        "基本支出 743.81 万元，占 23.66%；财政拨款支出80万元，占本年支出合计的99.21%；货物类采购5万元，份额比例50%。"
    )[1::2] == [
        ("基本支出占比", "23.66", "%"),
        ("财政拨款支出占本年支出合计比重", "99.21", "%"),
        ("货物类采购份额比例", "50", "%"),
    ]


def test_the_amount_of_what_is_counted_is_stated_of_it():
    assert amounts("购置执法车辆8辆，计160万元；房屋5600平方米，价值1200万元。") == [
        ("购置执法车辆", "8", "辆"),
        ("购置执法车辆金额", "160", "万元"),
        ("房屋", "5600", "平方米"),
        ("房屋价值", "1200", "万元"),
    ]


def test_a_closed_bracket_gives_the_word_back_to_what_stood_before_it():
    statements = statements_of("收入总计 96 万元（上年收入总计 81 万元，同比增加 15 万元），增长18.5%。")
    assert [s.measure for s in statements][2:] == ["收入总计较上年增减", "收入总计较上年增减幅度"]
    assert statements[1].year == "2023"


@pytest.mark.parametrize("words", ["，与2023年预算相比，", "。与上年相比，"])
def test_expenditure_stated_beside_income_is_a_subject_of_its_own(words):
    text = f"收入总计30万元，支出总计30万元{words}收入减少26万元，下降46.43%；支出减少26万元，下降46.43%。"
    assert [change[0] for change in changes(text)] == [
        "收入较上年增减",
        "收入较上年增减幅度",
        "支出较上年增减",
        "支出较上年增减幅度",
    ]


def test_a_bare_expenditure_behind_a_named_one_still_means_that_one():
    text = "项目支出30万元，与上年相比支出减少6万元。"
    assert changes(text)[0][0] == "项目支出较上年增减"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("项目支出增加的原因一是某院本级划转240万元办案费；", "办案费"),
        ("纳入2018年预算管理的700万元培训费收入，今年不再安排。", "培训费收入"),
        ("安排50万元用于补贴经费。", "安排"),
        ("差旅费50万元补助经费。", "差旅费"),
    ],
)
def test_money_may_be_named_behind_its_amount(text, measure):
    assert amounts(text)[0][0] == measure


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("办理提案700件左右，推动落实。", "办理提案"),
        ("某俱乐部8名在职人员人员经费。", "在职人员数量"),
        ("30个界别每年组织活动。", "界别数量"),
    ],
)
def test_what_is_counted_ends_before_what_is_said_of_it(text, measure):
    assert amounts(text)[0][0] == measure


def test_figures_of_a_project_description_are_about_the_project():
    text = ["1、“镇办经费”主要内容是：保障运转。2024年预算安排50万元。", "满意度指标：工作满意度≥95%。"]
    assert [(s.measure, s.about) for s in statements_of(*text)] == [
        ("预算安排", "镇办经费"),
        ("工作满意度", "镇办经费"),
    ]


def test_figures_of_a_subject_are_about_the_subject():
    statements = statements_of(
        "1、卫生支出（类）医疗（款）行政医疗（项）。年初预算为 62.29 万元，支出决算为60.99万元。"
    )
    subject = "卫生支出（类）医疗（款）行政医疗（项）"
    assert [(s.about, s.measure) for s in statements] == [
        (subject, f"{subject}年初预算"),
        (subject, f"{subject}支出决算"),
    ]


def test_definitions_contacts_and_charts_tell_no_figures():
    assert statements_of("十、名词解释", "1、小额采购：指单价5万元的采购。") == []
    assert statements_of("联系电话：3251006 分机5台") == []
    assert statements_of("16.84%", "9.02%\t其他收入") == []


def test_a_long_sentence_gives_the_part_that_holds_the_figure():
    statement = statements_of("用于" + "甲" * 400 + "，专项经费12.5万元。")[0]
    assert len(statement.source.text) <= 200
    assert "12.5万元" in statement.source.text


def test_a_sentence_is_quoted_whole_up_to_two_thousand_letters_and_each_figure_of_a_longer_one_by_its_part():
    (whole,) = statements_of("用于" + "甲" * 1_900 + "，专项经费12.5万元。")
    assert len(whole.sentence) == 1_914
    parts = statements_of("其中：办公费8万元" * 2_000 + "。")
    assert len(parts) == 2_000
    assert all(len(one.sentence) <= 2_000 and "8万元" in one.sentence for one in parts)


def test_the_place_is_that_of_the_figure_itself():
    text = Paragraph("职工养老保险缴费 32.93 万、职业年金缴费 16.47 万元", ((0, Place(line=75)), (18, Place(line=77))))
    assert [s.source.place.line for s in find_statements(sections([text]), "2024")] == [75, 77]


SENTENCES = st.lists(
    st.sampled_from(
        [
            "预算收入",
            "12.5万元",
            "，",
            "其中：",
            "（",
            "）",
            "比上年",
            "增加",
            "3%",
            "。",
            "主要原因是",
            "持平",
            "1、",
            "2023年",
            "与",
            "“三公”",
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.one_of(SENTENCES, st.text(max_size=80)))
def test_arbitrary_text_never_fails_and_every_value_stands_at_its_place(text):
    marks = tuple((offset, Place(line=offset + 1)) for offset in range(len(text)))
    for statement in find_statements(sections([Paragraph(text, marks)]), "2024"):
        at = statement.source.place.line - 1
        printed = text[at:].translate(str.maketrans("０１２３４５６７８９．－−", "0123456789.--")).replace(",", "")
        assert printed.startswith(statement.value[:1])
        assert statement.value or statement.direction == "持平"  # “与上年持平” is stated without a figure
        assert statement.measure


def test_a_very_long_paragraph_is_read_in_reasonable_time():
    text = "其中：办公费8万元，比上年增加（减少）1万元，主要原因是（（（" * 600
    begin = time.perf_counter()
    assert len(statements_of(text)) == 1200
    assert time.perf_counter() - begin < 10


def test_words_behind_the_noun_counted_belong_to_the_next_figure():
    text = "2024年下属1家机关和1家参公事业单位财政拨款的机关运行经费预算为443.18万元。"
    assert amounts(text) == [
        ("机关数量", "1", "家"),
        ("参公事业单位数量", "1", "家"),
        ("财政拨款的机关运行经费预算", "443.18", "万元"),
    ]


def test_a_clause_in_de_says_what_the_money_behind_the_comma_is():
    assert amounts("由中小企业中标或成交的，采购金额246.47万元。") == [
        ("中小企业中标或成交的采购金额", "246.47", "万元")
    ]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("现有2个国家重点（培育）学科", "国家重点（培育）学科数量"),
        ("与80个地、市、县建立了合作关系", "地、市、县数量"),
        ("与40余个国家和地区的高校合作", "国家和地区数量"),
        ("有博士后流动站（工作站）27个", "博士后流动站（工作站）"),
        ("“111计划”引智基地6个", "111计划引智基地"),
        ("有限公司2家", "有限公司"),
    ],
)
def test_what_is_counted_is_named_in_full(text, measure):
    assert [statement.measure for statement in statements_of(text)] == [measure]


@pytest.mark.parametrize("said", ["", "预算", "预算安排"])
def test_the_words_before_a_colon_name_the_figure_right_behind_it(said):
    text = f"三公经费15.2万元。公务接待费：{said}3.2万元，较上年增加0.2万元。"
    assert [(one.measure, one.value, one.direction) for one in statements_of(text)] == [
        ("三公经费", "15.2", ""),
        ("公务接待费", "3.2", ""),
        ("公务接待费较上年增减", "0.2", "增加"),
    ]


def test_a_purchase_is_named_by_the_words_before_a_colon():
    assert amounts("公务用车购置：0万元；公务用车运行维护费：40万元。") == [
        ("公务用车购置", "0", "万元"),
        ("公务用车运行维护费", "40", "万元"),
    ]


def test_a_change_of_money_behind_things_counted_is_of_the_money_named_before():
    first = "公务接待费支出2860元，共接待9批次、63人次，同比减少1200元。"
    assert [one[0] for one in changes(first)] == ["公务接待费支出较上年增减"]
    assert [one[0] for one in changes("共接待9批次、63人次，同比减少3人次。")] == ["共接待较上年增减"]

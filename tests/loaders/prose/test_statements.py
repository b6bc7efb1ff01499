import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.blocks import Paragraph, Place
from loaders.prose.sections import sections
from loaders.prose.statements.sentences import find_statements


def told(*paragraphs, year="2024"):
    blocks = [Paragraph(text, ((0, Place(line=line)),)) for line, text in enumerate(paragraphs, 1)]
    return find_statements(sections(blocks), year)


def amounts(text):
    return [(statement.measure, statement.value, statement.unit) for statement in told(text)]


def changes(*paragraphs):
    return [(s.measure, s.value, s.direction, s.base_year, s.reason) for s in told(*paragraphs) if s.direction]


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


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("2024年，我部门机关运行经费共计安排14.42万元。", "机关运行经费"),
        ("2024年，我局财政拨款“三公”经费预算安排2万元。", "三公经费"),
        ("某县医疗保障局部门 2024 年收入总计 3143.81 万元", "收入总计"),
        ("2024年初区医疗保障服务中心资产总额61.92万元", "资产总额"),
        ("确保医保目录和支付标准政策落地生效100%。", "医保目录和支付标准政策落地生效"),
        ("2024年预算收支安排69.98万元", "预算收支安排"),
        ("2024 年政府采购预算安排 0.00 万元", "政府采购预算"),
        ("江 苏 省 某 院 2018 年 度 收 入 、 支 出 预 算 总 计 21,955.35 万 元", "收入、支出预算总计"),
        (
            "1.“公共安全支出（类）司法（款）公共法律服务（项）”科目30.00万元",
            "公共安全支出（类）司法（款）公共法律服务（项）",
        ),
        ("住房公积金(项):支出 1,073.77 万元。", "住房公积金(项)"),
        ("对个人和家庭的补助支出 32.23 万元", "对个人和家庭的补助支出"),
        ("满意度指标：工作满意度 ≥95% ，设立依据是计划数据。", "工作满意度"),
    ],
)
def test_the_measure_is_the_name_without_year_body_and_verb(text, measure):
    assert [statement.measure for statement in told(text)] == [measure]


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


def test_words_before_the_year_name_the_measure_where_those_behind_do_not():
    assert amounts("行政运行（项）2024年预算数为3万元，“三公”经费2024年预算数5万元。") == [
        ("行政运行（项）", "3", "万元"),
        ("三公经费预算数", "5", "万元"),
    ]


def test_a_subject_code_before_the_name_is_no_figure_and_no_part_of_it():
    assert amounts("2080505养老保险缴费支出32.93万元，20101人大事务5万元。") == [
        ("养老保险缴费支出", "32.93", "万元"),
        ("人大事务", "5", "万元"),
    ]


def test_growth_below_zero_is_a_decrease():
    assert changes("收入10万元，比上年增长-5.2%。") == [("收入较上年增减幅度", "-5.2", "减少", "2023", "")]


def test_shares_and_ratios_name_what_they_are_shares_of():
    assert amounts(
        "基本支出 743.81 万元，占 23.66%；财政拨款支出80万元，占本年支出合计的99.21%；货物类采购5万元，份额比例50%。"
    )[1::2] == [
        ("基本支出占比", "23.66", "%"),
        ("财政拨款支出占本年支出合计比重", "99.21", "%"),
        ("货物类采购份额比例", "50", "%"),
    ]


def test_a_change_without_a_subject_speaks_of_the_amount_before_it():
    assert changes("2024年预算收支安排69.98万元，较2023年预算减少11万元，下降15.71%。") == [
        ("预算收支安排较上年增减", "11", "减少", "2023", ""),
        ("预算收支安排较上年增减幅度", "15.71", "减少", "2023", ""),
    ]


def test_behind_a_full_stop_a_change_speaks_of_the_head_of_the_sentence_before():
    text = "机关运行经费支出 26.26 万元，其中：办公费 8 万、印刷费 1 万元。比上年 25.24 万元增加 1.02 万元。"
    assert told(text)[-2].measure == "上年机关运行经费支出"
    assert changes(text)[0][0] == "机关运行经费支出较上年增减"


def test_behind_parts_whose_change_is_told_a_change_speaks_of_the_part_that_is_left():
    text = "其中，购置费0万元，预算数与2023年持平；运行维护费36万元，主要用于办案用车。预算数比2023年减少1万元。"
    assert changes("公务用车购置及运行费36万元。" + text)[-1][:3] == ("运行维护费较上年增减", "1", "减少")


def test_behind_the_parts_of_a_whole_a_change_speaks_of_the_whole():
    text = "公务用车购置及运行费36万元。其中：购置费0万元；运行维护费36万元。比上年减少1万元。"
    assert changes(text)[0][0] == "公务用车购置及运行费较上年增减"


@pytest.mark.parametrize("words", ["去年预算数", "上年预算数为", "上年"])
def test_last_years_amount_in_brackets_is_of_what_stands_before_them(words):
    statements = told(f"培训收入20万元，与上年相比增加20万元（{words}3万元，无法计算增减比率）。")
    assert [(s.measure, s.value, s.year) for s in statements][2:] == [("上年培训收入", "3", "2023")]


def test_what_was_carried_over_from_last_year_keeps_its_name():
    assert changes("上年结转结余为20万元。与上年相比增加5万元。")[0][0] == "上年结转结余较上年增减"


def test_a_change_told_after_last_years_amount_is_of_what_both_are():
    [change] = changes("2025年部门收入预算325.60万元。与上年预算313.20万元相比增加12.40万元。")
    assert change[:2] == ("部门收入预算较上年增减", "12.40")


def test_the_amount_of_what_is_counted_is_told_of_it():
    assert amounts("购置执法车辆8辆，计160万元；房屋5600平方米，价值1200万元。") == [
        ("购置执法车辆", "8", "辆"),
        ("购置执法车辆金额", "160", "万元"),
        ("房屋", "5600", "平方米"),
        ("房屋价值", "1200", "万元"),
    ]


def test_a_closed_bracket_gives_the_word_back_to_what_stood_before_it():
    statements = told("收入总计 96 万元（上年收入总计 81 万元，同比增加 15 万元），增长18.5%。")
    assert [s.measure for s in statements][2:] == ["收入总计较上年增减", "收入总计较上年增减幅度"]
    assert statements[1].year == "2023"


@pytest.mark.parametrize("words", ["，与2023年预算相比，", "。与上年相比，"])
def test_expenditure_told_beside_income_is_a_subject_of_its_own(words):
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


def test_a_change_of_money_may_be_named_behind_its_amount():
    text = "项目支出50万元，与上年相比增加40万元。主要原因是某分院增加了40万元的办案费预算。"
    assert changes(text)[-1][:4] == ("办案费预算较上年增减", "40", "增加", "2023")


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


def test_a_change_keeps_its_base_year_through_the_paragraph():
    text = "较2022年预算减少11万元，其中：基本支出减少3万元。项目支出减少8万元。"
    assert [change[3] for change in changes("预算收支10万元，" + text)] == ["2022", "2022", "2022"]
    assert changes("预算收支10万元，" + text)[1][0] == "基本支出较2022年增减"


@pytest.mark.parametrize(
    ("words", "base"), [("与2021年预算持平", "2021"), ("与2022年决算数一致", "2022"), ("与上年一致", "2023")]
)
def test_the_same_as_another_year_is_told_of_that_year(words, base):
    assert changes(f"公务接待费2万元，{words}。") == [("公务接待费", "2", "持平", base, "")]


@pytest.mark.parametrize(
    "words", ["与上年持平", "与上年数一致", "比2023年预算持平", "与上年预算数相等", "比上年无变化"]
)
def test_the_same_as_last_year_is_told_of_the_amount_before(words):
    assert changes(f"公务接待费2万元，{words}。") == [("公务接待费", "2", "持平", "2023", "")]


def test_the_same_as_last_year_is_told_of_whom_it_names():
    text = "“三公”经费预算安排2万元，其中：因公出国（境）费0万元，公务接待费2万元，“三公”经费整体与上年持平。"
    assert changes(text) == [("三公经费", "2", "持平", "2023", "")]


def test_the_same_as_the_budget_is_no_comparison_with_last_year():
    assert changes("支出决算为10.00万元。决算数与预算数基本持平。") == []


def test_both_directions_at_once_with_nothing_changed_is_the_same():
    assert [change[2] for change in changes("购置费0万元，比上年增（减）0万元，同比减少（增加）0%。")] == [
        "持平",
        "持平",
    ]


def test_an_increase_of_nothing_stays_as_printed():
    assert changes("单位资金结余增加0.00万元。")[0][1:3] == ("0.00", "增加")


def test_a_budget_below_last_years_is_a_decrease():
    assert changes("公务接待费支出 116.5 万元，本年数小于上年预算数 40.05 万元。") == [
        ("公务接待费支出较上年增减", "40.05", "减少", "2023", "")
    ]


def test_no_less_than_is_no_decrease():
    assert changes("住院救助比例不低于70%。") == []


@pytest.mark.parametrize(
    "words",
    [
        "主要原因是",
        "主要原因：",
        "增减变化的主要原因是",
        "原因是",
        "主要是",
        "主要为主要是",
        "。主要原因是：",
        "。主要是",
    ],
)
def test_a_reason_goes_to_the_change_and_its_percentage(words):
    found = changes(f"收入减少26万元，下降45.32%，{words}业务活动减少，收入减少；支出10万元。")
    assert [change[4] for change in found] == ["业务活动减少，收入减少"] * 2


@pytest.mark.parametrize("words", ["（其中：购置费0万元)", "，其中：购置费0万元"])
def test_a_reason_ends_before_the_parts_that_are_told_behind_it(words):
    found = changes(f"公务用车费6万元，比上年减少1万元，减少原因是车辆减少{words}；公务接待费2万元。")
    assert found[0][4] == "车辆减少"


def test_what_an_amount_is_mainly_for_is_no_reason():
    assert [
        s.reason for s in told("项目支出66万元，主要为医疗救助。运行经费5万元，主要用于因技术原因对外委托的工作。")
    ] == ["", ""]


def test_a_reason_that_names_its_subject_goes_there():
    text = "预算支出比上年增加15万元，其中基本支出增加1万元，项目支出增加14万元。基本支出增加的主要原因是保障运转；"
    found = changes(text, "项目支出增加的主要原因是救助需求增加。")
    assert [change[4] for change in found] == ["", "保障运转", "救助需求增加"]


def test_an_empty_reason_is_none():
    assert [change[4] for change in changes("收入增加5万元，主要原因：")] == [""]


def test_a_statement_speaks_of_the_year_it_names():
    text = [
        "2023 年期末，我部门共有车辆 3 辆，其中：其他用车 1 辆。",
        "我部门上年末固定资产金额为 18 万元。",
        "预算收入5万元，上年结转结余0.00万元。",
    ]
    assert [s.year for s in told(*text)] == ["2023", "2023", "2023", "2024", "2024"]
    assert told("深入到全县 378 个村。")[0].year == ""


def test_figures_of_a_project_description_are_about_the_project():
    text = ["1、“镇办经费”主要内容是：保障运转。2024年预算安排50万元。", "满意度指标：工作满意度≥95%。"]
    assert [(s.measure, s.about) for s in told(*text)] == [("预算安排", "镇办经费"), ("工作满意度", "镇办经费")]


def test_figures_of_a_subject_are_about_the_subject():
    statements = told("1、卫生支出（类）医疗（款）行政医疗（项）。年初预算为 62.29 万元，支出决算为60.99万元。")
    subject = "卫生支出（类）医疗（款）行政医疗（项）"
    assert [(s.about, s.measure) for s in statements] == [
        (subject, f"{subject}年初预算"),
        (subject, f"{subject}支出决算"),
    ]


def test_definitions_contacts_and_charts_tell_no_figures():
    assert told("十、名词解释", "1、小额采购：指单价5万元的采购。") == []
    assert told("联系电话：3251006 分机5台") == []
    assert told("16.84%", "9.02%\t其他收入") == []


def test_a_long_sentence_gives_the_part_that_holds_the_figure():
    statement = told("用于" + "甲" * 400 + "，专项经费12.5万元。")[0]
    assert len(statement.source.text) <= 200
    assert "12.5万元" in statement.source.text


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
        assert printed.startswith(statement.value[0])
        assert statement.measure


def test_a_very_long_paragraph_is_read_in_reasonable_time():
    text = "其中：办公费8万元，比上年增加（减少）1万元，主要原因是（（（" * 600
    begin = time.perf_counter()
    assert len(told(text)) == 1200
    assert time.perf_counter() - begin < 10


def test_words_behind_the_noun_counted_belong_to_the_next_figure():
    text = "2024年下属1家机关和1家参公事业单位财政拨款的机关运行经费预算为443.18万元。"
    assert amounts(text) == [
        ("机关数量", "1", "家"),
        ("参公事业单位数量", "1", "家"),
        ("财政拨款的机关运行经费预算", "443.18", "万元"),
    ]


def test_a_year_inside_a_name_leaves_what_describes_it():
    assert amounts(
        "编报绩效目标的2024年度项目4个，涉及预算金额50万元；"
        "绩效自评的2024年度项目3个，涉及预算金额40万元，平均得分99分。"
    ) == [
        ("编报绩效目标的项目", "4", "个"),
        ("预算金额", "50", "万元"),
        ("绩效自评的项目", "3", "个"),
        ("预算金额", "40", "万元"),
        ("绩效自评的项目平均得分", "99", "分"),
    ]
    assert amounts("区财政局的2024年度收入40万元。") == [("收入", "40", "万元")]


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
    assert [statement.measure for statement in told(text)] == [measure]


def test_a_reason_goes_on_in_the_next_paragraph_where_its_own_leaves_it_open():
    told_so = changes("2024年收入总计3万元，比上年增加1万元，主要原因：", "人员增加。")
    assert told_so == [("收入总计较上年增减", "1", "增加", "2023", "人员增加")]
    opened = changes("2024年收入总计3万元，比上年增加1万元。", "主要原因是人员增加。")
    assert opened == [("收入总计较上年增减", "1", "增加", "2023", "人员增加")]


def test_a_reason_of_income_and_expenditure_together_explains_both():
    told_so = changes(
        "财政拨款收入10万元，比2023年预算减少1万元。",
        "财政拨款支出预算9万元，比2023年预算减少2万元。",
        "财政拨款收入支出减少的主要原因是项目调整。",
    )
    assert [(measure, reason) for measure, _, _, _, reason in told_so] == [
        ("财政拨款收入较上年增减", "项目调整"),
        ("财政拨款支出预算较上年增减", "项目调整"),
    ]


@pytest.mark.parametrize("said", ["", "预算", "预算安排"])
def test_the_words_before_a_colon_name_the_figure_right_behind_it(said):
    text = f"三公经费15.2万元。公务接待费：{said}3.2万元，较上年增加0.2万元。"
    assert [(one.measure, one.value, one.direction) for one in told(text)] == [
        ("三公经费", "15.2", ""),
        ("公务接待费", "3.2", ""),
        ("公务接待费较上年增减", "0.2", "增加"),
    ]


def test_a_purchase_is_named_by_the_words_before_a_colon():
    assert amounts("公务用车购置：0万元；公务用车运行维护费：40万元。") == [
        ("公务用车购置", "0", "万元"),
        ("公务用车运行维护费", "40", "万元"),
    ]

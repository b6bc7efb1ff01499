"""Changes stated in running text: of what, from which year, why."""

import pytest
from read_sentences import amounts, changes, statements_of


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
    assert [statement.measure for statement in statements_of(text)] == [measure]


def test_words_before_the_year_name_the_measure_where_those_behind_do_not():
    assert amounts("行政运行（项）2024年预算数为3万元，“三公”经费2024年预算数5万元。") == [
        ("行政运行（项）", "3", "万元"),
        ("三公经费预算数", "5", "万元"),
    ]


def test_growth_below_zero_is_a_decrease():
    assert changes("收入10万元，比上年增长-5.2%。") == [("收入较上年增减幅度", "-5.2", "减少", "2023", "")]


def test_a_change_without_a_subject_speaks_of_the_amount_before_it():
    assert changes("2024年预算收支安排69.98万元，较2023年预算减少11万元，下降15.71%。") == [
        ("预算收支安排较上年增减", "11", "减少", "2023", ""),
        ("预算收支安排较上年增减幅度", "15.71", "减少", "2023", ""),
    ]


def test_behind_a_full_stop_a_change_speaks_of_the_head_of_the_sentence_before():
    text = "机关运行经费支出 26.26 万元，其中：办公费 8 万、印刷费 1 万元。比上年 25.24 万元增加 1.02 万元。"
    assert statements_of(text)[-2].measure == "上年机关运行经费支出"
    assert changes(text)[0][0] == "机关运行经费支出较上年增减"


def test_behind_parts_whose_change_is_stated_a_change_speaks_of_the_part_that_is_left():
    text = "其中，购置费0万元，预算数与2023年持平；运行维护费36万元，主要用于办案用车。预算数比2023年减少1万元。"
    assert changes("公务用车购置及运行费36万元。" + text)[-1][:3] == ("运行维护费较上年增减", "1", "减少")


def test_behind_the_parts_of_a_whole_a_change_speaks_of_the_whole():
    text = "公务用车购置及运行费36万元。其中：购置费0万元；运行维护费36万元。比上年减少1万元。"
    assert changes(text)[0][0] == "公务用车购置及运行费较上年增减"


@pytest.mark.parametrize("words", ["去年预算数", "上年预算数为", "上年"])
def test_last_years_amount_in_brackets_is_of_what_stands_before_them(words):
    statements = statements_of(f"培训收入20万元，与上年相比增加20万元（{words}3万元，无法计算增减比率）。")
    assert [(s.measure, s.value, s.year) for s in statements][2:] == [("上年培训收入", "3", "2023")]


@pytest.mark.parametrize(
    "words", ["较上年增加（2023年18万元）12万元", "比上年（18万元）增加12万元", "较2023年（预算数18万元）增加12万元"]
)
def test_an_amount_compared_with_may_be_in_brackets(words):
    level, base, change = statements_of(f"公务用车购置及运行费30万元，{words}。")
    assert (level.value, base.value, base.year) == ("30", "18", "2023")
    assert (change.measure, change.value, change.direction) == ("公务用车购置及运行费较上年增减", "12", "增加")


def test_brackets_that_hold_parts_are_no_base():
    found = statements_of("收入总计500万元，比上年增加50万元（其中财政拨款45万元）。")
    assert [(one.measure, one.value) for one in found][2:] == [("财政拨款", "45")]


def test_what_was_carried_over_from_last_year_keeps_its_name():
    assert changes("上年结转结余为20万元。与上年相比增加5万元。")[0][0] == "上年结转结余较上年增减"


def test_a_change_stated_after_last_years_amount_is_of_what_both_are():
    [change] = changes("2025年部门收入预算325.60万元。与上年预算313.20万元相比增加12.40万元。")
    assert change[:2] == ("部门收入预算较上年增减", "12.40")


def test_a_change_of_money_may_be_named_behind_its_amount():
    text = "项目支出50万元，与上年相比增加40万元。主要原因是某分院增加了40万元的办案费预算。"
    assert changes(text)[-1][:4] == ("办案费预算较上年增减", "40", "增加", "2023")


def test_a_change_keeps_its_base_year_through_the_paragraph():
    text = "较2022年预算减少11万元，其中：基本支出减少3万元。项目支出减少8万元。"
    assert [change[3] for change in changes("预算收支10万元，" + text)] == ["2022", "2022", "2022"]
    assert changes("预算收支10万元，" + text)[1][0] == "基本支出较2022年增减"


@pytest.mark.parametrize(
    ("words", "base"), [("与2021年预算持平", "2021"), ("与2022年决算数一致", "2022"), ("与上年一致", "2023")]
)
def test_the_same_as_another_year_is_stated_of_that_year(words, base):
    assert changes(f"公务接待费2万元，{words}。") == [("公务接待费", "2", "持平", base, "")]


@pytest.mark.parametrize(
    "words", ["与上年持平", "与上年数一致", "比2023年预算持平", "与上年预算数相等", "比上年无变化"]
)
def test_the_same_as_last_year_is_stated_of_the_amount_before(words):
    assert changes(f"公务接待费2万元，{words}。") == [("公务接待费", "2", "持平", "2023", "")]


def test_the_same_as_last_year_is_stated_of_whom_it_names():
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
def test_a_reason_ends_before_the_parts_that_are_stated_behind_it(words):
    found = changes(f"公务用车费6万元，比上年减少1万元，减少原因是车辆减少{words}；公务接待费2万元。")
    assert found[0][4] == "车辆减少"


def test_what_an_amount_is_mainly_for_is_no_reason():
    assert [
        s.reason
        for s in statements_of("项目支出66万元，主要为医疗救助。运行经费5万元，主要用于因技术原因对外委托的工作。")
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
    assert [s.year for s in statements_of(*text)] == ["2023", "2023", "2023", "2024", "2024"]
    assert statements_of("深入到全县 378 个村。")[0].year == ""


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


QUOTED = "1、“政府办公厅（室）及相关机构事务”（款）2023年度决算88.00万元，比2023年年初预算减少3.00万元，下降3.30%。"


def test_a_subject_in_quotation_marks_is_what_its_settled_figure_is_about():
    assert [one.measure for one in statements_of(QUOTED, year="2023")] == [
        "政府办公厅（室）及相关机构事务（款）",
        "政府办公厅（室）及相关机构事务（款）较预算增减",
        "政府办公厅（室）及相关机构事务（款）较预算增减幅度",
    ]


def test_the_budget_compared_with_is_that_of_the_title():
    sentence = "2、公务接待费。2023年度决算数0.60万元，比2023年度年初预算数2.00万元减少1.40万元。"
    assert [(one.measure, one.value) for one in statements_of(sentence, year="2023")] == [
        ("公务接待费决算数", "0.60"),
        ("公务接待费预算", "2.00"),
        ("公务接待费决算数较预算增减", "1.40"),
    ]


def test_money_that_is_as_in_the_year_before_is_stated_without_a_figure():
    sentence = (
        "“三公”经费预算比上年减少0.50万元，其中：因公出国（境）费与上年持平，主要原因是未安排；"
        "公务接待费减少0.50万元，主要原因是压减。"
    )
    found = [(one.measure, one.value, one.direction, one.reason) for one in statements_of(sentence, year="2024")]
    assert found == [
        ("三公经费预算较上年增减", "0.50", "减少", ""),
        ("因公出国（境）费较上年增减", "", "持平", "未安排"),
        ("公务接待费较上年增减", "0.50", "减少", "压减"),
    ]


def test_money_that_is_not_spent_may_be_named_in_the_clause_before():
    (one,) = statements_of("因公出国（境）费未安排预算，与2023年持平。", year="2024")
    assert (one.measure, one.value, one.direction, one.base_year) == ("因公出国（境）费较上年增减", "", "持平", "2023")


@pytest.mark.parametrize(
    "sentence", ["工作任务与上年持平。", "公务接待费安排与预算一致。", "因公出国（境）费按时公开，与上年持平。"]
)
def test_what_is_no_money_or_names_no_year_is_not_stated(sentence):
    assert statements_of(sentence, year="2024") == []


def test_assets_are_compared_with_the_beginning_of_the_year():
    found = statements_of("学校资产总额891.52万元，比年初增加27.29万元，增长3.16%。", year="2022")
    assert [(one.measure, one.value, one.direction) for one in found] == [
        ("资产总额", "891.52", ""),
        ("资产总额较上年增减", "27.29", "增加"),
        ("资产总额较上年增减幅度", "3.16", "增加"),
    ]


def test_the_budget_of_the_beginning_of_the_year_is_the_budget():
    found = statements_of("机关运行经费支出8.00万元，比年初预算增加1.00万元。", year="2022")
    assert found[1].measure == "机关运行经费支出较预算增减"

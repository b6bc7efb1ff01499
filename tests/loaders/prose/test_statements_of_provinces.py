"""Sentences as provinces write them: what a careful reader takes from each."""

from loaders.blocks import Paragraph, Place
from loaders.prose.sections import sections
from loaders.prose.statements.sentences import find_statements


def stated(text, year="2024"):
    return find_statements(sections([Paragraph(text, ((0, Place(line=1)),))]), year)


def facts(text):
    return [(one.measure, one.value, one.direction, one.base_year, one.reason) for one in stated(text)]


def test_figures_listed_one_behind_the_other_are_each_of_its_own_name():
    assert facts("与2023年相比，收、支总计各减少1267.86万元、2570.97万元，各下降23.51%、38.28%。") == [
        ("收入总计较上年增减", "1267.86", "减少", "2023", ""),
        ("支出总计较上年增减", "2570.97", "减少", "2023", ""),
        ("收入总计较上年增减幅度", "23.51", "减少", "2023", ""),
        ("支出总计较上年增减幅度", "38.28", "减少", "2023", ""),
    ]
    assert [fact[:2] for fact in facts("基本支出、项目支出分别为120.50万元和80万元。")] == [
        ("基本支出", "120.50"),
        ("项目支出", "80"),
    ]


def test_as_many_figures_as_names_or_the_list_is_of_all_of_them():
    found = facts("收、支总计各为300.00万元，比上年各减少10.00万元、3.2%。")
    assert [fact[0] for fact in found][:2] == ["收、支总计", "收、支总计较上年增减"]


def test_the_budget_that_something_completes_is_none_of_its_parts():
    found = stated("1-5月，我县完成财政总收入13044万元，占年初预算30195万元的43.2%，同比下降6.5%。")
    assert [(one.measure, one.value) for one in found] == [
        ("财政总收入", "13044"),
        ("财政总收入预算", "30195"),
        ("财政总收入完成预算比例", "43.2"),
        ("财政总收入较上年增减幅度", "6.5"),
    ]


def test_the_year_compared_with_is_no_part_of_a_figure_that_it_ran_into():
    found = stated("运行经费支出19.17万元，较201517.64万元增加1.53万元。", "2016")
    assert [(one.measure, one.value) for one in found] == [
        ("运行经费支出", "19.17"),
        ("上年运行经费支出", "17.64"),
        ("运行经费支出较上年增减", "1.53"),
    ]
    assert [one.value for one in stated("运行经费支出201519.17元，较201417.64元多。", "2016")] == [
        "201519.17",
        "201417.64",
    ]


def test_the_words_before_a_comma_name_a_budget_where_the_number_of_a_list_is_before_them():
    found = facts("（二）支出预算，2024年年初预算数674.50万元，其中，教育674.50万元。支出较去年增加77.30万元。")
    assert [fact[0] for fact in found] == ["支出预算", "教育", "支出预算较上年增减"]
    assert facts("按照规定，2024年年初预算数674.50万元。")[0][0] == "2024年年初预算数"


def test_a_full_stop_inside_brackets_does_not_end_the_talk_of_the_subject_before_them():
    found = facts(
        "公务用车购置及运行费500万元（公务用车购置费100万元，比上年增加0万元；公务用车运行维护费400万元，比上年增加5万元。）"
        "比上年增加5万元，增长1%。"
    )
    assert [fact[0] for fact in found[-2:]] == ["公务用车购置及运行费较上年增减", "公务用车购置及运行费较上年增减幅度"]


def test_a_sentence_that_says_the_budget_is_the_same_speaks_of_the_amount_before_it():
    assert facts("（三）公务接待费3.00万元，主要用于公务接待支出。预算数较2023年持平。") == [
        ("公务接待费", "3.00", "持平", "2023", "")
    ]


def test_the_reason_for_missing_the_budget_explains_the_share_of_the_budget_not_the_change():
    found = facts("2024年公务接待费支出3.5万元，完成预算70%，较上年减少1.5万元。决算数小于预算数的主要原因是厉行节约。")
    assert [(value, reason) for _, value, _, _, reason in found] == [("3.5", ""), ("70", "厉行节约"), ("1.5", "")]


def test_a_word_of_change_inside_the_name_of_some_money_is_no_change():
    assert facts("主要为义务教育薄弱环节改善与能力提升资金3200万元。") == [
        ("义务教育薄弱环节改善与能力提升资金", "3200", "", "", "")
    ]


def test_a_reason_stated_in_brackets_ends_with_them():
    found = facts("公务用车购置及运维费6万元（其中：公务用车运维费6万元，较2023年减少0.5万元，主要原因是严格管理）。")
    assert found[-1][-1] == "严格管理"


def test_operating_costs_keep_their_name_behind_that_of_the_office():
    assert facts("2024年，青山县教育局机关运行经费支出86.37万元。")[0][0] == "机关运行经费支出"


def test_qualifiers_of_the_three_public_expenses_fall_away():
    assert facts("2024年本部门财政拨款安排“三公”经费502.4万元。")[0][0] == "三公经费"


def test_a_change_against_last_year_s_total_stated_in_brackets_is_one_of_this_year():
    found = stated("收入总计512万元（上年收入总计480万元，同比增加32万元，同比增加6.67%）。")
    assert [(one.value, one.year, one.base_year) for one in found] == [
        ("512", "2024", ""),
        ("480", "2023", ""),
        ("32", "2024", "2023"),
        ("6.67", "2024", "2023"),
    ]


def test_the_words_before_a_colon_name_the_budget_stated_behind_it():
    assert [fact[:2] for fact in facts("（一）基本支出：2024年年初预算数为2400万元。")] == [("基本支出", "2400")]
    assert [fact[:2] for fact in facts("（一）收入预算：2024年年初预算数32.56万元，收入较去年增加2.2万元。")] == [
        ("收入预算", "32.56"),
        ("收入较上年增减", "2.2"),
    ]


def test_a_title_in_front_of_nameless_figures_names_them():
    found = facts("1.公务接待费。2024年预算数0.4万元，比2023年预算数减少0.1万元。")
    assert [fact[:2] for fact in found] == [("公务接待费", "0.4"), ("公务接待费较上年增减", "0.1")]


def test_a_title_is_kept_apart_from_the_stage_of_its_figures():
    text = "2.公务用车购置及运行费。年初预算为7.5万元，支出决算为7.4万元，完成年初预算的98.67%。"
    assert [fact[0] for fact in facts(text)] == [
        "公务用车购置及运行费年初预算",
        "公务用车购置及运行费支出决算",
        "公务用车购置及运行费支出决算完成年初预算比例",
    ]


def test_a_sentence_that_names_no_money_is_no_title():
    assert [fact[0] for fact in facts("1.按时发放补贴。年初预算为7.5万元。")] == ["年初预算"]


def test_the_outturn_is_of_what_the_sentence_budgeted():
    found = facts("“三公”经费财政拨款支出预算为15万元，支出决算为13.25万元，完成预算的88.33%。")
    assert [fact[0] for fact in found] == [
        "三公经费财政拨款支出预算",
        "三公经费财政拨款支出决算",
        "三公经费财政拨款支出决算完成预算比例",
    ]


def test_what_was_spent_last_year_may_be_named_in_the_comparison():
    found = stated("公务接待费支出较年初预算数减少2.70万元，下降18%，较上年支出数减少1.20万元，下降8.9%。")
    assert [(one.measure, one.value) for one in found[2:]] == [
        ("公务接待费支出较上年增减", "1.20"),
        ("公务接待费支出较上年增减幅度", "8.9"),
    ]


def test_the_figure_of_the_year_compared_with_may_repeat_the_name():
    found = stated("2024年“三公”经费预算26.4万元，比2023年“三公”经费预算30.4万元减少4.0万元。")
    assert [(one.measure, one.value) for one in found] == [
        ("三公经费预算", "26.4"),
        ("上年三公经费预算", "30.4"),
        ("三公经费预算较上年增减", "4.0"),
    ]


def test_the_value_of_assets_is_of_what_was_counted_before_it():
    found = [fact[:2] for fact in facts("1.房屋1200平方米，价值350万元。2.车辆4辆，价值80万元。")]
    assert [value for name, value in found if name == "房屋价值"] == ["350"]
    assert [value for name, value in found if name == "车辆价值"] == ["80"]


def test_an_amount_behind_counted_units_is_not_of_the_last_of_them():
    found = facts("2家行政单位和3家事业单位的机关运行经费财政拨款预算62.30万元。")
    assert found[-1][:2] == ("机关运行经费财政拨款预算", "62.30")

"""What final accounts tell in running text: budget and outcome side by side, and what each is compared with."""

from loaders.blocks import Paragraph, Place
from loaders.prose.sections import sections
from loaders.prose.statements.sentences import find_statements


def stated(text):
    return find_statements(sections([Paragraph(text, ((0, Place(line=1)),))]), "2024")


def amounts(text):
    return [(statement.measure, statement.value, statement.unit) for statement in stated(text)]


def test_accounts_settle_what_the_budget_stated_before_was_for():
    text = "“三公”经费支出年初预算为0.95万元，支出决算为0.90万元，完成预算的95%。决算数小于预算数的主要原因：厉行节约。"
    assert [(s.measure, s.value, s.reason) for s in stated(text)] == [
        ("三公经费支出年初预算", "0.95", ""),
        ("三公经费支出决算", "0.90", ""),
        ("三公经费支出决算完成预算比例", "95", "厉行节约"),
    ]


def test_why_accounts_differ_from_the_budget_is_stated_of_the_accounts():
    text = "1、医疗（款）行政医疗（项）。年初预算为62万元，支出决算为60万元。决算数小于预算数的主要原因：人员退休。"
    assert [(s.measure, s.reason) for s in stated(text)] == [
        ("医疗（款）行政医疗（项）年初预算", ""),
        ("医疗（款）行政医疗（项）支出决算", "人员退休"),
    ]


def test_accounts_are_compared_with_the_budget_of_their_year_and_with_the_year_before():
    text = (
        "2024年度机关运行经费支出100万元，比年初预算数增加4万元，增长4.17%；"
        "比2023年度减少2万元，降低1.96%，主要原因是压缩开支。"
    )
    assert [(s.measure, s.value, s.direction, s.base_year, s.reason) for s in stated(text)] == [
        ("机关运行经费支出", "100", "", "", ""),
        ("机关运行经费支出较预算增减", "4", "增加", "", ""),
        ("机关运行经费支出较预算增减幅度", "4.17", "增加", "", ""),
        ("机关运行经费支出较上年增减", "2", "减少", "2023", "压缩开支"),
        ("机关运行经费支出较上年增减幅度", "1.96", "减少", "2023", "压缩开支"),
    ]


def test_the_budget_compared_with_may_be_a_figure_of_its_own():
    text = "公务接待费支出决算0.7万元，较年初预算1万元减少0.3万元，主要原因是厉行节约。"
    assert [(s.measure, s.value, s.year, s.reason) for s in stated(text)] == [
        ("公务接待费支出决算", "0.7", "2024", ""),
        ("公务接待费支出预算", "1", "2024", ""),
        ("公务接待费支出决算较预算增减", "0.3", "2024", "厉行节约"),
    ]


def test_the_budget_of_the_same_year_is_no_other_year():
    text = "“三公”经费支出4.50万元，比2024年度预算数减少0.50万元，比上年增加0.30万元。"
    assert [(s.measure, s.base_year) for s in stated(text)] == [
        ("三公经费支出", ""),
        ("三公经费支出较预算增减", ""),
        ("三公经费支出较上年增减", "2023"),
    ]


def test_sums_and_what_was_spent_are_of_the_things_named_before():
    assert amounts("国内公务接待12批次，共支出0.70万元。") == [
        ("国内公务接待", "12", "批次"),
        ("国内公务接待支出", "0.70", "万元"),
    ]
    assert amounts("出国团组2个、累计5人次。") == [("出国团组", "2", "个"), ("出国团组", "5", "人次")]
    assert amounts("五保3人，低保2人，共计5人。") == [("五保", "3", "人"), ("低保", "2", "人"), ("共计", "5", "人")]


def test_what_a_project_spent_is_stated_beside_its_budget():
    assert amounts("项目全年预算数为50万元，执行数为48万元。") == [
        ("项目全年预算数", "50", "万元"),
        ("项目执行数", "48", "万元"),
    ]

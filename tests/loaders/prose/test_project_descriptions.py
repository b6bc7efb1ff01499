from loaders.blocks import Paragraph, Place
from loaders.prose.project_names import project_named
from loaders.prose.projects import find_project_descriptions
from loaders.prose.sections import sections


def described(*lines):
    blocks = [Paragraph(line, ((0, Place(line=number)),)) for number, line in enumerate(lines, 1)]
    return find_project_descriptions(sections(blocks))


def test_a_description_gives_name_purpose_amount_and_goals():
    project = described(
        "1、“镇办中心经费”主要内容是：保障登记、初审等工作正常运转。2024年预算安排50万元，全部为一般公共预算资金。",
        "项目绩效总目标是：保障工作正常运转等。",
        "项目绩效指标设置情况：",
        "满意度指标：工作满意度≥95%。",
    )[0]
    assert (project.name, project.amount, project.unit) == ("镇办中心经费", "50", "万元")
    assert project.purpose == "保障登记、初审等工作正常运转。"
    assert project.goals == ("保障工作正常运转等。",)
    assert [source.place.line for source in project.sources] == [1, 2]


def test_the_amount_may_stand_in_a_paragraph_of_its_own():
    project = described("9、“购车”主要内容是：行驶里程已超过30万公里。", "2024年其他自筹资金18万元，用于购车。")[0]
    assert (project.amount, project.amount_source.place.line) == ("18", 2)
    assert project.purpose == "行驶里程已超过30万公里。"


def test_a_standard_before_the_budget_is_not_its_amount():
    project = described("8、“个人账户”主要内容是：2023年退休月划入额度70元，2024年预算安排394万元。")[0]
    assert (project.amount, project.purpose) == ("394", "2023年退休月划入额度70元")


def test_goals_end_where_the_indicators_begin():
    project = described("1、“补建账户”主要内容是：乙。", "项目绩效总目标是：享受政策，项目绩效指标设置情况：")
    assert project[0].goals == ("享受政策",)


def test_the_next_name_and_the_next_section_end_a_description():
    lines = [
        "1、“项目一”主要内容是：甲。",
        "2、“项目二”主要内容是：乙。",
        "第五部分 名词解释",
        "绩效目标：指预期成果。",
    ]
    assert [(project.name, project.goals) for project in described(*lines)] == [("项目一", ()), ("项目二", ())]


def test_a_quotation_elsewhere_opens_no_description():
    assert project_named("实现“一码在手，医保无忧”，主要内容丰富。") == ""
    assert described("“三公”经费预算安排2万元。") == []

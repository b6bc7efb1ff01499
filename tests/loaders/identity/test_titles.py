"""Titles are read word by word; the expected names, years and words are read off the titles by hand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.identity.titles import parse_title, parts_of_page_title, year_of


@pytest.mark.parametrize(
    ("line", "name", "year", "kind"),
    [
        ("东屏县水务局2021年“三公”经费支出预算表", "东屏县水务局", "2021", "预算"),
        ("东屏大学医学院2016年部门决算情况公开", "东屏大学医学院", "2016", "决算"),
        ("2015年东屏市司法局部门“三公”经费情况统计表", "东屏市司法局", "2015", ""),
        ("东屏区审计局财政拨款“三公”经费决算2014年情况如下：", "东屏区审计局", "2014", "决算"),
        ("共青团东屏州委员会关于2017年“三公”经费预算公开的说明", "共青团东屏州委员会", "2017", "预算"),
        ("2018年第四季度“三公经费”管理使用情况", "", "2018", ""),
        ("财政拨款“三公”经费决算情况（部门决算公开）", "", "", "决算"),
        ("东屏县中医院部门决算情况说明（2020年度）", "东屏县中医院", "2020", "决算"),
        ("东屏经济开发区管理委员会机关运行经费支出情况", "东屏经济开发区管理委员会", "", ""),
        ("东屏审计学院2020年部门预算", "东屏审计学院", "2020", "预算"),
        ("东屏县财政支出绩效评价中心2020年部门预算", "东屏县财政支出绩效评价中心", "2020", "预算"),
        ("台创园2017-度部门“三公”经费预算情况表", "台创园", "2017", "预算"),
        ("关于公开东屏县教育局2019年“三公”经费预算的公告", "东屏县教育局", "2019", "预算"),
        ("东屏县教育局关于公开2019年部门决算的通告", "东屏县教育局", "2019", "决算"),
        ("2016年度部门决算公开（东屏县档案局）", "东屏县档案局", "2016", "决算"),
        ("东屏县2019年部门预算公开（东屏县气象局）", "东屏县气象局", "2019", "预算"),
        ("2016年度部门决算公开（草案）", "", "2016", "决算"),
        ("东屏县2019年财政预算执行情况和2020年财政预算草案的报告", "东屏县", "2020", "预算"),
        ("东屏县林业局“三公”经费", "东屏县林业局", "", ""),
        ("附件1：东屏县教育局二〇二四年部门预算公开表", "东屏县教育局", "2024", "预算"),
    ],
)
def test_name_year_and_kind_of_a_title(line, name, year, kind):
    title = parse_title(line)
    assert title is not None
    assert (title.name, title.year, title.kind) == (name, year, kind)


@pytest.mark.parametrize(
    ("line", "name", "government"),
    [
        ("东屏县2021年政府预算公开", "东屏县", True),
        ("2023年泉河镇一般公共预算收支预算表", "泉河镇", False),
        ("东屏县2020年财政决算（草案）", "东屏县", True),
    ],
)
def test_titles_of_governments_name_a_place(line, name, government):
    title = parse_title(line)
    assert title is not None
    assert (title.name, title.government, title.government or title.funds) == (name, government, True)


def test_a_title_on_one_project_s_money_names_the_project():
    title = parse_title("东屏区体育局2024年全民健身专项经费情况说明")
    assert title is not None
    assert (title.name, title.project) == ("东屏区体育局", "全民健身")


@pytest.mark.parametrize(
    "line",
    [
        "2021年，我局“三公”经费预算为3万元。",
        "东屏县水务局2021年工作总结",
        "东屏县水务局",
        "2021年度",
        "公开01表",
        "“三公”经费",
        "从前有座山",
        "东屏县水务局2021年“三公”经费",
        "",
    ],
)
def test_sentences_names_and_other_titles_are_none(line):
    assert parse_title(line) is None


def test_a_numbered_heading_is_a_part_of_the_document():
    title = parse_title("第二部分 东屏县水务局2019年部门决算表")
    assert title is not None
    assert (title.part, title.name, title.of_form) == (True, "东屏县水务局", True)


def test_the_title_of_a_web_page_has_parts():
    assert list(parts_of_page_title("某某局2024年部门预算_政府信息公开_某某县人民政府")) == [
        "某某局2024年部门预算",
        "政府信息公开",
        "某某县人民政府",
    ]


@pytest.mark.parametrize(("text", "year"), [("2024年", "2024"), ("二〇一九年度", "2019"), ("1999", ""), ("", "")])
def test_the_year_of_a_text(text, year):
    assert year_of(text) == year


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(alphabet="东屏县局镇2021年度“三公”经费预决算收支情况说明表（）(一、第部分", max_size=60))
def test_any_line_is_a_title_or_none(line):
    title = parse_title(line)
    assert title is None or (title.words and title.kind in ("", "预算", "决算"))

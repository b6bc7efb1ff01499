"""Statements linked to the subjects, projects and units of their own disclosure, by name."""

import pytest
from made_facts import at, disclosure, figure, project

from loaders.assemble.links import linked
from loaders.facts import Project, Statement, StatementLink, Unit
from loaders.triples import nquads

NAMES = {
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080501": "行政单位离退休",
    "20816": "红十字事业",
    "2081602": "一般行政管理事务",
    "201": "一般公共服务支出",
    "20106": "财政事务",
    "2010602": "一般行政管理事务",
    "229": "其他支出",
}


def subject(code, label, scheme="functional"):
    return figure(1, code, label, "total", "1", scheme=scheme, subject=code)


FORMS = tuple(subject(code, label) for code, label in NAMES.items())


def link(about="", measure="预算安排", unit="万元", **more):
    statement = Statement(measure, "1", unit, at(1), about=about)
    return linked(disclosure(**{"figures": FORMS, **more}, statements=(statement,))).statements[0].link


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ("社会保障和就业（类）", "208"),
        ("社会保障和就业(类)支出", "208"),
        ("社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）", "2080501"),
        ("一般公共服务支出（类）财政事务（款）一般行政管理事务（项）", "2010602"),
        ("红十字事业（款）一般行政管理事务（项）支出", "2081602"),
    ],
)
def test_a_subject_is_found_by_the_names_of_its_levels(about, code):
    assert link(about) == StatementLink("subject", code, "functional")


@pytest.mark.parametrize(
    "about",
    [
        "一般行政管理事务（项）",
        "一般公共服务支出（类）红十字事业（款）一般行政管理事务（项）",
        "教育支出（类）",
        "行政单位离退休（类）",
    ],
    ids=["two fit", "a level of another", "no form prints it", "another level"],
)
def test_no_link_where_not_exactly_one_subject_fits(about):
    assert link(about) is None


def test_a_project_is_found_by_every_name_the_document_prints():
    assert link("医疗服务与保障能力提升（业务费）") == StatementLink("project", "能力提升")
    assert link("能力提升") == StatementLink("project", "能力提升")


def test_a_name_that_two_things_bear_links_to_none():
    twins = (project(key="a", mentions=()), project(key="b", mentions=()))
    assert link("医疗服务与保障能力提升（业务费）", projects=twins) is None
    assert link("财政事务", projects=(Project("财政事务", "财政事务", at(1)),)) is None


def test_a_unit_is_found_by_its_name():
    assert link("医保中心", units=(Unit("医保中心", at(1)),)) == StatementLink("unit", "医保中心")


def test_money_measured_under_the_name_of_a_subject_is_about_it():
    assert link(measure="社会保障和就业支出较上年增减幅度", unit="%") == StatementLink("subject", "208", "functional")
    assert link(measure="社会保障和就业支出占比", unit="%") == StatementLink("subject", "208", "functional")
    pay = (subject("30101", "基本工资", "department-economic"),)
    assert link(measure="基本工资", figures=pay) == StatementLink("subject", "30101", "department-economic")


def test_names_that_say_nothing_and_things_counted_link_to_none():
    assert link(measure="其他支出") is None
    assert link(measure="财政事务", unit="人") is None


def test_the_graph_holds_the_link_and_the_printed_name():
    statement = Statement("预算安排", "1", "万元", at(1), about="社会保障和就业（类）")
    quads = nquads(linked(disclosure(figures=FORMS, statements=(statement,)))).splitlines()
    about = [quad.split("> ", 2)[2].split(" <")[0] for quad in quads if "#about" in quad]
    assert about == ["<https://w3id.org/cnbudget/code/functional/208>", '"社会保障和就业（类）"']

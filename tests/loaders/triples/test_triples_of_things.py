"""Departments, units, projects, areas, agencies and policy documents as N-Quads: one IRI in all documents."""

from __future__ import annotations

import pytest
from asked_triples import BASE, ask
from made_facts import DOCUMENT, at, disclosure, project

from loaders.facts import Citation, Department, GivenValue, Indicator, Project, Unit


def test_a_figure_that_is_no_money_is_a_quantity_in_its_unit():
    rows = ask(
        "SELECT ?q ?unit ?set { ?f cnb:quantity ?q ; cnb:printedUnit ?unit ; qb:dataSet ?set "
        "FILTER NOT EXISTS { ?f cnb:amount|cnb:totalAmount ?a } }"
    )
    assert rows == [("3", "辆", f"{BASE}disclosure/{DOCUMENT}/form/assets/quantities")]


def test_a_project_is_the_same_in_every_year_by_its_code():
    later = disclosure(
        id="青山县医疗保障局-2027-预算", fiscal_year="2027", projects=(project(name="换了名字"),), figures=()
    )
    rows = ask('SELECT ?p ?y { ?e a cnb:ProjectEntry ; cnb:project ?p ; cnb:fiscalYear ?y ; cnb:projectCode ?c }',
               disclosure(), later)  # fmt: skip
    assert rows == [(f"{BASE}project/13999924P001", "2026"), (f"{BASE}project/13999924P001", "2027")]


def test_a_project_without_code_is_known_by_department_and_name_in_any_bracket_style():
    full, half = Project("a", "保险（业务费）", at(1)), Project("b", "保险(业务费)", at(2))
    rows = ask("SELECT DISTINCT ?p { ?e a cnb:ProjectEntry ; cnb:project ?p }", disclosure(projects=(full, half)))
    assert rows == [(f"{BASE}organization/139999/青山县医疗保障局/project/保险(业务费)",)]


def test_figures_indicators_and_citations_point_to_the_project_of_the_entry():
    rows = ask(
        "SELECT ?kind (COUNT(*) AS ?n) { ?e a cnb:ProjectEntry ; cnb:projectCode ?c ; cnb:project ?p . "
        "?f cnb:project ?p ; a ?kind } GROUP BY ?kind"
    )
    found = {kind.rsplit("/")[-1].rsplit("#")[-1]: int(number) for kind, number in rows}
    assert found == {"Observation": 1, "Indicator": 1, "Citation": 1, "ProjectEntry": 1}


def test_goals_and_payments_keep_their_order():
    goals = ask("SELECT ?n ?t { ?e cnb:goal ?g . ?g cnb:order ?n ; cnb:text ?t }")
    assert goals == [("1", "目标一"), ("2", "目标二"), ("3", "目标三")]
    shares = ask("SELECT ?n ?t ?s { ?e cnb:payment ?g . ?g cnb:order ?n ; cnb:paymentTime ?t ; cnb:share ?s }")
    assert shares == [("1", "3月底", "0.25"), ("2", "6月底", "0.5"), ("3", "10月底", "0.75"), ("4", "12月底", "1")]


def test_an_indicator_of_the_whole_department_belongs_to_the_department():
    rows = ask('SELECT ?o { ?i cnb:level3 "成效" ; cnb:owner ?o FILTER NOT EXISTS { ?i cnb:project ?p } }')
    assert rows == [(f"{BASE}organization/139999/青山县医疗保障局",)]


def test_an_indicator_keeps_a_number_only_where_one_is_printed():
    words = Indicator("部门整体", "一", "二", "三", at(1), target="2026年内完成", number="", target_text="2026年内完成")
    assert ask("SELECT ?n { ?i cnb:targetNumber ?n }", disclosure(indicators=(words,))) == []


def test_a_policy_document_is_one_however_it_is_bracketed():
    given = disclosure(
        citations=(
            Citation("冀财社[2023]225 号", "甲", at(1), "冀财社", "2023", "225"),
            Citation("冀财社〔2023〕225号", "乙", at(2), "冀财社", "2023", "225"),
        )
    )
    rows = ask("SELECT ?p (COUNT(?c) AS ?n) { ?c a cnb:Citation ; cnb:policy ?p } GROUP BY ?p", given)
    assert rows == [(f"{BASE}policy/冀财社〔2023〕225号", "2")]


def test_units_hang_below_the_department_and_the_department_is_no_unit_of_itself():
    given = disclosure(units=(Unit("青山县医疗保障局", at(1)), Unit("青山县医保中心", at(2)), Unit("办公室", at(3))))
    top = f"{BASE}organization/139999/青山县医疗保障局"
    assert ask("SELECT ?u ?d { ?u org:subOrganizationOf ?d FILTER(?u != ?x) VALUES ?x { <x:> } }", given) == [
        (f"{BASE}organization/139999/青山县医保中心", top),
        (f"{BASE}organization/139999/青山县医疗保障局/unit/办公室", top),
        (f"{BASE}organization/139999/青山县医疗保障局本级", top),
    ]


def test_areas_form_a_chain_up_to_the_province():
    rows = ask("SELECT ?n ?l { ?d a cnb:Department ; cnb:area/skos:broader* ?a . ?a skos:notation ?n ; rdfs:label ?l }")
    assert rows == [("130000", "河北省"), ("139999", "青山县")]


def test_an_area_has_its_latest_name_and_that_of_the_fiscal_year_beside_it():
    given = disclosure(
        department=Department("襄阳市襄州区财政局", "", "襄州区", "420607", "湖北省"), fiscal_year="2009"
    )
    rows = ask(
        "SELECT ?n ?l ?then ?y { ?d a cnb:Department ; cnb:area/skos:broader* ?a . ?a skos:notation ?n ; rdfs:label ?l "
        "OPTIONAL { ?a cnb:attestedYear ?y } OPTIONAL { ?a skos:altLabel ?then } }",
        given,
    )
    assert rows == [
        ("420000", "湖北省", "", "2009"),
        ("420600", "襄阳市", "襄樊市", "2009"),
        ("420607", "襄州区", "襄阳区", "2009"),
    ]


def agencies(code: str, adcode: str) -> list[tuple[str, ...]]:
    """What is reported of the agency of a document cited in an area: IRI, name, level, area, field, certain."""
    given = disclosure(
        department=Department("某局", "", "", adcode), citations=(Citation(code, "", at(1), code, "2024", "1"),)
    )
    return ask(
        "SELECT ?a ?l ?level ?area ?field ?sure { ?p cnb:agency ?a . ?a skos:inScheme code:agency "
        "OPTIONAL { ?a rdfs:label ?l ; cnb:agencyLevel ?level ; cnb:agencyCertain ?sure } "
        "OPTIONAL { ?a cnb:area/skos:notation ?area } OPTIONAL { ?a cnb:agencyField ?field } }",
        given,
    )


def test_an_agency_code_tells_the_agency_its_level_area_and_field():
    start = f"{BASE}code/agency/"
    assert agencies("冀财社", "130821") == [
        (f"{start}冀财社", "河北省财政厅", "province", "130000", "社会保障", "true")
    ]
    assert agencies("财社", "130821") == [(f"{start}财社", "财政部", "central", "", "社会保障", "true")]
    assert agencies("甲乙丙", "130821") == [(f"{start}甲乙丙", "", "", "", "", "")]


def test_a_code_that_means_another_agency_elsewhere_has_its_area_in_its_iri():
    assert agencies("市财社", "130821")[0][:2] == (f"{BASE}code/agency/130800/市财社", "承德市财政局")
    documents = {
        policy
        for adcode in ("130821", "130183")
        for (policy,) in ask(
            "SELECT ?p { ?c cnb:policy ?p }",
            disclosure(
                department=Department("某局", "", "", adcode),
                citations=(Citation("市财社〔2024〕1号", "", at(1), "市财社", "2024", "1"),),
            ),
        )
    }
    assert documents == {f"{BASE}policy/130800/市财社〔2024〕1号", f"{BASE}policy/130100/市财社〔2024〕1号"}
    assert agencies("市财社", "130183")[0][:2] == (f"{BASE}code/agency/130100/市财社", "石家庄市财政局")


def test_a_department_without_known_area_is_still_written():
    given = disclosure(department=Department("某局"))
    assert ask("SELECT ?d { ?d a cnb:Department }", given) == [(f"{BASE}organization/某局",)]


def test_projects_of_one_name_in_two_units_are_two_and_the_department_s_keeps_its_iri():
    name = "青山县医疗保障局"
    own = Project(f"设备购置@{name}", "设备购置", at(1), budget_unit=name)
    other = Project("设备购置@青山县医保中心", "设备购置", at(2), budget_unit="青山县医保中心")
    rows = ask(
        "SELECT DISTINCT ?p { ?e a cnb:ProjectEntry ; cnb:project ?p } ORDER BY ?p", disclosure(projects=(own, other))
    )
    assert rows == [
        (f"{BASE}organization/139999/青山县医保中心/project/设备购置",),
        (f"{BASE}organization/139999/{name}/project/设备购置",),
    ]


def test_departments_of_a_common_name_are_shown_with_their_area():
    known = Department("鼓楼区图书馆", "", "鼓楼区", "320106", "江苏省", "南京市", common_name=True)
    query = "SELECT ?d ?shown { ?x a cnb:Disclosure ; cnb:department ?d . ?d skos:prefLabel ?shown }"
    assert ask(query, disclosure(department=known)) == [
        (f"{BASE}organization/320106/鼓楼区图书馆", "鼓楼区图书馆（江苏省南京市）")
    ]


@pytest.mark.parametrize(
    ("department", "shown"),
    [
        (Department(""), "部门不明（青山.txt）"),
        (Department("区图书馆", common_name=True), "区图书馆（地区不明：青山.txt）"),
    ],
)
def test_a_department_that_is_not_known_is_that_of_one_document_alone(department, shown):
    query = "SELECT ?x ?d ?shown { ?x a cnb:Disclosure ; cnb:department ?d . ?d skos:prefLabel ?shown }"
    ((document, iri, label),) = ask(query, disclosure(department=department))
    assert (iri, label) == (f"{document}/department", shown)


def test_given_values_are_in_the_graph_with_their_origin():
    values = (
        GivenValue("year", "2024", "index.csv, 第 2 行", "2023"),
        GivenValue("url", "https://a.cn/1.pdf", "index.csv, 第 2 行"),
        GivenValue("published", "2024-02-10", "index.csv, 第 2 行"),
    )
    made = disclosure(given=values)
    of_it = "?g cnb:valueName ?n ; cnb:value ?v ; cnb:foundValue ?f ; cnb:origin ?o"
    assert ask(f"SELECT ?n ?v ?f ?o {{ ?d cnb:given ?g . {of_it} }}", made) == [
        ("year", "2024", "2023", "index.csv, 第 2 行")
    ]
    issued = "SELECT ?u ?i { ?d a cnb:Disclosure ; dcterms:source ?u ; dcterms:issued ?i }"
    assert ask(issued, made) == [("https://a.cn/1.pdf", "2024-02-10")]

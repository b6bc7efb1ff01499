"""A disclosure as N-Quads: read back by an RDF library and asked in SPARQL, never compared with our own text."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from made_facts import DOCUMENT, at, cars, disclosure, expenditure, figure, project, project_row

from loaders.blocks import Place
from loaders.facts import Citation, Department, Disclosure, GivenValue, Indicator, Project, Unit
from loaders.triples import graph_iri, nquads

BASE = "https://w3id.org/cnbudget/"
PREFIXES = {
    "cnb": BASE + "ontology#",
    "code": BASE + "code/",
    "form": BASE + "code/form/",
    "component": BASE + "code/component/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "qb": "http://purl.org/linked-data/cube#",
    "org": "http://www.w3.org/ns/org#",
    "dcterms": "http://purl.org/dc/terms/",
}


def store_of(*disclosures: Disclosure, base: str = BASE) -> ox.Store:
    store = ox.Store()
    for one in disclosures:
        store.load(nquads(one, base), ox.RdfFormat.N_QUADS)
    return store


def ask(query: str, *disclosures: Disclosure) -> list[tuple[str, ...]]:
    solutions = store_of(*(disclosures or (disclosure(),))).query(
        query, prefixes=PREFIXES, use_default_graph_as_union=True
    )
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted(tuple("" if term is None else term.value for term in solution) for solution in solutions)


def test_everything_stands_in_the_graph_of_the_disclosure():
    graphs = {quad.graph_name.value for quad in ox.parse(nquads(disclosure()), ox.RdfFormat.N_QUADS)}
    assert graphs == {graph_iri(DOCUMENT)} == {f"{BASE}graph/{DOCUMENT}"}


def test_the_same_disclosure_gives_the_same_text_without_repeated_lines():
    lines = nquads(disclosure()).splitlines()
    assert lines == nquads(disclosure()).splitlines()
    assert len(lines) == len(set(lines)) > 300


def test_there_are_no_blank_nodes():
    for quad in ox.parse(nquads(disclosure()), ox.RdfFormat.N_QUADS):
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)


def test_instances_move_with_the_base_and_codes_do_not():
    text = nquads(disclosure(), "https://data.example.cn/")
    assert "<https://data.example.cn/disclosure/" in text
    assert f"<{BASE}code/functional/2101501>" in text
    assert f"<{BASE}disclosure/" not in text


def test_a_sum_over_amounts_equals_the_printed_total_and_counts_nothing_twice():
    total = ask("SELECT (SUM(?a) AS ?t) { ?f cnb:formKind form:expenditure ; cnb:amount ?a }")
    assert total == [("201000",)]
    projects = ask(
        "SELECT (SUM(?a) AS ?t) { ?f cnb:formKind form:expenditure ; cnb:amount ?a ; "
        "cnb:component component:project-expenditure }"
    )
    assert projects == [("120000",)]


def test_totals_keep_their_own_measure_and_data_set():
    rows = ask(
        "SELECT ?label ?amount ?set { ?f cnb:totalAmount ?amount ; cnb:isRowTotal true ; cnb:isColumnTotal true ; "
        "cnb:rowLabel ?label ; qb:dataSet ?set }"
    )
    totals = f"{BASE}disclosure/{DOCUMENT}/form/expenditure/totals"
    assert rows == [("卫生健康支出", "201000", totals), ("合计", "201000", totals)]


def test_a_figure_that_is_no_money_is_a_quantity_in_its_unit():
    rows = ask(
        "SELECT ?q ?unit ?set { ?f cnb:quantity ?q ; cnb:printedUnit ?unit ; qb:dataSet ?set "
        "FILTER NOT EXISTS { ?f cnb:amount|cnb:totalAmount ?a } }"
    )
    assert rows == [("3", "辆", f"{BASE}disclosure/{DOCUMENT}/form/assets/quantities")]


def test_every_figure_is_one_observation_with_one_measure():
    figures = (*expenditure(), cars(), project_row())
    counted = ask(
        "SELECT ?f (COUNT(*) AS ?n) { ?f a qb:Observation ; cnb:amount|cnb:totalAmount|cnb:quantity ?a } GROUP BY ?f"
    )
    assert [number for _, number in counted] == ["1"] * len(figures)


def test_figures_lead_to_what_they_add_up_to_along_both_axes():
    total = figure(1, "", "合计", "total", "9.00", column_number=3)
    basic = figure(1, "", "合计", "basic-expenditure", "4.00", column_number=4, adds_up_to=((1, 3),))
    part = figure(2, "213", "农林水支出", "total", "9.00", column_number=3, adds_up_to=((1, 3),))
    some = figure(3, "", "其中：农业", "total", "5.00", column_number=3, of_which=((2, 3),))
    told = disclosure(figures=(total, basic, part, some))
    found = ask("SELECT ?a ?b { ?f cnb:addsUpTo ?w . ?f cnb:printedAmount ?a . ?w cnb:printedAmount ?b }", told)
    assert found == [("4.00", "9.00"), ("9.00", "9.00")]
    assert ask("SELECT ?a ?b { ?f cnb:ofWhich ?w . ?f cnb:printedAmount ?a . ?w cnb:rowNumber ?b }", told) == [
        ("5.00", "2")
    ]


def test_the_printed_text_survives_the_decimal():
    assert ask('SELECT ?a ?p { ?f cnb:rowCode "2101505" ; cnb:amount ?a ; cnb:printedAmount ?p }') == [
        ("120000", "12.00")
    ]


def test_equal_rows_and_columns_get_iris_of_their_own():
    twice = (figure(7, "210", "卫生", "unknown", "1"), figure(7, "210", "卫生", "unknown", "2"))
    assert ask("SELECT ?f ?p { ?f a qb:Observation ; cnb:position ?p }", disclosure(figures=twice)) == [
        (f"{BASE}disclosure/{DOCUMENT}/figure/expenditure/210/unknown", "1"),
        (f"{BASE}disclosure/{DOCUMENT}/figure/expenditure/210/unknown~2", "2"),
    ]


def test_parents_of_a_code_exist_though_the_form_leaves_them_out():
    chain = ask('SELECT ?up { ?c skos:notation "2101501" . ?c skos:broader+ ?p . ?p skos:notation ?up }')
    assert chain == [("210",), ("21015",)]
    assert ask("SELECT ?label { code:functional\\/2101501 rdfs:label ?label }") == [("行政运行",)]


def test_the_first_printed_label_of_a_code_is_its_label_and_others_are_alternatives():
    figures = (figure(1, "2101501", "行政运行", "total", "1"), figure(2, "2101501", "行政 运行费", "total", "1"))
    given = disclosure(figures=figures)
    assert ask("SELECT ?l { code:functional\\/2101501 rdfs:label ?l }", given) == [("行政运行",)]
    assert ask("SELECT ?l { code:functional\\/2101501 skos:altLabel ?l }", given) == [("行政 运行费",)]


def test_a_row_named_for_a_subject_it_does_not_number_gives_the_subject_no_label():
    named = figure(1, "", "十、卫生健康支出", "total", "1", subject="210")
    given = disclosure(figures=(named,))
    assert ask("SELECT ?c { ?f cnb:subject ?s . ?s skos:notation ?c }", given) == [("210",)]
    assert ask("SELECT ?l { code:functional\\/210 rdfs:label ?l }", given) == []


def test_every_fact_has_disclosure_department_year_and_source():
    kinds = "qb:Observation cnb:Form cnb:ProjectEntry cnb:UnitEntry cnb:Indicator cnb:Citation cnb:Statement cnb:Duty"
    kinds += " cnb:GlossaryEntry cnb:UnreadPart"
    rows = ask(
        f"SELECT ?kind (COUNT(DISTINCT ?f) AS ?all) (COUNT(DISTINCT ?whole) AS ?n) {{ VALUES ?kind {{ {kinds} }} "
        "?f a ?kind OPTIONAL { ?f cnb:disclosure ?d ; cnb:department ?o ; cnb:fiscalYear ?y ; cnb:sourceLine ?l ; "
        "cnb:sourcePlace ?p BIND(?f AS ?whole) } } GROUP BY ?kind"
    )
    assert len(rows) == len(kinds.split())
    assert all(everything == whole for _, everything, whole in rows)


def test_source_text_is_cut_to_200_characters():
    long = disclosure(duties=(), figures=(figure(1, "", "行", "total", "1", source=at(1, "字" * 300)),))
    assert ask("SELECT (STRLEN(?t) AS ?n) { ?f a qb:Observation ; cnb:sourceText ?t }", long) == [("200",)]


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


def test_an_indicator_keeps_a_number_only_where_one_is_told():
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


def test_an_area_lies_in_its_city_under_the_names_of_the_fiscal_year():
    given = disclosure(
        department=Department("襄阳市襄州区财政局", "", "襄州区", "420607", "湖北省"), fiscal_year="2009"
    )
    rows = ask(
        "SELECT ?n ?l ?y { ?d a cnb:Department ; cnb:area/skos:broader* ?a . ?a skos:notation ?n ; rdfs:label ?l "
        "OPTIONAL { ?a cnb:attestedYear ?y } }",
        given,
    )
    assert rows == [("420000", "湖北省", "2009"), ("420600", "襄樊市", "2009"), ("420607", "襄阳区", "2009")]


def test_a_county_directly_below_its_province_has_no_city():
    given = disclosure(department=Department("济源市财政局", "", "济源市", "419001", "河南省"))
    rows = ask("SELECT ?n { ?d a cnb:Department ; cnb:area/skos:broader* ?a . ?a skos:notation ?n }", given)
    assert rows == [("410000",), ("419001",)]


def test_economic_codes_before_the_reform_of_2018_belong_to_the_older_list():
    fund = figure(1, "30311", "住房公积金", "total", "1", scheme="department-economic", subject="30311")
    for year, scheme in (("2017", "department-economic-2007"), ("2018", "department-economic")):
        rows = ask(
            "SELECT ?c ?s { ?f cnb:subject ?c . ?c skos:inScheme ?s }", disclosure(figures=(fund,), fiscal_year=year)
        )
        assert rows == [(f"{BASE}code/{scheme}/30311", f"{BASE}code/{scheme}")]


@pytest.mark.parametrize(
    ("amount", "unit", "multiplier", "decimals"),
    [("8.00", "万元", "4", "2"), ("80000", "元", "0", "0"), ("3", "辆", "", "0")],
)
def test_the_printed_scale_gives_the_printed_figure_back(amount, unit, multiplier, decimals):
    given = disclosure(figures=(figure(1, "", "行", "total", amount, unit=unit),))
    query = "SELECT ?m ?n { ?f cnb:printedDecimals ?n OPTIONAL { ?f cnb:printedMultiplier ?m } }"
    assert ask(query, given) == [(multiplier, decimals)]


def agencies(code: str, adcode: str) -> list[tuple[str, ...]]:
    """What is told of the agency of a document cited in an area: IRI, name, level, area, field, certain."""
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


def test_an_empty_disclosure_is_a_disclosure():
    bare = Disclosure("甲-2026-预算", "a.txt", "", "text", "预算", "", Department("甲"), "2026")
    assert ask("SELECT ?id { ?d a cnb:Disclosure ; dcterms:identifier ?id }", bare) == [("甲-2026-预算",)]


def test_a_figure_without_a_number_is_refused():
    with pytest.raises((ValueError, ArithmeticError)):
        nquads(disclosure(figures=(figure(1, "", "行", "total", "一万"),)))


def test_a_source_of_funds_under_a_group_stands_below_the_group_in_the_tree_of_components():
    given = disclosure(figures=(figure(1, "", "行", "carryover.government-fund", "1"),))
    rows = ask("SELECT ?n ?up ?source { ?f cnb:component ?c . ?c skos:notation ?n ; skos:broader ?up ; "
               "skos:related ?source }", given)  # fmt: skip
    assert rows == [
        ("carryover.government-fund", f"{BASE}code/component/carryover", f"{BASE}code/component/government-fund")
    ]


def test_a_source_of_funds_under_a_group_is_named_after_both():
    given = disclosure(figures=(figure(1, "", "行", "carryover.government-fund", "1"),))
    rows = ask("SELECT ?l (LANG(?l) AS ?in) { ?f cnb:component/skos:prefLabel ?l }", given)
    assert rows == [("Carried over from last year: Government funds", "en"), ("上年结转结余：政府性基金", "zh")]


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


def test_a_document_without_a_year_says_so_of_every_fact():
    undated = disclosure(fiscal_year="")
    assert ask("SELECT (COUNT(?f) AS ?n) { ?f cnb:fiscalYear ?y }", undated) == [("0",)]
    assert ask("SELECT DISTINCT ?y { ?f a cnb:Duty ; cnb:unknownYear ?y }", undated) == [("年度不明",)]


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


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(line=412), "第 412 行"),
        (Place(page=3, table=2, row=5, column=4), "第 3 页 表 2 第 5 行第 4 栏"),
        (Place(page=3, box=(10.0, 20.25, 30.0, 41.0)), "第 3 页"),
        (Place(sheet="收支总表", row=12, column=2), "工作表 收支总表 B12"),
        (Place(sheet="收支总表"), "工作表 收支总表"),
    ],
)
def test_places_are_told_in_chinese(place, words):
    assert str(place) == words

"""A disclosure as N-Quads: read back by an RDF library and asked in SPARQL, never compared with our own text."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from asked_triples import BASE, ask
from made_facts import DOCUMENT, at, cars, disclosure, expenditure, figure, project_row

from loaders.blocks import Place
from loaders.facts import Department, Disclosure
from loaders.triples import graph_iri, nquads


def test_everything_is_in_the_graph_of_the_disclosure():
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
    document = disclosure(figures=(total, basic, part, some))
    found = ask("SELECT ?a ?b { ?f cnb:addsUpTo ?w . ?f cnb:printedAmount ?a . ?w cnb:printedAmount ?b }", document)
    assert found == [("4.00", "9.00"), ("9.00", "9.00")]
    assert ask("SELECT ?a ?b { ?f cnb:ofWhich ?w . ?f cnb:printedAmount ?a . ?w cnb:rowNumber ?b }", document) == [
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


def test_a_code_is_called_what_its_list_calls_it_whatever_is_printed():
    figures = (figure(1, "2101501", "行政运行", "total", "1"), figure(2, "2101501", "行政 运行费", "total", "1"))
    given = disclosure(figures=figures)
    assert ask("SELECT ?l { code:functional\\/2101501 rdfs:label ?l }", given) == [("行政运行",)]
    assert ask("SELECT ?l { code:functional\\/2101501 skos:altLabel ?l }", given) == [], "a misprint is no other name"
    assert ask("SELECT ?l { code:functional\\/210 rdfs:label ?l }", given) == [("卫生健康支出",)], "printed nowhere"


def test_a_code_without_list_goes_by_the_first_label_printed():
    figures = (figure(1, "2101599", "其他事务", "total", "1"), figure(2, "2101598", "甲 事务", "total", "1"))
    given = disclosure(figures=figures)
    assert ask("SELECT ?l { code:functional\\/2101598 rdfs:label ?l }", given) == [("甲事务",)]


def test_a_row_named_for_a_subject_it_does_not_number_gives_the_subject_no_label():
    named = figure(1, "", "十、卫生健康支出", "total", "1", subject="210")
    given = disclosure(figures=(named,))
    assert ask("SELECT ?c { ?f cnb:subject ?s . ?s skos:notation ?c }", given) == [("210",)]
    assert ask("SELECT ?l { code:functional\\/210 rdfs:label|skos:altLabel ?l }", given) == [("卫生健康支出",)]


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


def test_an_empty_disclosure_is_a_disclosure():
    bare = Disclosure("甲-2026-预算", "a.txt", "", "text", "预算", "", Department("甲"), "2026")
    assert ask("SELECT ?id { ?d a cnb:Disclosure ; dcterms:identifier ?id }", bare) == [("甲-2026-预算",)]


def test_a_figure_without_a_number_is_refused():
    with pytest.raises((ValueError, ArithmeticError)):
        nquads(disclosure(figures=(figure(1, "", "行", "total", "一万"),)))


def test_a_source_of_funds_under_a_group_is_below_the_group_in_the_tree_of_components():
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


def test_a_document_without_a_year_says_so_of_every_fact():
    undated = disclosure(fiscal_year="")
    assert ask("SELECT (COUNT(?f) AS ?n) { ?f cnb:fiscalYear ?y }", undated) == [("0",)]
    assert ask("SELECT DISTINCT ?y { ?f a cnb:Duty ; cnb:unknownYear ?y }", undated) == [("年度不明",)]


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
def test_places_are_written_in_chinese(place, words):
    assert str(place) == words

"""Every table of the contract: its columns in order, its rows from the graph alone, blanks as empty fields."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_facts import DOCUMENT, at, disclosure, project

from kb.knowledge import KnowledgeBase
from kb.publishing.tables import read_table, read_tables, table_rows
from kb.sparql.headers import HeaderError
from loaders.facts import Department, Disclosure, Statement
from loaders.iris import disclosure_iri, findings_graph_iri

FIRST = ["id", "document", "department", "department_id", "adcode", "fiscal_year", "kind"]
LAST = ["source_line", "source_place", "source_box", "source_text"]
OWN_COLUMNS = {
    "budget_lines": "form form_title row column row_code row_label column_label component phase subject second_subject "
    "project budget_unit amount unit total amount_yuan total_yuan",
    "duties": "text",
    "findings": "finding rule rule_name severity status reason message suggestion values difference money_yuan "
    "source_lines source_places",
    "indicators": "owner level1 level2 level3 description target operator number target_unit target_text basis "
    "weight actual score deviation",
    "policy_citations": "raw policy agency_code year number title project context",
    "projects": "project project_code project_type unit amount amount_unit fiscal_amount other_amount "
    "executed_amount execution_rate purpose goals schedule",
    "statements": "quantity measure phase value unit base_year direction reason section",
    "terms": "term definition",
    "units": "unit unit_code nature rank funding",
    "unread": "kind text reason",
}
PANEL = "subject subject_label level total_yuan basic_yuan project_yuan form form_title"
DOCUMENT_COLUMNS = (
    "id document file sha256 format kind title department department_code area adcode province fiscal_year numbers "
    "numbers_read unread_lines"
)


@pytest.fixture
def knowledge() -> KnowledgeBase:
    knowledge = KnowledgeBase(ontology=False)
    knowledge.add(disclosure())
    return knowledge


def test_the_tables_are_those_of_the_contract():
    assert sorted(read_tables()) == sorted([*OWN_COLUMNS, "documents", "panel"])


@pytest.mark.parametrize("name", sorted(OWN_COLUMNS))
def test_columns_stand_in_the_order_of_the_contract(name):
    columns = [column.name for column in read_tables()[name].columns]
    # of an unread part `kind` is number, line or table: the stage has a name of its own there
    first = [*FIRST[:-1], "stage"] if name == "unread" else FIRST
    assert columns == [*first, *OWN_COLUMNS[name].split(), *LAST]


def test_the_panel_has_no_source_of_its_own():
    assert [column.name for column in read_tables()["panel"].columns] == [*FIRST, *PANEL.split()]


def test_columns_of_documents():
    assert [column.name for column in read_tables()["documents"].columns] == DOCUMENT_COLUMNS.split()


@pytest.mark.parametrize("name", sorted([*OWN_COLUMNS, "documents", "panel"]))
def test_every_column_is_described_in_two_languages(name):
    for column in read_tables()[name].columns:
        assert column.description
        assert column.description_en


@pytest.mark.parametrize("name", sorted([*OWN_COLUMNS, "documents", "panel"]))
def test_an_empty_store_gives_empty_tables(name):
    assert list(table_rows(KnowledgeBase(ontology=False).store, read_tables()[name])) == []


def test_documents(knowledge):
    (row,) = knowledge.table("documents")
    assert row == {
        "id": disclosure_iri(DOCUMENT),
        "document": DOCUMENT,
        "file": "青山.txt",
        "sha256": "ab" * 32,
        "format": "text",
        "kind": "预算",
        "title": "青山县医疗保障局2026年部门预算",
        "department": "青山县医疗保障局",
        "department_code": "450",
        "area": "青山县",
        "adcode": "139999",
        "province": "河北省",
        "fiscal_year": "2026",
        "numbers": "60",
        "numbers_read": "59",
        "unread_lines": "2",
    }


def test_budget_lines_stand_in_the_order_of_the_document(knowledge):
    rows = list(knowledge.table("budget_lines"))
    stated = [(row["form"], row["row_label"], row["component"], row["amount"]) for row in rows]
    assert stated == [
        ("expenditure", "合计", "total", "20.10"),
        ("expenditure", "合计", "basic-expenditure", "8.10"),
        ("expenditure", "合计", "project-expenditure", "12.00"),
        ("expenditure", "卫生健康支出", "total", "20.10"),
        ("expenditure", "卫生健康支出", "basic-expenditure", "8.10"),
        ("expenditure", "卫生健康支出", "project-expenditure", "12.00"),
        ("expenditure", "行政运行", "total", "8.10"),
        ("expenditure", "行政运行", "basic-expenditure", "8.10"),
        ("expenditure", "医疗保障政策管理", "total", "12.00"),
        ("expenditure", "医疗保障政策管理", "project-expenditure", "12.00"),
        ("assets", "公务用车", "quantity", "3"),
        ("project-list", "能力提升", "amount", "12.00"),
    ]


def test_a_budget_line_in_full(knowledge):
    row = list(knowledge.table("budget_lines"))[7]
    department = "https://w3id.org/cnbudget/organization/139999/青山县医疗保障局"
    assert row == {
        "id": f"{disclosure_iri(DOCUMENT)}/figure/expenditure/2101501/basic-expenditure",
        "document": DOCUMENT,
        "department": "青山县医疗保障局",
        "department_id": department,
        "adcode": "139999",
        "fiscal_year": "2026",
        "kind": "预算",
        "form": "expenditure",
        "form_title": "部门支出总表",
        "row": "3",
        "column": "2",
        "row_code": "2101501",
        "row_label": "行政运行",
        "column_label": "本年支出/basic-expenditure",
        "component": "basic-expenditure",
        "phase": "budget",
        "subject": "2101501",
        "second_subject": "",
        "project": "",
        "budget_unit": "",
        "amount": "8.10",
        "unit": "万元",
        "total": "",
        "amount_yuan": "81000",
        "total_yuan": "",
        "source_line": "103",
        "source_place": "第 103 行",
        "source_box": "",
        "source_text": "8.10",
    }


def test_money_that_repeats_other_figures_has_a_column_of_its_own(knowledge):
    rows = list(knowledge.table("budget_lines"))[:8]
    assert [(row["total"], row["amount_yuan"], row["total_yuan"]) for row in rows] == [
        ("row+column", "", "201000"),
        ("row", "", "81000"),
        ("row", "", "120000"),
        ("row+column", "", "201000"),
        ("row", "", "81000"),
        ("row", "", "120000"),
        ("column", "", "81000"),
        ("", "81000", ""),
    ]
    assert sum(int(row["amount_yuan"] or 0) for row in rows) == 81000


def test_the_panel_has_a_row_a_code_with_money_of_one_form(knowledge):
    stated = [
        (row["subject"], row["level"], row["total_yuan"], row["basic_yuan"], row["project_yuan"], row["form"])
        for row in filled_with_codes().table("panel")
    ]
    assert stated == [
        ("210", "类", "201000", "81000", "120000", "expenditure"),
        ("21015", "款", "201000", "81000", "120000", "expenditure"),
        ("2101501", "项", "81000", "81000", "", "expenditure"),
        ("2101505", "项", "120000", "", "120000", "expenditure"),
    ]


def filled_with_codes() -> KnowledgeBase:
    knowledge = KnowledgeBase()
    knowledge.add(disclosure())
    return knowledge


def test_a_quantity_has_no_yuan_and_a_project_row_its_project(knowledge):
    *_, cars, listed = knowledge.table("budget_lines")
    assert (cars["unit"], cars["amount_yuan"]) == ("辆", "")
    assert listed["project"] == "医疗服务与保障能力提升（业务费）"


def test_projects_join_goals_and_payments_in_printed_order(knowledge):
    row, bare = knowledge.table("projects")
    assert row["goals"] == "目标一 | 目标二 | 目标三"
    assert row["schedule"] == "3月底=25%; 6月底=50%; 10月底=75%; 12月底=100%"
    assert (row["amount"], row["amount_unit"], row["fiscal_amount"], row["other_amount"]) == (
        "12.00", "万元", "12.00", "0",
    )  # fmt: skip
    assert row["purpose"] == '用于"能力"\n提升'
    assert row["unit"] == "青山县医疗保障局本级"
    assert (bare["project"], bare["amount"], bare["goals"], bare["schedule"]) == ("政策宣传", "", "", "")


def test_more_than_nine_goals_keep_their_order():
    knowledge = KnowledgeBase(ontology=False)
    knowledge.add(disclosure(projects=(project(goals=tuple(f"目标{n}" for n in range(1, 13))),)))
    (row,) = knowledge.table("projects")
    assert row["goals"].split(" | ") == [f"目标{n}" for n in range(1, 13)]


def test_indicators(knowledge):
    rated, worded = knowledge.table("indicators")
    assert (rated["owner"], rated["operator"], rated["number"], rated["target_unit"], rated["target"]) == (
        "医疗服务与保障能力提升（业务费）", "≥", "100", "人次", "≥100人次",
    )  # fmt: skip
    assert (worded["owner"], worded["operator"], worded["number"], worded["target_text"]) == (
        "部门整体",
        "",
        "",
        "明显",
    )


def test_policy_citations(knowledge):
    numbered, titled = knowledge.table("policy_citations")
    assert [numbered[name] for name in ("raw", "policy", "agency_code", "year", "number", "title", "context")] == [
        "冀财社[2025] 1 号", "冀财社〔2025〕1号", "冀财社", "2025", "1", "", "能力提升",
    ]  # fmt: skip
    assert (titled["policy"], titled["title"], titled["agency_code"]) == ("预算法", "预算法", "")


def test_units_statements_duties_terms_and_unread(knowledge):
    units = list(knowledge.table("units"))
    assert [(unit["unit"], unit["unit_code"], unit["nature"]) for unit in units] == [
        ("青山县医疗保障局本级", "450001", "行政"),
        ("办公室", "", ""),
    ]
    (statement,) = knowledge.table("statements")
    assert (statement["value"], statement["unit"], statement["base_year"], statement["direction"]) == (
        "1018.50", "万元", "2025", "增加",
    )  # fmt: skip
    assert [row["text"] for row in knowledge.table("duties")] == ["拟订医疗保障政策。"]
    assert [row["definition"] for row in knowledge.table("terms")] == ["为保障机构正常运转的支出。"]
    assert [row["reason"] for row in knowledge.table("unread")] == ["说明不了的数字"]


def test_a_statement_names_the_subject_and_the_year_that_its_sentence_does_not_repeat():
    knowledge = KnowledgeBase(ontology=False)
    item = "卫生支出（类）医疗（款）行政医疗（项）"
    stated = (
        Statement(item, "3", "万元", at(5), year="2026", about=item),
        Statement("预算执行数", "2", "万元", at(5), year="2025", about=item),
        Statement(f"{item}预算执行数", "2", "万元", at(5), year="2025", about=item),
        Statement("支出决算", "2", "万元", at(5), year="2026", about=item),
        Statement("工作满意度", "95", "%", at(6), year="2026", about="能力提升"),
    )
    knowledge.add(replace(disclosure(), statements=stated))
    assert [row["measure"] for row in knowledge.table("statements")] == [
        item,
        f"{item}2025年预算执行数",
        f"{item}2025年预算执行数",
        f"{item}支出决算",
        "工作满意度",
    ]


def test_findings_come_from_their_own_graph(knowledge):
    graph, about = findings_graph_iri(DOCUMENT), disclosure_iri(DOCUMENT)
    cnb, sh = "https://w3id.org/cnbudget/ontology#", "http://www.w3.org/ns/shacl#"
    subject = f"<{about}/finding/1>"
    statements = (
        f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{sh}ValidationResult>",
        f"<{cnb}disclosure> <{about}>",
        f'<{cnb}order> "1"^^<http://www.w3.org/2001/XMLSchema#integer>',
        f"<{sh}resultSeverity> <{sh}Violation>",
        f'<{sh}resultMessage> "合计不等"@zh',
        f'<{sh}resultMessage> "does not add up"@en',
        f'<{cnb}rule> "total-row"',
    )
    knowledge.store.put_findings(DOCUMENT, "".join(f"{subject} {statement} <{graph}> .\n" for statement in statements))
    (row,) = knowledge.table("findings")
    assert (row["rule"], row["severity"], row["message"], row["department"]) == (
        "total-row", "error", "合计不等", "青山县医疗保障局",
    )  # fmt: skip


def test_two_years_of_one_project_do_not_mix_their_rows(knowledge):
    later = disclosure(id="青山县医疗保障局-2027-预算", fiscal_year="2027", projects=(project(name="换了名字"),))
    before = {name: len(list(knowledge.table(name))) for name in OWN_COLUMNS}
    knowledge.add(later)
    after = {name: len(list(knowledge.table(name))) for name in OWN_COLUMNS}
    assert after == {name: 2 * number - (name == "projects") for name, number in before.items()}
    assert [row["project"] for row in knowledge.table("budget_lines") if row["row_code"] == "13999924P001"] == [
        "医疗服务与保障能力提升（业务费）", "换了名字",
    ]  # fmt: skip


def test_a_disclosure_without_department_or_year_is_not_lost():
    knowledge = KnowledgeBase(ontology=False)
    knowledge.add(
        Disclosure("无名", "a.txt", "", "text", "预算", "", Department(""), "", duties=(disclosure().duties[0],))
    )
    assert [row["document"] for row in knowledge.table("documents")] == ["无名"]
    assert [(row["department"], row["fiscal_year"]) for row in knowledge.table("duties")] == [("", "")]


def test_a_fact_without_a_line_has_an_empty_source_line():
    from loaders.blocks import Place
    from loaders.facts import Duty, Source

    knowledge = KnowledgeBase(ontology=False)
    placed = Duty("职责", Source(Place(page=3, table=2, row=5, column=4), "职责"))
    knowledge.add(disclosure(duties=(placed, Duty("二", at(7)))))
    first, second = knowledge.table("duties")
    assert (first["source_line"], first["source_place"]) == ("", "第 3 页 表 2 第 5 行第 4 栏")
    assert (second["source_line"], second["source_text"]) == ("7", "")


@pytest.mark.parametrize(
    "header",
    ["", "#+ summary: 表\n", "#+ [\n", "#+ summary: 表\n#+ summary_en: t\n#+ columns: [{name: a, type: money, "
     "description: 甲, description_en: a}]\n"],
)  # fmt: skip
def test_a_query_file_that_does_not_describe_itself_is_refused(tmp_path, header):
    path = tmp_path / "things.rq"
    path.write_text(header + "SELECT ?a { ?a ?b ?c }", encoding="utf-8")
    with pytest.raises(HeaderError, match=r"things\.rq"):
        read_table(path)


def test_a_query_with_other_columns_than_described_is_refused(tmp_path, knowledge):
    path = tmp_path / "things.rq"
    path.write_text(
        "#+ summary: 表\n#+ summary_en: t\n#+ columns: [{name: a, type: string, description: 甲, description_en: a}]\n"
        "SELECT ?b { ?b ?p ?o }",
        encoding="utf-8",
    )
    with pytest.raises(HeaderError, match="things"):
        list(table_rows(knowledge.store, read_table(path)))


def test_the_table_of_findings_tells_what_the_desk_decided_while_the_figures_stay(tmp_path):
    from kb.checks import check_documents, desk

    with KnowledgeBase(tmp_path / "store") as knowledge:
        knowledge.add(disclosure())
        list(check_documents(knowledge.store, knowledge.documents()))
        first, second, *_ = knowledge.table("findings")
        assert (first["status"], first["reason"]) == ("未处理", "")
        values = {row.id: row.figures for row in desk.listed(knowledge.store, tmp_path / "store")}
        folder = tmp_path / "store"
        desk.decide(folder, first["finding"], values[first["finding"]], desk.Status.FALSE_ALARM, "王某", "上年口径")
        desk.decide(folder, second["finding"], "digest of other figures", desk.Status.CONFIRMED, "王某")
        stated = {row["finding"]: (row["status"], row["reason"]) for row in knowledge.table("findings")}
    assert stated[first["finding"]] == ("误报", "上年口径")
    assert stated[second["finding"]] == ("未处理", "")


def test_pandas_reads_codes_as_texts_and_blanks_as_blanks(tmp_path, knowledge):
    pandas = pytest.importorskip("pandas")
    from kb.publishing.export import export_tables

    export_tables(knowledge.store, tmp_path)
    frame = pandas.read_csv(tmp_path / "budget_lines.csv", dtype=knowledge.dtypes("budget_lines"))
    assert list(frame.row_code.dropna().unique()) == ["210", "2101501", "2101505", "13999924P001"]
    assert (frame.subject.iloc[3], frame.fiscal_year.iloc[0], frame.row_code.isna().sum()) == ("210", 2026, 4)
    assert frame.groupby("form").amount_yuan.sum()["expenditure"] == 201000

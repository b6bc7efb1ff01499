"""Question files: what their headers say, how terms reach the query, and that every file keeps the rules."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from budget_example import DEPARTMENT, OTHER_DEPARTMENT, POLICY, disclosure
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from kb import resources
from kb.asking.ask import AskedQuestion, answer, prepare
from kb.asking.empty import why_empty
from kb.asking.names import UnresolvedName
from kb.asking.questions import bind, placeholders, read_question, read_questions, within
from kb.sparql.headers import HeaderError
from kb.store.embedded import Store
from loaders.triples import nquads

QUESTIONS = read_questions(resources.folder("queries/questions"))
CHOICES = resources.folder("queries/choices")
FIRST_TWELVE = {
    "departments",
    "overview",
    "units",
    "subject",
    "subject-tree",
    "economic",
    "projects",
    "project",
    "indicators",
    "policies",
    "policy",
    "three-public",
}
EXAMPLES = (disclosure(), disclosure(year="2025"), disclosure(OTHER_DEPARTMENT, project_amount="6.25"))
ALL_FILES = sorted([*resources.folder("queries/questions").glob("*.rq"), *CHOICES.glob("*.rq")])


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Two departments; the first with two years."""
    with Store(ontology=False) as store:
        for one in EXAMPLES:
            store.replace(one.id, nquads(one, store.base))
        yield store


def ask(store: Store, name: str, **given: str) -> list[dict[str, object]]:
    asked = prepare(store, QUESTIONS[name], given, CHOICES)
    found = answer(store, asked).in_wan_yuan()
    return [{c.name: v for c, v in zip(found.columns, row, strict=True) if v is not None} for row in found.rows]


def asked(store: Store, name: str, **given: str) -> AskedQuestion:
    return prepare(store, QUESTIONS[name], given, CHOICES)


# ── the files


def test_the_first_twelve_questions_are_there():
    assert set(QUESTIONS) >= FIRST_TWELVE


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_stands_alone_on_two_sparql_parsers(path):
    text = path.read_text(encoding="utf-8")
    ox.Store().query(text)
    prepareQuery(text)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_question_describes_itself_in_both_languages(question):
    assert question.summary
    assert question.summary_en
    assert question.description
    assert question.description_en
    assert question.tags
    assert question.example
    assert all(line.startswith(f"kb ask {question.name}") for line in question.example)
    assert all(parameter.label_en and parameter.example for parameter in question.parameters)
    assert all(column.label_en for column in question.columns)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_the_described_columns_are_those_of_the_query_in_their_order(question):
    variables = [variable.value for variable in ox.Store().query(question.query).variables]
    assert variables == [column.name for column in question.columns]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_parameter_has_choices_to_mean(question):
    kinds = {parameter.type for parameter in question.parameters} - {"text", "integer", "number"}
    assert all((CHOICES / f"{kind}.rq").is_file() for kind in kinds)


# ── reading a header


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_adding_a_file_adds_a_question(tmp_path):
    write(tmp_path, "#+ summary: 我的问题\n#+ tags: [甲]\nSELECT ?s { ?s ?p ?o }")
    assert read_questions(tmp_path)["mine"].summary == "我的问题"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", "header is missing"),
        ("#+ tags: [甲]\nSELECT * {}", "summary is missing"),
        ("#+ summary: 甲\n#+ sumary_en: a\nSELECT * {}", "sumary_en"),
        ("#+ summary: [甲\nSELECT * {}", "not valid YAML"),
        ("#+ summary: 甲\n#+ parameters: [{name: x, label: 乙}]\nSELECT * {}", r"VALUES \?x"),
        ("#+ summary: 甲\n#+ parameters: [{name: x, lable: 乙}]\nSELECT * {}", "lable"),
        ("#+ summary: 甲\n#+ columns: [x]\nSELECT * {}", "column"),
        ("#+ summary: 甲\n#+ scope: [department]\nSELECT * {}", "scope names no parameter: department"),
    ],
)
def test_a_wrong_header_is_refused_with_the_file_and_what_is_wrong(tmp_path, text, message):
    with pytest.raises(HeaderError, match=rf"(?s)mine\.rq.*{message}"):
        read_question(write(tmp_path, text))


# ── terms into the query


def test_placeholders_are_found_outside_comments_strings_and_iris():
    query = """# VALUES ?comment { 1 }
    SELECT * { BIND("VALUES ?string { 1 }" AS ?x)
    VALUES (?a ?b) { (1 2) } ?s <http://a/#hash> ?o . values ?real { UNDEF } }"""
    assert placeholders(query) == {"real"}


def test_only_the_clauses_of_the_named_variable_change_and_all_of_them():
    query = "SELECT * { VALUES ?x { UNDEF } { VALUES ?x { UNDEF } } VALUES ?y { UNDEF } }"
    assert bind(query, {"x": [ox.NamedNode("http://a/b"), ox.Literal(1)]}) == (
        'SELECT * { VALUES ?x { <http://a/b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> } '
        '{ VALUES ?x { <http://a/b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> } } VALUES ?y { UNDEF } }'
    )


@given(st.text())
def test_any_text_reaches_the_query_as_one_literal_and_nothing_else(text):
    query = bind("SELECT ?x { VALUES ?x { UNDEF } }", {"x": [ox.Literal(text)]})
    (solution,) = ox.Store().query(query)
    assert solution["x"].value == text


@given(st.text())
def test_binding_twice_gives_the_last_term_whatever_the_first_was(text):
    once = bind("SELECT ?x { VALUES ?x { UNDEF } }", {"x": [ox.Literal(text)]})
    twice = bind(once, {"x": [ox.Literal("乙")]})
    (solution,) = ox.Store().query(twice)
    assert solution["x"].value == "乙"


# ── answers, against the disclosures made by hand


def test_departments_have_their_area_years_and_documents(store):
    assert ask(store, "departments") == [
        {
            "department": OTHER_DEPARTMENT,
            "code": "450",
            "area": "绿水县",
            "adcode": "139998",
            "years": "2024",
            "documents": 1,
        },
        {
            "department": DEPARTMENT,
            "code": "450",
            "area": "青山县",
            "adcode": "139999",
            "years": "2024、2025",
            "documents": 2,
        },
    ]


def test_units_tell_nature_rank_funding_and_place(store):
    (row,) = ask(store, "units", department="青山县医疗保障局", year="2024")
    assert row["unit"] == "青山县医疗保障局本级"
    assert (row["nature"], row["rank"], row["funding"], row["place"]) == ("行政", "正科级", "财政拨款", "第 50 行")


def test_a_subject_sums_what_stands_below_it_once(store):
    rows = ask(store, "subject", subject="210", year="2024")
    assert [(row["department_name"], str(row["amount"]), row["codes"]) for row in rows] == [
        (OTHER_DEPARTMENT, "12.5000", "2101501、2101505"),
        (DEPARTMENT, "12.5000", "2101501、2101505"),
    ]


def test_the_subject_tree_adds_up_level_by_level_and_leaves_blank_what_is_not_printed(store):
    rows = ask(store, "subject-tree", department=DEPARTMENT, year="2024")
    assert [
        (row["code"], float(row.get("basic", -1)), float(row.get("project", -1)), float(row["amount"])) for row in rows
    ] == [
        ("210", 8.5, 4, 12.5),
        ("21015", 8.5, 4, 12.5),
        ("2101501", 8.5, -1, 8.5),
        ("2101505", -1, 4, 4),
    ]


def test_projects_of_one_department_and_year(store):
    (row,) = ask(store, "projects", department="青山医保局", year="2025")
    assert row["project_name"] == "医疗服务与保障能力提升"
    assert float(row["amount"]) == 4
    assert "other" not in row
    assert row["indicators"] == 1
    assert row["place"] == "第 201 行"


def test_everything_about_a_project_stays_within_the_department_asked_for(store):
    rows = ask(store, "project", project="13999924P001", department=OTHER_DEPARTMENT)
    aspects = [row["aspect"] for row in rows]
    assert aspects == [
        "名称",
        "编码",
        "部门",
        "金额",
        "金额",
        "支出计划",
        "支出计划",
        "用途",
        "目标",
        "目标",
        "绩效指标",
        "政策依据",
        "印出处",
    ]
    assert {row["item"] for row in rows} >= {"3月底 25%", "目标一", POLICY, "数量指标 / 培训人次：≥100人次"}
    assert [float(row["amount"]) for row in rows if "amount" in row] == [6.25, 6.25]


def test_indicators_of_a_project(store):
    rows = ask(store, "indicators", department=DEPARTMENT, project="保障能力", year="2024")
    assert [(row["level3"], row["target"], row["place"]) for row in rows] == [("培训人次", "≥100人次", "第 220 行")]


def test_policies_are_counted_by_citation_department_and_project(store):
    rows = {row["policy_name"]: row for row in ask(store, "policies")}
    assert (rows[POLICY]["citations"], rows[POLICY]["departments"], rows[POLICY]["issued"]) == (3, 2, "2023")
    assert rows["中华人民共和国预算法"]["projects"] == 0


@pytest.mark.parametrize(
    "written", ["冀财社〔2023〕225号", "冀财社[2023]225 号", "冀财社【2023】225号", "冀财社（2023）225号"]
)
def test_a_policy_in_any_brackets_tells_who_rests_on_it_with_how_much(store, written):
    rows = ask(store, "policy", policy=written, year="2024")
    assert [(row["department_name"], float(row["amount"]), row["places"], row["printed"]) for row in rows] == [
        (OTHER_DEPARTMENT, 6.25, "第 230 行", "冀财社[2023]225 号"),
        (DEPARTMENT, 4.0, "第 230 行", "冀财社[2023]225 号"),
    ]


def test_a_policy_cited_outside_projects_has_the_section_and_no_amount(store):
    row = ask(store, "policy", policy="中华人民共和国预算法")[0]
    assert row["project_name"] == "情况说明"
    assert "amount" not in row


def test_three_public_shows_items_as_printed(store):
    (row,) = ask(store, "three-public", department=DEPARTMENT, year="2024")
    assert (row["item"], float(row["amount"]), row["place"]) == ("公务接待费", 0.5, "第 101 行")


def test_the_overview_has_money_by_kind_and_counts(store):
    rows = {(row["section"], row["item"]): row for row in ask(store, "overview", department=DEPARTMENT, year="2024")}
    assert float(rows["支出总表", "basic-expenditure"]["amount"]) == 8.5
    assert float(rows["支出总表", "project-expenditure"]["amount"]) == 4
    assert rows["规模", "项目"]["number"] == 1
    assert rows["规模", "绩效指标"]["number"] == 1
    assert float(rows["“三公”经费", "公务接待费"]["amount"]) == 0.5


def test_contents_counts_each_thing_once(store):
    numbers = {row["kind_en"]: row["number"] for row in ask(store, "contents")}
    assert (numbers["departments"], numbers["documents"], numbers["figures"]) == (2, 3, 12)
    assert (numbers["policy documents"], numbers["citations"], numbers["findings"]) == (2, 6, 0)


# ── only the documents that matter


def test_the_graphs_asked_are_named_before_the_body():
    query = "# { WHERE\nSELECT (CONCAT(?s, '{') AS ?t) WHERE { GRAPH ?g { ?s ?p ?o } }"
    head, body = query[: query.index("WHERE { GRAPH")], query[query.index("WHERE { GRAPH") :]
    assert within(query, ["urn:a"]) == f"{head}FROM <urn:a>\n{body}"
    assert within(query, []) == query


def test_a_department_with_two_years_is_asked_in_both(store):
    confined = asked(store, "projects", department=DEPARTMENT)
    assert confined.query.count("FROM <") == 3  # two documents and the code lists
    assert "FROM <" not in confined.unconfined
    assert "FROM <" not in asked(store, "projects", year="2024").query


def test_a_name_typed_to_the_letter_needs_no_list_of_all(store, monkeypatch):
    seen: list[str] = []
    select = store.select
    monkeypatch.setattr(store, "select", lambda query, **how: seen.append(query) or select(query, **how))
    asked(store, "projects", department=DEPARTMENT)
    assert all(DEPARTMENT in query for query in seen)


# ── parameters and empty answers


def test_a_required_parameter_left_out_is_named_with_an_example(store):
    with pytest.raises(UnresolvedName, match="冀财社"):
        asked(store, "policy")


def test_a_year_not_loaded_names_those_that_are(store):
    with pytest.raises(UnresolvedName, match="2024"):
        asked(store, "units", year="2019")


def test_an_empty_answer_says_which_limit_leaves_nothing(store):
    nothing = asked(store, "subject-tree", department=DEPARTMENT, form="three-public")
    assert answer(store, nothing).rows == ()
    assert "--form" in why_empty(store, nothing)


def test_an_empty_answer_without_limits_to_drop_says_so(store):
    assert "没有结果" in why_empty(store, asked(store, "economic", department=DEPARTMENT))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_question_answers_an_empty_store_without_error(question):
    with Store(ontology=False) as empty:
        assert isinstance(list(empty.select(question.query)), list)

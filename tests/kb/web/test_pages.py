"""Pages of the explorer, as HTML and as RDF."""

from __future__ import annotations

import csv
import io
import json
import re
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest
from made_web import BASE, DEPARTMENT, FILE, fill
from starlette.testclient import TestClient
from validators import DCAT_AP, breaches, shapes

from kb.store.embedded import Store
from kb.store.sandbox import LimitExceeded
from kb.web import app
from kb.web.app import create
from kb.web.asking.crew import Crew
from kb.web.pages import questions
from kb.web.pictures import serving
from kb.web.settings import ServeSettings

PATHS = (
    "/", "/departments", "/documents", "/policies", "/subjects", "/findings", "/search?q=水库", "/questions",
    "/questions/departments", "/questions/projects?department=青山县水利局", "/editor", "/dataset", DEPARTMENT,
    "/disclosure/青山县水利局-2024-预算", "/disclosure/青山县水利局-2024-预算/form/expenditure",
    "/disclosure/青山县水利局-2024-预算/figure/expenditure/2130305/project-expenditure", "/code/functional/213",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_kind_of_page_answers_in_html(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<h1" in answer.text


@pytest.mark.parametrize("path", PATHS)
def test_no_page_lets_a_document_bring_markup(client: TestClient, path: str) -> None:
    assert "<script>alert" not in client.get(path).text


def test_the_page_of_a_figure_shows_its_line_with_the_figure_marked(client: TestClient) -> None:
    text = client.get("/disclosure/青山县水利局-2024-预算/figure/expenditure/2130305/project-expenditure").text
    assert "<mark>120.00</mark>" in text
    assert "1,200,000" in text


def test_the_form_is_drawn_with_every_figure_a_link(client: TestClient) -> None:
    text = client.get("/disclosure/青山县水利局-2024-预算/form/expenditure").text
    assert text.count("/figure/expenditure/") == 13
    assert "项目支出</th>" in text


def test_a_department_shows_its_sums_and_leads_one_level_down(client: TestClient) -> None:
    text = client.get(DEPARTMENT).text
    assert "330.50" in text
    assert "within=213" in text
    below = client.get(f"{DEPARTMENT}?within=21303").text
    assert "水利工程建设" in below
    assert "36.3%" in below


def test_a_table_is_taken_away_as_it_is_shown(client: TestClient) -> None:
    answer = client.get(f"{DEPARTMENT}?table=department-money&format=csv")
    assert answer.headers["content-disposition"].startswith("attachment")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["income_万元"], row["expenditure_万元"], row["basic_万元"], row["project_万元"]) == (
        "330.50", "330.50", "210.50", "120.00",
    )  # fmt: skip
    found = json.loads(client.get(f"{DEPARTMENT}?table=department-money&format=json").text)
    assert found[0]["fiscal_year"] == "2024"
    assert client.get(f"{DEPARTMENT}?table=nothing").status_code == 404
    assert client.get(f"{DEPARTMENT}?table=department-money&format=exe").status_code == 404


@pytest.mark.parametrize(
    ("media_type", "syntax"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_an_iri_answers_with_its_own_triples(
    client: TestClient, web_store: Path, media_type: str, syntax: ox.RdfFormat
) -> None:
    iri = "https://w3id.org/cnbudget/disclosure/青山县水利局-2024-预算/figure/expenditure/2130305/project-expenditure"
    answer = client.get(iri.removeprefix("https://w3id.org/cnbudget"), headers={"Accept": media_type})
    assert answer.headers["content-type"].startswith(media_type)
    stated = {quad.triple for quad in ox.parse(answer.content, syntax)}
    with Store(web_store, read_only=True) as store:
        results = store.query(f"CONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ <{iri}> ?p ?o }}")
        assert isinstance(results, ox.QueryTriples)
        assert stated == set(results)
    assert len(stated) > 15


@pytest.mark.parametrize("name", ["ttl", "nt", "rdf", "jsonld"])
def test_the_vocabulary_answers_in_every_format(client: TestClient, name: str) -> None:
    answer = client.get("/ontology", params={"format": name})
    syntax = ox.RdfFormat.from_media_type(answer.headers["content-type"].partition(";")[0])
    terms = {str(quad.subject) for quad in ox.parse(answer.content, syntax)}
    assert "<https://w3id.org/cnbudget/ontology#amount>" in terms
    assert client.get("/ontology").headers["location"] == "/static/ontology.html"


def test_what_is_not_known_is_404_in_html_and_in_rdf(client: TestClient) -> None:
    for accept in ("text/html", "text/turtle"):
        assert client.get("/project/none<>", headers={"Accept": accept}).status_code == 404


def test_a_sentence_leads_to_its_question(client: TestClient) -> None:
    answer = client.get("/ask", params={"q": "青山县水利局有哪些项目"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/questions/projects?")
    vague = client.get("/ask", params={"q": "天气"})
    assert vague.headers["location"].startswith("/search?")


def test_an_answer_shows_what_of_a_sentence_was_read_otherwise_or_passed_over(client: TestClient) -> None:
    mistyped = client.get("/ask", params={"q": "青山县水利局2024年机本支出多少"}, follow_redirects=True).text
    assert "“机本支出”读作" in mistyped
    relative = client.get("/ask", params={"q": "青山县水利局今年基本支出多少"}, follow_redirects=True).text
    assert "没有用上" in relative
    assert "<span>今年</span>" in relative
    assert "没有用上" not in client.get("/ask", params={"q": "青山县水利局有哪些项目"}, follow_redirects=True).text


def test_a_name_that_means_nothing_says_so(client: TestClient) -> None:
    text = client.get("/questions/projects", params={"department": "某某部"}).text
    assert "库里没有部门" in text


def test_search_finds_a_word_of_two_characters(client: TestClient) -> None:
    assert "小型水库除险加固" in client.get("/search", params={"q": "水库"}).text
    assert "没有找到" in client.get("/search", params={"q": "航母"}).text


def test_a_load_is_seen_by_the_next_request(web_store: Path, tmp_path: Path) -> None:
    source = (web_store.parent / FILE).read_text(encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_text(source, encoding="utf-8")
    fill(tmp_path / "store", path)
    with TestClient(create(ServeSettings(tmp_path / "store")), BASE) as own:
        assert own.get("/disclosure/青山县水利局-2025-预算").status_code == 404
        path.write_text(source.replace("2024", "2025"), encoding="utf-8")
        fill(tmp_path / "store", path)
        assert own.get("/disclosure/青山县水利局-2025-预算").status_code == 200
        assert "青山县水利局-2025-预算" in own.get("/documents").text


def test_a_store_that_may_only_be_read_is_served_and_stays_as_it_is(
    web_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "store", web_store.parent / FILE)
    before = written_in(tmp_path)
    monkeypatch.setattr(app.os, "access", lambda *_: False)
    with TestClient(create(ServeSettings(tmp_path / "store")), BASE) as own:
        found = (own.get("/search", params={"q": "水库"}).text for _turn in range(400))
        assert any("小型水库除险加固" in text for text in found)
    assert written_in(tmp_path) == before


def written_in(folder: Path) -> list[Path]:
    """All there is in a folder, but for slow answers, which are kept where the system allows it: here it does."""
    return sorted(path for path in folder.rglob("*") if ".answers" not in str(path))


def test_another_host_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"Host": "127.0.0.1:8000"}).status_code == 200


def test_the_data_set_describes_itself(client: TestClient) -> None:
    turtle = client.get("/dataset", headers={"Accept": "text/turtle"}).text
    assert "dcat:endpointURL <http://127.0.0.1/sparql>" in turtle
    assert breaches(turtle.encode(), shapes(*DCAT_AP)) == {}


VOID_FIGURES = """PREFIX void: <http://rdfs.org/ns/void#> PREFIX qb: <http://purl.org/linked-data/cube#>
SELECT ?figures {
  ?set void:sparqlEndpoint ?endpoint ; void:classPartition ?part .
  ?part void:class qb:Observation ; void:propertyPartition [ void:property qb:dataSet ; void:triples ?figures ]
}"""


def test_the_well_known_address_and_the_examples_of_queries(client: TestClient) -> None:
    void = ox.Store()
    void.load(client.get("/.well-known/void").content, ox.RdfFormat.TURTLE)
    found = void.query(VOID_FIGURES)
    assert [str(row["figures"].value) for row in found] == ["23"]
    examples = client.get("/editor/examples.ttl")
    assert examples.headers["content-type"].startswith("text/turtle")
    assert "sh:SPARQLExecutable" in examples.text


def test_a_question_that_was_ended_says_so_in_html_and_json(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_job: object, **_named: object) -> None:
        raise LimitExceeded("stopped")

    monkeypatch.setattr(Crew, "run", stopped)
    page = client.get("/questions/projects?year=2024", headers={"Accept": "text/html"})
    assert page.status_code == 503
    assert questions.TOO_SLOW in page.text
    assert client.get("/api/questions/projects").status_code == 503
    assert client.get("/ask", params={"q": "没问过的一句话"}).headers["location"].startswith("/search?")


def test_a_picture_is_refused_where_too_many_wait(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = client.get("/api/documents").json()["items"][0]["sha256"]
    taken = threading.BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(serving, "PLACES", taken)
    answer = client.get(f"/page/{sha256}/1.png?text=330.50")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


NAMELESS = """支出情况说明

部门预算支出总表
单位：万元
功能科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t330.50\t210.50\t120.00
213\t农林水支出\t330.50\t210.50\t120.00
21303\t水利\t330.50\t210.50\t120.00
2130301\t行政运行\t210.50\t210.50\t
2130305\t水利工程建设\t125.00\t\t125.00

一、项目
小型水库除险加固依据冀财社〔2023〕225号。
"""


def test_what_a_document_without_department_and_year_says_is_on_all_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NAMELESS, encoding="utf-8")
    fill(tmp_path / "store", tmp_path / "a.txt")
    with TestClient(create(ServeSettings(tmp_path / "store")), BASE, headers={"Accept": "text/html"}) as own:
        code = own.get("/code/functional/2130305").text
        assert "（未印部门名）" in code
        assert "125.00" in code
        assert "冀财社〔2023〕225号" in own.get("/policies").text
        assert "第 13 行" in own.get("/policy/冀财社〔2023〕225号").text
        departments = own.get("/departments").text
        assert "没有这样的部门" in departments
        assert "另有 1 份文件没有印部门名" in departments
        documents = own.get("/documents", params={"department": "未注明"}).text
        document = re.findall(r'href="(/disclosure/[^"]+)"', documents)[0]
        page = own.get(document).text
        assert "（未印部门名）" in page
        assert 'class="severity warning"' in page
        assert 'class="severity warning"' in own.get("/findings").text


def test_an_empty_store_says_on_every_list_how_to_fill_it(tmp_path: Path) -> None:
    with Store(tmp_path / "store"):
        pass
    with TestClient(create(ServeSettings(tmp_path / "store")), BASE, headers={"Accept": "text/html"}) as own:
        for path in ("/", "/departments", "/documents", "/policies", "/subjects", "/findings"):
            assert "<code>kb load</code>" in own.get(path).text
        assert own.get("/search", params={"q": "水库"}).status_code == 200
        assert own.get("/dataset").status_code == 200

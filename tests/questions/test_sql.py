"""SQL over the flat tables as Parquet: the ready queries give what the questions in SPARQL give; nothing else opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from budget_example import OTHER_DEPARTMENT, disclosure
from click.testing import CliRunner, Result

from kb import resources
from kb.asking.ask import answer, prepare
from kb.asking.questions import read_questions
from kb.cli import main
from kb.publishing.export import export_tables
from kb.rows.printed import Answer
from kb.store.embedded import Store
from loaders import document
from loaders.triples import nquads

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from kb.extraction import sql
from kb.extraction.sql import SqlError, ask, read_sql_questions

READY = read_sql_questions()
QUESTIONS = read_questions(resources.folder("queries/questions"))
GIVEN = {"year-on-year": {"form": "expenditure"}}
"""What the question in SPARQL is given, so that both ask the same."""


@pytest.fixture(scope="module")
def store(samples_dir: Path) -> Iterator[Store]:
    """The samples, and a department with two years beside another that cites the same document."""
    with Store() as store:
        read = [document.load(path) for path in sorted(samples_dir.glob("*.txt"))]
        made = [disclosure(), disclosure(year="2025", project_amount="6.00"), disclosure(OTHER_DEPARTMENT)]
        for one in (*read, *made):
            store.replace(one.id, nquads(one, store.base))
        yield store


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    export_tables(store, folder, "parquet")
    return folder


def rows(found: Answer, names: list[str]) -> list[tuple[str | None, ...]]:
    """The named columns; numbers as numbers, whatever their type, and blanks alike."""
    places = [[column.name for column in found.columns].index(name) for name in names]
    return [tuple(_comparable(row[place]) for place in places) for row in found.rows]


def _comparable(value: object) -> str | None:
    try:
        return f"{Decimal(str(value)).normalize():f}"
    except ArithmeticError:
        return str(value or "")


@pytest.mark.parametrize("name", READY)
def test_a_ready_query_gives_the_rows_of_the_question_in_sparql(name, store, folder):
    found = ask(folder, READY[name].text)
    asked = prepare(store, QUESTIONS[name], GIVEN.get(name, {}), resources.folder("queries/choices"))
    expected = answer(store, asked)
    names = [column.name for column in found.columns]
    assert found.rows, "a comparison of nothing proves nothing"
    assert rows(found, names) == rows(expected, names)


def test_there_are_ten_ready_queries_at_least_with_titles_in_both_languages():
    assert len(READY) >= 10
    assert all(one.title and one.title_en.isascii() for one in READY.values())


def test_money_is_exact_and_a_blank_is_no_zero(folder):
    of_one = "document LIKE '青山县医%2024%' AND level = '项' AND subject = '2101505'"
    found = ask(folder, f"SELECT sum(total_yuan) AS a, min(basic_yuan) AS b FROM panel WHERE {of_one}")
    assert found.rows == ((Decimal("40000"), None),)


@pytest.mark.parametrize(
    "query",
    [
        "COPY documents TO '{out}'",
        "SELECT 1; COPY documents TO '{out}'",
        "EXPLAIN ANALYZE COPY documents TO '{out}'",
        "CREATE TABLE a AS SELECT 1",
        "ATTACH '{out}'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "",
    ],
)
def test_what_is_no_single_select_is_refused(folder, tmp_path, query):
    out = tmp_path / "out"
    with pytest.raises(SqlError, match="一条 SELECT"):
        ask(folder, query.format(out=out))
    assert not out.exists()


@pytest.mark.parametrize(
    "source",
    [
        "read_csv('{file}')", "'{file}'", "read_text('{file}')", "glob('{folder}/*')", "sniff_csv('{file}')",
        "query('FROM read_text(''{file}'')')", "duckdb_secrets()", "read_csv('https://example.org/a.csv')",
    ],
)  # fmt: skip
def test_no_other_file_can_be_read(folder, tmp_path, source):
    file = tmp_path / "secret.csv"
    file.write_text("a\n1\n")
    with pytest.raises(SqlError):
        ask(folder, f"SELECT * FROM {source.format(file=file, folder=tmp_path)}")


def test_a_query_without_end_is_stopped(folder, monkeypatch):
    monkeypatch.setattr(sql, "SECONDS", 0.2)
    with pytest.raises(SqlError, match=r"超过 0\.2 秒"):
        ask(folder, "SELECT count(*) FROM range(1000000000000) WHERE range % 7 = 3")


def test_an_answer_of_too_many_rows_is_refused(folder, monkeypatch):
    monkeypatch.setattr(sql, "ROWS", 10)
    assert len(ask(folder, "SELECT * FROM range(10)").rows) == 10
    with pytest.raises(SqlError, match="超过 10 行"):
        ask(folder, "SELECT * FROM range(11)")


def test_a_wrong_column_is_one_sentence_with_those_there_are(folder):
    with pytest.raises(SqlError) as error:
        ask(folder, "SELECT departement FROM documents")
    assert "departement" in str(error.value)
    assert "department" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_without_tables_is_named(tmp_path):
    with pytest.raises(SqlError, match=f"{tmp_path}: 没有 Parquet"):
        ask(tmp_path, "SELECT 1")


# ── the command


def kb(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_the_ready_queries_are_listed_and_shown():
    assert [line.split()[0] for line in kb("tables", "sql", "--list").stdout.splitlines()] == list(READY)
    assert "FROM panel" in kb("tables", "sql", "functions", "--show").stdout


def test_rows_are_printed_in_the_formats_of_answers(folder):
    result = kb("tables", "sql", "SELECT count(*) AS n, 'a,b' AS t FROM documents", folder, "--format", "csv")
    assert list(csv.DictReader(io.StringIO(result.stdout))) == [{"n": "8", "t": "a,b"}]


def test_a_query_that_fails_ends_with_its_sentence(folder):
    result = kb("tables", "sql", "SELEC 1", folder)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert kb("tables", "sql", "SELECT 1").exit_code == 2

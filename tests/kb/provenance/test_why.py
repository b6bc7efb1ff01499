"""`kb why`, `kb coverage` and `kb load --strict` on the shipped samples, against lines counted by hand."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli import main
from kb.provenance.last_answer import LastAnswer, recall, remember
from kb.store import texts
from kb.store.sandbox import QueryLimits

CHENGDE = "承德县医疗保障局"
DOCUMENT = f"{CHENGDE}-2024-预算"


def kb(*args: object, store: Path | None = None) -> Result:
    options = ["--store", str(store)] if store else []
    return CliRunner().invoke(main, [*options, *map(str, args)])


@pytest.fixture(scope="module")
def store(tmp_path_factory, samples_dir) -> Path:
    folder = tmp_path_factory.mktemp("why") / "store"
    result = kb("load", "--strict", samples_dir / "hebei-tabs.txt", store=folder)
    assert result.exit_code == 0, result.stderr
    return folder


def line_of(samples_dir: Path, text: str) -> int:
    lines = (samples_dir / "hebei-tabs.txt").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


# ── why


def test_words_list_what_they_may_mean_and_a_number_shows_one(store, samples_dir):
    listed = kb("why", f"{CHENGDE} 2024 项目支出", store=store)
    assert listed.exit_code == 0, listed.stderr
    first = listed.stdout.splitlines()[2]
    assert first.split()[0] == "1"
    assert "合计" in first
    assert "5671.86" in first
    shown = kb("why", 1, store=store)
    assert DOCUMENT in shown.stdout
    assert ">>>5671.86<<<" in shown.stdout
    assert "hebei-tabs.txt" in shown.stdout


def test_one_hit_is_shown_at_once_with_the_lines_around(store, samples_dir):
    shown = kb("why", CHENGDE, "2024年", "机关运行经费", "-C", 0, store=store)
    place = line_of(samples_dir, "机关运行经费共计安排")
    assert f"第 {place} 行\n" in shown.stdout
    assert ">>>14.42<<<" in shown.stdout


def test_the_department_may_be_named_in_part(store):
    assert "5671.86" in kb("why", "承德医保局 项目支出", store=store).stdout


def test_an_iri_is_a_fact_or_a_thing(store):
    fact = kb("why", f"https://w3id.org/cnbudget/disclosure/{DOCUMENT}/statement/1", store=store)
    assert ">>>6908.98<<<" in fact.stdout
    thing = kb("why", "https://w3id.org/cnbudget/project/13082124P00032110001H", store=store)
    assert "二级以上残疾人参保资助" in thing.stdout
    assert kb("why", "https://example.org/nothing", store=store).exit_code == 1


def test_the_number_of_a_row_just_asked(store):
    asked = kb("ask", "units", CHENGDE, store=store)
    assert "承德县医疗保障局本级" in asked.stdout
    shown = kb("why", 1, store=store)
    assert "承德县医疗保障局本级" in shown.stdout
    assert kb("why", 99, store=store).exit_code == 1


def test_the_number_of_a_row_of_a_free_query(store):
    kb("sparql", "SELECT ?v { ?x a cnb:Statement ; cnb:order 2 ; cnb:printedAmount ?v }", store=store)
    assert ">>>6908.98<<<" in kb("why", 1, store=store).stdout


def test_a_free_query_runs_again_within_its_limits(store):
    query = "SELECT ?v (COUNT(*) AS ?n) { ?x a cnb:Statement ; cnb:order 2 ; cnb:printedAmount ?v } GROUP BY ?v"
    kb("sparql", query, "--timeout", 10, "--max-memory", 4000, "--max-rows", 5, store=store)
    last = recall()
    assert last.limits == QueryLimits(10.0, 4000, 5)
    remember(replace(last, limits=QueryLimits(seconds=0.01)))
    stopped = kb("why", 1, store=store)
    assert stopped.exit_code == 1
    assert "0.01 seconds" in stopped.stderr
    everything = "SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 9"
    remember(LastAnswer(last.store, everything, last.digests, limits=QueryLimits(rows=3)))
    assert "more than 3 rows" in kb("why", 1, store=store).stderr


def test_a_row_of_another_store_is_refused(store, tmp_path, samples_dir):
    kb("ask", "units", store=store)
    other = tmp_path / "other"
    kb("load", samples_dir / "hebei-tabs.txt", store=other)
    result = kb("why", 1, store=other)
    assert result.exit_code == 1
    assert "另一个知识库" in result.stderr


def test_words_that_mean_nothing_are_reported(store):
    result = kb("why", CHENGDE, "没有这样的科目", store=store)
    assert result.exit_code == 1
    assert "没有找到" in result.stderr


def test_a_question_tells_its_sources(store, samples_dir):
    stated = kb("ask", "units", CHENGDE, "--sources", "--format", "json", store=store)
    (row,) = json.loads(stated.stdout)
    assert row["source_document"] == DOCUMENT
    assert row["source_place"] == f"第 {line_of(samples_dir, '承德县医疗保障局本级')} 行"


# ── coverage


def test_the_parts_of_the_account_add_up(store, samples_dir):
    rows = json.loads(kb("coverage", DOCUMENT, "--format", "json", store=store).stdout)
    counts = {row["class"]: row["count"] for row in rows}
    whole = counts.pop("合计")
    text = (samples_dir / "hebei-tabs.txt").read_text(encoding="utf-8")
    assert sum(counts.values()) == whole == len(re.findall(r"[0-9][0-9,.]*", text))
    assert counts["未读"] == 0


def test_every_held_number_of_the_ledger_names_a_fact_of_the_graph(store):
    rows = json.loads(kb("coverage", "承德县", "--ledger", "--format", "json", store=store).stdout)
    facts = {row["fact"] for row in rows if row["fact"]}
    asked = kb("sparql", "SELECT DISTINCT ?f { ?f cnb:disclosure ?d }", "--format", "csv", store=store).stdout
    assert facts
    assert facts <= set(asked.splitlines())
    assert all(row["fact"] for row in rows if row["class"] == "fact")


def test_an_unknown_document_is_reported(store):
    assert kb("coverage", "没有这份文件", store=store).exit_code == 1


# ── strict loading, and what is kept


def test_a_strict_load_refuses_a_document_with_an_unread_figure(tmp_path, samples_dir):
    spoilt = tmp_path / "in" / "spoilt.txt"
    spoilt.parent.mkdir()
    text = (samples_dir / "hebei-tabs.txt").read_text(encoding="utf-8")
    spoilt.write_text(text + "\n4711.08\n", encoding="utf-8")
    (tmp_path / "in" / "whole.txt").write_text(
        (samples_dir / "henan-tabs.txt").read_text(encoding="utf-8"), encoding="utf-8"
    )
    result = kb("load", "--strict", tmp_path / "in", store=tmp_path / "store")
    assert result.exit_code == 1
    assert "4711.08" in result.stderr
    documents = kb("documents", "--format", "csv", store=tmp_path / "store").stdout
    assert "沈丘县医疗保障局" in documents
    assert CHENGDE not in documents


def test_a_strict_load_tells_of_a_document_loaded_before(tmp_path, samples_dir):
    spoilt = tmp_path / "spoilt.txt"
    spoilt.write_text((samples_dir / "hebei-tabs.txt").read_text(encoding="utf-8") + "\n4711.08\n", encoding="utf-8")
    assert kb("load", spoilt, store=tmp_path / "store").exit_code == 0
    unread = kb("coverage", "--unread", "--format", "csv", store=tmp_path / "store").stdout
    assert "4711.08" in unread
    assert kb("load", "--strict", spoilt, store=tmp_path / "store").exit_code == 1


def test_lines_are_kept_while_their_document_is_loaded(tmp_path, samples_dir):
    store = tmp_path / "store"
    kb("load", samples_dir / "hebei-tabs.txt", store=store)
    assert len(list((store / texts.FOLDER).iterdir())) == 1
    assert kb("remove", DOCUMENT, store=store).exit_code == 0
    assert not list((store / texts.FOLDER).iterdir())


def test_without_kept_lines_the_place_is_still_stated(tmp_path, samples_dir):
    store = tmp_path / "store"
    kb("load", samples_dir / "hebei-tabs.txt", store=store)
    for path in (store / texts.FOLDER).iterdir():
        path.unlink()
    shown = kb("why", f"https://w3id.org/cnbudget/disclosure/{DOCUMENT}/statement/1", store=store)
    assert "6908.98" in shown.stdout
    assert "没有留下" in shown.stderr

"""The Python interface: asking by name and in words, rows and tables, SPARQL, the network."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kb import KnowledgeBase
from kb.asking.names import UnresolvedName

SAMPLES = ("hebei-tabs", "hebei-word", "henan-tabs", "hubei-markdown")


@pytest.fixture(scope="module")
def knowledge(samples_dir):
    with KnowledgeBase() as knowledge:
        knowledge.load(*(samples_dir / f"{name}.txt" for name in SAMPLES))
        yield knowledge


def test_loading_puts_the_documents_in(knowledge):
    assert set(knowledge.documents()) == {
        "承德县医疗保障局-2024-预算",
        "晋州市医疗保障局-2026-预算",
        "曾都区医疗保障服务中心-2024-预算",
        "沈丘县医疗保障局-2024-预算",
    }


def test_asking_by_name_gives_exact_rows_in_yuan(knowledge):
    found = knowledge.ask("projects", department="承德县医疗保障局", year=2024)
    assert len(found) == 7
    assert found.rows()[0]["amount"] == Decimal(42890000)
    assert found.units() == {"amount": "元", "fiscal": "元", "other": "元"}


def test_a_sentence_is_asked_as_on_the_command_line(knowledge):
    in_words = knowledge.ask("承德县医保局有哪些项目")
    assert in_words.rows() == knowledge.ask("projects", department="承德县医疗保障局").rows()


@pytest.mark.parametrize("sentence", ["医保局有哪些项目", "今天天气怎么样"])
def test_a_sentence_that_is_not_understood_is_refused(knowledge, sentence):
    with pytest.raises(UnresolvedName, match="说不准"):
        knowledge.ask(sentence)


def test_a_question_or_parameter_that_there_is_not_is_refused(knowledge):
    with pytest.raises(TypeError, match="no such question"):
        knowledge.ask("weather")
    with pytest.raises(TypeError, match=r"no such parameter.*colour"):
        knowledge.ask("projects", colour="red")


def test_a_table_of_pandas_keeps_decimals_unless_floats_are_asked_for(knowledge):
    pytest.importorskip("pandas", reason="needs the extra `pandas`")
    found = knowledge.ask("projects", department="承德县医疗保障局")
    exact, floats = found.df(), found.df(floats=True, wan_yuan=True)
    assert exact["amount"].sum() == Decimal(56718600)
    assert exact.attrs["units"]["amount"] == "元"
    assert floats["amount"].dtype == float
    assert floats["amount"].iloc[0] == 4289.0
    assert floats.attrs["units"]["amount"] == "万元"
    assert floats["other"].isna().all()
    assert exact["indicators"].dtype == "int64"


def test_a_table_of_pandas_may_have_the_headings_that_people_read(knowledge):
    pytest.importorskip("pandas", reason="needs the extra `pandas`")
    assert "预算数（万元）" in knowledge.ask("projects").df(wan_yuan=True, headings=True).columns


def test_an_empty_answer_is_an_empty_table_with_its_columns(knowledge):
    pytest.importorskip("pandas", reason="needs the extra `pandas`")
    frame = knowledge.ask("search", word="世上没有的词").df(floats=True)
    assert frame.empty
    assert "amount" in frame.columns


def test_a_query_of_ones_own_gives_rows_too(knowledge):
    found = knowledge.select("SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a cnb:Disclosure }")
    assert found.rows() == [{"n": 4}]
    with pytest.raises(ValueError, match="SELECT"):
        knowledge.select("ASK {}")


def test_the_network_holds_departments_and_their_projects(knowledge):
    graph = knowledge.graph()
    assert sum(1 for _, data in graph.nodes(data=True) if str(data.get("kind")) == "department") >= 4
    assert graph.number_of_edges() > 30

"""Questions asked in words: the rates over the worded set, and what the matcher does with names and doubts."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import replace

import pytest
from budget_example import DEPARTMENT, OTHER_DEPARTMENT, disclosure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places import TESTS
from questions.asked import CHOICES, QUESTIONS

from kb import resources
from kb.asking.ask import choices_of
from kb.asking.names import resolve
from kb.asking.words import NAMED_TYPES, Understanding, read
from kb.asking.words.answering import reply
from kb.store.embedded import Store
from loaders.triples import nquads

WORDED = list(csv.DictReader((TESTS / "kb" / "asking" / "words" / "worded.csv").open(encoding="utf-8")))
LEAST_RIGHT = {"tuned": 0.95, "held": 0.85}
MOST_WRONG = 0.02


def outcome(reading: Understanding, row: dict[str, str], store) -> str:
    """`right`, `wrong` (confident, of another question or parameter), or `asked`."""
    wanted = row["question"].split("|")
    if reading.chosen is None:
        return "right" if "?" in wanted else "asked"
    expected = dict(pair.split("=") for pair in row["parameters"].split(";") if pair)
    found = reading.chosen.given
    fits = reading.chosen.question.name in wanted and found.keys() == expected.keys()
    same = fits and all(means(store, name, found[name], text) for name, text in expected.items())
    return "right" if same else "wrong"


def means(store, name: str, found: str, expected: str) -> bool:
    if found == expected or not (CHOICES / f"{name}.rq").is_file():
        return found == expected
    known = choices_of(store, name, CHOICES)
    return resolve(found, known, name).term == resolve(expected, known, name).term


@pytest.fixture(scope="module")
def choices(samples_store):
    return {kind: choices_of(samples_store, kind, CHOICES) for kind in NAMED_TYPES}


def test_there_are_at_least_120_worded_questions_and_half_of_them_are_held_back():
    held = sum(1 for row in WORDED if row["half"] == "held")
    assert len(WORDED) >= 120
    assert held * 2 == len(WORDED)


@pytest.mark.parametrize("half", LEAST_RIGHT)
def test_most_sentences_are_understood_and_hardly_any_is_misunderstood(samples_store, choices, half, record_property):
    rows = [row for row in WORDED if row["half"] == half]
    found = [outcome(read(row["text"], QUESTIONS, choices), row, samples_store) for row in rows]
    right, wrong = found.count("right") / len(rows), found.count("wrong") / len(rows)
    record_property(f"{half} right", right)
    record_property(f"{half} wrong", wrong)
    print(f"{half}: {len(rows)} sentences, right {right:.1%}, asked {found.count('asked')}, wrong {wrong:.1%}")
    assert right >= LEAST_RIGHT[half]
    assert wrong <= MOST_WRONG


@pytest.mark.parametrize("name", ["承德县医疗保障局", "承德县医保局", "承德医保局"])
def test_a_department_is_found_by_its_full_and_its_short_name(choices, name):
    reading = read(f"{name}有哪些项目", QUESTIONS, choices)
    assert reading.chosen is not None
    assert reading.chosen.question.name == "projects"
    assert reading.chosen.given == {"department": "承德县医疗保障局"}


@pytest.mark.parametrize(
    "sentence", ["北京市教育局有哪些项目", "1999年承德县医疗保障局有哪些项目", "国发〔1999〕1号有哪些项目"]
)
def test_a_name_that_the_graph_does_not_hold_is_asked_back(choices, sentence):
    reading = read(sentence, QUESTIONS, choices)
    assert reading.chosen is None
    assert reading.unknown


def test_two_questions_that_fit_about_equally_are_asked_back(choices):
    assert read("科目", QUESTIONS, choices).chosen is None


def test_what_is_quoted_is_the_word_looked_for(choices):
    reading = read("搜索项目里的“门诊费用”", QUESTIONS, choices)
    assert reading.chosen is not None
    assert reading.chosen.given == {"word": "门诊费用"}


@pytest.mark.parametrize("number", ["5671.86", "5,671.86万元", "215000元"])
def test_an_amount_is_found_with_or_without_its_unit(choices, number):
    reading = read(f"{number}出现在哪些表里", QUESTIONS, choices)
    assert reading.chosen is not None
    assert reading.chosen.given == {"amount": number.removesuffix("元").removesuffix("万")}


@given(st.text(max_size=30))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_asked_back(choices, sentence):
    reading = read(sentence, QUESTIONS, choices)
    assert reading.chosen is None or reading.chosen in reading.candidates


@pytest.mark.parametrize("sentence", ["承德县医疗保障局", "？", "2024年"])
def test_a_sentence_that_asks_nothing_is_asked_back(samples_store, sentence):
    """Of a department's name alone no piece is left to look up."""
    assert reply(samples_store, QUESTIONS, sentence, CHOICES).chosen is None


def test_every_word_of_the_lexicon_is_used_by_some_question():
    lexicon = tomllib.loads((resources.folder("queries/words") / "synonyms.toml").read_text(encoding="utf-8"))
    known = {word for question in QUESTIONS.values() for phrase in question.words for word in phrase.split()}
    assert set(lexicon["synonyms"]) <= known
    assert set(lexicon["strong"]["words"]) <= known


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("承德县医保局2024年末结转多少", id="left at the end of a year"),
        pytest.param("承德县医保局2024年年底还有多少结余", id="nor with words between"),
        pytest.param("承德县医保局2024年残疾人参保资助项目有几名", id="a number of persons is no money"),
        pytest.param("承德县医保局2024年残疾人参保资助有几辆", id="nor a number of cars"),
        pytest.param("承德县医保局2024年每次会议费多少钱", id="each time is not all the year"),
        pytest.param("承德县医保局2024年国内接待费", id="at home is not all"),
    ],
)
def test_what_no_figure_is_printed_of_is_asked_back(samples_store, sentence):
    assert reply(samples_store, QUESTIONS, sentence, CHOICES).chosen is None


def test_each_part_of_a_whole_is_a_share(samples_store):
    sentence = "承德县医保局2024年基本支出、项目支出各占总支出多少"
    chosen = reply(samples_store, QUESTIONS, sentence, CHOICES).chosen
    assert chosen is not None
    assert chosen.question.name == "share-of"


def test_this_year_is_the_only_year_of_the_documents_of_a_department():
    """The figure is printed for one of the two years of 青山县 alone."""
    with Store() as store:
        for one in (disclosure(OTHER_DEPARTMENT), disclosure(), replace(disclosure(year="2025"), figures=())):
            store.replace(one.id, nquads(one, store.base))
        assert reply(store, QUESTIONS, f"{OTHER_DEPARTMENT}今年三公经费", CHOICES).chosen is not None
        assert reply(store, QUESTIONS, f"{DEPARTMENT}今年三公经费", CHOICES).chosen is None

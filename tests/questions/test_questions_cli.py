"""`kb ask` as people use it: in words, to files, with names offered by the shell, with sources for every question."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result
from questions.asked import QUESTIONS
from questions.test_questions_answers import with_required

from kb.cli import main
from kb.knowledge import KnowledgeBase

Kb = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(samples_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with two samples."""
    place = tmp_path_factory.mktemp("asked") / "store"
    with KnowledgeBase(place) as knowledge:
        knowledge.load(samples_dir / "hebei-tabs.txt", samples_dir / "henan-tabs.txt")
    return place


@pytest.fixture(scope="module")
def kb(folder: Path) -> Kb:
    """Runs `kb ask`."""
    return lambda *words: CliRunner().invoke(main, ["--store", str(folder), "ask", *words])


def test_a_sentence_is_answered_and_says_how_it_was_understood(kb):
    result = kb("2024年承德县医保局的三公经费是多少")
    assert result.exit_code == 0
    assert result.stdout.startswith("承德县医疗保障局 2024 年预算 “三公”经费 2.00 万元；报表和文字一致（2 项）\n\n")
    assert "其中：公务用车运行费" in result.stdout
    assert "kb ask three-public-years --department '承德县医疗保障局' --year 2024" in result.stderr


def test_a_sentence_takes_the_options_of_any_question(kb):
    result = kb("承德县医保局有哪些项目", "--format", "csv", "--yuan")
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert rows[0]["amount_元"] == "42890000.00"


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("医保局有哪些项目", "承德县医疗保障局"),
        ("教育部的三公经费", "用不上 (of no use to any question): 教育部"),
        ("今天天气怎么样", "没听懂"),
    ],
)
def test_a_sentence_that_is_not_sure_is_asked_back(kb, sentence, printed):
    result = kb(sentence)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert printed in result.stderr


def test_a_sentence_that_lacks_what_must_be_given_says_what(kb):
    result = kb("两个文件有什么不同")
    assert result.exit_code != 0
    assert "要给出文件" in result.stderr


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "md", "txt"])
def test_an_answer_goes_to_a_file_as_it_would_be_printed(kb, tmp_path, suffix):
    path = tmp_path / f"answer.{suffix}"
    result = kb("projects", "承德医保局", "--output", str(path))
    assert result.stdout == ""
    assert "7 行" in result.stderr
    assert "4289.00" in path.read_text(encoding="utf-8")


def test_a_worksheet_holds_numbers_as_numbers(kb, tmp_path):
    openpyxl = pytest.importorskip("openpyxl", reason="needs the extra `tables`")
    path = tmp_path / "answer.xlsx"
    kb("projects", "承德医保局", "--output", str(path))
    sheet = openpyxl.load_workbook(path).active
    head, first, *_ = sheet.iter_rows(values_only=True)
    assert first[head.index("amount_万元")] == 4289
    assert first[head.index("fiscal_year")] == "2024"


def test_a_parquet_file_holds_exact_decimals(kb, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra `tables`")
    path = tmp_path / "answer.parquet"
    kb("projects", "承德医保局", "--yuan", "--output", str(path))
    table = parquet.read_table(path)
    assert table.column("amount_元")[0].as_py() == Decimal(42890000)
    assert table.column("indicators")[0].as_py() == 2
    assert table.column("other_元").null_count == 7


def test_a_suffix_that_stands_for_no_format_is_refused(kb, tmp_path):
    result = kb("projects", "--output", str(tmp_path / "answer.docx"))
    assert result.exit_code != 0
    assert ".xlsx" in result.stderr


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_takes_sources(kb, name):
    given = [f"--{key}={value}" for key, value in with_required(name).items()]
    result = kb(name, *given, "--sources", "--format", "csv")
    assert result.exit_code == 0, result.stderr
    assert "source_place" in result.stdout.splitlines()[0]


def offered(folder: Path, *words: str) -> list[str]:
    """What a shell offers after some words, the last of them begun."""
    complete = ShellComplete(main, {}, "kb", "_KB_COMPLETE")
    return [item.value for item in complete.get_completions(["--store", str(folder), *words[:-1]], words[-1])]


def test_the_shell_offers_questions(folder):
    assert offered(folder, "ask", "projects-w") == [
        "projects-without-amount",
        "projects-without-indicators",
        "projects-without-policy",
    ]


def test_the_shell_offers_the_names_of_the_store_in_the_place_of_each_value(folder):
    assert offered(folder, "ask", "projects", "承") == ["承德县医疗保障局"]
    assert offered(folder, "ask", "projects", "承德县医疗保障局", "20") == ["2024"]
    assert offered(folder, "ask", "projects", "--department", "医疗保障局") == ["承德县医疗保障局", "沈丘县医疗保障局"]
    assert offered(folder, "ask", "policy", "冀财社(2023)2") != []


def test_the_shell_offers_nothing_where_there_is_no_store(tmp_path):
    assert offered(tmp_path / "nowhere", "ask", "projects", "承") == []
    assert offered(tmp_path / "nowhere", "ask", "search", "离") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_click_writes_the_completion_of_every_shell(shell):
    result = CliRunner().invoke(main, [], env={"_KB_COMPLETE": f"{shell}_source"}, prog_name="kb")
    assert "_KB_COMPLETE" in result.output


def test_what_is_offered_is_chosen_by_its_number(kb):
    offered = kb("医保局有哪些项目").stderr
    number = next(line.split()[0] for line in offered.splitlines() if "沈丘县医疗保障局'" in line)
    assert "沈丘县医疗保障局" in kb("医保局有哪些项目", "--pick", number).stdout


def test_a_number_that_was_not_offered_is_refused(kb):
    result = kb("医保局有哪些项目", "--pick", "99")
    assert result.exit_code != 0
    assert "可选的有" in result.stderr


def test_several_things_are_printed_one_under_the_other_and_what_is_not_answered_is_named(kb):
    result = kb("2024年承德县医保局的三公经费是多少，局长是谁")
    assert result.exit_code == 0
    assert result.stdout.startswith("承德县医疗保障局 2024 年预算 “三公”经费 2.00 万元")
    assert "没有答 (not answered): “局长是谁”\n  用不上 (of no use to any question): 局长" in result.stderr


def test_several_things_are_not_written_as_one_table(kb):
    result = kb("2024年承德县医保局的三公经费是多少，有哪些下属单位", "--format", "csv")
    assert result.exit_code != 0
    assert result.stdout == ""
    assert "kb ask units --department '承德县医疗保障局' --year 2024" in result.stderr

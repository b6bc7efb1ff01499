"""Where no question fits, the printed lines that hold most of the words are shown, and words printed nowhere named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb import resources
from kb.asking.questions import Question, read_questions
from kb.asking.words import Reply, read, reply
from kb.asking.words.excerpts import _pieces, speaks_of
from kb.cli import main
from kb.store import texts
from kb.store.embedded import Store

DOCUMENT = """青松县林业局2024年部门预算公开说明

一、部门职责
青松县林业局负责全县造林绿化和森林防火工作。

二、机构和人员
青松县林业局下设三个站所，护林员由各村聘用，共聘用护林员 46 人。

三、预算情况说明
青松县林业局2024年收入预算 320.00 万元，支出预算 320.00 万元。
苗圃仓库屋顶修缮由县财政另行安排，年内完工。
2024年“三公”经费预算 3.00 万元，其中：公务用车运行维护费 3.00 万元。
"""
PLACES = {"护林员": "共聘用护林员 46 人", "仓库": "屋顶修缮由县财政另行安排", "防火": "森林防火工作"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("excerpts")
    (base / "青松县林业局-2024.txt").write_text(DOCUMENT, encoding="utf-8")
    loaded = CliRunner().invoke(main, ["--store", str(base / "store"), "load", str(base / "青松县林业局-2024.txt")])
    assert loaded.exit_code == 0, loaded.output
    return base / "store"


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with Store(folder, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def questions() -> dict[str, Question]:
    return read_questions(resources.folder("queries/questions"))


def asked(store: Store, questions: dict[str, Question], sentence: str) -> Reply:
    return reply(store, questions, sentence, resources.folder("queries/choices"))


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("青松县林业局的仓库漏雨谁来修", PLACES["仓库"]),
        ("青松县林业局2024年修房子的钱谁出", PLACES["仓库"]),
        ("青松县林业局的站所有护林员谁聘", PLACES["护林员"]),
        ("青松县林业局防火归不归它", PLACES["防火"]),
    ],
)
def test_the_line_that_holds_most_of_the_words_comes_first(store, questions, sentence, line):
    found = asked(store, questions, sentence)
    assert found.chosen is None
    first = found.printed.excerpts[0]
    assert line in first.text
    assert first.document == "青松县林业局-2024-预算"
    assert first.place.startswith("第 ")


def test_a_word_that_is_printed_nowhere_is_named(store, questions):
    found = asked(store, questions, "青松县林业局的潜水艇在哪儿")
    assert found.chosen is None
    assert found.printed.excerpts == ()
    assert found.printed.unprinted == ("潜水艇",)


@pytest.mark.parametrize(
    "sentence", ["护林员是哪里聘的", "绿水县林业局的仓库漏雨谁来修", "青松县林业局2019年仓库漏雨谁来修"]
)
def test_nothing_is_shown_without_the_department_or_of_another_year(store, questions, sentence):
    assert asked(store, questions, sentence).printed.excerpts == ()


def test_half_of_a_word_of_a_name_must_be_said():
    found = read("青松县林业局修房子的盘子", {}, {})
    assert speaks_of(found, "森林消防站修缮工程")
    assert not speaks_of(found, "造林补助")


def test_an_answer_stands_alone(store, questions):
    found = asked(store, questions, "青松县林业局2024年三公经费多少")
    assert found.rows is not None
    assert found.printed.excerpts == ()


def test_the_command_says_that_it_is_printed_and_no_answer(folder):
    shown = CliRunner().invoke(main, ["--store", str(folder), "ask", "青松县林业局的仓库漏雨谁来修"])
    assert shown.exit_code == 0
    assert "没有现成的答案" in shown.stdout
    assert f"原文 青松县林业局-2024-预算 第 11 行: 苗圃仓库{PLACES['仓库']}，年内完工。" in shown.stdout
    nowhere = CliRunner().invoke(main, ["--store", str(folder), "ask", "青松县林业局的潜水艇在哪儿"])
    assert nowhere.exit_code == 1
    assert "没有印" in nowhere.stdout


def test_cells_in_lines_of_their_own_are_one_row_and_a_bare_name_has_its_value(tmp_path):
    lines = [
        "项目资金",
        "资金总额",
        "880万元",
        "",
        "\t1",
        "\t护林装备",
        "\t12.50",
        "",
        "其他说明见下一页，本页各数均以万元计，合计数与分项数之间略有出入的，系四舍五入。",
    ]
    kept = texts.Kept(tuple(texts.KeptLine(f"第 {at} 行", text) for at, text in enumerate(lines, 1)), ())
    texts.keep(tmp_path, "ab" * 32, kept)
    found = [(one.place, one.text) for one in _pieces(tmp_path, "ab" * 32)]
    assert found[0] == ("第 1 行", "项目资金 资金总额 880万元 1 护林装备 12.50")
    assert ("第 5 行", "1 护林装备 12.50") in found
    assert found[-1][0] == "第 9 行"

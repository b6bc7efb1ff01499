"""How `kb inspect` tells what was understood, and what a person should add to the lexicon."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.cli import main
from kb.loading.inspect import inspect

STRANGE = """青山县档案馆2025年部门预算

目录
一、部门收支总表
二、某种新表

一、部门收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一般公共预算拨款收入\t10.00\t一般公共服务支出\t10.00
收入总计\t10.00\t支出总计\t10.00

专户调剂明细
单位：万元
科目名称\t合计\t上年结转结余类\t神秘栏
行政运行\t10.00\t4.00\t6.00
项目支出\t5.00\t2.00\t3.00

本年收入总计10.00万元，其中一般公共预算财政拨款收入10.00万元，支出总计10.00万元。
"""


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    path = tmp_path / "strange.txt"
    path.write_text(STRANGE, encoding="utf-8")
    return path


def run(*arguments: object):
    return CliRunner().invoke(main, ["inspect", *map(str, arguments)])


def test_forms_come_with_their_columns_and_what_those_mean(strange):
    found = inspect(strange)
    assert ("balance", "一、部门收支总表", "filled", "万元") in {form[:4] for form in found.forms}
    columns = [(c.number, c.header, c.role, c.component) for c in found.columns if c.form == "一、部门收支总表"]
    assert columns == [
        (1, "收入/项目", "item", ""),
        (2, "收入/预算数", "amount", "income"),
        (3, "支出/项目", "item", ""),
        (4, "支出/预算数", "amount", "expenditure"),
    ]
    assert found.contents[:2] == ("目录", "一、部门收支总表")


def test_unknown_captions_and_columns_are_listed(strange):
    found = inspect(strange)
    assert [caption for caption, _ in found.captions] == ["专户调剂明细"]
    assert [column.header for column in found.unknown_columns] == ["上年结转结余类", "神秘栏"]


def test_suggested_lines_are_toml_for_the_nearest_entry(strange):
    made = {one.word: one for one in inspect(strange).suggestions}
    assert made["专户调剂明细"].file == "forms.toml"
    assert tomllib.loads(made["专户调剂明细"].toml)["form"][0]["tail"] == ["明细"]
    assert (made["上年结转结余类"].file, made["上年结转结余类"].toml) == ("components.toml", '"上年结转结余类",')
    assert '"carryover"' in made["上年结转结余类"].where
    assert tomllib.loads(made["神秘栏"].toml)["component"][0]["words"] == ["神秘栏"]


def test_the_samples_leave_nothing_to_suggest(samples_dir):
    assert inspect(samples_dir / "sichuan-tabs.txt").suggestions == ()


def test_the_command_prints_tables_or_json(strange):
    shown = run(strange)
    assert shown.exit_code == 0
    assert "不认识的表题 unknown captions (1)" in shown.stdout
    assert "loaders/lexicon/components.toml" in shown.stdout
    stated = json.loads(run(strange, "--format", "json").stdout)
    assert stated["format"] == "text"
    assert [one["word"] for one in stated["suggestions"]] == ["专户调剂明细", "上年结转结余类", "神秘栏"]


def test_a_file_that_is_no_budget_is_stated_with_its_blocks(tmp_path):
    path = tmp_path / "novel.txt"
    path.write_text("从前有一座山。\n", encoding="utf-8")
    result = run(path)
    assert result.exit_code == 0
    assert "paragraph 1" in result.stdout
    assert "不是部门预算" in result.stderr


def test_a_file_that_cannot_be_read_is_an_error(tmp_path):
    result = run(tmp_path / "nowhere.pdf")
    assert result.exit_code == 1
    assert "nowhere.pdf" in result.stderr

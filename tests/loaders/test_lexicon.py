"""The lexicon keeps its own promises: every id is told once, every name it refers to exists, every pattern is one."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

import pytest

from loaders.forms.vocabulary import SIDES, components, meaning
from loaders.lexicon import load

NAMES = sorted(
    path.name.removesuffix(".toml") for path in files("loaders.lexicon").iterdir() if path.name.endswith(".toml")
)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_read_and_says_something(name: str) -> None:
    assert load(name)


def entries(name: str, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load(name)[table]
    return found


@pytest.mark.parametrize(("name", "table"), [("components", "component"), ("forms", "form")])
def test_ids_are_told_once_and_named_in_both_languages(name: str, table: str) -> None:
    ids = [entry["id"] for entry in entries(name, table)]
    assert len(set(ids)) == len(ids)
    assert all(entry["zh"] and entry["en"] for entry in entries(name, table))


def test_every_component_stands_under_known_ones() -> None:
    known = set(components())
    roles = {entry["role"] for entry in entries("columns", "column")}
    for entry in entries("components", "component"):
        assert entry.get("broader", "total") in known
        assert set(entry.get("under", ())) <= known | roles


def test_sides_are_components() -> None:
    assert set(SIDES) <= set(components())


def test_columns_stand_under_known_groups() -> None:
    roles = {entry["role"] for entry in entries("columns", "column")}
    assert all(set(entry.get("under", ())) <= roles for entry in entries("columns", "column"))


@pytest.mark.parametrize(("name", "table"), [("components", "component"), ("columns", "column")])
def test_patterns_are_regular_expressions(name: str, table: str) -> None:
    patterns = [pattern for entry in entries(name, table) for pattern in entry.get("patterns", ())]
    assert patterns
    assert all(re.compile(pattern) for pattern in patterns)


def test_word_of_a_component_means_that_component() -> None:
    wrong = [
        (word, entry["id"], meaning(word).component)
        for entry in entries("components", "component")
        for word in entry["words"]
        if meaning(word).component != entry["id"]
    ]
    assert not wrong


@pytest.mark.parametrize(
    "word",
    ["合计", "科目编码", "科目名称", "单位名称", "项目名称", "基本支出", "预算数", "2024年预算数", "预算数（万元）"],
)
def test_common_header_words_are_known(word: str) -> None:
    assert meaning(word).known

"""The full-text index."""

from __future__ import annotations

import sqlite3

import pytest

from kb.web.search.bigrams import query, words

TEXTS = ["医疗保障政策管理", "离休干部医药费", "冀财社〔2023〕225号", "2080505 机关事业单位", "ＡＢＣ项目", "水"]


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute('CREATE VIRTUAL TABLE grams USING fts5 (text, tokenize = "unicode61 remove_diacritics 0")')
    database.executemany("INSERT INTO grams VALUES (?)", [(words(text),) for text in TEXTS])
    return database


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("医疗", [0]),
        ("保障政策", [0]),
        ("疗障", []),
        ("离休 医药", [1]),
        ("费", [1]),
        ("管", [0]),
        ("冀财社[2023]225号", [2]),
        ("225", [2]),
        ("208", [3]),
        ("abc", [4]),
        ("水", [5]),
        ('" OR 1 --', []),
        ("***", []),
    ],
)
def test_words_of_two_characters_are_found(index: sqlite3.Connection, wanted: str, found: list[int]) -> None:
    asked = query(wanted)
    rows = index.execute("SELECT rowid - 1 FROM grams WHERE grams MATCH ? ORDER BY 1", (asked,)) if asked else []
    assert [row[0] for row in rows] == found

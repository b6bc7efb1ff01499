"""The table of measurements."""

from __future__ import annotations

import json

import pytest

from benchmarks.table import END, START, Row, as_json, between_marks, markdown, write_whole


def test_a_goal_is_met_or_not():
    assert Row("a", "1", "2", 12.0, "≥ 10").verdict == "yes"
    assert Row("a", "1", "2", 1.31, "≤ 1.3").verdict == "no"
    assert Row("a", "1", "2", 1.0).verdict == ""


def test_only_what_is_between_the_marks_is_replaced():
    page = f"before\n{START}\nold\n{END}\nafter\n"
    text = between_marks(page, markdown([Row("speed", "1 s", "2 s", 0.5)]))
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| speed | 1 s | 2 s | 0.5 |" in text
    assert "old" not in text


def test_a_page_without_marks_stays_as_it_is():
    assert between_marks("page\n", "table\n") == "page\n"


def test_files_are_written_together_or_not_at_all(tmp_path):
    old, new = tmp_path / "old.md", tmp_path / "new.json"
    old.write_text("before", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        write_whole({old: "after", tmp_path / "nowhere" / "page.md": "after"})
    assert old.read_text(encoding="utf-8") == "before"
    write_whole({old: "after", new: "{}"})
    assert (old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8")) == ("after", "{}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.json", "old.md"]


def test_programs_can_read_it():
    assert json.loads(as_json([Row("speed", "1 s", "2 s", 0.5)]))["rows"][0]["ratio"] == 0.5

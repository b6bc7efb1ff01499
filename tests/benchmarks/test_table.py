"""The table of measurements."""

from __future__ import annotations

import json

from benchmarks.table import END, START, Row, as_json, markdown, put_between_marks


def test_a_goal_is_met_or_not():
    assert Row("a", "1", "2", 12.0, "≥ 10").verdict == "yes"
    assert Row("a", "1", "2", 1.31, "≤ 1.3").verdict == "no"
    assert Row("a", "1", "2", 1.0).verdict == ""


def test_only_what_stands_between_the_marks_is_written(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(f"before\n{START}\nold\n{END}\nafter\n", encoding="utf-8")
    put_between_marks(path, markdown([Row("speed", "1 s", "2 s", 0.5)]))
    text = path.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| speed | 1 s | 2 s | 0.5 |" in text
    assert "old" not in text


def test_programs_can_read_it():
    assert json.loads(as_json([Row("speed", "1 s", "2 s", 0.5)]))["rows"][0]["ratio"] == 0.5

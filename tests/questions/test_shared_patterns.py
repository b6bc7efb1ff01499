"""Patterns that several questions share are the same in all of them."""

from __future__ import annotations

from tools.shared_patterns import QUERIES, renewed


def test_every_question_has_the_shared_patterns_as_they_are_now():
    files = dict(renewed(QUERIES))
    assert len(files) >= 8
    assert [path.name for path, text in files.items() if text != path.read_text(encoding="utf-8")] == []


def test_a_pattern_is_written_at_the_indentation_of_its_mark_and_a_second_time_changes_nothing(tmp_path):
    (tmp_path / "questions").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "one.rq").write_text("VALUES ?a { UNDEF }\n?a ?b ?c\n", encoding="utf-8")
    question = tmp_path / "questions" / "q.rq"
    question.write_text("{\n  # shared: one.rq, ?a is ?x or ?y\n  old\n  # end of one.rq\n}\n", encoding="utf-8")
    [(path, text)] = renewed(tmp_path)
    assert text == (
        "{\n  # shared: one.rq, ?a is ?x or ?y\n"
        "  { SELECT DISTINCT ?a { { VALUES ?x { UNDEF } BIND(?x AS ?a) } UNION "
        "{ VALUES ?y { UNDEF } BIND(?y AS ?a) } } }\n"
        "  ?a ?b ?c\n"
        "  # end of one.rq\n}\n"
    )
    path.write_text(text, encoding="utf-8")
    assert list(renewed(tmp_path)) == [(path, text)]

"""kill -9 at a few random moments; `python -m benchmarks.kills` is the long run, whose log is docs/kills.md."""

from __future__ import annotations

from benchmarks import kills_serving
from benchmarks.kills import GONE, Known, nquads, run
from kb.loading.load import read_file
from kb.store.embedded import Store


def test_every_reported_document_is_whole_after_each_kill_and_the_next_run_completes(tmp_path):
    moments = []
    for moment in run(tmp_path, 12, seed=11):  # how far a writer is at a moment depends on the machine
        moments.append(moment)
        if len(moments) >= 4 and any("writer.lock" in one.repaired for one in moments):
            break
    assert [moment.lost for moment in moments] == [[]] * len(moments)
    assert any("writer.lock" in moment.repaired for moment in moments)
    assert all(moment.megabytes < 40 for moment in moments)


def test_the_test_would_see_a_document_that_is_lost_or_torn(tmp_path):
    from benchmarks.kills import look, name

    known = Known(reported={1: 5, 2: 6})
    with Store(tmp_path / "store", ontology=False) as store:
        store.replace(name(1), nquads(1, 5))
        store.replace(name(2), "".join(nquads(2, 6).splitlines(keepends=True)[:-1]))
    found, wrong = look(tmp_path / "store", known)
    assert found == {1: 5}
    assert any(name(2) in sentence for sentence in wrong)
    known.reported[3] = 1
    assert any(name(3) in sentence for sentence in look(tmp_path / "store", known)[1])


def test_what_was_tried_and_not_reported_may_be_there_or_not():
    known = Known()
    known.hear({"at": "try", "step": "load", "numbers": [1], "version": 5})
    assert known.allowed(1) == {GONE, 5}
    known.hear({"at": "done", "step": "load", "numbers": [1], "version": 5})
    assert known.allowed(1) == {5}


def test_a_killed_server_leaves_uploads_whole_or_absent_and_nothing_behind(tmp_path):
    (kill,) = kills_serving.run(tmp_path, 1, seed=3)
    assert kill.lost == []


def test_the_test_would_see_an_upload_that_is_gone_or_torn(tmp_path):
    with Store(tmp_path / "store", ontology=False) as store:
        parsed = read_file(_written(tmp_path, 7), store.base)
        store.replace(parsed.document, "".join(parsed.quads.splitlines(keepends=True)[:-1]))
    known = kills_serving.Uploaded(tried={7, 8}, reported={8})
    wrong = kills_serving.look(tmp_path / "store", known, tmp_path)
    assert [sentence.rpartition(": ")[2] for sentence in wrong] == ["torn", "reported and gone"]


def _written(folder, number):
    path = folder / f"{number}.txt"
    path.write_bytes(kills_serving.document(number).encode())
    return path

"""Work in child processes: in order, and each piece within its limits."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.processes.child import Child
from kb.processes.crew import WorkLimits, in_order
from kb.processes.limits import CpuSpent, cpu_bound

LIMITS = WorkLimits(seconds=30, megabytes=2048)


def work(word: str) -> str:
    """A stand-in: the word says what happens."""
    if word == "raise":
        raise ValueError("so it is")
    if word == "die":
        os._exit(3)
    if word == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            time.sleep(0.1)
    if word == "eat":
        return "x" * (1 << 40)
    if word == "folder":
        return str(Path.cwd())
    return word.upper()


def failed(word: str, trouble: str) -> str:
    return f"{word}: {trouble}"


def done(*words: str, workers: int = 2, limits: WorkLimits = LIMITS) -> list[str]:
    return list(in_order(work, failed, words, workers, limits))


def test_results_come_in_the_order_of_the_items():
    words = [f"a{number}" for number in range(30)]
    assert done(*words) == [word.upper() for word in words]


def test_nothing_to_do_is_done():
    assert done() == []


@pytest.mark.parametrize(
    ("word", "sentence"),
    [("raise", "ValueError: so it is"), ("die", "the reading process died, exit code 3"), ("eat", "2048 MB of memory")],
)
def test_a_piece_that_fails_costs_itself_only(word, sentence):
    first, bad, last = done("a", word, "b")
    assert (first, last) == ("A", "B")
    assert sentence in bad


def test_a_piece_that_hangs_is_stopped_and_the_rest_goes_on():
    first, bad, last = done("a", "hang", "b", limits=WorkLimits(seconds=2, megabytes=2048))
    assert (first, last) == ("A", "B")
    assert "took more than 2 s" in bad


def test_children_work_in_the_folder_of_the_caller(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert done("folder") == [str(tmp_path)]


def test_leaving_early_ends_the_children():
    results = in_order(work, failed, ["a", "hang", "b"], 2, LIMITS)
    assert next(results) == "A"
    started = time.monotonic()
    results.close()
    assert time.monotonic() - started < 5


def test_items_are_taken_a_few_ahead_of_the_results():
    taken = []

    def words():
        for number in range(100):
            taken.append(number)
            yield str(number)

    assert next(in_order(work, failed, words(), 2, LIMITS)) == "0"
    assert len(taken) < 20


def test_computing_is_bounded_and_waiting_is_not() -> None:
    with pytest.raises(CpuSpent), cpu_bound(0):
        _compute_without_end()
    with cpu_bound(5):
        time.sleep(0.01)


def _compute_without_end() -> None:
    while True:
        pass


def test_a_child_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path / "pid")], cwd=Path(__file__).parents[3])
    child = _number_in(tmp_path / "pid")
    parent.kill()
    parent.wait()
    assert _soon(lambda: not _runs(child))


PARENT = """
import sys
from tests.kb.processes.spinning import spin
from kb.processes.child import Child
if __name__ == "__main__":
    with Child(spin, (sys.argv[1],)) as child:
        child.wait()
"""


def _number_in(path: Path) -> int:
    assert _soon(lambda: path.exists() and path.read_text(encoding="utf-8").endswith("\n"))
    return int(path.read_text(encoding="utf-8"))


def _runs(process: int) -> bool:
    """Whether a process still computes: one that nobody waits for stays in the list when it is dead."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="latin-1").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _soon(happens: Callable[[], bool], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while not happens() and time.monotonic() < until:
        time.sleep(0.05)
    return happens()


def test_work_is_done_where_the_folder_of_temporary_files_has_a_long_name(tmp_path: Path) -> None:
    place = tmp_path / ("long" * 30)
    place.mkdir()
    code = "from kb.processes.crew import *; print(list(in_order(len, str, ['ab'], 1, WorkLimits())))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, cwd=Path(__file__).parents[3], env={**os.environ, "TMPDIR": str(place)},
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("[2]", "")


def test_a_child_may_be_ended_twice_and_killed_behind_its_end() -> None:
    child = Child(time.sleep, (60,))
    child.end()
    child.end()
    child.kill()


def test_a_child_that_another_thread_ended_is_waited_for_no_longer() -> None:
    child = Child(time.sleep, (60,))
    child.end()
    assert child.wait(1) == -signal.SIGKILL
    child.end()

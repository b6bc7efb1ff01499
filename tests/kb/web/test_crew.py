"""Work for visitors in processes with limits."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from crew_jobs import die, documents, doze, puzzled

from kb.asking.names import UnresolvedName
from kb.store.sandbox import LimitExceeded, QueryLimits
from kb.web.asking import crew as crews
from kb.web.asking.crew import Crew


@pytest.fixture
def crew(web_store: Path) -> Iterator[Crew]:
    made = Crew(web_store, QueryLimits(1.0, 2048, 0))
    yield made
    made.close()


def test_work_is_done_in_another_process_that_stays(crew: Crew) -> None:
    (number, first), (_number, second) = crew.run(documents), crew.run(documents)
    assert number == 1
    assert first == second != os.getpid()


def test_what_takes_too_long_is_ended_and_costs_nobody_else(crew: Crew) -> None:
    with pytest.raises(LimitExceeded, match="1 秒"):
        crew.run(doze, 30.0)
    assert crew.run(documents)[0] == 1


def test_a_process_that_dies_is_replaced(crew: Crew) -> None:
    with pytest.raises(LimitExceeded):
        crew.run(die)
    assert crew.run(documents)[0] == 1


def test_a_name_that_is_not_understood_comes_back_as_such(crew: Crew) -> None:
    with pytest.raises(UnresolvedName, match="青山"):
        crew.run(puzzled, "青山")


def test_so_many_wait_and_no_more(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "MOST_WAITING", 0)
    with pytest.raises(LimitExceeded, match="同时问的太多"):
        crew.run(documents)


def test_what_finds_no_place_is_refused_after_a_while(web_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "AT_ONCE", 1)
    monkeypatch.setattr(crews, "LONGEST_WAIT_SECONDS", 0.1)
    crew = Crew(web_store, QueryLimits(10.0, 2048, 0))
    crew.run(documents)
    busy = threading.Thread(target=crew.run, args=(doze, 1.0))
    busy.start()
    time.sleep(0.2)
    with pytest.raises(LimitExceeded, match="同时问的太多"):
        crew.run(documents)
    busy.join()
    assert crew.run(documents)[0] == 1
    crew.close()


def test_a_process_that_ended_for_want_of_work_is_replaced_unseen(crew: Crew) -> None:
    _number, first = crew.run(documents)
    os.kill(first, 9)
    number, second = crew.run(documents)
    assert (number, second != first) == (1, True)

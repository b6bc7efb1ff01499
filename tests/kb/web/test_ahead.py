"""A large store is asked ahead of its visitors: slow answers are kept before anybody wants them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.store import kept_answers
from kb.web.asking import ahead
from kb.web.asking.known import known
from kb.web.library import Library


def test_every_question_that_needs_no_parameter_is_asked_and_kept(
    web_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_answers, "SLOW_SECONDS", 0.0)
    asked: set[str] = set()
    monkeypatch.setattr(kept_answers, "_keep", lambda path, _text: asked.add(path.name))
    with Library(web_store).edition() as edition:
        number = ahead.ask_all(edition)
    free = [one for one in known().values() if not any(parameter.required for parameter in one.parameters)]
    assert number == len(free) > 40
    assert len(asked) > number


def test_a_small_store_is_not_asked_and_a_large_one_once_for_each_snapshot(
    web_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []

    class Begun:
        def __init__(self, _work: object, arguments: tuple[Path, int], _preload: object) -> None:
            begun.append(arguments[0])

        def end(self) -> None:
            begun.clear()

    monkeypatch.setattr(ahead, "Child", Begun)
    library = Library(web_store)
    ahead.Ahead(library, 1024).renew()
    assert begun == []
    monkeypatch.setattr(ahead, "MANY_DOCUMENTS", 1)
    asking = ahead.Ahead(library, 1024)
    asking.renew()
    asking.renew()
    assert begun == [web_store]
    asking.close()
    assert begun == []
    library.close()

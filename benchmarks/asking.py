"""Every canned question against the same SPARQL on the bare engine and on rdflib, and on a store ten times as large."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.growing import Loaded
from benchmarks.table import Row, pair, seconds
from kb import resources
from kb.asking import Asked, answer, prepare
from kb.names import UnresolvedName
from kb.questions import Question, read_questions
from kb.store import PREFIXES, Store

SLOW = 3.0
"""Seconds after which a question is measured once."""


def measure(few: Loaded, many: Loaded) -> Iterator[Row]:
    """Questions about one department and about all, on both stores."""
    questions = read_questions(resources.folder("queries/questions"))
    with Store(few.store, read_only=True) as small, Store(many.store, read_only=True) as large:
        department = small.documents()[0].split("-")[0]
        about_one = [name for name, one in questions.items() if _asks_for(one, "department")]
        ratios, flat = [], []
        for name in about_one:
            asked = [_prepared(store, questions[name], department) for store in (small, large)]
            if None in asked:
                continue
            one, two = pair(_ask(large, asked[1]), _ask(small, asked[0]), 3)
            ours, bare = pair(_ask(large, asked[1]), _bare(large, asked[1]), 3)
            ratios.append((ours, bare, name))
            flat.append((one, two, name))
        yield _summary("questions about one department, warm, against bare pyoxigraph (median)", ratios, "≤ 1.2")
        yield _summary(
            f"questions about one department: {many.documents} documents against {few.documents} (median)",
            flat,
            "≤ 1.3",
        )
        yield from _about_all(large, questions, many.documents)


def _about_all(store: Store, questions: dict[str, Question], documents: int) -> Iterator[Row]:
    for name, question in questions.items():
        asked = _prepared(store, question, None)
        if asked is None:
            continue
        cold = seconds(_ask(store, asked))
        rounds = 1 if cold > SLOW else 3
        warm, bare = pair(_ask(store, asked), _bare(store, asked), rounds)
        yield Row(
            f"all departments, {documents} documents: {name} (cold {cold:.2f} s)",
            f"{warm:.3f} s",
            f"{bare:.3f} s",
            warm,
            "≤ 1",
        )


def on_rdflib(folder: Path, files: Sequence[Path]) -> Iterator[Row]:
    """All questions that need no name, on a few documents: rdflib is too slow for more."""
    from rdflib import Dataset

    from kb.loading import load

    with Store(folder / "few") as store:
        list(load(files, store, store.base))
        data: Any = Dataset(default_union=True)
        for graph in store.graphs():
            data.parse(data="".join(f"{quad} .\n" for quad in store.quads(graph)), format="nquads")
        totals = [0.0, 0.0]
        for question in read_questions(resources.folder("queries/questions")).values():
            asked = _prepared(store, question, None)
            if asked is None or question.name in {"similar-projects", "functions", "economic-compared"}:
                continue
            query = asked.query
            totals[0] += seconds(_ask(store, asked))
            totals[1] += seconds(lambda query=query: list(data.query(query, initNs=PREFIXES)))
        yield Row(
            f"all questions without a name, {len(files)} documents, against rdflib",
            f"{totals[0]:.2f} s",
            f"{totals[1]:.2f} s",
            totals[1] / totals[0],
        )


def _asks_for(question: Question, kind: str) -> bool:
    return any(parameter.type == kind for parameter in question.parameters)


def _prepared(store: Store, question: Question, department: str | None) -> Asked | None:
    given = {one.name: department for one in question.parameters if department and one.type == "department"}
    if any(one.required and one.name not in given for one in question.parameters):
        return None
    try:
        return prepare(store, question, given, resources.folder("queries/choices"))
    except UnresolvedName:
        return None


def _ask(store: Store, asked: Asked | None) -> Callable[[], object]:
    assert asked is not None
    return lambda: answer(store, asked)


def _bare(store: Store, asked: Asked | None) -> Callable[[], object]:
    assert asked is not None
    return lambda: list(store._database.query(asked.query, use_default_graph_as_union=True, prefixes=PREFIXES))  # type: ignore[arg-type]


def _summary(what: str, pairs: Sequence[tuple[float, float, str]], goal: str) -> Row:
    ratio = statistics.median(ours / theirs for ours, theirs, _name in pairs)
    worst = max(pairs, key=lambda one: one[0] / one[1])
    ours, theirs = (statistics.median(one[side] for one in pairs) for side in (0, 1))
    told = f"{what}; {len(pairs)} questions, worst {worst[2]} {worst[0] / worst[1]:.2f}"
    return Row(told, f"{ours * 1000:.1f} ms", f"{theirs * 1000:.1f} ms", ratio, goal)

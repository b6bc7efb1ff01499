"""Every canned question against the same SPARQL on the bare engine and on rdflib, and on a store ten times as large."""

from __future__ import annotations

import math
import signal
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.growing import Loaded
from benchmarks.table import Row, pair, seconds
from kb import resources
from kb.asking.ask import AskedQuestion, answer, choices_of, prepare
from kb.asking.names import UnresolvedName
from kb.asking.questions import Parameter, Question, read_questions
from kb.store.embedded import PREFIXES, Store
from kb.store.interface import GraphStore

EACH = "question "
"""What the rows about single questions begin with."""
SLOW, VERY_SLOW = 1.0, 10.0
"""Seconds after which a question is measured once, and after which not again at all."""
AT_ONCE = 1.0
"""Seconds within which a question about all departments is to be answered."""
RDFLIB_SECONDS = 2.0
"""After which a question is taken from rdflib; the ratio is then the least it can be."""
TYPED = {"text": "支出", "number": "100", "integer": "5"}
"""What is asked for where a question wants a word or a number and gives no example."""

Measured = tuple[float, float, str]
"""Seconds of ours, seconds of theirs, and the question."""


def measure(few: Loaded, many: Loaded) -> Iterator[Row]:
    """Questions about one department on both stores, then each question on the larger one."""
    questions = read_questions(resources.folder("queries/questions"))
    sizes = few.documents, many.documents
    with Store(few.store, read_only=True) as small, Store(many.store, read_only=True) as large:
        yield from _about_one(small, large, questions, sizes)
        yield from _each(small, large, questions, sizes)


def on_rdflib(files: Sequence[Path]) -> Iterator[Row]:
    """Every question on a few documents: rdflib is too slow for more."""
    from rdflib import Dataset

    from kb.loading.load import load

    with Store() as store:
        list(load(files, store, store.base))
        data: Any = Dataset(default_union=True)
        for graph in store.graphs():
            data.parse(data="".join(f"{quad} .\n" for quad in store.quads(graph)), format="nquads")
        pairs: list[Measured] = []
        for question in read_questions(resources.folder("queries/questions")).values():
            asked = _prepared(store, question)
            if asked is not None:
                pairs.append((seconds(_ask(store, asked)), _rdflib_seconds(data, asked.unconfined), question.name))
    for ours, theirs, name in pairs:
        reference = f"over {theirs:.0f} s" if theirs >= RDFLIB_SECONDS else f"{theirs:.3f} s"
        yield Row(f"{EACH}{name}, {len(files)} samples, against rdflib", f"{ours:.3f} s", reference, theirs / ours)
    ours, theirs = sum(one[0] for one in pairs), sum(one[1] for one in pairs)
    cut = sum(one[1] >= RDFLIB_SECONDS for one in pairs)
    yield Row(
        f"all {len(pairs)} questions, {len(files)} samples, against rdflib ({cut} stopped at {RDFLIB_SECONDS:.0f} s)",
        f"{ours:.2f} s",
        f"{theirs:.1f} s",
        theirs / ours,
    )


def _about_one(small: Store, large: Store, questions: Mapping[str, Question], sizes: tuple[int, int]) -> Iterator[Row]:
    department = small.documents()[0].split("-")[0]
    ratios: list[Measured] = []
    flat: list[Measured] = []
    for name, question in questions.items():
        given = {one.name: department for one in question.parameters if one.type == "department"}
        if not given:
            continue
        here, there = _prepared(small, question, given), _prepared(large, question, given)
        if here is None or there is None:
            continue
        ratios.append((*pair(_ask(large, there), _bare(large, there), 3), name))
        flat.append((*pair(_ask(large, there), _ask(small, here), 3), name))
    yield _summary("questions about one department, warm, against bare pyoxigraph (median)", ratios, "≤ 1.2")
    yield _summary(f"questions about one department: {sizes[1]} documents against {sizes[0]} (median)", flat, "≤ 1.3")


def _each(small: Store, large: Store, questions: Mapping[str, Question], sizes: tuple[int, int]) -> Iterator[Row]:
    """Each question with what it must be given, cold and warm, and how many about all departments answer at once.

    What takes long in the small store, and grows with the square of the documents, would not end in the large one.
    """
    few, documents = sizes
    colds: dict[str, float] = {}
    for name, question in questions.items():
        here, asked = _prepared(small, question), _prepared(large, question)
        if here is None or asked is None:
            continue
        first = seconds(_ask(small, here))
        cold = seconds(_ask(large, asked)) if first <= SLOW else math.inf
        if not any(one.required for one in question.parameters):
            colds[name] = cold
        if cold > VERY_SLOW:
            taken, count = (cold, documents) if cold < math.inf else (first, few)
            yield Row(f"{EACH}{name}, {count} documents, cold only", f"{taken:.1f} s", "", 0)
            continue
        warm, bare = pair(_ask(large, asked), _bare(large, asked), 1 if cold > SLOW else 3)
        what = f"{EACH}{name}, {documents} documents (cold {cold:.3f} s), warm against bare pyoxigraph"
        yield Row(what, f"{warm:.4f} s", f"{bare:.4f} s", warm / bare)
    ended = {name: cold for name, cold in colds.items() if cold < math.inf}
    slow = sorted(name for name, cold in colds.items() if cold > AT_ONCE)
    named = f": {', '.join(slow)}" if slow else ""
    yield Row(
        f"{len(colds)} questions about all departments, {documents} documents, cold, the slowest in seconds; "
        f"{len(slow)} over {AT_ONCE:g} s{named}",
        f"{max(ended.values()):.2f} s",
        "",
        max(ended.values()),
        f"≤ {AT_ONCE:g}",
    )


def _prepared(store: GraphStore, question: Question, given: Mapping[str, str] | None = None) -> AskedQuestion | None:
    """A question with what is given, and the first thing that fits for whatever else it must be given."""
    folder = resources.folder("queries/choices")
    try:
        wanted = {one.name: _first(store, one) for one in question.parameters if one.required}
        return prepare(store, question, {**wanted, **(given or {})}, folder)
    except (UnresolvedName, StopIteration):
        return None


def _first(store: GraphStore, parameter: Parameter) -> str:
    if parameter.type in TYPED:
        return parameter.example or TYPED[parameter.type]
    return next(iter(choices_of(store, parameter.type, resources.folder("queries/choices")))).names[0]


def _ask(store: GraphStore, asked: AskedQuestion) -> Callable[[], object]:
    return lambda: answer(store, asked)


def _bare(store: Store, asked: AskedQuestion) -> Callable[[], object]:
    """The engine alone on the data that the question is confined to."""
    database, dataset = store._data_set(asked.query, (), ())
    return lambda: list(database.query(asked.query, prefixes=PREFIXES, **dataset))  # type: ignore[arg-type]


def _rdflib_seconds(data: Any, query: str) -> float:
    """How long rdflib takes, at the most `RDFLIB_SECONDS`."""

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, RDFLIB_SECONDS)
    try:
        with suppress(TimeoutError):
            return seconds(lambda: list(data.query(query, initNs=PREFIXES)))
        return RDFLIB_SECONDS
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _summary(what: str, pairs: Sequence[Measured], goal: str) -> Row:
    ratio = statistics.median(ours / theirs for ours, theirs, _name in pairs)
    worst = max(pairs, key=lambda one: one[0] / one[1])
    ours, theirs = statistics.median(one[0] for one in pairs), statistics.median(one[1] for one in pairs)
    title = f"{what}; {len(pairs)} questions, worst {worst[2]} {worst[0] / worst[1]:.2f}"
    return Row(title, f"{ours * 1000:.1f} ms", f"{theirs * 1000:.1f} ms", ratio, goal)

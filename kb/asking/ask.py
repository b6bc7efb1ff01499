"""Asking a canned question: names to terms, terms into the query, rows to an answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kb.asking.names import Choice, UnresolvedName, key, resolve, together
from kb.asking.questions import Cut, Parameter, Question, bind, placeholders, within
from kb.rows.columns import Column
from kb.rows.printed import Answer, Value, plain
from loaders.iris import ontology_graph_iri
from loaders.namespaces import expand

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.interface import GraphStore, Selects

NAMES_SEPARATOR = "\n"
FREE_TYPES = ("text", "integer", "number")
"""Types of parameters that take any value: no list says what they may mean."""
SAME_NAMED = ("subject", "measure")
"""Types whose things of one label are meant together: a code of the years before 2018 and its successor."""
AS_TYPED = "given"
"""The variable of a list of choices that a name typed to the letter is put in for."""
GROUP = "group"
"""The variable of a list of choices that is equal in rows about one thing with several terms."""
BOTH_ENDS = "both"
"""The order that keeps the largest and the smallest."""
MOST_GRAPHS = 100
"""Documents up to which naming them is quicker than letting the engine look through all."""

_LISTED: WeakKeyDictionary[GraphStore, dict[str, tuple[int, list[Choice]]]] = WeakKeyDictionary()
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_YEARS = re.compile(r"(\d{4})\s*[-—–~～至到]+\s*(\d{4})")
_AMOUNTS = re.compile(r"[、;；|]")
"""Between amounts; a comma parts thousands."""
_LIST = re.compile(r"[、,，;；|]")


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with every parameter understood: the choice meant by each, and the query that says so.

    `query` reads only the documents that matter where the question is confined to them; `unconfined` asks all, for the
    same answer.
    """

    question: Question
    meant: Mapping[str, Choice]
    query: str
    unconfined: str


def prepare(store: GraphStore, question: Question, given: Mapping[str, str], choices: Path) -> AskedQuestion:
    """Understand what was typed for each parameter, defaults where nothing was.

    `choices` is the folder of the queries that list what a type of parameter may mean. Raises UnresolvedName.
    """
    meant: dict[str, Choice] = {}
    for parameter in sorted(question.parameters, key=lambda parameter: _narrowed_by(parameter, question, choices)):
        text = given.get(parameter.name) or parameter.default
        if text:
            meant[parameter.name] = _understand(store, parameter, text, choices, meant)
        elif parameter.required:
            example = f", 例如 {parameter.example}" if parameter.example else ""
            raise UnresolvedName(f"{question.name}: 要给出{parameter.label} (missing {parameter.name}){example}")
    return _asked(store, question, meant)


def answer(store: Selects, asked: AskedQuestion) -> Answer:
    """Run a prepared question: rows of plain values, in the columns that the question describes."""
    solutions = store.select(asked.query)
    names = [variable.value for variable in solutions.variables]
    described = {column.name: column for column in asked.question.columns}
    columns = tuple(described.get(name) or Column(name, name) for name in names)
    rows = tuple(tuple(map(plain, solution)) for solution in solutions)
    return Answer(columns, tuple(_kept(asked, names, rows)))


def _kept(asked: AskedQuestion, names: list[str], rows: Sequence[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
    """The rows of each ranking: as many as are asked for, and those level with the last of them."""
    cut = asked.question.cut
    if cut is None or cut.rows not in asked.meant:
        yield from rows
        return
    wanted, column = int(asked.meant[cut.rows].term.value), names.index(_ranked_by(asked, cut))
    within = [names.index(name) for name in cut.within.split()]
    kept = set(_first_ones(rows, wanted, column, within))
    if BOTH_ENDS in {choice.term.value for choice in asked.meant.values()}:
        kept |= set(_first_ones(rows[::-1], wanted, column, within))
    yield from (row for row in rows if row in kept)


def _first_ones(
    rows: Sequence[tuple[Value, ...]], wanted: int, column: int, within: Sequence[int]
) -> Iterator[tuple[Value, ...]]:
    """The first rows of each ranking, and those level with the last of them in a column."""
    kept: dict[tuple[Value, ...], list[Value]] = defaultdict(list)
    for row in rows:
        values = kept[tuple(row[index] for index in within)]
        if len(values) < wanted or (values and values[-1] == row[column]):
            values.append(row[column])
            yield row


def _ranked_by(asked: AskedQuestion, cut: Cut) -> str:
    """The column of a ranking: the one that the asker names by its label, else the usual one."""
    chosen = asked.meant.get(cut.chosen_by)
    return next((one.name for one in asked.question.columns if chosen and one.label == chosen.label), cut.by)


def limited_to(store: GraphStore, asked: AskedQuestion, meant: Mapping[str, Choice]) -> AskedQuestion:
    """The same question with these of its parameters alone."""
    return _asked(store, asked.question, meant)


def choices_of(store: GraphStore, kind: str, folder: Path, meant: Mapping[str, Choice] | None = None) -> list[Choice]:
    """What a type of parameter may mean in this store, narrowed by the parameters already understood."""
    query = _list_query(folder, kind)
    own = narrowed(store, query, meant or {})
    return _choices(store, own) if own != query else list(_listed(store, query))


@cache
def _list_query(folder: Path, kind: str) -> str:
    return (folder / f"{kind}.rq").read_text(encoding="utf-8")


def _listed(store: GraphStore, query: str) -> list[Choice]:
    """All choices of a kind, remembered until the store changes."""
    revision = store.revision
    if revision is None:
        return _choices(store, query)
    known = _LISTED.setdefault(store, {})
    if query not in known or known[query][0] != revision:
        known[query] = revision, _choices(store, query, keep=True)
    return known[query][1]


def _choices(store: GraphStore, query: str, *, keep: bool = False) -> list[Choice]:
    """The choices that the rows of a query tell: rows about one thing together name it, by its label first.

    Rows are about one thing that have one term, or one `?group` where the query gives any.
    """
    solutions = store.select(query, keep=keep)
    grouped = GROUP in {variable.value for variable in solutions.variables}
    found: dict[object, Choice] = {}
    for solution in solutions:
        one = _choice(solution)
        group = solution[GROUP] if grouped else one.term
        known = found.get(group, one)
        label = min(known.label, one.label)
        names = sorted(dict.fromkeys([*known.names, *one.names]), key=lambda name: name != label)
        first, *also = dict.fromkeys([*known.terms, one.term])
        found[group] = Choice(first, tuple(names), label, tuple(also))
    return list(found.values())


def narrowed(store: GraphStore, query: str, meant: Mapping[str, Choice]) -> str:
    """A list of choices, narrowed by those of its parameters that are understood."""
    return _confined(store, _bound(query, meant), meant, placeholders(query))


def _asked(store: GraphStore, question: Question, meant: Mapping[str, Choice]) -> AskedQuestion:
    query = _bound(question.query, meant)
    return AskedQuestion(question, meant, _confined(store, query, meant, question.scope), query)


def _confined(store: GraphStore, query: str, meant: Mapping[str, Choice], scope: Iterable[str]) -> str:
    """The query over the graphs that describe what the parameters of the scope mean, and the code lists."""
    described = [_graphs(store, meant[name]) for name in scope if name in meant]
    fewest = min((graphs for graphs in described if graphs), key=len, default=[])
    if not fewest or len(fewest) > MOST_GRAPHS:
        return query
    return within(query, [*fewest, ontology_graph_iri(store.base)])


def _graphs(store: GraphStore, choice: Choice) -> list[str]:
    """The graphs that say what a thing is: those of the documents that speak of it."""
    import pyoxigraph as ox

    iris = [term.value for term in choice.terms if isinstance(term, ox.NamedNode)]
    return list(dict.fromkeys(graph for iri in iris for graph in store.graphs_about(iri)))


def _narrowed_by(parameter: Parameter, question: Question, folder: Path) -> int:
    """How many of the question's other parameters narrow what this one may mean: those are understood first."""
    stands = frozenset[str]() if parameter.type in FREE_TYPES else placeholders(_list_query(folder, parameter.type))
    return len(stands & {other.name for other in question.parameters})


def _understand(
    store: GraphStore, parameter: Parameter, text: str, folder: Path, meant: Mapping[str, Choice]
) -> Choice:
    import pyoxigraph as ox

    if parameter.type == "text":
        return together(
            [Choice(ox.Literal(part), (part,), part) for part in (listed(text) if parameter.many else [text])]
        )
    if parameter.type == "integer":
        if not text.isdecimal():
            raise UnresolvedName(f"{parameter.label}要整数 (a whole number): {text}")
        return Choice(ox.Literal(int(text)), (text,), text)
    if parameter.type == "number":
        parts = _AMOUNTS.split(text) if parameter.many else [text]
        return together([Choice(_decimal(part, parameter.label), (part,), part) for part in parts])
    return _meant_by_names(text, parameter, lambda name: _possible(store, parameter.type, name, folder, meant))


def _meant_by_names(text: str, parameter: Parameter, possible: Callable[[str], list[Choice]]) -> Choice:
    """What a name means, or the several names of a list: `2023-2025`, `2023、2025`, `甲局、乙局`.

    Raises UnresolvedName.
    """
    try:
        return _same_named(text, parameter, possible(text))
    except UnresolvedName:
        parts = _parts(text, parameter, possible) if parameter.many else []
        if len(parts) < 2:
            raise
    return together([_same_named(part, parameter, possible(part)) for part in parts])


def _parts(text: str, parameter: Parameter, possible: Callable[[str], list[Choice]]) -> list[str]:
    """The names of a list; those of a range of years that the store holds, where it holds any."""
    if parameter.type == "year" and (span := _YEARS.fullmatch(text.strip())):
        held = [choice.label for choice in possible("") if span[1] <= choice.label <= span[2]]
        return held if len(held) > 1 else [*held, *held] or [span[1], span[2]]
    return listed(text)


def listed(text: str) -> list[str]:
    """The names in a text that lists several: `甲局、乙局`, `预算,决算`."""
    return [part.strip() for part in _LIST.split(text) if part.strip()]


def _same_named(text: str, parameter: Parameter, choices: list[Choice]) -> Choice:
    """What one name means; things that share name and label are meant together where the type says so."""
    if parameter.type in SAME_NAMED:
        wanted = key(text)
        same = [choice for choice in choices if wanted in map(key, choice.names)]
        if same and (parameter.many or len({choice.label for choice in same}) == 1):
            return together(same)
    return resolve(text, choices, parameter.label)


def _possible(store: GraphStore, kind: str, text: str, folder: Path, meant: Mapping[str, Choice]) -> list[Choice]:
    """What a name may mean: what goes by it to the letter where anything does, else everything of the kind.

    To find one name costs the same in a large store as in a small one; to list all does not.
    """
    import pyoxigraph as ox

    query = _list_query(folder, kind)
    if AS_TYPED in placeholders(query):
        typed = bind(query, {AS_TYPED: [ox.Literal(text), ox.Literal(text, language="zh")]})
        if found := _choices(store, narrowed(store, typed, meant)):
            return found
    return choices_of(store, kind, folder, meant)


def _decimal(text: str, label: str) -> ox.Literal:
    """A number as typed, thousands separators allowed, as an exact xsd:decimal. Raises UnresolvedName."""
    import pyoxigraph as ox

    plain_text = text.replace(",", "").replace("，", "")
    if not _NUMBER.fullmatch(plain_text):
        raise UnresolvedName(f"{label}要数字 (a number): {text}")
    return ox.Literal(plain_text, datatype=ox.NamedNode(expand("xsd:decimal")))


def _bound(query: str, meant: Mapping[str, Choice]) -> str:
    stands = placeholders(query)
    return bind(query, {name: choice.terms for name, choice in meant.items() if name in stands})


def _choice(solution: ox.QuerySolution) -> Choice:
    names = str(solution["names"].value).split(NAMES_SEPARATOR)
    return Choice(solution["value"], tuple(dict.fromkeys(names)), str(solution["label"].value))

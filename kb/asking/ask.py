"""Asking a canned question: names to terms, terms into the query, rows to an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kb.asking.names import Choice, UnresolvedName, resolve
from kb.asking.questions import Parameter, Question, bind, placeholders, within
from kb.rows.columns import Column
from kb.rows.printed import Answer, plain
from loaders.iris import ontology_graph_iri
from loaders.namespaces import expand

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.interface import GraphStore

NAMES_SEPARATOR = "\n"
FREE_TYPES = ("text", "integer", "number")
"""Types of parameters that take any value: no list says what they may mean."""
AS_TYPED = "given"
"""The variable of a list of choices that a name typed to the letter is put in for."""
GROUP = "group"
"""The variable of a list of choices that is equal in rows about one thing with several terms."""
MOST_GRAPHS = 100
"""Documents up to which naming them is quicker than letting the engine look through all."""

_LISTED: WeakKeyDictionary[GraphStore, dict[str, list[Choice]]] = WeakKeyDictionary()
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


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


def answer(store: GraphStore, asked: AskedQuestion) -> Answer:
    """Run a prepared question: rows of plain values, in the columns that the question describes."""
    solutions = store.select(asked.query)
    names = [variable.value for variable in solutions.variables]
    described = {column.name: column for column in asked.question.columns}
    columns = tuple(described.get(name) or Column(name, name) for name in names)
    return Answer(columns, tuple(tuple(map(plain, solution)) for solution in solutions))


def limited_to(store: GraphStore, asked: AskedQuestion, meant: Mapping[str, Choice]) -> AskedQuestion:
    """The same question with these of its parameters alone."""
    return _asked(store, asked.question, meant)


def choices_of(store: GraphStore, kind: str, folder: Path, meant: Mapping[str, Choice] | None = None) -> list[Choice]:
    """What a type of parameter may mean in this store, narrowed by the parameters already understood."""
    query = _list_query(folder, kind)
    narrowed = _narrowed(store, query, meant or {})
    return _choices(store, narrowed) if narrowed != query else list(_listed(store, query))


@cache
def _list_query(folder: Path, kind: str) -> str:
    return (folder / f"{kind}.rq").read_text(encoding="utf-8")


def _listed(store: GraphStore, query: str) -> list[Choice]:
    """All choices of a kind, remembered as long as the store cannot change."""
    if not store.unchanging:
        return _choices(store, query)
    known = _LISTED.setdefault(store, {})
    if query not in known:
        known[query] = _choices(store, query, keep=True)
    return known[query]


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


def _narrowed(store: GraphStore, query: str, meant: Mapping[str, Choice]) -> str:
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
        return Choice(ox.Literal(text), (text,), text)
    if parameter.type == "integer":
        if not text.isdecimal():
            raise UnresolvedName(f"{parameter.label}要整数 (a whole number): {text}")
        return Choice(ox.Literal(int(text)), (text,), text)
    if parameter.type == "number":
        return Choice(_decimal(text, parameter.label), (text,), text)
    return resolve(text, _possible(store, parameter.type, text, folder, meant), parameter.label)


def _possible(store: GraphStore, kind: str, text: str, folder: Path, meant: Mapping[str, Choice]) -> list[Choice]:
    """What a name may mean: what goes by it to the letter where anything does, else everything of the kind.

    To find one name costs the same in a large store as in a small one; to list all does not.
    """
    import pyoxigraph as ox

    query = _list_query(folder, kind)
    if AS_TYPED in placeholders(query):
        typed = bind(query, {AS_TYPED: [ox.Literal(text), ox.Literal(text, language="zh")]})
        if found := _choices(store, _narrowed(store, typed, meant)):
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

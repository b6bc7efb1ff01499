"""Canned questions: `.rq` files whose leading `#+` lines say what they ask and answer.

A question is a SPARQL 1.1 SELECT query that runs as it is on any engine. Each parameter is in it as a
`VALUES ?name { … }` clause: `UNDEF` (or an example, or a default) in the file, the RDF term asked for when it is
asked. Terms are put in by their own serialisation, never as text; everything else of the query stays as written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kb.rows.columns import Column
from kb.sparql.headers import HeaderError, read_header
from kb.sparql.tokens import masked

if TYPE_CHECKING:
    import pyoxigraph as ox

SHARED_PARAMETERS = "parameters.toml"
"""Beside the folder of the questions."""

_VALUES = re.compile(r"\bVALUES\s*\?(?P<name>\w+)\s*\{[^{}]*\}", re.IGNORECASE)
_BODY = re.compile(r"(?:\bWHERE\s*)?\{", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks of its asker.

    `type` is `text`, `integer`, `number` (an exact decimal), or the name of a file in `queries/choices/`.
    """

    name: str
    label: str
    type: str = "text"
    label_en: str = ""
    description: str = ""
    description_en: str = ""
    default: str = ""
    example: str = ""
    required: bool = False
    many: bool = False
    """Whether several may be given: 2023-2025, 甲局、乙局."""
    within: str = ""
    """The figure of which only parts may be given: 公务接待费 of three-public."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a ranking ends: after as many rows as the parameter `rows` says, and those level with the last in `by`.

    `within` names columns, parted by blanks: each of their values (预算, 决算) has a ranking of its own. `chosen_by` is
    the parameter that may name another column than `by`, by its label (没花完).
    """

    rows: str
    by: str
    within: str = ""
    chosen_by: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A canned question as its file describes it; `query` is the whole text of the file, header and all."""

    name: str
    summary: str
    query: str
    summary_en: str = ""
    description: str = ""
    description_en: str = ""
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """What people say when they mean it (`没有 指标`: both parts)."""
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    example: tuple[str, ...] = field(default=())
    scope: tuple[str, ...] = ()
    """The parameters (部门, 文件 …) that confine it: given one, only the documents that speak of it need be read."""
    note: str = ""
    """What is left out where nothing is named."""
    facts: tuple[str, ...] | None = None
    """The variables for facts with a place in a document, by which `kb.provenance.sources` finds the sources of a row.

    None where the file does not say.
    """
    also: tuple[str, ...] = ()
    """Words that a sentence may say besides, which are no sign that the question is meant."""
    takes: tuple[str, ...] = ()
    """The operators of a sentence (rank, share …: the kinds of `queries/words/operators.toml`) that it answers to."""
    needs: tuple[str, ...] = ()
    """The operators without which it is not meant (`rank|threshold`: either)."""
    cut: Cut | None = None
    """Where a ranking ends."""
    otherwise: str = ""
    """The question that a sentence is answered with where this one has no rows."""
    headline: str = ""
    """The answer in one sentence, with the names of columns in braces …"""
    headline_where: Mapping[str, str] = field(default_factory=dict)
    """… from the rows that hold these values."""
    total: Mapping[str, str] = field(default_factory=dict)
    """Rows may be counted and added up: `counts` what they are (个项目), `adds` the column of money.

    `unless` is the column that marks rows which are totals already.
    """
    compares: str = ""
    """The column of amounts of figures, which are added up or compared where they may be."""
    lookup: str = ""
    """The parameter for words that nothing else recognises."""
    in_total: str = ""
    """The question that is asked instead where only 预算 or 决算 is said, and no figure."""
    agrees: str = ""
    """The column of what is printed in a form and said in the text."""
    evident: bool = False
    """Whether words that nothing recognises may be left over if its rows hold them."""
    aspects: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What of a thing its rows tell (政策依据), by the words that ask for it: those rows are stated first."""
    covers: tuple[str, ...] = ()
    """Questions whose answers this one holds too."""


def read_question(path: Path) -> Question:
    """The question of one `.rq` file; its name is the file's. Raises HeaderError."""
    header, text = read_header(path)
    fail = partial(_fail, path)
    question = Question(
        name=path.stem,
        summary=str(header.pop("summary", "")) or fail("summary is missing"),
        query=text,
        summary_en=str(header.pop("summary_en", "")),
        description=str(header.pop("description", "")).strip(),
        description_en=str(header.pop("description_en", "")).strip(),
        tags=tuple(str(tag) for tag in header.pop("tags", None) or ()),
        words=tuple(str(phrase) for phrase in header.pop("words", None) or ()),
        parameters=tuple(_parameter(entry, path, fail) for entry in header.pop("parameters", None) or ()),
        columns=tuple(_build(Column, entry, fail) for entry in header.pop("columns", None) or ()),
        example=_lines(header.pop("example", "")),
        scope=tuple(str(name) for name in header.pop("scope", None) or ()),
        note=str(header.pop("note", "")),
        facts=_names_of_facts(header.pop("facts", None), text, fail),
        also=tuple(str(word) for word in header.pop("also", None) or ()),
        takes=tuple(str(name) for name in header.pop("takes", None) or ()),
        needs=tuple(str(name) for name in header.pop("needs", None) or ()),
        cut=_build(Cut, header.pop("cut"), fail) if "cut" in header else None,
        otherwise=str(header.pop("otherwise", "")),
        headline=str(header.pop("headline", "")),
        compares=str(header.pop("compares", "")),
        covers=tuple(str(name) for name in header.pop("covers", None) or ()),
        evident=bool(header.pop("evident", False)),
        agrees=str(header.pop("agrees", "")),
        in_total=str(header.pop("in_total", "")),
        lookup=str(header.pop("lookup", "")),
        headline_where={str(key): str(value) for key, value in (header.pop("headline_where", None) or {}).items()},
        aspects={str(key): frozenset(str(words).split()) for key, words in (header.pop("aspects", None) or {}).items()},
        total={str(key): str(value) for key, value in (header.pop("total", None) or {}).items()},
    )
    if header:
        fail(f"unknown header keys: {', '.join(header)}")
    for parameter in question.parameters:
        if parameter.name not in placeholders(text):
            fail(f"no `VALUES ?{parameter.name} {{ … }}` clause for parameter {parameter.name}")
    if question.cut and (
        strangers := {question.cut.by, *question.cut.within.split()} - {one.name for one in question.columns}
    ):
        fail(f"cut names no column: {min(strangers)}")
    if strangers := set(question.scope) - {parameter.name for parameter in question.parameters}:
        fail(f"scope names no parameter: {min(strangers)}")
    return question


def read_questions(folder: Path) -> dict[str, Question]:
    """Every question of a folder by name, in alphabetical order. Raises HeaderError."""
    return {path.stem: read_question(path) for path in sorted(folder.glob("*.rq"))}


def _names_of_facts(entry: object, text: str, fail: Callable[[str], Any]) -> tuple[str, ...] | None:
    """The variables named in the header; each is one of the query. None for a header that does not say."""
    if entry is None:
        return None
    if not isinstance(entry, list):
        fail("facts is no list of variables")
        return None
    names = tuple(str(name) for name in entry)
    for name in names:
        if not re.search(rf"\?{re.escape(name)}\b", masked(text)):
            fail(f"facts names no variable of the query: {name}")
    return names


def placeholders(query: str) -> frozenset[str]:
    """The names of the variables that are in one-variable VALUES clauses of a query."""
    return frozenset(name for name, _text in _cut(query) if name)


def bind(query: str, terms: Mapping[str, Iterable[ox.Literal | ox.NamedNode]]) -> str:
    """The query with the terms of each named variable in its VALUES clauses; clauses not named stay as written."""
    serialised = {name: " ".join(str(term) for term in values) for name, values in terms.items()}
    return "".join(
        f"VALUES ?{name} {{ {serialised[name]} }}" if name in serialised else text for name, text in _cut(query)
    )


def within(query: str, graphs: Iterable[str]) -> str:
    """The query over these documents alone, by the IRIs of their graphs (`FROM`); over all where none is named."""
    dataset = "".join(f"FROM <{graph}>\n" for graph in graphs)
    body = _BODY.search(masked(query))
    return f"{query[: body.start()]}{dataset}{query[body.start() :]}" if dataset and body else query


@lru_cache(maxsize=256)
def _cut(query: str) -> tuple[tuple[str, str], ...]:
    """A query cut at its one-variable VALUES clauses: each piece, and the name of its variable or nothing."""
    pieces, end = [], 0
    for match in _VALUES.finditer(masked(query)):
        pieces += [("", query[end : match.start()]), (match["name"], query[match.start() : match.end()])]
        end = match.end()
    return (*pieces, ("", query[end:]))


def _parameter(entry: Any, path: Path, fail: Any) -> Parameter:
    """A parameter as the header describes it, or one that `queries/parameters.toml` describes for all questions."""
    if not isinstance(entry, str):
        return cast("Parameter", _build(Parameter, entry, fail))
    shared = _shared_parameters(path.parent.parent / SHARED_PARAMETERS)
    if entry not in shared:
        fail(f"parameter {entry} is not described in {SHARED_PARAMETERS}")
    return shared[entry]


@lru_cache(maxsize=8)
def _shared_parameters(path: Path) -> dict[str, Parameter]:
    entries = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: Parameter(name=name, **entry) for name, entry in entries.items()}


def _build(kind: type[Any], entry: Any, fail: Any) -> Any:
    try:
        return kind(**{key: value if isinstance(value, bool) else str(value) for key, value in entry.items()})
    except (TypeError, AttributeError) as error:
        return fail(f"{kind.__name__.lower()} {entry}: {error}")


def _lines(text: object) -> tuple[str, ...]:
    return tuple(line.strip() for line in str(text).splitlines() if line.strip())


def _fail(path: Path, message: str) -> Any:
    raise HeaderError(f"{path}: {message}")

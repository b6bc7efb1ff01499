"""Results of a free SPARQL query in the formats that its form allows, and syntax errors a person can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kb.rows.columns import Column
from kb.rows.printed import TABLE, Answer, as_table, plain

if TYPE_CHECKING:
    import pyoxigraph as ox

    Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

RESULT_FORMATS = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML"}
GRAPH_FORMATS = {
    "ttl": "TURTLE",
    "nt": "N_TRIPLES",
    "nq": "N_QUADS",
    "trig": "TRIG",
    "jsonld": "JSON_LD",
    "json": "JSON_LD",
    "rdf": "RDF_XML",
    "xml": "RDF_XML",
}
FORMATS = tuple(dict.fromkeys((TABLE, *RESULT_FORMATS, *GRAPH_FORMATS)))

_ERROR_AT = re.compile(r"error at (\d+):(\d+): (?:expected one of )?(.*)", re.DOTALL)


class WrongFormat(Exception):
    """A format that cannot hold the results of this form of query; the message lists those that can."""


def as_answer(solutions: ox.QuerySolutions) -> Answer:
    """SELECT solutions as plain values under their variable names."""
    names = [variable.value for variable in solutions.variables]
    rows = tuple(tuple(plain(solution[name]) for name in names) for solution in solutions)
    return Answer(tuple(Column(name, name) for name in names), rows)


def serialise(results: Results, format_name: str, prefixes: dict[str, str]) -> str:
    """The results as text; `table` stands for an aligned table, true/false, or Turtle. Raises WrongFormat."""
    import pyoxigraph as ox

    if isinstance(results, ox.QueryTriples):
        kind = GRAPH_FORMATS.get("ttl" if format_name == TABLE else format_name)
        if kind is None:
            raise WrongFormat(_wrong(format_name, "CONSTRUCT, DESCRIBE", GRAPH_FORMATS))
        once = dict.fromkeys(results)  # the union of graphs gives a triple once for each graph that holds it
        return (ox.serialize(once, format=getattr(ox.RdfFormat, kind), prefixes=prefixes) or b"").decode()
    if format_name == TABLE:
        return as_table(as_answer(results)) if isinstance(results, ox.QuerySolutions) else f"{bool(results)}\n".lower()
    kind = RESULT_FORMATS.get(format_name)
    if kind is None:
        raise WrongFormat(_wrong(format_name, "SELECT, ASK", (TABLE, *RESULT_FORMATS)))
    text = (results.serialize(format=getattr(ox.QueryResultsFormat, kind)) or b"").decode()
    text = text.replace("\r\n", "\n")  # as every other table this program prints
    return text if text.endswith("\n") else text + "\n"


def syntax_message(query: str, error: SyntaxError) -> str:
    """One sentence with line and column, and the line itself with a mark under the place."""
    match = _ERROR_AT.match(str(error))
    if match is None:
        return f"查询有语法错误 (syntax error): {error}"
    row, column = int(match[1]), int(match[2])
    parts = match[3].replace("\n", " ").split(", ")
    expected = [part for part in parts if not part.lstrip().startswith(("[", "'", "|"))]
    lines = query.splitlines()
    line = lines[row - 1] if row <= len(lines) else ""
    place = f"第 {row} 行第 {column} 列 (syntax error at line {row}, column {column})"
    return f"查询有语法错误, {place}: {_reason(expected)}\n  {line}\n  {' ' * _width(line[: column - 1])}^"


def _reason(expected: list[str]) -> str:
    for sentence in expected:
        if " " in sentence:
            return sentence
    return f"expected {' or '.join(expected)}" if expected else "unexpected text"


def _width(text: str) -> int:
    from wcwidth import width

    return width(text)


def _wrong(name: str, form: str, allowed: Iterable[str]) -> str:
    return f"{form} 的结果不能写成 {name} (cannot be written as {name}); 可用 (use): {', '.join(allowed)}"

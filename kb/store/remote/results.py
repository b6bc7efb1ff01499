"""What a SPARQL server answered, as SPARQL 1.1 JSON results say it: checked before anything is made of it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kb.errors import StoreError
from kb.store.interface import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

BOOLEAN = PREFIXES["xsd"] + "boolean"
DEEPEST = 8
"""Statements about statements about …: a term may hold so many inside each other."""
_KEYS = {"type", "value", "datatype", "xml:lang", "its:dir"}
_VIRTUOSO_ASK = "__ASK_RETVAL"
_SERVICE = re.compile(r"SERVICE", re.IGNORECASE)


class BrokenAnswer(StoreError):
    """A server's answer is none to the question."""


def read(url: str, body: bytes, sparql: str) -> tuple[ox.QuerySolutions | ox.QueryBoolean, int]:
    """The results of a query that the server at a URL answered, and how many rows they have. Raises BrokenAnswer."""
    import pyoxigraph as ox

    try:
        found = _standard(json.loads(body))
        text = json.dumps(found)
        _try_all(text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, SyntaxError, OSError) as error:
        raise BrokenAnswer(
            f"{url}: 答案不完整或不是 SPARQL 的 JSON 结果, 可能超时, 或地址不对 (broken answer, no SPARQL results in "
            f"JSON; perhaps it took too long, or the address is another service's)"
        ) from error
    names = _ASK if "boolean" in found else tuple(found["head"]["vars"])
    wanted = _expected(sparql)
    if wanted is not None and set(names) != set(wanted):
        raise BrokenAnswer(
            f"{url}: 答案的变量与问题不符 (the answer has other variables than the question): {', '.join(names)[:200]}"
        )
    return ox.parse_query_results(text, ox.QueryResultsFormat.JSON), len(_rows(found))


def _standard(found: Any) -> dict[str, Any]:
    """Results as the standard writes them: Virtuoso gives 1 for true, and a row for the answer to ASK.

    Raises KeyError, TypeError, ValueError, AttributeError for what is none.
    """
    names, rows = found["head"].get("vars", []), _rows(found)
    if names == [_VIRTUOSO_ASK]:
        return {"head": {}, "boolean": any(row[_VIRTUOSO_ASK]["value"] == "1" for row in rows)}
    if isinstance(found.get("boolean"), bool):
        return {"head": {}, "boolean": found["boolean"]}
    if not isinstance(found["results"]["bindings"], list) or not all(isinstance(name, str) for name in names):
        raise TypeError
    bindings = [{name: _term(term) for name, term in row.items()} for row in rows]
    return {"head": {"vars": names}, "results": {"bindings": bindings}}


def _rows(found: Any) -> list[Any]:
    rows: list[Any] = found.get("results", {}).get("bindings", [])
    return rows


def _term(term: Any, depth: int = 0) -> dict[str, Any]:
    """A term with the keys of the standard only."""
    value = term["value"]
    if isinstance(value, dict) and term["type"] == "triple" and depth < DEEPEST:
        return {"type": "triple", "value": {name: _term(one, depth + 1) for name, one in value.items()}}
    said = term if term.keys() <= _KEYS else {key: text for key, text in term.items() if key in _KEYS}
    if not all(isinstance(text, str) for text in said.values()):
        raise TypeError
    if said.get("datatype") == BOOLEAN:
        said = {**said, "value": {"1": "true", "0": "false"}.get(value, value)}
    return said


def _try_all(text: str) -> None:
    """Raise SyntaxError or ValueError here where a row holds what is no term, not where it is asked for."""
    import pyoxigraph as ox

    results = ox.parse_query_results(text, ox.QueryResultsFormat.JSON)
    if isinstance(results, ox.QuerySolutions):
        for _row in results:
            pass


_ASK = ("?",)
"""In the place of variables: the query has none."""


@lru_cache(maxsize=256)
def _expected(sparql: str) -> tuple[str, ...] | None:
    """The variables that the answer to a query must have; None where only the server understands it."""
    import pyoxigraph as ox

    if _SERVICE.search(sparql):
        return None  # nothing is to be asked of others here
    try:
        results = ox.Store().query(sparql, prefixes=PREFIXES)
    except (SyntaxError, ValueError, RuntimeError, OSError):
        return None
    if isinstance(results, ox.QuerySolutions):
        return tuple(variable.value for variable in results.variables)
    return _ASK

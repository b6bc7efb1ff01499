"""Virtuoso 7: which queries it is trusted with, and how they are written for it.

It loses rows, counts twice or breaks off where transitive paths, nested SELECTs, and aggregates or functions of text
meet; measured on the canned questions. Its union of graphs keeps a triple once for each graph that holds it. What is
not known to come out right is answered on a copy of the graphs (`kb.store.remote.server`); docs/store.md lists which
questions.
"""

from __future__ import annotations

import re

from kb.sparql.offline import NOT_A_KEYWORD

KEYWORDS = frozenset({"ASC", "BIND", "BY", "DESC", "DISTINCT", "FILTER", "IN", "SELECT"})
FUNCTIONS = frozenset(
    {"ABS", "BOUND", "COALESCE", "CONTAINS", "COUNT", "IF", "LANG", "STR", "STRENDS", "STRLEN", "STRSTARTS"}
)
"""Those seen to give what the standard says."""
_NAME, _VARIABLE = "\x02", "\x03"
_TRANSITIVE = re.compile(rf"[{_NAME})]\s*[*+?]")
_ALTERNATIVE = re.compile(rf"[{_NAME})]\s*\|(?!\|)(?=.*\bUNION\b)|\bUNION\b.*[{_NAME})]\s*\|(?!\|)", re.I | re.S)
"""Alternative paths go wrong beside UNION only."""
_NESTED = re.compile(r"\bSELECT\b.*\bSELECT\b", re.IGNORECASE | re.DOTALL)
_CALL = re.compile(r"\b([A-Za-z_]+)\s*\(")
_WORD = re.compile(rf"[{{}}()\[{_NAME}{_VARIABLE}]|[A-Za-z_]+")
_NO_PATTERNS = frozenset({"SELECT", "GROUP", "ORDER", "HAVING", "VALUES", "GRAPH", "FROM"})
"""After these words, up to the next brace, terms are no triple patterns."""
_UNKNOWN = re.compile(
    rf"(?P<blank>\bVALUES\s*[?$]\w+\s*\{{\s*UNDEF\s*\}})|{NOT_A_KEYWORD.pattern}",
    NOT_A_KEYWORD.flags | re.IGNORECASE,
)


def is_virtuoso(server: str) -> bool:
    """Whether a server is one, by the name it gives itself."""
    return server.lower().startswith("virtuoso")


def trusted_with(sparql: str) -> bool:
    """Whether the answer to a query is known to come out right."""
    words = _words(sparql)
    calls = {match[1].upper() for match in _CALL.finditer(words)}
    if any(wrong.search(words) for wrong in (_TRANSITIVE, _ALTERNATIVE, _NESTED)) or not calls <= KEYWORDS | FUNCTIONS:
        return False
    return not (re.search(r"\bSELECT\b", words, re.IGNORECASE) and _reads_the_union(words))


def written_for(sparql: str) -> str:
    """The query without its `VALUES ?x { UNDEF }`, which say nothing, and after which Virtuoso leaves ?x blank."""
    return _UNKNOWN.sub(lambda match: " " if match["blank"] else match[0], sparql)


def _words(sparql: str) -> str:
    """A query without comments and strings, with marks in the place of names and variables."""

    def mark(match: re.Match[str]) -> str:
        if match["iri"] or match["prefix"] is not None:
            return f" {_NAME} "
        return f" {_VARIABLE} " if match[0][0] in "?$" else " "

    return NOT_A_KEYWORD.sub(mark, sparql)


def _reads_the_union(words: str) -> bool:
    """Whether a triple pattern stands outside of GRAPH."""
    opened: list[str] = []
    clause = ""
    for word in _WORD.findall(words):
        upper = word.upper()
        if word in "{(":
            inherited = opened[-1] if opened and opened[-1] in ("GRAPH", "VALUES") else ""
            opened.append(inherited or (clause if word == "{" else "("))
            clause = clause if word == "(" else ""
        elif word in "})":
            opened = opened[:-1]
            clause = clause if word == ")" else ""
        elif upper in _NO_PATTERNS:
            clause = upper
        elif upper in ("WHERE", "NAMED"):
            continue
        elif opened and word in (_NAME, _VARIABLE, "[") and not clause and opened[-1] not in ("GRAPH", "VALUES", "("):
            return True
    return False

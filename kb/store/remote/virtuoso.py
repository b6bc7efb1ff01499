"""Virtuoso 7: which queries it is trusted with, and how they are written for it.

It loses rows, counts twice or breaks off where transitive paths, nested SELECTs, and aggregates or functions of text
meet; measured on the canned questions. What is not known to come out right is answered on a copy of what is merged
(`kb.store.remote.server`); docs/store.md lists which questions.
"""

from __future__ import annotations

import re

from kb.sparql.tokens import TOKEN

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
_UNKNOWN = re.compile(
    rf"(?P<blank>\bVALUES\s*[?$]\w+\s*\{{\s*UNDEF\s*\}})|{TOKEN.pattern}",
    TOKEN.flags | re.IGNORECASE,
)


def is_virtuoso(server: str) -> bool:
    """Whether a server is one, by the name it gives itself."""
    return server.lower().startswith("virtuoso")


def trusted_with(sparql: str) -> bool:
    """Whether the answer to a query is known to come out right."""
    words = _marked(sparql)
    calls = {match[1].upper() for match in _CALL.finditer(words)}
    return (
        not any(wrong.search(words) for wrong in (_TRANSITIVE, _ALTERNATIVE, _NESTED)) and calls <= KEYWORDS | FUNCTIONS
    )


def written_for(sparql: str) -> str:
    """The query without its `VALUES ?x { UNDEF }`, which say nothing, and after which Virtuoso leaves ?x blank."""
    return _UNKNOWN.sub(lambda match: " " if match["blank"] else match[0], sparql)


def _marked(sparql: str) -> str:
    """A query without comments and strings, with marks in the place of names and variables."""

    def mark(match: re.Match[str]) -> str:
        if match["iri"] or match["prefix"] is not None:
            return f" {_NAME} "
        return f" {_VARIABLE} " if match[0][0] in "?$" else " "

    return TOKEN.sub(mark, sparql)

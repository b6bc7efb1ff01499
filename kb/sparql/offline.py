"""Keeps a query on this machine: SERVICE and LOAD would make the engine call other machines, and it has no switch."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from kb.sparql.tokens import TOKEN

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_NETWORK = re.compile("SERVICE|LOAD", re.IGNORECASE)
_SUSPICIOUS = ("service", "load", "\\u")
"""What stands, case folded, in every query that could be refused."""
_ALLOWED_MARK = "\x01"
_ALLOWED_CALL = re.compile(rf"(?:SERVICE|LOAD)\s+(?:SILENT\s+)?{_ALLOWED_MARK}", re.IGNORECASE)
LAST_CODE_POINT = 0x10FFFF


class NetworkRefused(Exception):
    """A query that would call another machine."""


def refuse_network(sparql: str, allowed: Collection[str] = ()) -> None:
    """Raise NetworkRefused if SERVICE or LOAD stands in a query outside strings, IRIs, names and comments.

    Calls of the IRIs in `allowed`, written out, may pass. Both readings of \\u escapes are looked at: resolved before
    the query is cut into tokens, and not. A prefix called `service:` or `load:` is refused too, because `SERVICE:x` may
    be read as the keyword.
    """
    if not _is_suspicious(sparql):
        return

    def left_over(match: re.Match[str]) -> str:
        if match["iri"] and match["iri"][1:-1] in allowed:
            return f" {_ALLOWED_MARK} "
        return f" {match['prefix'] or ''} "

    for text in (sparql, _ESCAPE.sub(_character, sparql)):
        words = TOKEN.sub(left_over, text.replace(_ALLOWED_MARK, " "))
        if found := _NETWORK.search(_ALLOWED_CALL.sub(" ", words)):
            word = found[0].upper()
            raise NetworkRefused(
                f"查询里不允许 {word}, 除非点名放行 ({word} is not allowed: the knowledge base calls no other machine "
                "but those named by --allow)"
            )


@lru_cache(maxsize=256)
def _is_suspicious(sparql: str) -> bool:
    letters = sparql.casefold()
    return any(sign in letters for sign in _SUSPICIOUS)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= LAST_CODE_POINT else match[0]

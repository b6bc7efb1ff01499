"""The one reading of SPARQL into tokens: what of a request is code, and what is comment, string, IRI or name.

The engine parses; this tells only where words of the language can stand, for what must look at a request before it runs
(is it an update, does it call other machines, where may a clause be put in).
"""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
    | (?P<string>
        \"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
      )
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | @[A-Za-z]+(?:-[A-Za-z0-9]+)*
    | (?P<prefix>[\w.-]*):(?:[\w:%\\-](?:[\w:%.-]|\\.)*)?
    """,
    re.VERBOSE | re.DOTALL,
)
"""Every token that is neither keyword, number nor punctuation; `prefix` is that of a prefixed name."""

_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX\s+\S+|BASE)\s*)*\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE
)


def outside_strings(sparql: str) -> str:
    """A request without its comments, strings, IRIs, variables and local names: keywords and prefixes are left."""
    return TOKEN.sub(lambda match: f" {match['prefix'] or ''} ", sparql)


def masked(sparql: str, mask: str = "_") -> str:
    """A request of the same length and lines in which nothing of a comment, string or IRI is left to be read."""

    def hide(match: re.Match[str]) -> str:
        text = match[0]
        if match.lastgroup not in ("comment", "string", "iri"):
            return text
        return re.sub(r"[^\n]", mask, text) if "\n" in text else mask * len(text)

    return TOKEN.sub(hide, sparql)


def is_update(sparql: str) -> bool:
    """Whether a request would change the store (INSERT, DELETE, LOAD …)."""
    return _UPDATE.match(masked(sparql, " ")) is not None

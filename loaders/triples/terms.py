"""RDF terms in N-Quads syntax. An empty text gives None, which the writer leaves out: a blank is no fact."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from loaders.iris import code_iri
from loaders.namespaces import NAMESPACES

_XSD = NAMESPACES["xsd"]
_FORBIDDEN_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]|%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_TO_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_YEAR = re.compile(r"[0-9]{4}")
_REMEMBERED = 1 << 14
"""Terms remembered: the figures of a form share most of theirs."""


@lru_cache(maxsize=_REMEMBERED)
def iri(value: str) -> str:
    """`<value>`. Raises ValueError for what is no absolute IRI."""
    if _FORBIDDEN_IN_IRI.search(value) or not _SCHEME.match(value):
        raise ValueError(f"not an absolute IRI: {value!r}")
    return f"<{value}>"


def _escape(match: re.Match[str]) -> str:
    """What replaces a character: nothing for control characters, which print nothing and which XML cannot hold."""
    if "\ud800" <= match[0] <= "\udfff":
        return "\ufffd"
    return _ESCAPES.get(match[0], "")


@lru_cache(maxsize=_REMEMBERED)
def text(value: str) -> str | None:
    """A plain string, verbatim but for control characters; None for an empty one."""
    escaped = _TO_ESCAPE.sub(_escape, value)
    return f'"{escaped}"' if escaped else None


def label(value: str, language: str = "zh") -> str | None:
    """A label in a language, outer blanks removed; None for an empty one."""
    literal = text(value.strip())
    return f"{literal}@{language}" if literal else None


@lru_cache(maxsize=_REMEMBERED)
def concept(scheme: str, code: str) -> str | None:
    """The concept of a code list of this project; None for no code."""
    return iri(code_iri(scheme, code)) if code else None


@lru_cache(maxsize=_REMEMBERED)
def integer(value: int | None) -> str | None:
    """An `xsd:integer`; None stays None, 0 is a fact."""
    return None if value is None else f'"{value}"^^<{_XSD}integer>'


def boolean(value: bool) -> str:
    """An `xsd:boolean`."""
    return f'"{"true" if value else "false"}"^^<{_XSD}boolean>'


def decimal(value: Decimal | None) -> str | None:
    """An exact `xsd:decimal` in its shortest form (80000, not 80000.00 or 8E+4), which a store gives back unchanged."""
    if value is None:
        return None
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f'"{"0" if digits == "-0" else digits}"^^<{_XSD}decimal>'


def year(value: str) -> str | None:
    """An `xsd:gYear`; what is no four-digit year stays a plain string, for the shapes to report."""
    return f'"{value}"^^<{_XSD}gYear>' if _YEAR.fullmatch(value) else text(value)


def printed_number(value: str) -> Decimal | None:
    """The exact number of a printed figure (thousands separators allowed); None where it is none."""
    try:
        number = Decimal(value.replace(",", "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None

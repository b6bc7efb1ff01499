"""Names of subject codes (科目名称) as the code lists of the ontology give them (政府收支分类科目)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from loaders.iris import code_iri
from loaders.namespaces import expand

LISTS = "codelists"
LANGUAGE = "zh"
_ROOT = Path(__file__).resolve().parents[2]
_PLACES = (_ROOT / "ontology", _ROOT / "kb" / "ontology")
"""In a checkout, and in an installed wheel."""


def listed_name(scheme: str, code: str) -> str:
    """The Chinese name of a code in the list of a scheme; blank for a code that the list lacks."""
    return _names(scheme).get(code_iri(scheme, code), "")


@cache
def _names(scheme: str) -> dict[str, str]:
    """The preferred Chinese names of a list by IRI; empty for a scheme without a list of its own (areas, agencies)."""
    import pyoxigraph as ox  # the library's Turtle parser; a reader that prints no codes does without

    file = next((path for place in _PLACES if (path := place / LISTS / f"{scheme}.ttl").is_file()), None)
    if file is None:
        return {}
    preferred = expand("skos:prefLabel")
    return {
        str(triple.subject.value): triple.object.value
        for triple in ox.parse(path=file)
        if triple.predicate.value == preferred and getattr(triple.object, "language", "") == LANGUAGE
    }

"""What a person gave beside the file (metadata of the corpus, options of the command): the values and their origin."""

from __future__ import annotations

import re

from loaders.triples import terms
from loaders.triples.scope import Scope
from loaders.triples.writer import Values

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_XSD_DATE = "<http://www.w3.org/2001/XMLSchema#date>"


def add_given(scope: Scope) -> None:
    """Write each given value with where it was given, and what the document itself says of the same."""
    given = scope.disclosure.given
    for one in given:
        subject = f"{scope.iri}/given/{one.name}"
        values: Values = {
            "cnb:valueName": terms.text(one.name),
            "cnb:value": terms.text(one.value),
            "cnb:foundValue": terms.text(one.found),
            "cnb:origin": terms.text(one.origin),
        }
        scope.writer.describe(subject, "cnb:GivenValue", values)
    known = {one.name: one.value for one in given}
    about: Values = {
        "cnb:given": [terms.iri(f"{scope.iri}/given/{one.name}") for one in given],
        "dcterms:source": terms.iri(url) if (url := known.get("url")) else None,
        "dcterms:issued": _date(known.get("published", "")),
    }
    scope.writer.describe(scope.iri, "", about)


def _date(published: str) -> str | None:
    """An `xsd:date`, or nothing."""
    return f'"{published}"^^{_XSD_DATE}' if _DATE.fullmatch(published) else None

"""The labels of the functional classification, as checks compare them."""

from __future__ import annotations

import re
from functools import cache

from kb.checks.relations.forms.sheets import core
from kb.resources import ontology_files

_ENTRY = re.compile(r'functional:(\d{3,7}) a skos:Concept.*?skos:prefLabel "([^"]+)"@zh', re.DOTALL)


@cache
def codes_by_label() -> dict[str, tuple[str, ...]]:
    """The functional codes of each label, as `core` spells it."""
    path = next(path for path in ontology_files() if path.name == "functional.ttl")
    found: dict[str, tuple[str, ...]] = {}
    for code, label in _ENTRY.findall(path.read_text(encoding="utf-8")):
        found[core(label)] = (*found.get(core(label), ()), code)
    return found

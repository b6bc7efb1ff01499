"""Which rules stored findings were made by: a digest of rules and checking code, said of each graph of findings.

A graph of findings says `prov:wasDerivedFrom <urn:yusuan-kb:rules:DIGEST>`, also where nothing was found. Findings of
other rules, and documents that were never checked, are out of date.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kb import resources
from kb.checks.rules import FOLDER
from loaders.iris import findings_graph_iri
from loaders.namespaces import expand
from loaders.triples import terms

if TYPE_CHECKING:
    from kb.store.interface import GraphStore

_RULES = "urn:yusuan-kb:rules:"
_DERIVED = expand("prov:wasDerivedFrom")
_STAMPS = f"""
SELECT ?graph ?rules {{
  ?graph <{_DERIVED}> ?rules FILTER(STRSTARTS(STR(?rules), "{_RULES}"))
}}
"""


def stamped(nquads: str, document: str, base: str) -> str:
    """The N-Quads of the findings of a document, with the digest of the rules that made them."""
    graph = terms.iri(findings_graph_iri(document, base))
    return f"{nquads}{graph} <{_DERIVED}> <{_RULES}{rules_digest()}> {graph} .\n"


def outdated(store: GraphStore) -> list[str]:
    """The documents of a store whose stored findings were not made by the rules of today."""
    made = {row["graph"].value: row["rules"].value for row in store.select(_STAMPS)}
    wanted = f"{_RULES}{rules_digest()}"
    return [one for one in store.documents() if made.get(findings_graph_iri(one, store.base)) != wanted]


@cache
def rules_digest() -> str:
    """A digest of all that decides what is found: the files of the rules and the code that runs them."""
    found = hashlib.sha256()
    for root in (resources.folder(FOLDER), Path(__file__).resolve().parent):
        for path in sorted(path for path in root.rglob("*") if path.suffix in {".rq", ".toml", ".py"}):
            found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()

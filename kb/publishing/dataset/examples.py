"""The canned questions as examples of queries (`sh:SPARQLExecutable`), which editors of SPARQL offer."""

from __future__ import annotations

from kb import resources
from kb.rdf.description import Description
from kb.sparql.headers import read_header
from kb.store.embedded import PREFIXES
from loaders.namespaces import namespaces

EXAMPLE_PREFIXES = PREFIXES | namespaces("schema")


def examples(base: str, endpoint: str = "") -> bytes:
    """Every question as it stands in its file, in Turtle; `endpoint` is what it is put to, if anything."""
    description = Description(EXAMPLE_PREFIXES)
    for path in sorted(resources.folder("queries/questions").glob("*.rq")):
        header, query = read_header(path)
        node = f"{base}question/{path.stem}"
        description.add(node, "rdf:type", "sh:SPARQLExecutable", "sh:SPARQLSelectExecutable")
        description.add(node, "rdfs:comment", description.text(header["summary"], "zh"))
        description.add(node, "rdfs:comment", description.text(header["summary_en"], "en"))
        description.add(node, "sh:select", description.text(query.strip()))
        description.add(node, "schema:keywords", *map(description.text, header.get("tags", ())))
        description.add(node, "schema:target", endpoint or None)
    return description.turtle()

"""The list of projects against their forms of targets: `chk:listedOnly`, `chk:declaredOnly` mark entries."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.facts import Facts
from kb.checks.relations import Triple, names
from loaders.triples import terms

_LIST = "/project-list"


def triples(facts: Facts) -> Iterator[Triple]:
    """The projects that only one of both knows; nothing where half do not match."""
    entries = facts.of_type("ProjectEntry")
    listed = {one.one("project") for one in facts.of_type("qb:Observation") if one.one("formKind").endswith(_LIST)}
    owners = {one.one("owner") for one in facts.of_type("Indicator")}
    declared = {one.one("project") for one in entries if one.one("project") in owners}
    both = listed & declared
    near = {entry.iri for pair in names.near_names(facts) for entry in pair}
    for known, missing, relation in ((listed, declared, "listedOnly"), (declared, listed, "declaredOnly")):
        if len(both) * 2 <= len(known):
            continue
        for entry in entries:
            project = entry.one("project")
            if project in known and project not in missing and entry.iri not in near:
                yield entry.iri, relation, terms.boolean(True)

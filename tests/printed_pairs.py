"""The pairs of `pairs.csv` put to the rules: each name as a thing of its own in the document that prints it."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from kb.links import LinkKind, Things, find_links
from kb.links.model import KnownProject, Organization, Policy
from kb.links.names import fold, title_key
from loaders.prose.citations import normal_form, policy_key

FILE = Path(__file__).parent / "kb" / "links" / "pairs.csv"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two printed names with the documents that print them; `same` was decided by reading them."""

    kind: LinkKind
    document_a: str
    name_a: str
    document_b: str
    name_b: str
    same: bool
    half: str

    def ends(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return (self.document_a, self.name_a), (self.document_b, self.name_b)


def read_pairs(half: str) -> list[Pair]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["half"] == half]
    return [
        Pair(
            LinkKind(row["kind"]),
            *(row[column] for column in ("document_a", "name_a", "document_b", "name_b")),
            row["same"] == "yes",
            row["half"],
        )
        for row in rows
    ]


def judge(things: Things, pairs: list[Pair]) -> dict[Pair, bool]:
    """Whether the rules make each pair one."""
    iris: dict[tuple[str, str], str] = {}
    added: dict[LinkKind, list] = defaultdict(list)
    for pair in pairs:
        for document, name in pair.ends():
            thing = {
                LinkKind.ORGANIZATION: organization_printed,
                LinkKind.PROJECT: project_printed,
                LinkKind.POLICY: policy_printed,
            }[pair.kind](things, document, name)
            iris[document, name] = thing.iri
            if thing.iri not in things.all():
                added[pair.kind].append(thing)
    links = find_links(
        replace(
            things,
            organizations=(*things.organizations, *added[LinkKind.ORGANIZATION]),
            projects=(*things.projects, *added[LinkKind.PROJECT]),
            policies=(*things.policies, *added[LinkKind.POLICY]),
        )
    )
    return {pair: links.clusters.same(*(iris[end] for end in pair.ends())) for pair in pairs}


def _is_stated_by(one: Organization | KnownProject, document: str) -> bool:
    """Whether a document states a thing; one disclosure in several files has several ids that begin alike."""
    return any(iri.startswith(document) for iri in one.documents)


def organization_printed(things: Things, document: str, name: str) -> Organization:
    """The organisation of the document under that name, else one made from the name in its department."""
    there = [one for one in things.organizations if _is_stated_by(one, document)]
    department = next(one for one in there if one.is_department)
    for one in there:
        if fold(name) in map(fold, one.names):
            return one
    return Organization(
        f"{department.iri}/printed/{fold(name)}",
        name,
        department.iri,
        department.name,
        department.adcode,
        names=(name,),
        documents=(document,),
    )


def project_printed(things: Things, document: str, name: str) -> KnownProject:
    there = [one for one in things.projects if _is_stated_by(one, document)]
    for one in there:
        if fold(name) in map(fold, one.names):
            return one
    department = next(one for one in things.organizations if one.is_department and _is_stated_by(one, document))
    return KnownProject(
        f"{department.iri}/printed/{fold(name)}", name, department.iri, names=(name,), documents=(document,)
    )


def policy_printed(things: Things, document: str, name: str) -> Policy:
    """A number as any number is read; a title as a document of its own, even where the graph knows its number."""
    normal = normal_form(name) or name
    for one in things.policies:
        if fold(one.name) == fold(normal):
            return one
    department = next(one for one in things.organizations if one.is_department and _is_stated_by(one, document))
    number = policy_key(name)
    return Policy(
        f"printed/{title_key(normal)}",
        normal,
        number[0] if number else "",
        titles=() if number else (normal,),
        areas=(department.adcode,),
        documents=(document,),
    )

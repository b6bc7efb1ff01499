"""Things that may be one, and links between them: plain values, so that every rule is a function of them alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class LinkKind(StrEnum):
    """What identity is asked about."""

    ORGANIZATION = "organization"
    PROJECT = "project"
    POLICY = "policy"


class LinkVerdict(StrEnum):
    """What a rule, or a person, says of a pair."""

    SAME = "same"
    """One thing under two names: `owl:sameAs`."""
    CLOSE = "close"
    """One thing for most purposes, and one node of a network (局 and 局本级): `skos:closeMatch`."""
    DOUBTFUL = "doubtful"
    """A person should look: no link, a line of `kb links review`."""
    DIFFERENT = "different"
    """Not the same, said by a person or by the documents themselves."""


JOINING = frozenset({LinkVerdict.SAME, LinkVerdict.CLOSE})


@dataclass(frozen=True, slots=True)
class Link:
    """What one rule found about a pair. `a` < `b` are IRIs; the reason is one sentence in each language."""

    rule: str
    verdict: LinkVerdict
    a: str
    b: str
    reason: str
    reason_en: str
    documents: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """The two IRIs, the smaller one first."""
        return self.a, self.b


def link(
    rule: str,
    verdict: LinkVerdict,
    one: Thing,
    other: Thing,
    reason: str,
    reason_en: str,
    *,
    documents: tuple[str, ...] = (),
) -> Link:
    """A link of two things, its IRIs in order; its documents are those of both unless given."""
    a, b = sorted((one.iri, other.iri))
    stated_in = documents or tuple(sorted({*one.documents, *other.documents}))
    return Link(rule, verdict, a, b, reason, reason_en, stated_in)


@dataclass(frozen=True, slots=True)
class Organization:
    """A department (部门) or unit (单位).

    `department` is the IRI of the department it belongs to (its own for a department), `department_name` that one's
    name; `adcode` the department's GB/T 2260 area, empty where unknown.
    """

    iri: str
    name: str
    department: str
    department_name: str
    adcode: str = ""
    code: str = ""
    names: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def is_department(self) -> bool:
        """Whether it is a department rather than a unit."""
        return self.iri == self.department


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project as one disclosure lists it: its name there, amount in yuan, budget unit (IRI or empty)."""

    document: str
    year: str
    name: str
    amount: Decimal | None = None
    unit: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project (项目) with every name printed for it, its entries, and what speaks for its identity."""

    iri: str
    name: str
    department: str
    code: str = ""
    names: tuple[str, ...] = ()
    entries: tuple[ProjectEntry, ...] = ()
    policies: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy document (政策文件): by number (`agency` 冀财社, year, number) or by title alone.

    `titles` are the titles that citations print; `areas` the adcodes of the departments that cite it.
    """

    iri: str
    name: str
    agency: str = ""
    titles: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


Thing = Organization | KnownProject | Policy


@dataclass(frozen=True, slots=True)
class Things:
    """Everything whose identity is asked about."""

    organizations: tuple[Organization, ...] = ()
    projects: tuple[KnownProject, ...] = ()
    policies: tuple[Policy, ...] = ()
    base: str = field(default="")

    def all(self) -> dict[str, Thing]:
        """Every thing by its IRI."""
        things: tuple[Thing, ...] = (*self.organizations, *self.projects, *self.policies)
        return {thing.iri: thing for thing in things}

    def kind_of(self, iri: str) -> LinkKind:
        """What kind of thing an IRI is. Raises KeyError for none."""
        thing = self.all()[iri]
        return {Organization: LinkKind.ORGANIZATION, KnownProject: LinkKind.PROJECT, Policy: LinkKind.POLICY}[
            type(thing)
        ]

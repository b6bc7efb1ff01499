"""A finding (检查发现的问题): what a rule says about a place of a document, and how it is written into the graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from loaders import iris
from loaders.namespaces import NAMESPACES, expand
from loaders.triples import terms
from loaders.triples.scope import SOURCE_TEXT_LENGTH


class Severity(StrEnum):
    """How bad a finding is, from the worst to the mildest."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


ERROR, WARNING, NOTE = Severity
SEVERITIES = tuple(Severity)

_SHACL = NAMESPACES["sh"]
_RDF_TYPE = f"<{expand('rdf:type')}>"
_LEVELS = {ERROR: "Violation", WARNING: "Warning", NOTE: "Info"}
_ID_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the document that a finding touches: the fact read there, what it is, what is printed, where."""

    fact: str
    what: str
    printed: str
    place: str
    line: int | None
    text: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction or defect. `spots` are the places involved, the one to mend or look at first in front."""

    document: str
    rule: str
    severity: Severity
    message: str
    message_en: str
    spots: tuple[Spot, ...]
    values: tuple[str, ...] = ()
    difference: str = ""
    about: str = ""
    money: str = ""
    """How much money is at stake: the difference in yuan without its sign; nothing where it is not one of money."""
    name: str = ""
    """The Chinese name of the rule."""
    advice: str = ""
    """What to do, in a budget officer's words."""
    also: tuple[Finding, ...] = ()
    """Other findings that the same figure brings about (`kb.checks.causes`)."""

    @property
    def id(self) -> str:
        """Stable over runs: from the rule and what it is about, not from the figures found."""
        first = self.spots[0].fact if self.spots else ""
        stated = "\n".join((self.document, self.rule, first, self.about))
        return f"{self.rule}-{sha256(stated.encode()).hexdigest()[:_ID_LENGTH]}"


def nquads(findings: Iterable[Finding], document: str, base: str) -> str:
    """The findings of a document as N-Quads of its graph of findings, sorted."""
    disclosure = iris.disclosure_iri(document, base)
    graph = terms.iri(iris.findings_graph_iri(document, base))
    lines = set()
    for order, finding in enumerate(findings, 1):
        subject = terms.iri(f"{disclosure}/finding/{iris.segment(finding.id)}")
        for predicate, value in _statements(finding, order, disclosure):
            if value:
                lines.add(f"{subject} {predicate} {value} {graph} .\n")
    return "".join(sorted(lines))


def _statements(finding: Finding, order: int, disclosure: str) -> Iterable[tuple[str, str | None]]:
    first = finding.spots[0] if finding.spots else None
    lines = dict.fromkeys(str(spot.line) for spot in finding.spots if spot.line is not None)
    yield _RDF_TYPE, f"<{_SHACL}ValidationResult>"
    yield f"<{_SHACL}resultSeverity>", f"<{_SHACL}{_LEVELS[finding.severity]}>"
    yield f"<{_SHACL}resultMessage>", terms.label(finding.message)
    yield f"<{_SHACL}resultMessage>", f"{terms.text(finding.message_en)}@en"
    yield _cnb("disclosure"), terms.iri(disclosure)
    yield _cnb("order"), terms.integer(order)
    yield _cnb("rule"), terms.text(finding.rule)
    yield _cnb("ruleName"), terms.text(finding.name)
    yield _cnb("findingId"), terms.text(finding.id)
    yield _cnb("moneyAtStake"), terms.decimal(Decimal(finding.money)) if finding.money else None
    yield _cnb("advice"), terms.text(finding.advice)
    for rule in sorted({one.rule for one in finding.also} - {finding.rule}):
        yield _cnb("alsoRule"), terms.text(rule)
    yield _cnb("values"), terms.text(" | ".join(finding.values))
    yield _cnb("difference"), terms.decimal(terms.printed_number(finding.difference)) if finding.difference else None
    yield _cnb("sourceLines"), terms.text(" | ".join(lines))
    if first is not None:
        yield _cnb("sourceLine"), terms.integer(first.line)
        yield _cnb("sourcePlace"), terms.text(first.place)
        yield _cnb("sourceText"), terms.text(first.text[:SOURCE_TEXT_LENGTH])
    for spot in finding.spots:
        yield f"<{_SHACL}focusNode>", terms.iri(spot.fact)


def _cnb(name: str) -> str:
    return f"<{iris.ONTOLOGY}{name}>"

"""Findings as people and programs read them: each module gives one format through a function `render` or `write`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kb.checks.desk import QUIET, Decision, Status, status_of
from kb.checks.facts import Facts
from kb.checks.finding import ERROR, NOTE, SEVERITIES, WARNING, Finding
from kb.checks.rules import Rule

SEVERITY_NAMES = {ERROR: "错误", WARNING: "警告", NOTE: "提示"}
_TEN_THOUSAND = Decimal(10000)


@dataclass(frozen=True)
class Report:
    """What is reported: findings by document, the rules that were run, and how to get a document's facts."""

    findings: Mapping[str, list[Finding]]
    rules: Mapping[str, Rule]
    facts: Callable[[str], Facts]
    base: str
    decided: Mapping[str, Decision] = field(default_factory=dict)
    """The decisions of the desk that hold, by ids of findings."""
    ids: bool = False
    """Whether ids of rules and findings are printed where names would do."""

    def status(self, finding: Finding) -> Status:
        """What was decided about a finding and its figures."""
        return status_of(finding, self.decided)

    def is_quiet(self, finding: Finding) -> bool:
        """Whether a finding was decided not to be one, or is explained."""
        return self.status(finding) in QUIET

    def remark(self, finding: Finding) -> str:
        """The status, who gave it and why, for people; empty where a finding is open."""
        status = self.status(finding)
        if status is Status.OPEN:
            return ""
        entry = self.decided[finding.id]
        return "，".join(part for part in (str(status), entry.by, entry.at[:10], entry.note) if part)

    def all(self) -> list[Finding]:
        """Every finding, document by document."""
        return [finding for findings in self.findings.values() for finding in findings]

    def count(self, severity: str) -> int:
        """How many findings there are of a severity."""
        return sum(1 for finding in self.all() if finding.severity == severity)

    def totals(self) -> str:
        """How many there are of each severity, in words."""
        return "、".join(f"{SEVERITY_NAMES[one]} {self.count(one)}" for one in SEVERITIES)

    def rule_name(self, finding: Finding) -> str:
        """The Chinese name of the rule; with `ids` the id of the finding, which begins with that of the rule."""
        return f"{self.rules[finding.rule].name} [{finding.id}]" if self.ids else self.rules[finding.rule].name

    def department(self, document: str) -> str:
        """The name of the department that published a document; the document's id where it names none."""
        facts = self.facts(document)
        own = facts.by_iri.get(facts.disclosure.one("department"))
        return (own.one("rdfs:label") if own is not None else "") or document


def by_money(findings: list[Finding]) -> list[Finding]:
    """The worst first, of one severity the most money first; otherwise in the order of the document."""
    return sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), -Decimal(one.money or 0)))


def money_stated(finding: Finding) -> str:
    """The money at stake in 万元, to the yuan; empty where it is none."""
    if not finding.money:
        return ""
    return f"{(Decimal(finding.money) / _TEN_THOUSAND).normalize():f}"

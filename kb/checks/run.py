"""Checks a disclosure: its graph and the relations between its facts go into memory, each rule runs there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from kb.checks.certainty import Certainty
from kb.checks.facts import Fact, Facts
from kb.checks.finding import ERROR, NOTE, SEVERITIES, WARNING, Finding, Severity, Spot
from kb.checks.places import WHOLE_DOCUMENT, in_chinese
from kb.checks.relations import (
    CHECK,
    Triple,
    agreement,
    declared,
    documents,
    last_year,
    names,
    ntriples,
    project_codes,
    purposes,
    required,
    scores,
    targets,
    years,
)
from kb.checks.relations.forms import (
    blank_flags,
    body_codes,
    form_numbers,
    formulas,
    funds,
    gaps,
    parents,
    remarks,
    row_formulas,
    sums,
    unread_rows,
    values,
)
from kb.checks.relations.prose import (
    calling,
    chains,
    changes,
    fulfilment,
    groups,
    of_which,
    products,
    respective,
    stages,
    stated_changes,
    stated_sums,
    subjects,
    texts,
    unexplained,
)
from kb.checks.relations.spots import spot
from kb.checks.relations.wordings import coded_names, counted_lists, purchases_of_cars, said_again, schedules
from kb.checks.rules import Rule, families, read_rules
from kb.rdf.vocabulary import read_turtle
from kb.resources import ontology_files
from loaders.triples.terms import decimal

if TYPE_CHECKING:
    import pyoxigraph as ox

RELATIONS = (
    values,
    sums,
    agreement,
    changes,
    chains,
    stages,
    stated_changes,
    names,
    documents,
    required,
    form_numbers,
    purposes,
    subjects,
    last_year,
    years,
    texts,
    remarks,
    targets,
    parents,
    gaps,
    declared,
    of_which,
    stated_sums,
    products,
    groups,
    fulfilment,
    respective,
    body_codes,
    formulas,
    funds,
    project_codes,
    calling,
    unread_rows,
    row_formulas,
    scores,
    purchases_of_cars,
    coded_names,
    schedules,
    blank_flags,
    counted_lists,
    said_again,
    unexplained,
)
_MEMORY = "https://w3id.org/cnbudget/check/"
_ROUNDING = "（在四舍五入范围内）"
_ROUNDING_EN = " (within rounding)"
_MOST_SPOTS = 60
_WORN_AFTER = 16
"""So many documents go through one memory store: the engine keeps what was removed, and every rule slows with it."""


class Checker:
    """Runs rules over one disclosure after another; the ontology is read once."""

    def __init__(self, rules: Iterable[Rule] | None = None) -> None:
        self.rules = tuple(rules) if rules is not None else read_rules()
        self._store: ox.Store | None = None
        self._graphs: set[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = set()
        """The graphs of the document that the store holds."""
        self._taken = 0

    def check(self, quads: Iterable[ox.Quad], *others: Iterable[ox.Quad]) -> list[Finding]:
        """What the rules find in the graph of one disclosure, the worst first, each group in document order.

        `others` are the graphs of the department's other disclosures that print what this one tells again.
        """
        stated = list(quads)
        facts = Facts.of(stated, tuple(Facts.of(other) for other in others))
        document = facts.disclosure.one("dcterms:identifier")
        self._take(stated, facts)
        certainty = Certainty(facts)
        found = [finding for rule in self.rules for finding in self._run(rule, facts, document, certainty)]
        unique = {finding.id: finding for finding in reversed(found)}
        return sorted(unique.values(), key=_order)

    def _take(self, quads: Sequence[ox.Quad], facts: Facts) -> None:
        import pyoxigraph as ox

        if self._store is None or self._taken % _WORN_AFTER == 0:
            self._store = ox.Store()
            self._store.bulk_extend(_ontology())
        self._taken += 1
        relations = ox.NamedNode(f"{_MEMORY}relations")
        for graph in self._graphs:
            self._store.remove_graph(graph)
        self._graphs = {relations, *(quad.graph_name for quad in quads)}
        self._store.bulk_extend(quads)
        self._store.bulk_load(
            "".join(ntriples(_relations(facts))).encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=relations
        )

    def _run(self, rule: Rule, facts: Facts, document: str, certainty: Certainty) -> Iterator[Finding]:
        import pyoxigraph as ox

        from kb.store.embedded import PREFIXES

        assert self._store is not None
        solutions = self._store.query(rule.query, prefixes={**PREFIXES, "chk": CHECK}, use_default_graph_as_union=True)
        assert isinstance(solutions, ox.QuerySolutions)
        variables = [variable.value for variable in solutions.variables]
        for solution in solutions:
            bound = {name: term.value for name in variables if (term := solution[name]) is not None}
            if "a" in bound:
                yield _finding(rule, bound, facts, document, certainty)


@cache
def _ontology() -> tuple[ox.Quad, ...]:
    return tuple(read_turtle(list(ontology_files()), f"{_MEMORY}ontology"))


def _relations(facts: Facts) -> Iterator[Triple]:
    for relation in RELATIONS:
        yield from relation.triples(facts)


def _finding(rule: Rule, bound: Mapping[str, str], facts: Facts, document: str, certainty: Certainty) -> Finding:
    spots = _spots(bound, facts, rule)
    first = facts.by_iri.get(bound["a"])
    unit, scale = (first.one("printedUnit"), first.scale) if first is not None and first.is_money else ("", Decimal(1))
    words: dict[str, Any] = {name: _shown(value) for name, value in bound.items()}
    words |= {name: _money(bound[name], scale) + unit for name in rule.money if name in bound}
    in_english: dict[str, Any] = {}
    for name in ("a", "b"):
        if bound.get(name) in facts.by_iri:
            said = spot(facts.by_iri[bound[name]], facts, of_names=rule.of_names)
            words[name], in_english[name] = _Said(replace(said, place=in_chinese(said.place))), _Said(said)
    words["others"] = _listed(spots, bound)
    words["each"] = "、".join(f"{one.what} {one.printed}" for one in spots)
    words["all"] = "、".join(f"{one.what} {one.printed}（{in_chinese(one.place)}）" for one in spots)
    severity, rounding = _severity(rule, bound)
    unsure = severity == ERROR and not certainty.proves(bound, rule.rests_on)
    severity = WARNING if unsure else severity
    difference = _money(bound["difference"], scale) if "difference" in bound else ""
    shown = [str(words[name]) for name in rule.shows if name in words]
    return Finding(
        document=document,
        rule=rule.id,
        severity=severity,
        message=rule.message.format_map(_Words(words)) + (_ROUNDING if rounding else ""),
        message_en=rule.message_en.format_map(_Words(words | in_english)) + (_ROUNDING_EN if rounding else ""),
        spots=spots,
        values=tuple(dict.fromkeys([one.printed for one in spots if one.printed] + shown)),
        difference=difference,
        about=bound.get("about", ""),
        money=_yuan(bound["difference"]) if rule.money and "difference" in bound and _is_money(first) else "",
        name=rule.name,
        advice=_advice(rule, spots),
    )


def _is_money(fact: Fact | None) -> bool:
    """Whether a difference is one of money: not where what differs is counted (人, 辆)."""
    return fact is None or fact.is_money or not fact.one("printedUnit")


def _yuan(difference: str) -> str:
    """A difference in yuan without its sign, written one way."""
    return format(abs(Decimal(difference)).normalize(), "f")


def _advice(rule: Rule, spots: tuple[Spot, ...]) -> str:
    """What to do, with the place that is to be looked at first."""
    wanted = rule.advice or families()[rule.family]["advice"]
    first = spots[0] if spots else None
    where = in_chinese(first.place) + (first.what if first.form else "") if first is not None else WHOLE_DOCUMENT
    return wanted.format(place=where)


def _spots(bound: Mapping[str, str], facts: Facts, rule: Rule) -> tuple[Spot, ...]:
    named = [bound[name] for name in ("a", "b") if name in bound]
    others = [facts.by_iri[one] for one in bound.get("others", "").split() if one in facts.by_iri]
    others.sort(key=lambda fact: (fact.line or 0, fact.order, fact.iri))
    wanted = [facts.by_iri[one] for one in named if one in facts.by_iri]
    unique = {fact.iri: fact for fact in [*wanted, *others]}
    return tuple(spot(fact, facts, of_names=rule.of_names) for fact in list(unique.values())[:_MOST_SPOTS])


def _listed(spots: tuple[Spot, ...], bound: Mapping[str, str]) -> str:
    named = {bound.get("a"), bound.get("b")}
    return "、".join(one.printed for one in spots if one.fact not in named)


def _severity(rule: Rule, bound: Mapping[str, str]) -> tuple[Severity, bool]:
    """The severity, and whether rounding explains the difference."""
    if {"difference", "tolerance"} <= bound.keys() and abs(Decimal(bound["difference"])) <= Decimal(bound["tolerance"]):
        return NOTE, True
    given = bound.get("severity", "")
    return Severity(given if given in SEVERITIES else rule.severity), False


def _money(value: str, scale: Decimal) -> str:
    """A difference without its sign, in the unit that the document prints."""
    return _shown(str(abs(Decimal(value) / scale)))


def _shown(value: str) -> str:
    try:
        number = Decimal(value)
    except ArithmeticError:
        return value
    if not number.is_finite() or ("." not in value and "E" not in value.upper()):
        return value
    return (decimal(number) or "").split('"')[1]


def _order(finding: Finding) -> tuple[int, int, str, str]:
    first = finding.spots[0].line if finding.spots else None
    return (SEVERITIES.index(finding.severity), first or 0, finding.rule, finding.id)


class _Said:
    """A fact inside a message: `{a}` is what is printed, `{a.what}` what it is, `{a.place}` where."""

    def __init__(self, one: Spot) -> None:
        self._spot = one

    def __getattr__(self, name: str) -> Any:
        return getattr(self._spot, name)

    def __str__(self) -> str:
        return self._spot.printed

    def __format__(self, format_spec: str) -> str:
        return format(self._spot.printed, format_spec)


class _Words(dict[str, Any]):
    """The words of a message; one that a solution does not give is left blank."""

    def __missing__(self, key: str) -> str:
        return ""

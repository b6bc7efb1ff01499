"""The facts of one disclosure's graph as plain values, for working out relations that a query cannot say quickly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from loaders.facts import YUAN_PER_UNIT
from loaders.namespaces import NAMESPACES
from loaders.printing import MEMORY

if TYPE_CHECKING:
    import pyoxigraph as ox

_SHORT = {NAMESPACES["cnb"]: ""} | {
    NAMESPACES[prefix]: f"{prefix}:" for prefix in ("qb", "dcterms", "rdfs", "rdf", "skos", "org")
}
_HUNDREDTHS = {"%": Decimal("0.01"), "％": Decimal("0.01")}
_WAN = "万"


@dataclass(frozen=True)
class Fact:
    """One subject of the graph. Properties by local name (`amount`) or prefixed name (`qb:dataSet`), values as text."""

    iri: str
    properties: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """The first value of a property; an empty text where there is none."""
        return self.properties.get(name, ("",))[0]

    def is_a(self, kind: str) -> bool:
        """Whether it is of a class (`Statement`, `qb:Observation`)."""
        return kind in self.properties.get("rdf:type", ())

    @property
    def line(self) -> int | None:
        """The line of a text file it was read from."""
        return int(text) if (text := self.one("sourceLine")) else None

    @property
    def amount_line(self) -> int | None:
        """The line of its amount, for a project; else its line."""
        return int(text) if (text := self.one("amountLine")) else self.line

    @property
    def amount_place(self) -> str:
        """Where its amount is, as a person would say it, for a project; else where it is."""
        return self.one("amountPlace") or self.one("sourcePlace")

    @property
    def order(self) -> int:
        """Its place among the facts of its class."""
        return int(self.one("order") or 0)

    @cached_property
    def value(self) -> Decimal | None:
        """Yuan where it is money, a fraction where it is a percentage, else the number in its printed unit."""
        for name in ("amount", "totalAmount", "quantity", "statedAmount", "projectAmount", "mentionedAmount"):
            if text := self.one(name):
                return Decimal(text)
        if text := self.one("statedNumber"):
            return Decimal(text) * self.scale
        return None

    @property
    def scale(self) -> Decimal:
        """How many yuan (or ones) one printed unit is."""
        unit = self.one("printedUnit")
        if unit in YUAN_PER_UNIT:
            return YUAN_PER_UNIT[unit]
        return YUAN_PER_UNIT["万元"] if unit == _WAN else _HUNDREDTHS.get(unit, Decimal(1))

    @property
    def step(self) -> Decimal:
        """One unit of the last printed place, in what `value` counts in: 0.01 万元 is 100."""
        printed = self.one("printedAmount") or self.one("printedProjectAmount")
        _, _, decimals = printed.partition(".")
        return Decimal(1).scaleb(-len(decimals)) * self.scale

    @property
    def is_money(self) -> bool:
        """Whether its unit is one of money."""
        return self.one("printedUnit") in YUAN_PER_UNIT or self.one("printedUnit") == _WAN


@dataclass
class Facts:
    """All subjects of one disclosure's graph."""

    by_iri: dict[str, Fact]
    others: tuple[Facts, ...] = ()
    """Other disclosures of the same department that tell of the same money, where they are loaded."""
    _by_type: dict[str, list[Fact]] = field(default_factory=dict)

    @classmethod
    def of(cls, quads: Iterable[ox.Quad], others: tuple[Facts, ...] = ()) -> Facts:
        """The facts that quads state."""
        found: dict[str, dict[str, list[str]]] = {}
        for quad in quads:
            subject = getattr(quad.subject, "value", "")
            value = getattr(quad.object, "value", "")
            if quad.predicate.value.endswith("#type"):
                value = _short(value)
            found.setdefault(subject, {}).setdefault(_short(quad.predicate.value), []).append(value)
        facts = {
            iri: Fact(iri, {name: tuple(sorted(values)) for name, values in properties.items()})
            for iri, properties in found.items()
        }
        return cls(facts, others)

    def of_type(self, kind: str) -> list[Fact]:
        """All facts of a class, in document order."""
        if kind not in self._by_type:
            members = [fact for fact in self.by_iri.values() if fact.is_a(kind)]
            self._by_type[kind] = sorted(members, key=_document_order)
        return self._by_type[kind]

    @property
    def disclosure(self) -> Fact:
        """The disclosure itself."""
        return self.of_type("Disclosure")[0]

    @property
    def department(self) -> str:
        """The department's name; an empty text where it is not known."""
        own = self.by_iri.get(self.disclosure.one("department"))
        return own.one("rdfs:label") if own is not None else ""


def _document_order(fact: Fact) -> tuple[int, int, int, str]:
    row, position = fact.one("rowNumber"), fact.one("position")
    return (fact.order, int(row or 0), int(position or 0), fact.iri)


@lru_cache(maxsize=MEMORY)
def _short(iri: str) -> str:
    for namespace, prefix in _SHORT.items():
        if iri.startswith(namespace):
            return prefix + iri[len(namespace) :]
    return iri

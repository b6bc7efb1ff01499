"""One thing that breaks a rule of the model."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.namespaces import expand

SPARQL_CONSTRAINT = expand("sh:SPARQLConstraintComponent")


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that breaks a rule.

    `rule` names the shape (`Observation-amount`) or constraint (`IC-12`), `iri` is that of the rule. `focus` is what
    breaks it, `path` the property at fault and `value` its value, as terms in Turtle syntax; the last two are empty
    where the rule speaks of neither. `document` is the id of the disclosure it belongs to (empty: none), `place` where
    it was read, `component` the kind of SHACL constraint.
    """

    rule: str
    iri: str
    message: str
    message_en: str
    focus: str
    document: str = ""
    place: str = ""
    path: str = ""
    value: str = ""
    component: str = SPARQL_CONSTRAINT

    @property
    def is_shape(self) -> bool:
        """Whether a SHACL shape speaks, not a query."""
        return self.component != SPARQL_CONSTRAINT

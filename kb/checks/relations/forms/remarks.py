"""What forms print about themselves: another department's name, row numbers that are skipped.

`chk:namesAnother` leads from a form's remark to the name of the department where the form names somebody else;
`chk:spelledLonger` where only one of the two names holds the other (某市某区某局). `chk:skipsRow` marks a skipped row
number before a row that is no functional class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.facts import Facts
from kb.checks.relations import Triple, text
from kb.checks.relations.forms.code_labels import codes_by_label
from kb.checks.relations.forms.sheets import core
from loaders.printing import fold
from loaders.triples import terms

_CODE_IN_FRONT = re.compile(r"^[\d\-]+")
_ONE_OFFICE = re.compile(r"\((?:本级|机关|汇总)\)$|本级$|机关$|部门$")
_ENOUGH = 3
_CLASS_DIGITS = 3


def triples(facts: Facts) -> Iterator[Triple]:
    """The remarks of all forms that something is wrong with."""
    label = facts.department
    department = _plain(label)
    units = {_plain(fact.one("unitName")) for fact in facts.of_type("UnitEntry")}
    units |= {_plain(fact.one("rdfs:label")) for fact in facts.of_type("Unit")}
    known = not _is_misread(facts, department)
    for form in facts.of_type("Form"):
        for remark in (facts.by_iri[one] for one in form.properties.get("namedDepartment", ())):
            name = _plain(remark.one("text"))
            if known and department and name and name != department and name not in units:
                longer = name in department or department in name
                yield (
                    remark.iri,
                    "spelledLonger" if longer else "namesAnother",
                    text(label),
                )
        for remark in (facts.by_iri[one] for one in form.properties.get("rowGap", ())):
            if not _is_class(remark.one("text").rpartition("→")[2].strip()):
                yield remark.iri, "skipsRow", terms.boolean(True)


def _is_misread(facts: Facts, department: str) -> bool:
    """Whether the forms all name one other department and none the document's own: it is that name that is wrong."""
    remarks = (
        facts.by_iri[one] for form in facts.of_type("Form") for one in form.properties.get("namedDepartment", ())
    )
    named = [_plain(remark.one("text")) for remark in remarks]
    return len(named) >= _ENOUGH and len(set(named)) == 1 and named[0] != department


def _plain(name: str) -> str:
    return _ONE_OFFICE.sub("", _CODE_IN_FRONT.sub("", fold(name)))


def _is_class(label: str) -> bool:
    """Whether a row is one of a functional class: published forms leave out the classes that have no figures."""
    return any(len(code) == _CLASS_DIGITS for code in codes_by_label().get(core(label), ()))

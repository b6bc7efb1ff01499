"""Codes and policy numbers of one project printed in two ways.

`chk:codedLike` leads from an entry of a project to another of the same name and amount whose code differs, where no
form prints both; `chk:headedOtherwise` tells the policy number in the title of a project's form where the project's
name in it bears another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text
from loaders.printing import fold

_POLICY = re.compile(r"[\[〔【(](20\d\d)[\]〕】)]第?(\d{1,5})号?")
_AMOUNTS = ("projectAmount", "mentionedAmount")


def triples(facts: Facts) -> Iterator[Triple]:
    """The projects whose code or policy number differs from place to place."""
    entries = facts.of_type("ProjectEntry")
    for one, other in combinations([entry for entry in entries if entry.one("projectCode")], 2):
        if _are_one(one, other) and not _contexts(one, facts) & _contexts(other, facts):
            yield other.iri, "codedLike", iri(one.iri)
    named = {entry.one("project"): entry for entry in entries}
    for form in facts.of_type("Form"):
        entry = named.get(form.one("project"))
        title = form.one("dcterms:title")
        headed, own = _policies(title), _policies(entry.one("projectName") if entry is not None else "")
        if len(headed) == len(own) == 1 and headed != own:
            yield form.iri, "headedOtherwise", text(_said(title))


def _are_one(one: Fact, other: Fact) -> bool:
    """Whether two entries are one project: the same name and amount under codes that one slip tells apart.

    Schools of one department have projects of one name and amount, whose codes differ in more.
    """
    codes = [entry.one("projectCode") for entry in (one, other)]
    amounts = [next((found for name in _AMOUNTS if (found := entry.one(name))), "") for entry in (one, other)]
    alike = fold(one.one("projectName")) == fold(other.one("projectName")) and len(codes[0]) == len(codes[1])
    return alike and _is_a_slip(*codes) and amounts[0] == amounts[1] != ""


def _is_a_slip(one: str, other: str) -> bool:
    """Whether two codes of one length differ in one character, or in two neighbours that changed places."""
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = len(places) == 2 and places[1] == places[0] + 1 and one[places[0]] == other[places[1]]
    return len(places) == 1 or (swapped and one[places[1]] == other[places[0]])


def _contexts(entry: Fact, facts: Facts) -> set[str]:
    """The forms that print a project."""
    mentions = (facts.by_iri[one] for one in entry.properties.get("mention", ()) if one in facts.by_iri)
    return {mention.one("context") for mention in mentions}


def _policies(printed: str) -> set[tuple[str, str]]:
    """Year and number of each policy document that a name bears."""
    return {(year, number.lstrip("0")) for year, number in _POLICY.findall(fold(printed))}


def _said(printed: str) -> str:
    match = _POLICY.search(fold(printed))
    return match[0] if match else ""

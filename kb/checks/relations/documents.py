"""What concerns a document as a whole: required forms that it lacks, entries of its contents page without a body.

`chk:lacks` leads from a disclosure to the title of a required form (`queries/checks/required-forms.toml`) that it
neither holds nor announces. `chk:heading` leads from an entry of the contents page to the heading that is worded like
it, `chk:bodyless` marks one that has none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from kb import resources
from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text
from loaders.forms.recognition import recognise
from loaders.printing import fold
from loaders.triples import terms

_SIMILAR = 70
_YEAR = re.compile(r"20\d\d年?度?")
_KINDS_OF_BODY = ("Section", "Form")
_SAME_WORDS = str.maketrans({"及": "和", "与": "和"})


def triples(facts: Facts) -> Iterator[Triple]:
    """The forms that are lacking, and the contents page against the body."""
    yield from _lacking(facts)
    yield from _contents(facts)


@cache
def _sets() -> list[dict[str, Any]]:
    path = resources.folder("queries/checks") / "required-forms.toml"
    loaded: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["set"]
    return loaded


def _lacking(facts: Facts) -> Iterator[Triple]:
    disclosure = facts.disclosure
    department = facts.by_iri.get(disclosure.one("department"))
    province = department.one("provinceName") if department is not None else ""
    year = disclosure.one("fiscalYear")
    held = {form.one("formKind").rpartition("/")[2] for form in facts.of_type("Form")}
    required = [
        form
        for entry in _sets()
        if entry["kind"] == disclosure.one("kind")
        and entry.get("from", 0) <= int(year or 0) <= entry.get("until", 9999)
        and province in entry.get("provinces", [province])
        for form in entry["forms"]
    ]
    for form in dict.fromkeys(required):
        if form not in held:
            yield disclosure.iri, "lacks", iri(f"https://w3id.org/cnbudget/code/form/{form}")


def _contents(facts: Facts) -> Iterator[Triple]:
    sections = facts.of_type("Section")
    entries = [one for one in sections if one.one("inContents") == "true" and one.one("number")]
    bodies = [one for one in sections if one.one("inContents") != "true"]
    forms = [one for one in facts.of_type("Form") if one.one("status") != "missing"]
    kinds = {form.one("formKind").rpartition("/")[2] for form in forms}
    if len(entries) < 2 or not bodies:
        return
    for entry in entries:
        name = _name(entry)
        title = recognise(entry.one("text"))
        worded = [one for one in bodies if _name(one) == name]
        if worded:
            number = next((one for one in worded if one.one("numberStyle") == entry.one("numberStyle")), None)
            if number is not None:
                yield entry.iri, "heading", iri(number.iri)
        elif title is None and not any(_form_name(form) == name for form in forms):
            near = _nearest(name, bodies, entry)
            if near is not None:
                yield entry.iri, "wordedOtherwise", iri(near.iri)
            else:
                yield entry.iri, "bodyless", terms.boolean(True)
        elif title is not None and title.id not in kinds:
            yield entry.iri, "formless", text(title.id)


def _name(section: Fact) -> str:
    return _YEAR.sub("", re.sub(r"[()]", "", fold(section.one("text")))).translate(_SAME_WORDS)


def _form_name(form: Fact) -> str:
    return _YEAR.sub("", re.sub(r"[()]", "", fold(form.one("dcterms:title")))).translate(_SAME_WORDS)


def _nearest(name: str, bodies: list[Fact], entry: Fact) -> Fact | None:
    """The heading with the same number whose words are likest."""
    from rapidfuzz import fuzz

    same = [one for one in bodies if one.one("numberValue") == entry.one("numberValue")]
    scored = [(fuzz.partial_ratio(name, _name(one)), one.iri, one) for one in same if _name(one)]
    best = max(scored, default=None, key=lambda item: item[:2])
    return best[2] if best is not None and best[0] >= _SIMILAR else None

"""The outline of a document: entries of its contents page without a body, headings numbered twice or skipped.

`chk:heading` leads from an entry of the contents page to the heading that is worded like
it, `chk:bodyless` marks one that has none. `chk:numberedLike` leads from a heading to an earlier one of its level with
the same number, `chk:numberedAfter` to the one before it where a number is skipped; `chk:restarts` marks a list inside.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text
from kb.checks.relations.forms.code_labels import codes_by_label
from kb.checks.relations.forms.sheets import core
from loaders.layout.contents import title_without_body
from loaders.layout.form_titles import recognise
from loaders.printing import fold
from loaders.triples import terms

_SIMILAR = 70
_SHORTEST = 4
_OF_FORMS = re.compile("(?:预算|决算)?(?:公开)?表$")
"""A heading over all forms, which the forms themselves stand for."""
_YEAR = re.compile(r"20\d\d年?度?")
_ROW_LABELS = re.compile(
    "(?:.*(?:预算|财政)(?:财政)?拨款)?收入|(?:上级补助|事业|经营|事业单位经营|附属单位(?:上缴|缴款)?|其他)收入|.*(?:预算|财政)拨款"
    "|(?:基本|项目|经营|上缴上级|对附属单位补助)(?:支出)?"
)
"""Labels of rows that look like headings where each cell of a form is on its own line."""
_KINDS_OF_BODY = ("Section", "Form")
_SAME_WORDS = str.maketrans({"及": "和", "与": "和"})


def triples(facts: Facts) -> Iterator[Triple]:
    """The contents page against the body, and the numbers of headings."""
    yield from _contents(facts)
    yield from _numbering(facts)


def _numbering(facts: Facts) -> Iterator[Triple]:
    """Numbers repeated and skipped among the headings of one level; a list that starts again at 1 is one inside."""
    levels: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for section in facts.of_type("Section"):
        if section.one("inContents") != "true" and section.one("numberValue") and not _is_row(section):
            levels[section.one("section"), section.one("numberStyle")].append(section)
    for siblings in levels.values():
        yield from _sequence(siblings)


def _is_row(section: Fact) -> bool:
    """Whether a heading is really the label of a row: 三、国防支出, 四、事业收入, in a form whose cells are lines."""
    name = core(section.one("text"))
    return name in codes_by_label() or bool(_ROW_LABELS.fullmatch(name))


def _sequence(siblings: list[Fact]) -> Iterator[Triple]:
    last, outer, repeating = 0, 0, False
    for index, section in enumerate(siblings):
        value = int(section.one("numberValue"))
        same = next((one for one in siblings[:index] if one.one("numberValue") == section.one("numberValue")), None)
        following = siblings[index + 1].one("numberValue") if index + 1 < len(siblings) else ""
        if value == 1 and last and following == "2":
            last, outer = 1, max(last, outer)
            if same is not None and not _alike(section, same):
                yield section.iri, "restarts", iri(same.iri)
        elif value == last + 1:
            last = value
            if repeating and same is not None and not _alike(section, same):
                yield section.iri, "numberedLike", iri(same.iri)
        elif value == outer + 1:
            last, outer = value, 0
        elif same is not None and value <= last:
            last, repeating = value, not _alike(section, same)
            if repeating:
                yield section.iri, "numberedLike", iri(same.iri)
        elif value > last + 1:
            if index:  # what begins with 三、 may be a part of a page
                yield section.iri, "skips", terms.integer(last + 1) or ""
                yield section.iri, "numberedAfter", iri(siblings[index - 1].iri)
            last = value


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two headings are one heading printed twice, as on a contents page that was not known for one."""
    from rapidfuzz import fuzz

    return bool(fuzz.partial_ratio(_section_title(one), _section_title(other)) >= _SIMILAR)


def _contents(facts: Facts) -> Iterator[Triple]:
    sections = facts.of_type("Section")
    entries = [one for one in sections if one.one("inContents") == "true" and one.one("number")]
    bodies = [one for one in sections if one.one("inContents") != "true"]
    forms = [one for one in facts.of_type("Form") if one.one("status") != "missing"]
    kinds = {form.one("formKind").rpartition("/")[2] for form in forms}
    if len(entries) < 2 or not bodies:
        return
    inner = _inner(bodies)
    listed = {_section_title(entry) for entry in entries}
    for entry in entries:
        name = _section_title(entry)
        title = recognise(entry.one("text"))
        worded = [one for one in bodies if _same_title(_section_title(one), name)]
        if worded and all(one.iri in inner for one in worded):
            continue
        if worded:
            outer = (one for one in worded if one.iri not in inner)
            number = next((one for one in outer if one.one("numberStyle") == entry.one("numberStyle")), None)
            if number is not None and _is_of_contents(number, bodies, listed):
                yield entry.iri, "heading", iri(number.iri)
        elif title is None and not any(_form_name(form) == name for form in forms) and not _OF_FORMS.search(name):
            near = _nearest(name, bodies)
            if near is not None:
                yield entry.iri, "wordedOtherwise", iri(near.iri)
            else:
                yield entry.iri, "bodyless", terms.boolean(True)
        elif title is not None and title.id not in kinds:
            yield entry.iri, "formless", text(title.id)


def _inner(bodies: list[Fact]) -> set[str]:
    """The headings of lists that begin again at 1 inside a part of the document, up to the part behind it."""
    levels: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for one in bodies:
        if one.one("numberValue") and not _is_row(one):
            levels[one.one("section"), one.one("numberStyle")].append(one)
    found: set[str] = set()
    for siblings in levels.values():
        last = outer = 0
        for one, following in zip(siblings, [*siblings[1:], None], strict=True):
            value = int(one.one("numberValue"))
            if value == 1 and last and following is not None and following.one("numberValue") == "2":
                outer = outer or last
            elif outer and value == outer + 1 and value != last + 1:
                outer = 0
            last = value
            if outer:
                found.add(one.iri)
    return found


def _is_of_contents(heading: Fact, bodies: list[Fact], listed: set[str]) -> bool:
    """Whether a heading goes on with the list of the contents page: the one before it on its level is listed too."""
    level = (heading.one("section"), heading.one("numberStyle"))
    before = [one for one in bodies[: bodies.index(heading)] if (one.one("section"), one.one("numberStyle")) == level]
    return not before or _section_title(before[-1]) in listed


def _same_title(one: str, other: str) -> bool:
    """Whether two headings are the same but for the body that each begins with."""
    return one == other or title_without_body(one) == title_without_body(other) != ""


def _section_title(section: Fact) -> str:
    return _YEAR.sub("", re.sub(r"[()]", "", fold(section.one("text")))).translate(_SAME_WORDS)


def _form_name(form: Fact) -> str:
    return _YEAR.sub("", re.sub(r"[()]", "", fold(form.one("dcterms:title")))).translate(_SAME_WORDS)


def _nearest(name: str, bodies: list[Fact]) -> Fact | None:
    """The heading whose words are likest."""
    from rapidfuzz import fuzz

    scored = [
        (fuzz.partial_ratio(name, _section_title(one)), one.iri, one)
        for one in bodies
        if len(_section_title(one)) >= _SHORTEST
    ]
    best = max(scored, default=None, key=lambda item: item[:2])
    return best[2] if best is not None and best[0] >= _SIMILAR else None

"""What a disclosure must hold by regulation and does not: forms and explanations (`queries/checks/required.toml`).

`chk:lacks` leads from a disclosure to the title of a required form that it does not hold. `chk:lacksItem` leads from it
to a node with `chk:item`, `chk:itemName`, `chk:itemNameEn`, `chk:basis` and `chk:line` (the line of the checklist) for
every required explanation or detail. Nothing is said of a document that is no whole disclosure (one page, one form),
nor of forms where so many are lacking that they are elsewhere: in pictures, or behind the end of the text.
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
from kb.checks.relations.forms.sheets import form_of
from kb.checks.relations.unread_places import UnreadPlaces
from loaders.blocks import NotRead
from loaders.namespaces import NAMESPACES
from loaders.printing import fold
from loaders.triples import terms

_FORM = NAMESPACES["form"]
_TEXTS = {
    "Section": ("text",),
    "Statement": ("sentence", "measureName", "section"),
    "Wording": ("text", "textBefore", "section"),
    "Duty": ("text",),
    "DepartmentGoal": ("text",),
    "UnreadPart": ("text",),
    "Citation": ("raw", "context"),
}
_FEWEST_STATEMENTS, _FEWEST_SECTIONS = 8, 3
_A_FEW_FORMS = 3
_EMPTY, _MISSING = "empty", "missing"
_SAYS_SO = re.compile("无|没有|未|空表|零|0")
_EMPTY_WORDS = {
    "government-fund": "政府性基金",
    "state-capital": "国有资本",
    "procurement": "采购",
    "three-public": "三公",
    "special-account": "专户",
    "project-list": "项目",
}
"""What text calls the money of a form that may be empty."""
_SCHEMES = {"functional": "/functional/", "economic": "-economic/"}


def triples(facts: Facts) -> Iterator[Triple]:
    """The forms and items that are lacking."""
    yield from _forms(facts)
    for form in unexplained(facts):
        yield form.iri, "unexplained", terms.boolean(True)
    if _is_whole(facts):
        yield from _items(facts)


@cache
def required() -> dict[str, Any]:
    """`required.toml` as it is written."""
    path = resources.folder("queries/checks") / "required.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def lacking_items(facts: Facts) -> list[dict[str, Any]]:
    """The items that the document should hold and does not."""
    document = _Document(facts)
    return [item for item in required()["item"] if document.is_asked(item) and not document.holds(item)]


def _may_hide_forms(facts: Facts) -> bool:
    """Whether the file shows what no reader opened: a form may be a picture, an embedded file, an attachment."""
    kinds = set(NotRead)
    return any(part.one("kind") in kinds for part in facts.of_type("UnreadPart"))


def _forms(facts: Facts) -> Iterator[Triple]:
    held = {_kind(form) for form in facts.of_type("Form")}
    printed = {_kind(form) for form in facts.of_type("Form") if form.one("status") != _MISSING}
    wanted = list(dict.fromkeys(form for entry in _sets(facts) for form in entry["forms"]))
    if len(printed & set(wanted)) < min(_A_FEW_FORMS, len(wanted)) or _may_hide_forms(facts):
        return
    for form in wanted:
        if form not in held:
            yield facts.disclosure.iri, "lacks", iri(f"{_FORM}{form}")


def _sets(facts: Facts) -> list[dict[str, Any]]:
    disclosure = facts.disclosure
    department = facts.by_iri.get(disclosure.one("department"))
    province = department.one("provinceName") if department is not None else ""
    year = int(disclosure.one("fiscalYear") or 0)
    return [
        entry
        for entry in required()["set"]
        if entry["kind"] == disclosure.one("kind")
        and entry.get("from", 0) <= year <= entry.get("until", 9999)
        and province in entry.get("provinces", [province])
        and not re.search(entry.get("not_departments", "^$"), disclosure.one("dcterms:identifier"))
    ]


def _is_whole(facts: Facts) -> bool:
    """Whether the document is a whole disclosure: text under several headings that explains forms."""
    headings = [one for one in facts.of_type("Section") if one.one("inContents") != "true"]
    return (
        len(facts.of_type("Statement")) >= _FEWEST_STATEMENTS
        and len(headings) >= _FEWEST_SECTIONS
        and len(facts.of_type("Form")) >= _A_FEW_FORMS
        and not re.search(required()["not_departments"], facts.disclosure.one("dcterms:identifier"))
    )


def _items(facts: Facts) -> Iterator[Triple]:
    for item in lacking_items(facts):
        node = f"{facts.disclosure.iri}#lacks-{item['id']}"
        yield facts.disclosure.iri, "lacksItem", iri(node)
        yield node, "item", text(item["id"])
        yield node, "itemName", text(item["zh"])
        yield node, "itemNameEn", text(item["en"])
        yield node, "basis", text(item["basis"])


class _Document:
    """A disclosure as the items of `required.toml` ask about it."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._stated = "\n".join(_stated(facts))
        self._printed = "\n".join([self._stated, *_of_forms(facts)])

    def is_asked(self, item: dict[str, Any]) -> bool:
        """Whether the item is asked of this kind and year, and the document shows that it should be there."""
        disclosure = self._facts.disclosure
        return (
            disclosure.one("kind") in item["kinds"]
            and int(disclosure.one("fiscalYear") or 0) >= item["from"]
            and bool(re.search(item.get("where", ""), self._printed))
            and not ("unless" in item and re.search(item["unless"], self._stated))
        )

    def holds(self, item: dict[str, Any]) -> bool:
        """Whether the document holds what the item asks for."""
        if "level" in item:
            return self._goes_down(**item["level"])
        if any(self._facts.of_type(kind) for kind in item.get("facts", ())):
            return True
        if "changes" in item and self._tells_change(item):
            return True
        where = self._stated if item.get("text_only") else self._printed
        return bool(re.search(item["words"], where))

    def _tells_change(self, item: dict[str, Any]) -> bool:
        names = (fold(one.one("measureName")) for one in self._facts.of_type("Statement") if one.one("direction"))
        return any(re.search(item["changes"], name) and not re.search(item["not_changes"], name) for name in names)

    def _goes_down(self, form: str, scheme: str, digits: int) -> bool:
        """Whether the subjects of a form go down so far; a form without subjects is another matter."""
        codes = [
            figure.one("rowCode")
            for figure in self._facts.of_type("qb:Observation")
            if figure.one("formKind").endswith(f"/{form}") and _SCHEMES[scheme] in figure.one("subject")
        ]
        return not codes or max(map(len, codes)) >= digits


def _stated(facts: Facts) -> Iterator[str]:
    """All that running text and headings say, as far as facts hold it; the contents page says nothing of itself."""
    for kind, names in _TEXTS.items():
        for fact in facts.of_type(kind):
            if fact.one("inContents") != "true":
                yield from (fold(fact.one(name)) for name in names if fact.one(name))


def _of_forms(facts: Facts) -> Iterator[str]:
    """Titles, columns and rows of forms."""
    for form in facts.of_type("Form"):
        if form.one("status") != _MISSING:
            yield fold(form.one("dcterms:title"))
    seen = {(one.one("rowLabel"), one.one("columnLabel")) for one in facts.of_type("qb:Observation") if form_of(one)}
    for row, column in sorted(seen):
        yield fold(f"{row} {column}")


def unexplained(facts: Facts) -> list[Fact]:
    """Forms without figures, where neither a note below them nor the text says that there is nothing."""
    forms = facts.of_type("Form")
    if sum(1 for form in forms if form.one("status") not in (_EMPTY, _MISSING)) < _A_FEW_FORMS:
        return []
    empty = [form for form in forms if form.one("status") == _EMPTY]
    unread = UnreadPlaces(facts)
    empty = [form for form in empty if not _SAYS_SO.search(form.one("note")) and not unread.below(form)]
    stated = "\n".join(_stated(facts)) if empty else ""
    return [form for form in empty if not _is_explained(form, stated)]


def _is_explained(form: Fact, stated: str) -> bool:
    words = _EMPTY_WORDS.get(_kind(form))
    if words is None:
        return False
    nothing_of_it = f"(?:没有|无|未)[^。;]{{0,24}}{words}"
    it_is_nothing = rf"{words}[^。;0-9]{{0,30}}(?:0(?![.\d])|0\.0+|为零|没有|空表)"
    return bool(re.search(f"{nothing_of_it}|{it_is_nothing}", stated))


def _kind(form: Fact) -> str:
    return form.one("formKind").rpartition("/")[2]

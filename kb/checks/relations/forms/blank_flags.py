"""Lists that say of each form whether it is blank (是否空表): `chk:blankFlag` leads from a row to its form.

Only where the flag and the form disagree: 是 with figures, 否 with none. The list itself is an unread remainder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text
from loaders.printing import fold

_HEADER = re.compile("是否(?:为|是)?空表|空表(?:标志|情况)")
_ROW = re.compile(r"(?P<title>[^|\t ]*[^\W\d]表)[|\t ]+(?P<flag>是|否)(?:[|\t ]|$)")
_EMPTY = ("empty", "declared-empty")
_FILLED = "filled"


def triples(facts: Facts) -> Iterator[Triple]:
    """The rows that say otherwise than the forms show."""
    parts = facts.of_type("UnreadPart")
    if not any(_HEADER.search(fold(part.one("sourceText"))) for part in parts):
        return
    forms = {fold(form.one("dcterms:title")): form for form in facts.of_type("Form")}
    seen: set[str] = set()
    for part in parts:
        match = _ROW.search(part.one("sourceText").strip())
        title = fold(match["title"]) if match else ""
        form = forms.get(title)
        if match is None or form is None or title in seen or not _disagree(form, match["flag"]):
            continue
        seen.add(title)
        yield part.iri, "blankFlag", iri(form.iri)
        yield part.iri, "flagPrinted", text(match["flag"])


def _disagree(form: Fact, flag: str) -> bool:
    status = form.one("status")
    return status == _FILLED if flag == "是" else status in _EMPTY

"""What a document calls itself: a unit's own budget (单位预算) whose text says 本部门 among 本单位.

`chk:callsItself` tells the words on the first fact of every sentence that uses the rarer of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, text
from loaders.printing import fold

_OF_A_UNIT = re.compile("单位(?:预算|决算)")
_OF_A_DEPARTMENT = re.compile("部门(?:\\(单位\\))?(?:预算|决算)|部门/单位")
_UNIT, _DEPARTMENT = re.compile("[本我]单位"), re.compile("[本我]部门(?!\\()")
_FEWEST = 3
_TEXTS = (("Statement", "sentence"), ("Wording", "text"), ("UnreadPart", "text"))


def triples(facts: Facts) -> Iterator[Triple]:
    """The sentences of a unit's budget that call it a department, where more call it a unit."""
    title = fold(facts.disclosure.one("dcterms:title"))
    if not _OF_A_UNIT.search(title) or _OF_A_DEPARTMENT.search(title):
        return
    sentences: dict[str, Fact] = {}
    for kind, name in _TEXTS:
        for fact in facts.of_type(kind):
            if "名词" not in fact.one("section"):
                sentences.setdefault(fold(fact.one(name)), fact)
    as_unit = [one for one in sentences if _UNIT.search(one) and not _DEPARTMENT.search(one)]
    as_department = [one for one in sentences if _DEPARTMENT.search(one) and not _UNIT.search(one)]
    if len(as_unit) >= _FEWEST and len(as_unit) > len(as_department):
        for one in as_department:
            match = _DEPARTMENT.search(one)
            yield sentences[one].iri, "callsItself", text(match[0] if match else "")

"""Codes that running text prints behind the names of subjects: 农村水利（2130316）.

`chk:codeStated` leads from the sentence to a figure of the row whose code it is, where the forms give the code to
another name and the name, everywhere, another code; `chk:nameStated`, `chk:codePrinted`, `chk:codeDue` say
what both are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text
from kb.checks.relations.forms.sheets import core
from loaders.printing import fold

_CODED = re.compile(r"(?P<name>[\u4e00-\u9fff、()]{2,40}?)\((?P<code>\d{5}|\d{7})\)")
_LEVELS = re.compile(r"\([类款项]\)")
_LEADING = re.compile("^[^\u4e00-\u9fff]+|^(?:其中|用于|包括|和|以及)")


def triples(facts: Facts) -> Iterator[Triple]:
    """The sentences whose code is another subject's."""
    names: dict[str, set[str]] = defaultdict(set)
    codes: dict[str, set[str]] = defaultdict(set)
    rows: dict[str, Fact] = {}
    for figure in facts.of_type("qb:Observation"):
        if figure.one("subject") and figure.one("rowLabel"):
            names[figure.one("rowCode")].add(core(figure.one("rowLabel")))
            codes[core(figure.one("rowLabel"))].add(figure.one("rowCode"))
            rows.setdefault(figure.one("rowCode"), figure)
    for wording in facts.of_type("Wording"):
        if wording.one("kind") != "coded-name":
            continue
        for match in _CODED.finditer(fold(wording.one("text"))):
            name, code = _name(match["name"]), match["code"]
            due = {one for one in codes.get(name, ()) if len(one) == len(code)}
            if code in names and len(due) == 1 and code not in due and name not in names[code]:
                node = f"{wording.iri}#code-{code}"
                yield node, "codeStated", iri(wording.iri)
                yield node, "codeRow", iri(rows[next(iter(due))].iri)
                yield node, "nameStated", text(name)
                yield node, "codePrinted", text(code)
                yield node, "codeDue", text(next(iter(due)))


def _name(printed: str) -> str:
    """The last subject of a name that may print its levels: 农林水支出(类)水利(款)农村水利(项)."""
    parts = [part for part in _LEVELS.split(printed) if part]
    return core(_LEADING.sub("", parts[-1])) if parts else ""

"""What running text says of final accounts against the budget: 决算数小于预算数的主要原因….

`chk:settledWord` leads from a wording to a node with `chk:said` (-1 less, 0 equal, 1 more), `chk:saidWord` as printed,
`chk:budget` and `chk:settled` the statements that the sentence before it (or the same one) tells of one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text
from loaders.printing import fold
from loaders.triples import terms

_WORD = re.compile(
    "决算数?(?:(大于|高于|多于|超过|超出)|(小于|低于|少于)|(等于)|[与和同])(?:年初|全年|调整)?预算数?(?:持平|一致|相等|相同)?"
)
_STAGE = re.compile("(?:支出)?(?:年初|全年|调整)?(?:支出)?(预算|决算)数?$")
_RATIO = ("比例", "增减", "占比", "比重")


def triples(facts: Facts) -> Iterator[Triple]:
    """Every such saying whose two amounts are known."""
    statements = facts.of_type("Statement")
    for wording in facts.of_type("Wording"):
        match = _WORD.search(fold(wording.one("text"))) if wording.one("kind") == "settled" else None
        amounts = _amounts(wording, statements) if match else None
        if match is None or amounts is None:
            continue
        said = 1 if match[1] else -1 if match[2] else 0
        node = f"{wording.iri}#settled"
        yield wording.iri, "settledWord", iri(node)
        yield node, "said", terms.integer(said) or "0"
        yield node, "saidWord", text(match[0])
        yield node, "budget", iri(amounts[0].iri)
        yield node, "settled", iri(amounts[1].iri)


def _amounts(wording: Fact, statements: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """The budget and the amount settled, where the sentence tells them of one thing, one after the other."""
    near = [one for one in statements if _near(one, wording)]
    for stated in filter(None, (wording.one("text"), wording.one("textBefore"))):
        members = [one for one in near if fold(one.one("sentence")) == fold(stated)]
        levels = [one for one in members if one.is_money and not any(part in one.one("measureName") for part in _RATIO)]
        if len(levels) >= 2:
            budget, settled = levels[0], levels[1]
            of_one = _thing(budget) == _thing(settled) or not _thing(settled)
            if (_stage(budget), _stage(settled)) == ("预算", "决算") and of_one:
                return budget, settled
    return None


def _near(statement: Fact, wording: Fact) -> bool:
    """Whether both are of one section; the same sentence may be in several."""
    return statement.one("section") == wording.one("section") and abs((statement.line or 0) - (wording.line or 0)) <= 1


def _stage(statement: Fact) -> str:
    match = _STAGE.search(fold(statement.one("measureName")))
    return match[1] if match else ""


def _thing(statement: Fact) -> str:
    return _STAGE.sub("", fold(statement.one("measureName")))

"""Schedules of payment that running text states: 用款计划：第一季度20%，第二季度30%，第三季度30%，第四季度20%.

`chk:scheduleStated` gives what the shares of a sentence make, in percent, where neither they nor, stated as
cumulative, the last of them make 100 %; `chk:scheduleShares` the shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kb.checks.facts import Facts
from kb.checks.relations import Triple, number, text
from loaders.printing import fold

_SHARE = re.compile(
    r"(?:第?[一二三四1-4]季度|\d{1,2}月(?:底|末|份)?(?:前)?|[上下]半年)[^\d%,，‚;；。]{0,8}(\d+(?:\.\d+)?)%"
)
_FEWEST = 2
_WHOLE = Decimal(100)
_ROUNDING = Decimal("0.5")


def triples(facts: Facts) -> Iterator[Triple]:
    """The schedules that are not complete."""
    for wording in facts.of_type("Wording"):
        if wording.one("kind") != "schedule":
            continue
        shares = [Decimal(share) for share in _SHARE.findall(fold(wording.one("text")))]
        total = sum(shares, Decimal(0))
        grows = all(one <= other for one, other in pairwise(shares))
        if len(shares) < _FEWEST or abs(total - _WHOLE) <= _ROUNDING or (grows and shares[-1] == _WHOLE):
            continue
        yield wording.iri, "scheduleStated", number(total)
        yield wording.iri, "scheduleShares", text("、".join(f"{share}%" for share in shares))

"""One cause, one finding: findings that one wrong figure brings about are reported together.

Two findings have one cause where they differ by the same amount and touch one printing, two rows, or two amounts that
are in one sentence: a cell that breaks the sum of its row and of its column, a text that prints a wrong part and its
wrong whole, a row that moves money from one column to another. So have two findings of one rule with the same figures
of many digits: a rate that four sentences repeat.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kb.checks.finding import NOTE, SEVERITIES, Finding

_ODD = 2
"""The places in front are those that disagree; the rest are listed beside them."""
_MANY_DIGITS = 5
"""Figures of so many digits that are printed in several places are one figure."""
_COLUMN = re.compile(r"第 \d+ 栏$")
_FIGURE = re.compile(r"[\d.]+")


def one_per_cause(findings: Sequence[Finding]) -> list[Finding]:
    """The findings in their order, each with those of the same cause in `also`; notes stay as they are."""
    groups: list[list[Finding]] = []
    by_key: dict[tuple[str, ...], int] = {}
    for finding in findings:
        keys = list(_keys(finding)) if finding.severity != NOTE else []
        known = sorted({by_key[key] for key in keys if key in by_key})
        home = known[0] if known else len(groups)
        if not known:
            groups.append([])
        groups[home].append(finding)
        for other in known[1:]:
            groups[home] += groups[other]
            groups[other] = []
        by_key.update(dict.fromkeys(keys, home))
        by_key.update({key: home for key, group in by_key.items() if group in known[1:]})
    return [_together(group) for group in groups if group]


def _keys(finding: Finding) -> Iterable[tuple[str, ...]]:
    """What findings of one cause share."""
    if _is_one_figure(finding):
        yield finding.document, finding.rule, *_stated(finding)
    if not finding.money:
        return
    for spot in finding.spots:
        yield finding.document, finding.money, spot.fact
    odd = finding.spots[:_ODD]
    for spot in odd:
        if spot.text and not spot.form:
            yield finding.document, finding.money, f"{spot.place}\n{spot.text}"
    rows = sorted({_COLUMN.sub("", spot.place) for spot in odd if spot.form})
    if len(rows) == _ODD:
        yield finding.document, finding.money, *rows


def _stated(finding: Finding) -> list[str]:
    """The figures that disagree, in any order; of what is no difference in money, all figures."""
    return sorted(finding.values[:_ODD]) if finding.money else list(finding.values)


def _is_one_figure(finding: Finding) -> bool:
    """Whether its figures are too long to be the same by chance; of a difference in money, both."""
    digits = [
        max((len(one.replace(".", "")) for one in _FIGURE.findall(stated)), default=0) for stated in _stated(finding)
    ]
    return bool(digits) and (min(digits) if finding.money else max(digits)) >= _MANY_DIGITS


def _together(group: list[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    main = min(group, key=lambda one: (SEVERITIES.index(one.severity), -_shared(one, group)))
    others = [one for one in group if one is not main]
    spots = {spot.fact: spot for one in (main, *others) for spot in one.spots}
    return replace(main, spots=tuple(spots.values()), also=tuple(others))


def _shared(finding: Finding, group: Sequence[Finding]) -> int:
    """How many of the group touch its first place: the cell that all of them have in common is the one to mend."""
    touching: dict[str, int] = defaultdict(int)
    for one in group:
        for fact in {spot.fact for spot in one.spots[:_ODD]}:
            touching[fact] += 1
    return touching[finding.spots[0].fact] if finding.spots else 0

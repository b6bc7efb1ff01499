"""One cause, one finding: findings that one wrong figure brings about are told together.

Two findings have one cause where they differ by the same amount and touch one printing, or two that stand in one
sentence: a cell that breaks the sum of its row and of its column, a text that prints a wrong part and its wrong whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kb.checks.finding import NOTE, SEVERITIES, Finding

_ODD = 2
"""The places in front are those that disagree; the rest are listed beside them."""


def one_per_cause(findings: Sequence[Finding]) -> list[Finding]:
    """The findings in their order, each with those of the same cause in `also`; notes stay as they are."""
    groups: list[list[Finding]] = []
    by_key: dict[tuple[str, str, str], int] = {}
    for finding in findings:
        keys = list(_keys(finding)) if finding.severity != NOTE else []
        known = next((by_key[key] for key in keys if key in by_key), len(groups))
        if known == len(groups):
            groups.append([])
        groups[known].append(finding)
        for key in keys:
            by_key.setdefault(key, known)
    return [_together(group) for group in groups]


def _keys(finding: Finding) -> Iterable[tuple[str, str, str]]:
    """What findings of one cause share: the difference, with a printing or a line of text that is not the document."""
    if not finding.money:
        return
    for spot in finding.spots[:_ODD]:
        yield finding.document, finding.money, spot.fact
        if spot.text and not spot.form:
            yield finding.document, finding.money, f"{spot.place}\n{spot.text}"


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

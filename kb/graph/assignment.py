"""Which subject code pays for which project: the forms seldom say, but the amounts may leave one way only.

支出总表 prints how much of each subject code is 项目支出; the list of projects prints the amount of each project. If
there is exactly one way to give every project to one code so that each code's amount is met to the cent, it is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

MOST_STEPS = 200_000
"""After so many tries the question counts as open."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The subject of each project, by their keys."""

    subjects: dict[str, str]


class Open(Enum):
    """Why no assignment was made: words in Chinese and English."""

    NO_AMOUNTS = "没有科目的项目支出或项目金额", "no project expenditure by code, or no amounts of projects"
    NO_WAY = "金额加不到一起", "the amounts do not add up"
    SEVERAL_WAYS = "不止一种加法", "the amounts add up in several ways"
    TOO_MANY = "组合太多", "too many combinations"


def assign(subjects: Mapping[str, Decimal], projects: Mapping[str, Decimal]) -> Assignment | Open:
    """Give each project to the one subject that must pay for it; the reason where that cannot be said.

    Amounts are in one unit. First all projects must find a place; if that fails, some may stay outside (what a list
    names beside its projects), as long as every subject is met in exactly one way.
    """
    if not subjects or not projects:
        return Open.NO_AMOUNTS
    whole = _Search(subjects, projects, may_leave=False).run()
    return _Search(subjects, projects, may_leave=True).run() if whole is Open.NO_WAY else whole


class _Search:
    """Tries every way, the largest project first, and stops at the second that works."""

    def __init__(self, subjects: Mapping[str, Decimal], projects: Mapping[str, Decimal], *, may_leave: bool) -> None:
        self._room = dict(subjects)
        self._projects = sorted(projects.items(), key=lambda item: (-item[1], item[0]))
        self._after = [
            sum((amount for _key, amount in self._projects[at:]), Decimal()) for at in range(len(projects) + 1)
        ]
        self._may_leave = may_leave
        self._chosen: dict[str, str] = {}
        self._found: list[dict[str, str]] = []
        self._steps = 0

    def run(self) -> Assignment | Open:
        self._place(0)
        if self._steps > MOST_STEPS:
            return Open.TOO_MANY
        if not self._found:
            return Open.NO_WAY
        return Assignment(self._found[0]) if len(self._found) == 1 else Open.SEVERAL_WAYS

    def _place(self, at: int) -> None:
        self._steps += 1
        if len(self._found) > 1 or self._steps > MOST_STEPS or sum(self._room.values()) > self._after[at]:
            return
        if at == len(self._projects):
            if not any(self._room.values()):
                self._found.append(dict(self._chosen))
            return
        key, amount = self._projects[at]
        for subject, room in self._room.items():
            if room >= amount:
                self._room[subject] = room - amount
                self._chosen[key] = subject
                self._place(at + 1)
                del self._chosen[key]
                self._room[subject] = room
        if self._may_leave:
            self._place(at + 1)

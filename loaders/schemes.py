"""The classifications of subjects (政府收支分类科目): which there are, and what a code tells of its own."""

from __future__ import annotations

from enum import StrEnum


class SubjectScheme(StrEnum):
    """A classification; the economic one of departments took the place of an older one in 2018."""

    FUNCTIONAL = "functional"
    DEPARTMENT_ECONOMIC = "department-economic"
    DEPARTMENT_ECONOMIC_2007 = "department-economic-2007"
    GOVERNMENT_ECONOMIC = "government-economic"


PRINTED_SCHEMES = (SubjectScheme.FUNCTIONAL, SubjectScheme.DEPARTMENT_ECONOMIC, SubjectScheme.GOVERNMENT_ECONOMIC)
"""Those that a code is read as by itself; its year then tells the older economic one."""

OF_FIRST_DIGIT = {
    "2": SubjectScheme.FUNCTIONAL,
    "3": SubjectScheme.DEPARTMENT_ECONOMIC,
    "5": SubjectScheme.GOVERNMENT_ECONOMIC,
}

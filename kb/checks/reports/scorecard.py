"""A scorecard over departments, by a formula that is printed with it.

    得分 ＝ 100 − min(50, 5 × 错误) − min(20, 1 × 警告) − min(30, 3 × 缺的规定内容)

Missing forms and explanations count apart from other warnings; findings that the desk has done away with do not count.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from kb.checks.finding import ERROR, WARNING, Finding
from kb.checks.reports import Report

FORMULA = "得分＝100−min(50，5×错误)−min(20，警告)−min(30，3×缺规定公开的内容)；误报和已说明的不计"
COLUMNS = ("名次", "部门", "文件数", "得分", "错误", "警告", "缺规定公开的内容", "涉及金额（元）")
MISSING_RULES = frozenset({"required-form-missing", "required-item-missing", "empty-form-unexplained"})
_ERROR, _WARNING, _MISSING = (5, 50), (1, 20), (3, 30)
"""How many points one costs, and how many all of them at most."""


@dataclass(frozen=True, slots=True)
class Score:
    """What the findings of a department come to; `money` is in yuan, each finding's difference once."""

    department: str
    documents: int
    errors: int
    warnings: int
    missing: int
    money: Decimal

    @property
    def points(self) -> int:
        """The score by FORMULA, from 0 to 100."""
        lost = ((self.errors, _ERROR), (self.warnings, _WARNING), (self.missing, _MISSING))
        return 100 - sum(min(most, count * cost) for count, (cost, most) in lost)


def scores(report: Report) -> list[Score]:
    """One score a department, the best first."""
    by_department: dict[str, list[str]] = defaultdict(list)
    for document in report.findings:
        by_department[report.department(document)].append(document)
    found = [_score(name, documents, report) for name, documents in by_department.items()]
    return sorted(found, key=lambda one: (-one.points, one.errors, one.money, one.department))


def _score(department: str, documents: list[str], report: Report) -> Score:
    counted: list[Finding] = [
        one for document in documents for one in report.findings[document] if not report.is_quiet(one)
    ]
    missing = [one for one in counted if one.rule in MISSING_RULES]
    return Score(
        department,
        len(documents),
        sum(1 for one in counted if one.severity == ERROR),
        sum(1 for one in counted if one.severity == WARNING) - sum(1 for one in missing if one.severity == WARNING),
        len(missing),
        sum((Decimal(one.money or 0) for one in counted if one.severity in (ERROR, WARNING)), Decimal(0)),
    )


def render(report: Report) -> str:
    """CSV: a header, one row a department with its rank (equal scores share one), the formula last."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    ranked = scores(report)
    for one in ranked:
        rank = 1 + sum(1 for other in ranked if other.points > one.points)
        money = f"{one.money.normalize():f}"
        writer.writerow((rank, one.department, one.documents, one.points, one.errors, one.warnings, one.missing, money))
    writer.writerow((FORMULA,))
    return out.getvalue()

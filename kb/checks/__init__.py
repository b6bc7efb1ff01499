"""Checks: every place where a disclosure contradicts itself.

`Checker().check(quads)` runs the rules of `queries/checks/` over the graph of one disclosure; `check_documents` does
so for documents of a store and keeps the findings in their graphs of findings.
"""

from __future__ import annotations

from kb.checks.checking import affected_by, check_documents
from kb.checks.finding import Finding
from kb.checks.run import Checker

__all__ = ["Checker", "Finding", "affected_by", "check_documents"]

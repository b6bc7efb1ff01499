"""What the network is made of, as the queries of `queries/graph/` give it: plain rows."""

from __future__ import annotations

from typing import Any

from kb import resources
from kb.rows.printed import plain
from kb.store.interface import GraphStore

Row = dict[str, Any]


def rows_of(store: GraphStore, name: str) -> list[Row]:
    """The rows of `queries/graph/NAME.rq` by variable; unbound is None, numbers are exact."""
    query = (resources.folder("queries/graph") / f"{name}.rq").read_text(encoding="utf-8")
    solutions = store.select(query)
    names = [variable.value for variable in solutions.variables]
    return [{name: plain(solution[name]) for name in names} for solution in solutions]

"""A piece of work that never ends and lets no thread of its process run: an engine written in another language."""

from __future__ import annotations

import os
from pathlib import Path


def spin(path: str) -> None:
    """Write the number of this process, then join what has no end."""
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_extend(ox.Quad(ox.NamedNode(f"x:{one}"), ox.NamedNode("x:p"), ox.Literal(one)) for one in range(3000))
    Path(path).write_text(f"{os.getpid()}\n", encoding="utf-8")
    list(store.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) != STR(?g)) }"))

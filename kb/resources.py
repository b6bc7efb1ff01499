"""Finds the data files that travel with the code: queries and ontology.

In a checkout they are top-level folders; in an installed wheel they lie inside the package.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent

SHAPES = "shapes"
"""The folder of the ontology that holds SHACL shapes: rules about the graph, not part of it."""


class MissingResource(Exception):
    """A data file that the installation should hold and does not; the message names it."""


def folder(name: str) -> Path:
    """The folder `queries/tables`, `ontology` …; raises MissingResource where the installation lacks it."""
    for root in (PACKAGE, PACKAGE.parent):
        if (found := root / name).is_dir():
            return found
    raise MissingResource(f"{PACKAGE}: 安装不完整, 缺 {name} (the installation lacks {name}); 请重新安装 (reinstall)")


def ontology_files() -> Iterator[Path]:
    """The Turtle files of the vocabulary and the code lists, in a stable order."""
    root = folder("ontology")
    for path in sorted(root.rglob("*.ttl")):
        if SHAPES not in path.relative_to(root).parts:
            yield path

"""What the cubes are cut by (`dimensions.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from loaders.namespaces import NAMESPACES, expand


class DimensionKind(StrEnum):
    """What the values of a dimension are."""

    IRI = "iri"
    TEXT = "text"
    YEAR = "year"
    NUMBER = "number"

    @property
    def datatype(self) -> str:
        """The datatype of the values, a prefixed name; empty for IRIs."""
        return DATATYPES[self]


DATATYPES = {
    DimensionKind.IRI: "",
    DimensionKind.TEXT: "xsd:string",
    DimensionKind.YEAR: "xsd:gYear",
    DimensionKind.NUMBER: "xsd:integer",
}


@dataclass(frozen=True, slots=True)
class CubeDimension:
    """A dimension: the property of observations, its kind and QUDT scale, its names; `always`: of every cube."""

    name: str
    path: str
    kind: DimensionKind
    scale: str
    zh: str
    en: str
    always: bool = False


@dataclass(frozen=True, slots=True)
class CubeWords:
    """The dimensions in order, the operation by form and by side, and texts by name and language."""

    dimensions: tuple[CubeDimension, ...]
    operation_of_form: Mapping[str, str]
    operation_of_side: Mapping[str, str]
    operation_labels: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, Mapping[str, str]]


DISCLOSURE, REPETITION, LINE, OPERATION = "disclosure", "repetition", "line", "operation"
OPERATIONS = NAMESPACES["obeu-operation"]


@cache
def cube_words() -> CubeWords:
    """What `dimensions.toml` says."""
    found = tomllib.loads(Path(__file__).with_name("dimensions.toml").read_text(encoding="utf-8"))
    dimensions = (CubeDimension(**entry | {"kind": DimensionKind(entry["kind"])}) for entry in found["dimension"])
    of_form = {form: name for name, forms in found["operation"].items() for form in forms}
    return CubeWords(tuple(dimensions), of_form, found["sides"], found["operation_labels"], found["texts"])


@cache
def read_properties() -> Mapping[str, str]:
    """The properties of figures that a cube needs, each by its IRI: the name of a dimension or its own local name."""
    names = {one.path: one.name for one in cube_words().dimensions if one.name not in (LINE, REPETITION, OPERATION)}
    others = ("amount", "formKind", "rowNumber", "position", "rowLabel", "secondLabel", "side")
    return {expand(path): name for path, name in [*names.items(), *((f"cnb:{name}", name) for name in others)]}

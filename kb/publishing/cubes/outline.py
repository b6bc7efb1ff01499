"""What a cube looks like, before any of its observations is written: which dimensions it needs, with which values."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.publishing.cubes.dimensions import DISCLOSURE, REPETITION, CubeDimension, cube_words

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.publishing.cubes.figures import CubeFigure

ONCE = "1"


@dataclass(slots=True)
class CubeOutline:
    """A cube over one kind of form: values and undefined ones by dimension, and how many documents share a key."""

    form: str
    figures: int = 0
    values: dict[str, set[ox.NamedNode | ox.Literal]] = field(default_factory=lambda: defaultdict(set))
    undefined: set[str] = field(default_factory=set)
    documents: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, figures: list[CubeFigure]) -> None:
        """Take the figures of this form in one document."""
        self.figures += len(figures)
        for figure in figures:
            for name, value in figure.values.items():
                if value is None:
                    self.undefined.add(name)
                else:
                    self.values[name].add(value)
        self.documents.update({_key_of_document(figure) for figure in figures})

    def dimensions(self) -> list[CubeDimension]:
        """The dimensions that tell all its figures apart, and no others.

        The disclosure is one where two of the same department, year and stage have this form, the repetition where a
        form says two figures of one thing.
        """
        return [one for one in cube_words().dimensions if self._is_needed(one)]

    def _is_needed(self, dimension: CubeDimension) -> bool:
        if dimension.name == DISCLOSURE:
            return any(number > 1 for number in self.documents.values())
        if dimension.name == REPETITION:
            return any(value.value != ONCE for value in self.values[REPETITION])
        return dimension.always or bool(self.values[dimension.name])


def _key_of_document(figure: CubeFigure) -> tuple[str, ...]:
    return tuple(str(figure.values[name]) for name in ("department", "fiscalYear", "stage"))


def outlined(figures: list[CubeFigure], cubes: dict[str, CubeOutline]) -> None:
    """Add the figures of one document to the outlines of their cubes, by kind of form."""
    by_form: dict[str, list[CubeFigure]] = defaultdict(list)
    for figure in figures:
        by_form[figure.form].append(figure)
    for form, members in by_form.items():
        cubes.setdefault(form, CubeOutline(form)).add(members)

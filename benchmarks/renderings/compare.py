"""How much of a rendering is read right: its figures against those of the sample, places aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.facts import Disclosure, Figure
from loaders.forms.columns import NO_HEADER

Key = tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """Figures of a sample, and how many of them a rendering gives right, wrong, or without a meaning."""

    figures: int
    right: int
    wrong: int
    unknown: int

    @property
    def unread(self) -> int:
        """Those it does not give at all, or without a meaning."""
        return self.figures - self.right - self.wrong


def facts_of(disclosure: Disclosure) -> Counter[Key]:
    """The figures of a disclosure as form, row, meaning of the column and amount, with their multiplicity.

    Forms with a column that the sample itself leaves without a header are left out.
    """
    torn = {figure.form for figure in disclosure.figures if figure.columns == (NO_HEADER,)}
    names = {project.key: project.name for project in disclosure.projects}
    return Counter(_key(figure, names) for figure in disclosure.figures if figure.form not in torn)


def _key(figure: Figure, names: Mapping[str, str]) -> Key:
    """A project goes by the label of its row, else by its name: which code it has, another form may tell."""
    project = figure.project and (figure.row_label or names.get(figure.project, figure.project))
    row = (figure.row_code, figure.row_label, project, figure.budget_unit)
    return (figure.form, *row, figure.component, figure.side, figure.amount, figure.unit)


def compare(sample: Disclosure, rendering: Disclosure) -> Outcome:
    """A rendering against its sample."""
    printed, read = facts_of(sample), facts_of(rendering)
    forms = {key[0] for key in printed}
    more = {key: count for key, count in (read - printed).items() if key[0] in forms}
    unknown = sum(count for key, count in more.items() if "unknown" in key)
    return Outcome(printed.total(), (printed & read).total(), sum(more.values()) - unknown, unknown)

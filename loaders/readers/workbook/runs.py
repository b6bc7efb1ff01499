"""The text of a cell that is set in several ways: runs struck out or raised as footnote marks are not its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.readers.marks import MARK, raised
from loaders.readers.workbook.sheets import STRUCK, Position, RawSheet


@dataclass(slots=True)
class RunText:
    """What a cell shows, and what of it is struck out or a footnote mark, each with the reason."""

    text: str = ""
    unseen: list[tuple[str, str]] = field(default_factory=list)

    def take(self, text: str, *, is_struck: bool = False, is_raised: bool = False) -> None:
        """Take the next run."""
        shown = raised(self.text, text) if is_raised else text
        if is_struck or shown is None:
            self.unseen.append((text, STRUCK if is_struck else MARK))
        else:
            self.text += shown

    def put(self, sheet: RawSheet, at: Position) -> None:
        """Write the cell; one that shows nothing has no value."""
        sheet.unseen += [(at, text, reason) for text, reason in self.unseen if text.strip()]
        if self.text.strip() or not self.unseen:
            sheet.values[at] = self.text


def run_text(runs: Iterable[tuple[str, bool, bool]]) -> RunText:
    """The text of runs, each given as its text, whether it is struck out, and whether it is raised."""
    found = RunText()
    for text, is_struck, is_raised in runs:
        found.take(text, is_struck=is_struck, is_raised=is_raised)
    return found

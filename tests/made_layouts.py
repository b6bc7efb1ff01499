"""Layouts of provinces (tests/loaders/layouts): a small table as it is published, and what it says typed by hand.

`NAME.txt` or `NAME.html` is the table; `NAME.expected` says what should be read from it, block by block:

    [form/side unit phase]
     | leaf = component | …          leaf: the last words of the header path (`公务用车/小计`), `*` any component
    code label | amount | …          a blank stands for a cell without a figure; `5 辆` names a unit of its own
    [projects]
    name | code | amount unit | fiscal amount | other amount
    [indicators]
    owner | level 1 | level 2 | level 3 | operator | number | unit | words
    [unread]
    text of each row that is reported as unread
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from loaders.blocks import Place, Reading
from loaders.document import disclosure_of
from loaders.facts import Disclosure, Figure
from loaders.identity.identity import Identity
from loaders.layout.contents import set_aside_contents
from loaders.layout.form_titles import recognise
from loaders.layout.sheets import Sheet, sheets
from loaders.readers import read, read_bytes

FOLDER = Path(__file__).parent / "loaders" / "layouts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.expected"))


@dataclass(frozen=True)
class ExpectedFigure:
    """One figure as typed by hand."""

    form: str
    side: str
    phase: str
    code: str
    label: str
    leaf: str
    component: str
    amount: str
    unit: str

    def fits(self, figure: Figure) -> bool:
        """Whether a figure that was read is this one."""
        path = "/".join(figure.columns)
        return (
            (self.form, self.code, self.amount) == (figure.form, figure.row_code, figure.amount)
            and bare(self.label) == bare(figure.row_label)
            and path.endswith(self.leaf)
            and self.side in ("", figure.side)
            and self.phase in ("", figure.phase)
            and self.component in ("*", figure.component)
            and self.unit == figure.unit
        )


@dataclass
class Expected:
    """What a layout should give."""

    figures: list[ExpectedFigure] = field(default_factory=list)
    projects: list[tuple[str, ...]] = field(default_factory=list)
    indicators: list[tuple[str, ...]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def bare(label: str) -> str:
    return re.sub(r"\s", "", label)


def expected(name: str) -> Expected:
    """The hand-typed facts of a layout."""
    found = Expected()
    head: list[str] = []
    columns: list[str] = []
    for line in (FOLDER / f"{name}.expected").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            head, columns = line.strip("[]").split(), []
        elif not line.strip() or line.startswith("#"):
            continue
        elif head[0] == "unread":
            found.unread.append(line.strip())
        else:
            cells = [cell.strip() for cell in line.split("|")]
            if head[0] == "projects":
                found.projects.append(tuple(cells))
            elif head[0] == "indicators":
                found.indicators.append(tuple(cells))
            elif not columns:
                columns = cells[1:]
            else:
                found.figures.extend(_figures(head, columns, cells))
    return found


def _figures(head: list[str], columns: list[str], cells: list[str]) -> Iterator[ExpectedFigure]:
    form, _, side = head[0].partition("/")
    coded = re.match(r"(\d{3,}) (.*)", cells[0])
    code, label = (coded[1], coded[2]) if coded else ("", cells[0])
    for column, cell in zip(columns, cells[1:], strict=True):
        if not cell:
            continue
        leaf, component = column.rsplit(" = ", 1)
        amount, _, unit = cell.partition(" ")
        phase = head[2] if len(head) > 2 else ""
        yield ExpectedFigure(form, side, phase, code, label, leaf, component, amount, unit or head[1])


def load_layout(name: str) -> Disclosure:
    """The facts that the loaders read from a layout."""
    path = next(path for path in FOLDER.glob(f"{name}.*") if path.suffix != ".expected")
    return made_disclosure(read(path), kind="决算" if name.startswith("final-") else "预算")


def made_disclosure(reading: Reading, kind: str = "预算") -> Disclosure:
    """The facts of a document whose department is known beforehand."""
    identity = Identity("青山市水利局", "", "青山市", "", "", "2024", "青山市水利局2024年部门预算", Place(), kind)
    return disclosure_of(reading, identity, "made.txt", "0" * 64)


def sheets_of(text: str) -> list[Sheet]:
    """The sheets of a text document."""
    blocks, _ = set_aside_contents(read_bytes(text.encode(), "made.txt").blocks)
    return sheets(blocks, lambda line: recognise(line) is not None)


def disclosure_of_text(text: str, kind: str = "预算") -> Disclosure:
    """The facts of a text document."""
    return made_disclosure(read_bytes(text.encode(), "made.txt"), kind)


def tabbed(*rows: str) -> str:
    """Rows of a tab-separated table, typed with | between the cells."""
    return "\n".join("\t".join(row.split("|")) for row in rows) + "\n"

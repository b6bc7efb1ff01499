"""What the forms of a document gave, as the kinds of forms put it together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from loaders.blocks import Cell, Place, Row
from loaders.drafts import ProjectDraft
from loaders.facts import Figure, Form, Goal, Indicator, Source, Unit, Unread
from loaders.forms.budget import FormReading
from loaders.forms.performance.tree import IndicatorRow, target_fields
from loaders.forms.remarks import named_code, named_department, row_gaps
from loaders.layout.sheets import Sheet, rows_text
from loaders.printing import tidy
from loaders.table.model import Phase

WHOLE_DEPARTMENT = "部门整体"


@dataclass(frozen=True, slots=True)
class OwnedIndicator:
    """An indicator before its project is joined together: the name and code its owner is printed under."""

    owner: str
    code: str
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A project whose declaration, on the sheet of that number, has printed no indicators yet."""

    sheet: int
    name: str
    code: str


@dataclass(slots=True)
class Forms:
    """What the forms of a document gave, before projects are joined together.

    `phase` and `fiscal_year` are those of the document; `owners` the project that the sheet of a declaration is about;
    `awaiting` the project declared last, if its indicators may be in the table behind.
    """

    phase: str = Phase.BUDGET
    fiscal_year: str = ""
    forms: list[Form] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    drafts: list[ProjectDraft] = field(default_factory=list)
    indicators: list[OwnedIndicator] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    owners: dict[int, str] = field(default_factory=dict)
    awaiting: Awaiting | None = None
    _counts: Counter[str] = field(default_factory=Counter)

    def new_id(self, form: str) -> str:
        """An id for one more form of this kind: `procurement`, `procurement-2` …"""
        self._counts[form] += 1
        return form if self._counts[form] == 1 else f"{form}-{self._counts[form]}"

    def add_form(
        self,
        sheet: Sheet,
        form: str,
        *,
        filled: bool,
        form_id: str = "",
        figures: int = 0,
        status: str = "",
        project: str = "",
        header_shift: tuple[Source, ...] = (),
        derived: tuple[Source, ...] = (),
    ) -> None:
        """One more form of the document; `status` where it is neither filled nor empty."""
        title = sheet.title.text.strip() if sheet.title else ""
        place = sheet.title.place if sheet.title else sheet.place
        self.forms.append(
            Form(
                id=form_id or self.new_id(form),
                form=form,
                title=title,
                status=status or ("filled" if filled else "empty"),
                source=Source(place, title or rows_text(sheet.rows[0].cells)),
                unit=sheet.unit,
                note=" ".join(tidy(note.text) for note in sheet.notes),
                figures=figures,
                project=project,
                header_shift=header_shift,
                number=next((said.number for _, said in sheet.small if said.number), ""),
                department=named_department(sheet),
                code=named_code(sheet),
                row_gaps=row_gaps(sheet),
                derived=derived,
            )
        )

    def leave(self, sheet: Sheet, reason: str) -> None:
        """A sheet that became no fact, reported row by row."""
        for row in sheet.rows:
            text = rows_text(row.cells)
            if text:
                self.unread.append(Unread("table", text, reason, Source(place_of(row), text)))

    def keep(self, reading: FormReading) -> None:
        """The figures of a form that was read, and what in it was not understood."""
        self.figures.extend(reading.figures)
        self.unread.extend(reading.unread)

    def add_indicator(self, row: IndicatorRow, owner: str, code: str, form_id: str) -> None:
        """One indicator, under the name and code that its owner is printed with."""
        cell = row.target if row.target is not None else row.level3
        printed = " ".join(part.text.strip() for part in (row.level3, row.target) if part is not None)
        self.indicators.append(
            OwnedIndicator(
                owner,
                code,
                Indicator(
                    owner=owner,
                    level1=row.level1,
                    level2=row.level2,
                    level3=tidy(row.level3.text),
                    source=Source(cell.place, printed),
                    description=row.description,
                    basis=row.basis,
                    weight=row.weight,
                    actual=row.actual,
                    score=row.score,
                    deviation=row.deviation,
                    form_id=form_id,
                    **target_fields(row),
                ),
            )
        )


def place_of(row: Row) -> Place:
    """The place of a row's first filled cell."""
    return next((cell.place for cell in row.cells if cell), row.cells[0].place)


def source_of_cell(cell: Cell | None) -> Source | None:
    """The source of a cell; nothing where there is none."""
    return Source(cell.place, cell.text.strip()) if cell is not None else None


def source_of_project(row: Row, code: str, name: str) -> Source:
    """The cell that prints a project's code, else its name."""
    for wanted in (code, name):
        for cell in row.cells:
            if wanted and cell and tidy(cell.text).replace(" ", "").startswith(wanted.replace(" ", "")[:12]):
                return Source(cell.place, cell.text.strip())
    return Source(place_of(row), rows_text(row.cells))

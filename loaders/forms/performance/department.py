"""The whole department's performance form (部门整体绩效目标表): figures, goals and tasks above its indicators.

The part above the indicators is no grid: labels are to the left of figures, or in a row of heads above them, and a
key in the first column holds for the rows below.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from loaders import lexicon
from loaders.blocks import Cell, Row
from loaders.facts import Figure, Goal, Source, Unread
from loaders.forms.columns import NO_HEADER
from loaders.forms.performance.fields import numbered_goals
from loaders.forms.vocabulary import component_of, meaning
from loaders.layout.contacts import is_contact
from loaders.printing import is_nil, squeeze, tidy
from loaders.table.labels import is_total_label, strip_numbering
from loaders.table.numbers import figure, is_figure, unit_in

_NUMBER_OF_TASK = re.compile(r"(?:任务)?[\d一二三四五六七八九十]{1,3}")
"""A task that is only numbered is called by its content."""

_MONEY = re.compile("资金|预算|支出|收入|拨款|经费")
_FUNDS = re.compile("资金|拨款|经费")


@dataclass(slots=True)
class DepartmentForm:
    """The figures, goals and tasks above the indicators, and what was dropped or not understood."""

    figures: list[Figure] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def read_department(rows: Sequence[Row], title: str, form_id: str, unit: str = "") -> DepartmentForm:
    """The part of the form above its indicators; `unit` of money is what the small print names."""
    reader = _DepartmentForm(title, form_id, unit)
    for number, row in enumerate(rows, 1):
        reader.take(number, row)
    reader.form.figures = _in_columns(reader.form.figures, reader.unheaded)
    return reader.form


def _in_columns(figures: Sequence[Figure], unheaded: Collection[int]) -> list[Figure]:
    """The figures; those without a head of their own (by their position) have a column only where every row of their
    group prints its figures in the same ones, so that no cell was lost."""
    printed: dict[tuple[str, ...], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for position in unheaded:
        one = figures[position]
        printed[one.columns][one.row_number].add(one.column_number)
    loose = {group for group, rows in printed.items() if len({frozenset(columns) for columns in rows.values()}) > 1}
    return [
        replace(one, column_number=0) if position in unheaded and one.columns in loose else one
        for position, one in enumerate(figures)
    ]


class _DepartmentForm:
    def __init__(self, title: str, form_id: str, unit: str) -> None:
        self.form = DepartmentForm()
        self.unheaded: set[int] = set()
        self._title = title
        self._form_id = form_id
        self._key = ""
        self._unit = ""
        self._of_money = unit
        self._section = ""
        self._heads: dict[int, str] = {}
        self._task_columns: dict[str, int] = {}

    def take(self, number: int, row: Row) -> None:
        """One more row."""
        cells = [(index, cell) for index, cell in enumerate(row.cells) if cell and not is_nil(cell.text)]
        if not cells:
            return
        cells = self._without_contacts(cells)
        figures = [(index, cell) for index, cell in cells if is_figure(cell.text)]
        if len(cells) == 1 and row.cells[0] and not figures:
            self._section = cells[0][1].text
        first = cells[0][1].text if cells and cells[0][0] == 0 else ""
        if task_column(first) == "name" and is_goal_key(self._key):
            self._task_columns = {"name": 0}
            self._heads = {index: cell.text for index, cell in cells if index}
            return
        if first and not (figures and len(cells) == 2 and self._key) and not self._prices_task(figures):
            self._set_key(first)
        for _, cell in cells:
            self._unit = unit_in(cell.text) or self._unit
        if is_goal_key(self._key):
            names = self._task_columns.get("name")
            texts = {index: cell for index, cell in cells if index in (names, *range(1, len(row.cells)))}
            self._take_goals({index: cell for index, cell in texts.items() if not is_figure(cell.text)})
        if figures:
            for index, cell in figures:
                if not self._heads.get(index):
                    self.unheaded.add(len(self.form.figures))
                self.form.figures.append(self._figure(number, index, cell, cells))
            if self._prices_task(figures) and is_total_label(first):
                self._set_key(first)  # the total ends the list
            return
        known = [index for index, cell in cells if meaning(cell.text).known]
        if len(known) > 1 or any(index > 0 and task_column(cell.text) for index, cell in cells):
            self._heads = {index: cell.text for index, cell in cells if index > 0}

    def _prices_task(self, figures: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a row of a list whose tasks are named in the first column prints figures under its heads."""
        is_list = self._task_columns.get("name") == 0 and bool(figures)
        return is_list and all(index in self._heads for index, _ in figures)

    def _take_goals(self, cells: dict[int, Cell]) -> None:
        """The goals or the task that a row under such a key prints; a row of heads tells which columns name tasks."""
        columns = {role: index for index, cell in cells.items() if (role := task_column(cell.text))}
        if columns:
            self._task_columns = columns
            return
        named = self._task_columns.get("name")
        name = cells.pop(named, None) if named is not None else None
        content = self._task_columns.get("content")
        texts = [cell for index, cell in cells.items() if content in (None, index)]
        for cell in texts or ([name] if name is not None and not is_total_label(name.text) else []):
            label = tidy(name.text) if name is not None else ""
            source = Source(cell.place, cell.text.strip())
            goals = (tidy(cell.text),) if self._task_columns else numbered_goals([cell.text])
            self.form.goals.extend(Goal(self._key, goal, source, label) for goal in goals)

    def _set_key(self, text: str) -> None:
        self._key = tidy(text)
        self._unit = unit_in(self._section)
        self._heads = {}
        self._task_columns = {}

    def _without_contacts(self, cells: list[tuple[int, Cell]]) -> list[tuple[int, Cell]]:
        """Telephone numbers and names of persons are dropped, and the drop is reported without repeating them."""
        kept: list[tuple[int, Cell]] = []
        skip = False
        for index, cell in cells:
            if skip:
                skip = False
            elif is_contact(cell.text):
                skip = True
                source = Source(cell.place, squeeze(cell.text)[:10])
                self.form.unread.append(Unread("line", squeeze(cell.text)[:10], "contact, left out on purpose", source))
            else:
                kept.append((index, cell))
        return kept

    def _figure(self, number: int, index: int, cell: Cell, cells: list[tuple[int, Cell]]) -> Figure:
        words = [tidy(other.text) for at, other in cells if at < index and not is_figure(other.text)]
        task = next((tidy(other.text) for at, other in cells if at == self._task_columns.get("name")), "")
        named = bool(task) and _NUMBER_OF_TASK.fullmatch(task) is None
        label = task if named else words[-1] if words else self._key
        head = self._heads.get(index, "")
        component = component_of((head or strip_numbering(label),))
        unit = "人" if component.startswith("staff") else self._unit or self._unit_of_money(component, head + label)
        group = tidy(self._section) if self._section and self._key == (words or [""])[0] else self._key
        columns = (tidy(head),) if head else (group or NO_HEADER,)
        return Figure(
            form_id=self._form_id,
            form="department-target",
            form_title=self._title,
            row_number=number,
            row_code="",
            row_label=label,
            columns=columns,
            component=component,
            amount=one.printed if (one := figure(cell.text)) is not None else "",
            unit=unit,
            source=Source(cell.place, cell.text.strip()),
            column_number=index + 1,
            total_row=meaning(label).total or is_total_label(label),
        )

    def _unit_of_money(self, component: str, words: str) -> str:
        """The unit of the small print, where the words say that the figure is money, or the key over a known source
        of funds (年度资金总额 over 财政性资金)."""
        plain = squeeze(words)
        is_money = component != "unknown" and _MONEY.search(plain)
        return (
            self._of_money if is_money or (_FUNDS.search(plain) and _FUNDS.search(squeeze(self._key or words))) else ""
        )


def is_goal_key(key: str) -> bool:
    """Whether a key in the first column says that goals or tasks are beside it (年度履职目标, 年度主要任务)."""
    return any(word in key for word in lexicon.sections().goals.keys)


def task_column(text: str) -> str:
    """What a head of a list of tasks heads: `name` or `content`; nothing where it is none."""
    words = lexicon.sections().goals
    if squeeze(text) in words.task_names:
        return "name"
    return "content" if squeeze(text) in words.task_contents else ""

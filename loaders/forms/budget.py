"""Budget forms: grids of figures (收支总表 … 政府采购, 资产) → one fact a figure.

Every non-blank figure becomes a fact in its row and column. A text in an amount column that is no figure is reported as
unread; a figure in a column without a proved meaning keeps its place with the component `unknown`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.blocks import Cell, Row
from loaders.facts import Figure, Source, Unread
from loaders.forms.alignment import align_rows
from loaders.forms.arithmetic import settle_columns
from loaders.forms.columns import FormColumn, FormTable
from loaders.forms.grid import read_grid
from loaders.forms.rows import Key, key_of, mend_breaks, text_of
from loaders.forms.targets import read_target
from loaders.forms.totals import RowShape, Shapes, mark_totals
from loaders.forms.vocabulary import (
    SIDES,
    component_of,
    is_rate,
    meaning,
    measure_in,
    names_change,
    names_period,
    phase_of,
)
from loaders.layout.form_titles import names_projects
from loaders.layout.sheets import Sheet
from loaders.printing import fold, squeeze, tidy
from loaders.reference.periods import period_of
from loaders.schemes import PRINTED_SCHEMES
from loaders.table.labels import is_total_label
from loaders.table.model import Role
from loaders.table.numbers import Amount, Blank, Dash, Printed, Word, is_figure, parse, unit_in, yuan_per_unit

_KEY_ROLES = (Role.ITEM, Role.SUB_ITEM, Role.PROJECT, Role.ECONOMIC_NAME, Role.GOODS, Role.TEXT, Role.UNIT_NAME)
_QUANTITIES = ("quantity",)
_VALUES = ("asset-value", "asset-net-value")
_CODED_GOODS = re.compile(r"[\[【(（]([A-Z]\d{2,10})[\]】)）](.+)")
_STAFF = "staff"
_UNKNOWN = "unknown"
_RATES = ("budget-change-rate", "share")
_UNIT_IN_LABEL = re.compile(r"[（(]((?:[台辆套件个人次平方米㎡部架艘亩份]|批次|批|场次|、|，|,|平米)+)[)）]")


@dataclass(frozen=True, slots=True)
class FormReading:
    """What one form gave: figures, the keys of its rows by (row number, side), and what was not understood."""

    grid: FormTable
    figures: tuple[Figure, ...]
    keys: tuple[tuple[tuple[int, str], Key], ...]
    unread: tuple[Unread, ...]


def read_form(
    sheet: Sheet, form: str, form_id: str, phase: str = "budget", fiscal_year: str = ""
) -> FormReading | None:
    """The figures of one form, or None where no header is found."""
    grid = read_grid(sheet, projects=names_projects(form), fiscal_year=fiscal_year)
    if grid is None:
        return None
    return read_grid_form(grid, sheet, form, form_id, phase, fiscal_year)


def read_grid_form(
    grid: FormTable, sheet: Sheet, form: str, form_id: str, phase: str = "budget", fiscal_year: str = ""
) -> FormReading:
    """The figures of a form whose columns are known."""
    ordinals = [column.index for column in grid.keys(Role.ORDINAL)]
    codes = [column.index for column in grid.keys(Role.CODE, Role.CLASS_CODE, Role.UNIT_CODE, Role.PROJECT_CODE)]
    grid = replace(grid, rows=tuple(mend_breaks(grid.rows, [*ordinals, *codes], ordinals)))
    grid, repaired = settle_columns(grid)
    rows = align_rows(grid)
    grid = replace(grid, rows=rows.rows)
    reader = _BudgetForm(grid, sheet, form, form_id, (phase, fiscal_year), repaired)
    reader.lose(rows.lost)
    figures = [figure for number, row in enumerate(grid.rows, 1) for figure in reader.row(number, row)]
    marked = mark_totals(figures, grid, reader.shapes)
    return FormReading(grid, tuple(marked), tuple(reader.keys.items()), tuple(reader.unread))


class _BudgetForm:
    """Reads the rows of one grid, carrying down what print says once."""

    def __init__(
        self, grid: FormTable, sheet: Sheet, form: str, form_id: str, when: tuple[str, str], repaired: str
    ) -> None:
        self.grid = grid
        self.form = form
        self.form_id = form_id
        self.title = sheet.title.text.strip() if sheet.title else ""
        self.unit = sheet.unit or _unit_in_header(grid)
        self.department = next((fold(said.department) for _, said in sheet.small if said.department), "")
        self.phase, self.fiscal_year = when
        self.repaired = repaired
        self.keys: dict[tuple[int, str], Key] = {}
        self.shapes: Shapes = {}
        self.unread: list[Unread] = []
        self._levels: dict[str, int] = {}
        self._labels = {column.index: column.label for column in grid.columns}
        self._budget_unit = ""
        self._head = Key()
        self._goods = ""
        self._seen_row = False
        sides = {column.side for column in grid.columns}
        self._printed_keys = {(id(row), side): key_of(grid, row, side) for row in grid.rows for side in sides}
        self._scheme = _leading_scheme(self._printed_keys.values())
        self._types_head_rows = bool(grid.keys(Role.PROJECT_TYPE)) and any(_type_alone(grid, row) for row in grid.rows)
        self._type = ""
        self._counts_beside = any(column.component in (*_QUANTITIES, *_VALUES) for column in grid.amounts)
        self._units_head_projects = _units_head_projects(grid)

    def lose(self, cells: Iterable[Cell]) -> None:
        """Figures whose column is unknown."""
        self.unread.extend(
            Unread("number", cell.text.strip(), "a cell of its row is lost", Source(cell.place, cell.text.strip()))
            for cell in cells
            if is_figure(cell.text)
        )

    def row(self, number: int, row: Row) -> Iterator[Figure]:
        """The figures of one row, side by side."""
        for side in dict.fromkeys(column.side for column in self.grid.amounts):
            key = self._key(row, side)
            self.keys[number, side] = key
            self.shapes[number, side] = RowShape(key, self._level(row, side))
            for column in self._figure_columns(row):
                if column.side != side or column.index >= len(row.cells):
                    continue
                figure = self._figure(number, row.cells[column.index], self._of_period(column, key), key)
                if figure is not None:
                    yield figure
        self._seen_row = True

    def _of_period(self, column: FormColumn, key: Key) -> FormColumn:
        """The column in a row that is a period (2015年决算数, 增减%): of that year, or the change or rate of it."""
        if not names_period(key.label) or column.component == _UNKNOWN or period_of(column.component):
            return column
        year = "" if names_change(key.label) else self.fiscal_year
        period = component_of((key.label,), year)
        component = component_of((key.label, *column.path), year)
        if not period_of(period) and component != _UNKNOWN:
            return column
        if is_rate(key.label):
            return replace(column, component=period, unit=measure_in(key.label))
        return replace(column, component=component)

    def _figure_columns(self, row: Row) -> Iterator[FormColumn]:
        """The amount columns; and a unit of measure that is a figure, kept though it is where none should."""
        yield from self.grid.amounts
        for column in self.grid.keys(Role.MEASURE):
            if column.index < len(row.cells) and is_figure(row.cells[column.index].text):
                yield replace(column, component="unknown")

    def _keys_of(self, side: str) -> tuple[FormColumn, ...]:
        """The columns that say whom or what a row is about."""
        types = (Role.PROJECT_TYPE,) if self._types_head_rows else ()
        return self.grid.keys(*types, *_KEY_ROLES, side=side)

    def _start(self, row: Row, side: str) -> int:
        """Which of the key columns the row's own print begins in; rows of one label column all begin in it."""
        return next((at for at, column in enumerate(self._keys_of(side)) if _prints(row, column)), 0)

    def _level(self, row: Row, side: str) -> int:
        """The last of the key columns that the row's own print fills; that of the row above where it fills none.

        Words behind the last column of names (采购组织形式, 备注) are no keys.
        """
        keys = self._keys_of(side)
        while keys and keys[-1].role == Role.TEXT:
            keys = keys[:-1]
        printed = [at for at, column in enumerate(keys) if _prints(row, column)]
        self._levels[side] = printed[-1] if printed else self._levels.get(side, 0)
        return self._levels[side]

    def _key(self, row: Row, side: str) -> Key:
        key = self._printed_keys[id(row), side]
        if key.scheme in PRINTED_SCHEMES and self._scheme not in ("", key.scheme):
            key = replace(key, scheme="unit")
        if key.project and not key.code and fold(key.project) == self.department:
            key = replace(key, project="", scheme="unit")
        if key.project and key.unit_code and not key.project_code and self._units_head_projects:
            key = replace(key, project="", unit_name=key.project)
        lone = len(self.grid.rows) == 1 or len(self.grid.columns) > len(self.grid.amounts)
        if lone and not (key.label or key.code or key.goods or key.project_type or self._seen_row):
            key = replace(key, label="合计")
        if not key.label:
            key = replace(key, label=_label_beside(self.grid, row))
        if self.form == "procurement":
            return self._purchase(row, key)
        return self._typed(row, key)

    def _typed(self, row: Row, key: Key) -> Key:
        """A type of projects printed alone heads the rows below it: 运转类项目, then its projects."""
        if not self._types_head_rows:
            return key
        if _type_alone(self.grid, row):
            self._type = "" if is_total_label(key.project_type) else key.project_type
            return replace(key, label=key.label or key.project_type)
        return replace(key, project_type=key.project_type or self._type)

    def _purchase(self, row: Row, key: Key) -> Key:
        """Rows of a procurement form are under the subtotal of their unit, and under the project printed above."""
        if fold(key.label).endswith("小计") and fold(key.label) != "小计":
            self._budget_unit = key.label.removesuffix("小计")
        if not key.unit_name:
            key = replace(key, unit_name="" if is_total_label(key.label) else self._budget_unit)
        coded = _CODED_GOODS.fullmatch(key.goods)
        if coded:
            key = replace(key, goods_code=coded[1], goods=coded[2])
        own = self._own(row, key)
        if own.project and not (own.economic and not own.goods):
            self._head, self._goods = own, own.goods
            return replace(key, label=key.project)
        if not own.project and (self._start(row, "") == 0 or is_total_label(key.label)):
            self._head, self._goods = Key(), ""
            return replace(key, label=key.label or key.goods)
        if own.economic and not own.goods:
            self._head = replace(own, project=key.project or self._head.project)
        if key.project and self._head.goods:
            return replace(key, label=key.project)
        self._goods = own.goods or ("" if own.economic else self._goods)
        names = own.goods or own.economic or self._goods or key.label
        economic = key.economic or self._head.economic
        return replace(
            key,
            label=names,
            project=key.project or self._head.project,
            second_label=economic if own.goods else "",
            own_project=bool(own.project),
        )

    def _own(self, row: Row, key: Key) -> Key:
        """What the row itself prints of its key, without what merged cells of rows above hold for it."""
        printed = {
            role
            for role in (Role.PROJECT, Role.ECONOMIC_NAME, Role.GOODS)
            for column in self.grid.keys(role)
            if _prints(row, column)
        }
        return Key(
            project=key.project if Role.PROJECT in printed else "",
            economic=key.economic if Role.ECONOMIC_NAME in printed else "",
            goods=key.goods if Role.GOODS in printed else "",
        )

    def _figure(self, number: int, cell: Cell, column: FormColumn, key: Key) -> Figure | None:
        amount = _counted(cell.text) if column.component in _QUANTITIES else parse(cell.text)
        source = Source(cell.place, cell.text.strip())
        if isinstance(amount, Dash | Blank):
            return None
        if isinstance(amount, Word):
            self.unread.append(Unread("line", cell.text.strip(), "text in an amount column", source))
            return None
        return Figure(
            form_id=self.form_id,
            form=self.form,
            form_title=self.title,
            row_number=number,
            row_code=key.code,
            row_label=key.label,
            columns=self._labels[column.index],
            component=column.component,
            amount=amount.printed,
            unit=amount.unit or self._unit(column, key),
            source=source,
            scheme=key.scheme,
            subject=key.code if key.scheme in PRINTED_SCHEMES else "",
            second_code=key.second_code or key.goods_code,
            second_label=key.second_label or key.goods,
            project=key.project,
            budget_unit="" if is_total_label(key.unit_name) else key.unit_name,
            side=column.side,
            phase=phase_of(column.path) or phase_of((key.label,)) or self.phase,
            repaired=self.repaired,
            column_number=column.index + 1,
        )

    def _unit(self, column: FormColumn, key: Key) -> str:
        if column.component in _QUANTITIES and not column.unit:
            if self.grid.keys(Role.MEASURE):
                return "" if is_figure(key.measure) else key.measure
            match = _UNIT_IN_LABEL.search(key.label)
            return match[1] if match else ""
        if column.component.partition("-")[0] == _STAFF:
            return "人"
        if column.role == Role.MEASURE:
            return ""
        if column.component in _RATES:
            return column.unit
        counted = None if self._counts_beside else _UNIT_IN_LABEL.search(key.label)
        names = key.project or key.goods or meaning(key.label).component
        if counted is not None and (not column.unit or (column.unit in yuan_per_unit() and not names)):
            return counted[1]
        return column.unit or self.unit


def _unit_in_header(grid: FormTable) -> str:
    """The unit of money that a word of the header names as the form's: 支出预算（单位：万元）, not 原值（万元）."""
    words = {word for column in grid.amounts if column.component in SIDES for word in column.path if "单位" in word}
    units = {unit for word in words if (unit := unit_in(word))}
    return units.pop() if len(units) == 1 else ""


def _counted(text: str) -> Printed:
    """What a cell of quantities prints: a figure, or one with the unit of what it counts (10台)."""
    printed = parse(text)
    target = read_target(text) if isinstance(printed, Word) else None
    if target is None or not (target.number and target.unit) or target.operator:
        return printed
    return Amount(Decimal(target.number), target.number, target.unit)


def _prints(row: Row, column: FormColumn) -> bool:
    """Whether a row itself prints something in a column, which no merged cell of a row above holds for it."""
    cell = row.cells[column.index] if column.index < len(row.cells) else None
    return cell is not None and bool(cell) and not cell.covered


def _type_alone(grid: FormTable, row: Row) -> bool:
    """Whether a row prints the type of projects without naming a project."""
    types, names = grid.keys(Role.PROJECT_TYPE), grid.keys(Role.PROJECT)
    if not (types and names):
        return False
    printed = [any(squeeze(text_of(row, column.index)) for column in columns) for columns in (types, names)]
    return printed == [True, False]


def _units_head_projects(grid: FormTable) -> bool:
    """Whether units, recognised by their codes, and projects, which have none, are in one column: 单位（专项）名称."""
    codes, names = grid.keys(Role.UNIT_CODE), grid.keys(Role.PROJECT)
    if not codes or not any("单位" in column.path[-1] for column in names):
        return False
    printed = [text_of(row, codes[0].index) for row in grid.rows if not is_total_label(text_of(row, names[0].index))]
    return any(map(squeeze, printed)) and not all(map(squeeze, printed))


def _leading_scheme(keys: Iterable[Key]) -> str:
    """The classification of most codes of a form: a lone 306 among codes of functions is a department's code."""
    schemes = Counter(key.scheme for key in keys if key.scheme in PRINTED_SCHEMES)
    (most, count), *rest = [*schemes.most_common(2), ("", 0)][:2]
    return most if count >= 3 * sum(number for _, number in rest) else ""


def _label_beside(grid: FormTable, row: Row) -> str:
    """A total row whose label slid into another column than that of labels."""
    texts = [text_of(row, column.index) for column in grid.columns if column.role not in (Role.AMOUNT, Role.ORDINAL)]
    return next((tidy(text) for text in texts if squeeze(text) and not is_figure(text)), "")

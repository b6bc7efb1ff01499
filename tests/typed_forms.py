"""Performance forms typed by hand (tests/loaders/forms/performance/forms): one grid, drawn in several ways.

`NAME.form` is the title of the page, the grid, and what a careful reader takes from it:

    # table
    label | value | <          `<` is covered by the cell to its left, `^` by the one above
    # truth
    project name|amount|fiscal|other|unit|executed|rate|implementing unit    `department` where no project is named
    goal text                  one of the goals that are read
    money row|column|amount    `*` any column
    level 1|level 2|level 3|target|weight|actual|score|deviation             target with operator and unit
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from pathlib import Path

from made_layouts import made_disclosure

from loaders.facts import Disclosure, Indicator
from loaders.printing import fold
from loaders.readers import read_bytes

FOLDER = Path(__file__).parent / "loaders" / "forms" / "performance" / "forms"
NAMES = sorted(path.stem for path in FOLDER.glob("*.form"))

_LEFT, _ABOVE = "<", "^"


@dataclass
class TypedForm:
    """A grid and its truth; every list holds the fields of its lines."""

    title: str
    grid: list[list[str]]
    project: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    money: list[list[str]] = field(default_factory=list)
    indicators: list[list[str]] = field(default_factory=list)


def typed(name: str) -> TypedForm:
    """The form of this name."""
    text = (FOLDER / f"{name}.form").read_text(encoding="utf-8")
    title, table, truth = (part.strip("\n").split("\n") for part in _parts(text))
    form = TypedForm(title[0], [line.split("|") for line in table])
    for line in truth:
        kind, _, rest = line.partition(" ")
        if kind == "project":
            form.project = [*rest.split("|"), *[""] * 8][:8]
        elif kind == "goal":
            form.goals.append(rest)
        elif kind == "money":
            form.money.append(rest.split("|"))
        elif "|" in line:
            form.indicators.append([*line.split("|"), *[""] * 8][:8])
    return form


def _parts(text: str) -> tuple[str, str, str]:
    title, _, rest = text.partition("# table\n")
    table, _, truth = rest.partition("# truth\n")
    return title, table, truth


def as_html(form: TypedForm) -> str:
    """The form as a table with merged cells."""
    rows = []
    for number, row in enumerate(form.grid):
        cells = []
        for index, text in enumerate(row):
            if text in (_LEFT, _ABOVE):
                continue
            width = 1 + next((n for n, one in enumerate(row[index + 1 :]) if one != _LEFT), len(row) - index - 1)
            height = 1
            while number + height < len(form.grid) and form.grid[number + height][index] == _ABOVE:
                height += 1
            cells.append(f"<td colspan={width} rowspan={height}>{escape(text)}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<html><body><h1>{form.title}</h1><table>{''.join(rows)}</table></body></html>"


def printed(form: TypedForm) -> list[list[str]]:
    """The cells of each row that are printed."""
    return [[text for text in row if text not in (_LEFT, _ABOVE)] for row in form.grid]


def as_blanks(form: TypedForm) -> str:
    """A row a line, single blanks between the cells, blank cells gone."""
    return form.title + "\n" + "\n".join(" ".join(cell for cell in row if cell) for row in printed(form)) + "\n"


def as_cells(form: TypedForm) -> str:
    """A cell a line, a blank line behind each; a blank cell is a line with a blank."""
    lines = [cell or " " for row in printed(form) for cell in row]
    return form.title + "\n\n" + "\n\n".join(lines) + "\n"


def as_lost_blanks(form: TypedForm) -> str:
    """A cell a line, blank cells gone."""
    return form.title + "\n" + "\n".join(cell for row in printed(form) for cell in row if cell) + "\n"


def as_pipes(form: TypedForm) -> str:
    """A cell a line, each closed by a pipe."""
    return form.title + "\n\n" + "\n".join(f"{cell} |".strip() for row in printed(form) for cell in row) + "\n"


def as_tabs(form: TypedForm) -> str:
    """A row a line, a tab between the printed cells."""
    return form.title + "\n\n" + "\n".join("\t".join(row) for row in printed(form)) + "\n"


STYLES: dict[str, tuple[str, Callable[[TypedForm], str]]] = {
    "html": ("html", as_html),
    "blanks": ("txt", as_blanks),
    "cells": ("txt", as_cells),
    "lost-blanks": ("txt", as_lost_blanks),
    "pipes": ("txt", as_pipes),
    "tabs": ("txt", as_tabs),
}


def disclosure(form: TypedForm, style: str) -> Disclosure:
    """What is read from the form drawn so."""
    ending, draw = STYLES[style]
    reading = read_bytes(draw(form).encode(), f"form.{ending}")
    return made_disclosure(reading)


@dataclass
class Score:
    """How many facts were wanted, how many are right, and what is wrong."""

    wanted: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def score(form: TypedForm, found: Disclosure) -> Score:
    """The facts of a form compared with its truth, one by one."""
    said = Score()
    _score_indicators(form, found, said)
    _score_project(form, found, said)
    _score_money(form, found, said)
    for goal in form.goals:
        texts = [text for project in found.projects for text in project.goals] + [one.text for one in found.goals]
        _count(said, f"goal {goal}", goal, next((text for text in texts if fold(goal) == fold(text)), None))
    return said


def _count(said: Score, name: str, wanted: str, got: str | None) -> None:
    said.wanted += 1
    if got is not None and (same(wanted, got)):
        said.right += 1
    elif not got:
        said.missed.append(f"{name}: {wanted!r}")
    else:
        said.wrong.append(f"{name}: {wanted!r}, not {got!r}")


def same(wanted: str, got: str) -> bool:
    """Whether two printed values are the same but for widths, blanks and zeros behind the point."""
    one, two = (fold(text).replace(">=", "≥").replace("<=", "≤").rstrip("%") for text in (wanted, got))
    try:
        return Decimal(one.replace(",", "")) == Decimal(two.replace(",", ""))
    except ArithmeticError:
        return one == two


def _target(one: Indicator) -> str:
    target = one.target
    if one.operator and not target.startswith((one.operator, ">=", "<=")):
        target = one.operator + target
    return target if target.endswith(one.unit) else target + one.unit


def _score_indicators(form: TypedForm, found: Disclosure, said: Score) -> None:
    left = list(found.indicators)
    for level1, level2, level3, target, weight, actual, got, deviation in form.indicators:
        one = next((one for one in left if fold(one.level3) == fold(level3)), None)
        if one is None:
            said.wanted += 2 + sum(1 for value in (weight, actual, got, deviation) if value)
            said.missed.append(f"indicator {level3}")
            continue
        left.remove(one)
        plain = _target(one)
        if not target.startswith("="):
            plain = plain.removeprefix("=")
        _count(said, f"{level3} levels", level1 + level2, one.level1 + one.level2)
        _count(said, f"{level3} target", target, plain)
        for name, value in (("weight", weight), ("actual", actual), ("score", got), ("deviation", deviation)):
            printed_value = getattr(one, name, "")
            if value or printed_value:
                _count(said, f"{level3} {name}", value, printed_value)
    said.wrong.extend(f"extra indicator {one.level3}" for one in left)


def _score_project(form: TypedForm, found: Disclosure, said: Score) -> None:
    if not form.project:
        said.wrong.extend(f"extra project {one.name}" for one in found.projects)
        return
    name, amount, fiscal, other, unit, executed, rate, budget_unit = form.project
    one = next((one for one in found.projects if fold(one.name) == fold(name)), None)
    said.wrong.extend(f"extra project {other_one.name}" for other_one in found.projects if other_one is not one)
    values = (
        ("name", name),
        ("amount", amount),
        ("fiscal_amount", fiscal),
        ("other_amount", other),
        ("unit", unit),
        ("executed_amount", executed),
        ("execution_rate", rate),
        ("budget_unit", budget_unit),
    )
    for attribute, value in values:
        if value or (one is not None and getattr(one, attribute, "")):
            _count(said, f"project {attribute}", value, getattr(one, attribute, "") if one else None)


def _score_money(form: TypedForm, found: Disclosure, said: Score) -> None:
    left = list(found.figures)
    for row, column, amount in form.money:
        one = next(
            (
                figure
                for figure in left
                if fold(row) in fold(figure.row_label)
                and same(amount, figure.amount)
                and (column == "*" or fold(column) in fold("/".join(figure.columns)))
            ),
            None,
        )
        _count(said, f"money {row} {column}", amount, one.amount if one else None)
        if one is not None:
            left.remove(one)
    amounts = {Decimal(one.replace(",", "")) for _, _, one in form.money}
    amounts |= {Decimal(one) for one in form.project[1:4] + form.project[5:6] if one}
    said.wrong.extend(
        f"extra figure {figure.row_label} {figure.columns} {figure.amount}"
        for figure in left
        if figure.unit in ("元", "万元") and figure.value not in amounts
    )


def report(styles: tuple[str, ...] = tuple(STYLES), verbose: bool = False) -> str:
    """A table of the shares read, form by form."""
    lines = [f"{'':12}" + "".join(f"{style:>20}" for style in styles)]
    totals = {style: [0, 0, 0] for style in styles}
    for name in NAMES:
        cells = []
        for style in styles:
            form = typed(name)
            said = score(form, disclosure(form, style))
            for index, value in enumerate((said.right, said.wanted, len(said.wrong))):
                totals[style][index] += value
            cells.append(f"{said.right}/{said.wanted} wrong {len(said.wrong)}")
            if verbose:
                lines += [f"    {style} {kind} {one}" for kind in ("wrong", "missed") for one in getattr(said, kind)]
        lines.append(f"{name:12}" + "".join(f"{cell:>20}" for cell in cells))
    lines.append(f"{'all':12}" + "".join(f"{f'{a}/{b} wrong {c}':>20}" for a, b, c in totals.values()))
    return "\n".join(lines)


if __name__ == "__main__":
    import sys

    wanted = tuple(word for word in sys.argv[1:] if word in STYLES) or tuple(STYLES)
    NAMES[:] = [name for name in NAMES if name in sys.argv[1:]] or NAMES
    print(report(wanted, "-v" in sys.argv))

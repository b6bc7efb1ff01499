"""A made sample in which everything agrees, and ways to change a few facts of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from places import SAMPLES

from loaders.blocks import Place
from loaders.document import load
from loaders.facts import (
    Citation,
    Disclosure,
    Duty,
    Figure,
    Form,
    Indicator,
    Mention,
    Project,
    Section,
    Source,
    Statement,
    Unit,
    Unread,
)  # fmt: skip

SAMPLE = SAMPLES / "sichuan-tabs.txt"
HERE = Source(Place(line=999), "原文")
PRICED = "重点档案抢救与数字化"

Case = Callable[[Disclosure], Disclosure]


@cache
def sample() -> Disclosure:
    """A made disclosure in which everything agrees."""
    return load(SAMPLE)


def with_figures(change: Callable[[Figure], Figure]) -> Case:
    return lambda made: replace(made, figures=tuple(map(change, made.figures)))


def with_amount(form: str, row: str, component: str, amount: str) -> Case:
    """One figure printed otherwise."""

    def change(figure: Figure) -> Figure:
        meant = figure.form == form and figure.row_label == row and figure.component == component
        return replace(figure, amount=amount) if meant else figure

    return with_figures(change)


def stating(
    *stated: tuple[str, str, str] | tuple[str, str, str, dict[str, str]], section: str = "一、情况说明"
) -> Case:
    """More statements: measure, value, unit and other fields."""

    def add(made: Disclosure) -> Disclosure:
        more = tuple(
            Statement(
                one[0], one[1], one[2], HERE, **{"year": "2025", "section": section, **(one[3] if one[3:] else {})}
            )
            for one in stated
        )
        return replace(made, statements=made.statements + more)

    return add


def with_project(**fields: Any) -> Case:
    """One more field of the first project."""

    def change(made: Disclosure) -> Disclosure:
        one = next(project for project in made.projects if project.name == PRICED)
        rest = tuple(project for project in made.projects if project is not one)
        return replace(made, projects=(replace(one, **fields), *rest))

    return change


def with_indicator(level2: str, level3: str, target: str, source: Source = HERE, **fields: str) -> Case:
    def add(made: Disclosure) -> Disclosure:
        owner = next(project.key for project in made.projects if project.name == PRICED)
        one = Indicator(owner, "产出指标", level2, level3, source, target=target, **fields)
        return replace(made, indicators=(*made.indicators, one))

    return add


def with_sections(*stated: tuple[str, str, int, str], in_contents: bool = False) -> Case:
    """More headings: number, style, value, title."""

    def add(made: Disclosure) -> Disclosure:
        more = tuple(
            Section(title, HERE, number, style, value, "某章", in_contents) for number, style, value, title in stated
        )
        return replace(made, sections=made.sections + more)

    return add


PLAIN: dict[str, Any] = {"row_code": "", "subject": "", "scheme": "", "side": "", "total_row": False}


def with_added(form: str, row: int, label: str, component: str, amount: str, **fields: Any) -> Case:
    """One more figure of a form."""

    def add(made: Disclosure) -> Disclosure:
        one = replace(
            made.figures[0], form_id=form, form=form, row_number=row, row_label=label,
            component=component, amount=amount,
            **(PLAIN | {"columns": (component,)} | fields),
        )  # fmt: skip
        return replace(made, figures=(*made.figures, one))

    return add


def with_coded(form: str, *codes: str) -> Case:
    """Rows of subjects without figures but zero."""
    return both(*[
        with_added(form, row, f"科目{code}", "expenditure", "0", row_code=code, subject=code, scheme="functional")
        for row, code in enumerate(codes, 50)
    ])  # fmt: skip


def without_figures(form: str, component: str) -> Case:
    """The rows of a form without their figures in one column; its total keeps its own."""

    def change(made: Disclosure) -> Disclosure:
        kept = (
            one for one in made.figures
            if one.form != form or one.component != component or not one.row_code
        )  # fmt: skip
        return replace(made, figures=tuple(kept))

    return change


def with_unread(text: str) -> Case:
    return lambda made: replace(made, unread=(*made.unread, Unread("line", text, "no reader", HERE)))


def with_unread_row(row: str) -> Case:
    """A row of which no figure was read."""
    figures = (Unread("number", one, "no fact", replace(HERE, text=row)) for one in row.split()[1:])
    unread = tuple(figures)
    return lambda made: replace(made, unread=(*made.unread, *unread))


def undeclared(made: Disclosure) -> Disclosure:
    """A third project with targets that the list of projects does not name."""
    one = Project("third", "口述史料采集", HERE, amount="", unit="万元")
    target = Indicator("third", "产出指标", "数量指标", "采集人数", HERE, target="≥5人", number="5", unit="人")
    return replace(made, projects=(*made.projects, one), indicators=(*made.indicators, target))


def two_units(made: Disclosure) -> Disclosure:
    units = (Unit("青山县地方志编研中心", HERE, code="512002"), Unit("青山县地方编研中心", HERE))
    return replace(made, units=(*made.units, *units))


def with_duties(*texts: str) -> Case:
    """More 职责, one line each."""

    def add(made: Disclosure) -> Disclosure:
        more = tuple(Duty(stated, Source(Place(line=line), stated)) for line, stated in enumerate(texts, 900))
        return replace(made, duties=made.duties + more)

    return add


def with_form(form: str, **fields: Any) -> Case:
    def change(made: Disclosure) -> Disclosure:
        return replace(made, forms=tuple(replace(one, **fields) if one.form == form else one for one in made.forms))

    return change


def with_more_forms(*forms: Form) -> Case:
    return lambda made: replace(made, forms=(*made.forms, *forms))


def without_form(form: str) -> Case:
    return lambda made: replace(
        made,
        forms=tuple(one for one in made.forms if one.form != form),
        figures=tuple(one for one in made.figures if one.form != form),
    )


def with_labels(form: str, old: str, new: str) -> Case:
    return with_figures(lambda one: replace(one, row_label=new) if one.form == form and one.row_label == old else one)


def with_codes(form: str, old: str, new: str) -> Case:
    def change(one: Figure) -> Figure:
        return replace(one, row_code=new, subject=new) if one.form == form and one.row_code == old else one

    return with_figures(change)


def with_purchase(made: Disclosure) -> Disclosure:
    like = made.figures[0]
    cells = (("quantity", "3", "台"), ("unit-price", "0.50", "万元"), ("procurement-amount", "1.80", "万元"))
    bought = tuple(
        replace(
            like, form_id="procurement", form="procurement", form_title="政府采购表", row_number=1, row_code="",
            row_label="采购", columns=(component,), component=component, amount=amount, unit=unit, side="", scheme="",
            subject="", budget_unit="", total_row=False, total_column=False,
        )
        for component, amount, unit in cells
    )  # fmt: skip
    return replace(made, figures=made.figures + bought)


def with_units(made: Disclosure) -> Disclosure:
    return replace(made, units=(*made.units, Unit("青山县地方志编研中心", HERE)))


def with_citations(*raws: tuple[str, str, str, str]) -> Case:
    def add(made: Disclosure) -> Disclosure:
        more = tuple(Citation(raw, "某处", HERE, agency, year, number) for raw, agency, year, number in raws)
        return replace(made, citations=made.citations + more)

    return add


def both(*cases: Case) -> Case:
    def change(made: Disclosure) -> Disclosure:
        for case in cases:
            made = case(made)
        return made

    return change


def with_shares(*shares: str) -> Case:
    months = ("3月底", "6月底", "10月底")
    return with_project(schedule=tuple(zip(months, shares, strict=True)), schedule_sources=(HERE,) * 3)


def with_car(made: Disclosure) -> Disclosure:
    return replace(made, projects=(*made.projects, Project("车", "购买公务用车", HERE, amount="18.00", unit="万元")))


def coded_twice(made: Disclosure, amounts: tuple[str, str] = ("18.00", "18.00")) -> Disclosure:
    """One project in two forms, its last two digits changed over."""
    more = tuple(
        Project(
            code,
            "口述史料采集",
            HERE,
            code=code,
            amount=amount,
            unit="万元",
            mentions=(Mention("口述史料采集", HERE, form),),
        )
        for code, amount, form in zip(
            ("51000025T0001012", "51000025T0001021"), amounts, ("项目表", "绩效表"), strict=True
        )
    )
    return replace(made, projects=(*made.projects, *more))


def of_two_projects(made: Disclosure, name: str, *levels: str) -> list[Indicator]:
    """One indicator under another first level in each project."""
    owners = [project.key for project in made.projects]
    return [
        Indicator(owner, level, "某类", name, HERE, target="90%", number="90", unit="%")
        for owner, level in zip(owners, levels, strict=True)
    ]


def personnel_elsewhere(amount: str) -> Case:
    """A column of personnel in the form of general expenditure."""

    def add(made: Disclosure) -> Disclosure:
        like = next(one for one in made.figures if one.form == "general-expenditure" and one.row_label == "合计")
        column = replace(like, component="personnel", columns=("基本支出", "人员经费"), amount=amount)
        return replace(made, figures=(*made.figures, column))

    return add


CHANGE = {"direction": "增加", "base_year": "2024"}

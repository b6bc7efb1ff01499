"""Every printing of a quantity: `queries/checks/quantities.toml` says where forms and text print it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kb.checks.facts import Fact, Facts
from kb.checks.relations.clauses import (
    asides,
    budgeted_in_words,
    completed_in_words,
    explaining_changes,
    head,
    of_other_bodies,
    parts_of_subjects,
    whole_of_share,
)
from kb.checks.relations.definitions import definitions
from kb.checks.relations.forms.sheets import (
    CheckedSheet,
    SheetLine,
    component,
    core,
    is_of_place,
    parted_by_year,
    plain,
    sheets,
)
from kb.checks.relations.forms.stages_of_forms import of_own_stage
from kb.checks.relations.printed import PrintedQuantity
from loaders.printing import fold
from loaders.reference.periods import period_of
from loaders.table.labels import strip_numbering

_ANY_COLUMN = "*"
_ACCOUNTS, _PLAN = "决算", "预算"
_CLASS_DIGITS = 3
_TEN_THOUSAND = Decimal(10000)
_PROJECT_FORMS = ("project-list", "project-target-summary")
_PROJECT_AMOUNTS = ("total", "project-amount")
_PURCHASES = "采购"
_PLANNED = re.compile("(?<=支出)预算(?:数|安排|金额)?$")
_BUDGETED = re.compile("(?<!公共)(?<!经营)(?<!基金)预算")
"""What was budgeted, stated beside what was spent."""
_SPENT = re.compile("决算|执行数|完成数")
"""What was spent, stated beside what is budgeted."""
_OF_THE_SUBJECT_BEFORE = re.compile("支出决算|决算数|年初预算|预算数|支出预算")
_CHANGES = ("增减", "占比", "比重", "幅度", "新增")


def readings(facts: Facts, *, budgeted: bool = False) -> list[PrintedQuantity]:
    """Every printing of every quantity, forms first; `budgeted`: of final accounts, the budget beside them in forms."""
    year, kind = facts.disclosure.one("fiscalYear"), facts.disclosure.one("kind")
    if budgeted and kind != _ACCOUNTS:
        return []
    parts = [part for sheet in sheets(facts) if sheet.has_units() for part in parted_by_year(sheet)]
    stage = _PLAN if budgeted else kind
    all_sheets = [kept for part in parts if (kept := of_own_stage(part, year, stage, kind)).lines]
    found = of_forms(all_sheets)
    found += [one for entry in definitions()["subject"] for one in _of_subjects(entry, all_sheets)]
    if budgeted:
        return found
    statements = facts.of_type("Statement")
    stated = [fact for fact in statements if is_level(fact)]
    levels = [fact for fact in stated if fact.one("statedYear") in ("", year)]
    other_stage = _BUDGETED if facts.disclosure.one("kind") == _ACCOUNTS else _SPENT
    levels = [fact for fact in levels if not other_stage.search(fact.one("measureName"))]
    beside = asides(statements, _is_whole_total) | of_other_bodies(statements, fold(facts.department))
    beside |= budgeted_in_words(statements) if other_stage is _BUDGETED else completed_in_words(statements)
    beside |= explaining_changes(statements) | parts_of_subjects(statements)
    levels = [fact for fact in levels if fact.iri not in beside]
    for entry in definitions()["quantity"]:
        found += _of_statements(entry, stated if entry.get("any_year") else levels)
    known = {one.quantity for one in found}
    for entry in definitions()["subject"]:
        comparable = levels if _is_whole(entry, found) else [one for one in levels if not _is_inside(entry, one)]
        found += _of_subject_statements(entry, comparable, _subjects_by_label(entry, all_sheets), known)
    if facts.disclosure.one("kind") != _ACCOUNTS:
        found += _of_one_money(found, levels, all_sheets)
    return [*found, *_of_projects(facts, all_sheets), *_projects_stated(facts, levels, all_sheets)]


def of_forms(all_sheets: Iterable[CheckedSheet]) -> list[PrintedQuantity]:
    """What forms print of every quantity, subjects aside."""
    found = [one for entry in definitions()["quantity"] for one in _of_forms(entry, all_sheets)]
    for entry in definitions()["quantity"]:
        if "alike" in entry and _print_alike(found, entry["alike"]["where"]):
            found = [_renamed(one, entry["alike"]["quantity"]) if one.quantity == entry["id"] else one for one in found]
    return found


def _print_alike(found: Iterable[PrintedQuantity], quantities: Iterable[str]) -> bool:
    """Whether each of some quantities is printed, and all with one value."""
    printed = {name: {one.value for one in found if one.quantity == name} for name in quantities}
    return all(printed.values()) and len(set().union(*printed.values())) == 1


def _renamed(one: PrintedQuantity, quantity: str) -> PrintedQuantity:
    return replace(one, quantity=quantity)


def _is_whole_total(statement: Fact) -> bool:
    """Whether a statement tells a total of the whole document, which carry-overs are included in."""
    return any(entry["id"] in definitions()["aside"]["included_in"] for entry in _called(statement.one("measureName")))


def quantities_of_name(name: str, statement: Fact) -> tuple[str, ...]:
    """The quantities that running text calls by a name, in the section of a statement."""
    return tuple(entry["id"] for entry in _called(name) if _in_section(entry, statement, ""))


def in_forms(facts: Facts, name: str) -> Fact | None:
    """The figure that the forms print of what text calls by a name; nothing where they print several amounts.

    Forms with columns of several stages print it in those of the document's own.
    """
    year, kind = facts.disclosure.one("fiscalYear"), facts.disclosure.one("kind")
    own = [of_own_stage(sheet, year, kind, kind) for sheet in sheets(facts)]
    found = [one for entry in _called(name)[:1] for one in _of_forms(entry, [sheet for sheet in own if sheet.lines])]
    single = [one for one in found if len(one.facts) == 1]
    return single[0].facts[0] if single and len({one.value for one in found}) == 1 else None


def _called(name: str) -> list[dict[str, Any]]:
    """The definitions of the quantities that running text calls by a name."""
    plain_name = _name(name)
    return [
        entry
        for entry in definitions()["quantity"]
        if any(re.fullmatch(shape, plain_name) for shape in entry.get("statement", ()))
    ]


def _name(measure: str) -> str:
    """What a statement tells of, without the stage: 公务接待费支出决算 → 公务接待费支出."""
    return re.sub("决算数?", "", fold(measure))


def is_level(statement: Fact) -> bool:
    """Whether a statement tells the amount of a year itself: no change, no share, in money."""
    name = statement.one("measureName")
    if name.startswith("上年") and not name.startswith(("上年末", "上年结转")):
        return False
    return statement.is_money and not any(word in name for word in _CHANGES)


def _of_forms(entry: dict[str, Any], all_sheets: Iterable[CheckedSheet]) -> Iterator[PrintedQuantity]:
    for place in entry["figure"]:
        for sheet in all_sheets:
            if not is_of_place(sheet, place):
                continue
            if "catalogue" in place:
                yield from _of_catalogue(entry, place, sheet)
                continue
            line = _row(sheet, place["row"])
            if line is not None and (figures := _figures(line, place["component"])):
                yield _reading(entry["id"], entry["zh"], figures, sheet.form)


def _of_catalogue(entry: dict[str, Any], place: dict[str, Any], sheet: CheckedSheet) -> Iterator[PrintedQuantity]:
    """The rows of one kind of goods together, in a form whose rows with catalogue codes add up to its total."""
    total = sheet.total()
    whole = _figures(total, place["component"]) if total is not None else ()
    coded = [
        (figures[0], figures[0].one("secondCode"))
        for line in sheet.lines
        if (figures := _figures(line, place["component"])) and figures[0].one("secondCode")[:1].isalpha()
    ]
    if not whole or not coded or _sum(figure for figure, _ in coded) != whole[0].value:
        return
    chosen = tuple(figure for figure, code in coded if code.startswith(place["catalogue"]))
    if chosen:
        yield _reading(entry["id"], entry["zh"], chosen, sheet.form)


def _sum(figures: Iterable[Fact]) -> Decimal:
    return sum((figure.value or Decimal(0) for figure in figures), Decimal(0))


def _row(sheet: CheckedSheet, wanted: str | list[str]) -> SheetLine | None:
    """The total row, or the first row whose label has the wanted shape; of several shapes the first that is met."""
    if wanted == "total":
        return sheet.total()
    for shape in [wanted] if isinstance(wanted, str) else wanted:
        for line in sheet.lines:
            if re.fullmatch(shape, strip_numbering(plain(line.label))):
                return line
    return None


def _figures(line: SheetLine, wanted: Iterable[str]) -> tuple[Fact, ...]:
    """The figure in the first of the wanted columns that the row prints; several where their sum is wanted."""
    by_component: dict[str, Fact] = {}
    for figure in line.figures.values():
        by_component.setdefault(component(figure), figure)
    for one in wanted:
        if one == _ANY_COLUMN:
            return tuple(figure for name, figure in by_component.items() if not period_of(name))[:1]
        printed = tuple(by_component[part] for part in one.split("+") if part in by_component)
        if printed:
            return printed
    return ()


def _reading(quantity: str, name: str, figures: tuple[Fact, ...], where: str) -> PrintedQuantity:
    return PrintedQuantity(quantity, name, figures, _sum(figures), max(figure.step for figure in figures), where)


def _of_subjects(entry: dict[str, Any], all_sheets: list[CheckedSheet]) -> Iterator[PrintedQuantity]:
    whole: Decimal | None = None
    for place in entry["figure"]:
        for sheet in all_sheets:
            if sheet.kind not in place["form"]:
                continue
            total = sheet.total()
            figures = _figures(total, place["component"]) if total is not None else ()
            whole = figures[0].value if figures and whole is None else whole
            if not figures or figures[0].value == whole:
                for code, figures in _once_printed(sheet, place["component"], entry["scheme"]):
                    name = f"{figures[0].one('rowLabel')}（{code}）{entry['zh']}"
                    yield _reading(f"{entry['id']}:{code}", name, figures, sheet.form)
    by_label = _subjects_by_label(entry, all_sheets)
    for place in entry.get("labels", ()):
        for sheet in all_sheets:
            if sheet.kind not in place["form"] or place["side"] != sheet.side:
                continue
            for line in sheet.lines:
                code = min(by_label.get(core(line.label), [""]), key=len)
                if len(code) == _CLASS_DIGITS and (figures := _figures(line, place["component"])):
                    yield _reading(f"{entry['id']}:{code}", f"{line.label}（{code}）", figures, sheet.form)


def _of_projects(facts: Facts, all_sheets: Iterable[CheckedSheet]) -> Iterator[PrintedQuantity]:
    """The amount of a project wherever lists, its declaration and text print it."""
    rows: dict[str, list[tuple[Fact, str]]] = defaultdict(list)
    for sheet in all_sheets:
        counts = Counter(_project_of(line) for line in sheet.lines)
        for line in sheet.lines:
            project = _project_of(line)
            figures = _figures(line, _PROJECT_AMOUNTS)
            if sheet.kind in _PROJECT_FORMS and project and counts[project] == 1 and figures:
                rows[project].append((figures[0], sheet.form))
    for entry in facts.of_type("ProjectEntry"):
        quantity, name = f"project:{entry.one('project')}", f"项目“{entry.one('projectName')}”的金额"
        seen = set()
        for figure, form in rows.get(entry.one("project"), ()):
            seen.add(figure.amount_place)
            yield _reading(quantity, name, (figure,), form)
        for mention in (facts.by_iri[one] for one in entry.properties.get("mention", ()) if one in facts.by_iri):
            purchase = _PURCHASES in mention.one("context")
            if mention.value is not None and mention.is_money and mention.amount_place not in seen and not purchase:
                seen.add(mention.amount_place)
                yield _reading(quantity, name, (mention,), mention.iri)
        if seen and entry.value is not None and entry.amount_place not in seen:
            yield _reading(quantity, name, (entry,), entry.iri)


def _projects_stated(
    facts: Facts, levels: Iterable[Fact], all_sheets: Iterable[CheckedSheet]
) -> Iterator[PrintedQuantity]:
    """The amount that text tells of a project by its name, where no form prints it as a part of the project's money."""
    printed: dict[str, set[Decimal | None]] = defaultdict(set)
    for line in (line for sheet in all_sheets for line in sheet.lines):
        printed[_project_of(line)] |= {figure.value for figure in line.figures.values()}
    stated: dict[str, list[Fact]] = defaultdict(list)
    for level in levels:
        if _PURCHASES not in level.one("section"):
            stated[fold(level.one("measureName"))].append(level)
    for entry in facts.of_type("ProjectEntry"):
        project = entry.one("project")
        for level in stated[fold(entry.one("projectName"))]:
            if printed[project] and level.value not in printed[project]:
                yield _stated(f"project:{project}", f"项目“{entry.one('projectName')}”的金额", level)


def _project_of(line: SheetLine) -> str:
    figure = next(iter(line.figures.values()))
    return figure.one("project") if line.kind == "project" else ""


def _once_printed(sheet: CheckedSheet, wanted: list[str], scheme: str) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """The rows of subjects that the form prints once; one that several units print has no single figure."""
    counts = Counter(line.code for line in sheet.lines if line.kind == "subject")
    for line in sheet.lines:
        if line.kind != "subject" or counts[line.code] > 1:
            continue
        figures = _figures(line, wanted)
        if figures and f"/{scheme}/" in figures[0].one("subject"):
            yield line.code, figures


def _subjects_by_label(entry: dict[str, Any], all_sheets: Iterable[CheckedSheet]) -> dict[str, list[str]]:
    """The codes of each label that the document's own forms print."""
    found: dict[str, list[str]] = {}
    for sheet in all_sheets:
        for line in sheet.lines:
            figure = next(iter(line.figures.values()))
            of_project = sheet.kind in _PROJECT_FORMS or figure.one("project")
            if line.kind == "subject" and f"/{entry['scheme']}/" in figure.one("subject") and not of_project:
                codes = found.setdefault(core(line.label), [])
                if line.code not in codes:
                    codes.append(line.code)
    return found


def _of_statements(entry: dict[str, Any], levels: Iterable[Fact]) -> Iterator[PrintedQuantity]:
    shapes = [re.compile(shape) for shape in entry.get("statement", ())]
    for statement in levels:
        name = _name(statement.one("measureName"))
        if not any(shape.fullmatch(name) for shape in shapes) or not _in_section(entry, statement, ""):
            continue
        yield _stated(entry["id"], entry["zh"], statement)


def _of_subject_statements(
    entry: dict[str, Any], levels: Iterable[Fact], by_label: dict[str, list[str]], known: set[str]
) -> Iterator[PrintedQuantity]:
    if "statement_not_section" not in entry:
        return
    for statement in levels:
        subject = _subject_stated(statement)
        code = _code_of(_name(subject), by_label)
        quantity = f"{entry['id']}:{code}"
        if code and quantity in known and _in_section(entry, statement, "statement_"):
            yield _stated(quantity, f"{subject}（{code}）{entry['zh']}", statement)


def _of_one_money(
    found: Sequence[PrintedQuantity], levels: Sequence[Fact], all_sheets: Sequence[CheckedSheet]
) -> Iterator[PrintedQuantity]:
    """What the sections about one fund tell of subjects, where all money is of that fund and its form prints none."""
    in_forms = [one for one in found if not one.in_text]
    stated = {one.facts[0].iri for one in found if one.in_text}
    for entry in definitions()["subject"]:
        one_money = entry.get("one_money")
        if one_money and _print_alike(in_forms, one_money["alike"]):
            printed = {one.quantity for one in in_forms}
            fund = {name.partition(":")[2] for name in printed if name.startswith(f"{one_money['unless']}:")}
            known = {name for name in printed if name.partition(":")[2] not in fund}
            others = [one for one in levels if one.iri not in stated]
            yield from _of_subject_statements(entry | one_money, others, _subjects_by_label(entry, all_sheets), known)


def _is_whole(entry: dict[str, Any], found: Iterable[PrintedQuantity]) -> bool:
    """Whether the text tells the whole that the forms print: 机关运行经费 is all of 公用经费."""
    if "inside" not in entry:
        return True
    values = defaultdict(set)
    for one in found:
        values[one.quantity].add(one.value)
    stated = values[entry["inside"]["stated"]]
    printed = set().union(*(values[name] for name in entry["inside"]["printed"]))
    return not stated or not printed or bool(stated & printed)


def _is_inside(entry: dict[str, Any], statement: Fact) -> bool:
    return bool(re.search(entry["inside"]["section"], fold(statement.one("section"))))


def _subject_stated(statement: Fact) -> str:
    """The subject that a statement names; its 年初预算 and 支出决算 are of the one in the sentence before."""
    name, about = statement.one("measureName"), statement.one("aboutText")
    stage = fold(name).removeprefix(fold(about))
    return about if _OF_THE_SUBJECT_BEFORE.fullmatch(stage) else name


def _code_of(name: str, by_label: dict[str, list[str]]) -> str:
    """The one code that a name means: 一般公共服务支出（类）财政事务（款）行政运行（项） names its parents too."""
    bare = _PLANNED.sub("", name)
    parts = [core(part) for part in re.split(r"\([类款项]\)", bare) if part and part != "支出"]
    if not parts:
        return ""
    codes = by_label.get(parts[-1], [])
    for upper in parts[:-1]:
        above = by_label.get(upper, [])
        codes = [code for code in codes if not above or any(code.startswith(one) for one in above)]
    highest = min(codes, key=len, default="")
    return highest if all(code.startswith(highest) for code in codes) else ""


def _in_section(entry: dict[str, Any], statement: Fact, prefix: str) -> bool:
    """Whether a name means the quantity in this section, and in a sentence that begins as this one does."""
    section = fold(statement.one("section"))
    inner = section.rpartition("/")[2] if prefix else section
    wanted, unwanted = entry.get(f"{prefix}section"), entry.get(f"{prefix}not_section")
    whole = whole_of_share(statement) if prefix else ""
    if unwanted and re.search(unwanted, f"{section}/{head(statement)}/{whole}"):
        return False
    also = head(statement) if entry.get("or_head") else whole
    return not wanted or bool(re.search(wanted, inner or section) or (also and re.search(wanted, also)))


def _stated(quantity: str, name: str, statement: Fact) -> PrintedQuantity:
    value = statement.value or Decimal(0)
    return PrintedQuantity(quantity, name, (statement,), value, statement.step, statement.one("section"), in_text=True)

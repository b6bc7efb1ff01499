"""Plants one error at a time in a sample and sees whether the checks find it.

    python tests/kb/checks/planting.py --count 300 --seed 1

Every alteration contradicts something else that the sample prints: a figure stands in a form whose totals print it
again, a name stands in two places, a heading has a sibling. It changes one token of one line; changes of money below
0.10 in the printed unit are left out, because rounding may hide them. An error is found where a finding that the
unaltered sample does not have (error or warning) touches the altered line or shows the altered text.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from places import SAMPLES

from kb.checks import Checker, Finding
from loaders import triples
from loaders.blocks import UnreadableFile
from loaders.document import load
from loaders.facts import Disclosure, Figure, NotABudget, Source

SMALLEST_CHANGE = Decimal("0.1")
MANY_CELLS = 4
NUMERALS = "一二三四五六七八九十"
SUBJECT_FORMS = ("income", "expenditure", "general-expenditure")
BALANCES = ("balance", "fiscal-balance")
STEMS = ("基本支出", "项目支出", "人员经费", "公用经费", "支出预算", "预算收入", "收入总计", "支出总计", "支出合计")


@dataclass(frozen=True)
class Plant:
    """One alteration: in `line` of `sample`, `old` becomes `new`."""

    kind: str
    sample: str
    line: int
    old: str
    new: str


Finder = Callable[[Disclosure, list[str]], Iterator[tuple[int, str]]]
"""The tokens of a sample that a kind of alteration may change: line and text."""


def _figures(keep: Callable[[Figure], bool]) -> Finder:
    def found(disclosure: Disclosure, _lines: list[str]) -> Iterator[tuple[int, str]]:
        for figure in disclosure.figures:
            if keep(figure) and figure.value and figure.component != "unknown" and figure.source.place.line:
                yield figure.source.place.line, figure.source.text

    return found


def _statements(disclosure: Disclosure, lines: list[str]) -> Iterator[tuple[int, str]]:
    text = "\n".join(lines)
    for one in disclosure.statements:
        exact = one.measure.removeprefix("部门").removeprefix("日常") in STEMS and one.value.strip("0.")
        if exact and text.count(one.value) > 1 and one.source.place.line:
            yield one.source.place.line, one.value


def _percentages(disclosure: Disclosure, _lines: list[str]) -> Iterator[tuple[int, str]]:
    for one in disclosure.statements:
        if (
            one.unit == "%"
            and one.measure.endswith(("幅度", "占比"))
            and one.value.strip("0.")
            and one.source.place.line
        ):
            yield one.source.place.line, one.value


def _shares(disclosure: Disclosure, _lines: list[str]) -> Iterator[tuple[int, str]]:
    for project in disclosure.projects:
        total = sum(Decimal(share.rstrip("%")) for _, share in project.schedule)
        if project.schedule and project.schedule_sources and (total == 100 or project.schedule[-1][1] == "100%"):
            last = project.schedule_sources[-1]
            yield last.place.line or 0, last.text


def _project_amounts(disclosure: Disclosure, _lines: list[str]) -> Iterator[tuple[int, str]]:
    for project in disclosure.projects:
        priced = [one for one in project.mentions if one.amount and "采购" not in one.context]
        if len({one.source.place.line for one in priced}) > 1:
            for one in priced:
                line, text = _place(one.amount_source)
                yield line, one.amount if one.amount in text else text


def _project_names(disclosure: Disclosure, lines: list[str]) -> Iterator[tuple[int, str]]:
    for project in disclosure.projects:
        places = {one.source.place.line for one in project.mentions if one.name == project.name}
        if len(places) > 1 and len(project.name) > 6:
            for line in sorted(place for place in places if place and project.name in lines[place - 1]):
                yield line, project.name


def _headings(disclosure: Disclosure, _lines: list[str]) -> Iterator[tuple[int, str]]:
    parents = Counter((one.parent, one.style) for one in disclosure.sections if not one.in_contents)
    for one in disclosure.sections:
        inner = not one.in_contents and one.style == "chinese" and 1 < one.value < 10
        if inner and parents[one.parent, one.style] > 3 and one.source.place.line:
            yield one.source.place.line, one.number


def _contents(disclosure: Disclosure, _lines: list[str]) -> Iterator[tuple[int, str]]:
    bodies = {one.title for one in disclosure.sections if not one.in_contents and one.style == "chinese"}
    for one in disclosure.sections:
        if one.in_contents and one.style == "chinese" and one.title in bodies and one.value < 10:
            yield one.source.place.line or 0, one.number


def _ceilings(disclosure: Disclosure, _lines: list[str]) -> Iterator[tuple[int, str]]:
    amounts = {project.key: project.amount for project in disclosure.projects}
    for one in disclosure.indicators:
        amount = amounts.get(one.owner, "")
        same = one.number and amount and Decimal(one.number) == Decimal(amount) and one.unit == "万元"
        if same and "成本" in one.level1 + one.level2:
            yield one.source.place.line or 0, one.number


def _counts(disclosure: Disclosure, lines: list[str]) -> Iterator[tuple[int, str]]:
    for one in disclosure.indicators:
        line = one.source.place.line or 0
        if one.level3.endswith(("人数", "数量", "次数")) and one.unit and one.unit[-1] in "人个条次" and line:
            text = re.sub(r"\s", "", one.target)
            if text in lines[line - 1]:
                yield line, text


def _prices(disclosure: Disclosure, _lines: list[str]) -> Iterator[tuple[int, str]]:
    for figure in disclosure.figures:
        item = figure.form == "procurement" and figure.component == "procurement-amount" and figure.project
        if item and figure.value >= 1 and figure.source.place.line:
            yield figure.source.place.line, figure.source.text


def _departments(disclosure: Disclosure, lines: list[str]) -> Iterator[tuple[int, str]]:
    for form in disclosure.forms:
        line, text = _place(form.department)
        if line and text in lines[line - 1]:
            yield line, text


def _rows(disclosure: Disclosure, lines: list[str]) -> Iterator[tuple[int, str]]:
    for figure in disclosure.figures:
        line = figure.source.place.line or 0
        if figure.form in SUBJECT_FORMS and figure.subject and line and len(lines[line - 1].split("\t")) > MANY_CELLS:
            yield line, lines[line - 1].strip()


def _sentences(disclosure: Disclosure, lines: list[str]) -> Iterator[tuple[int, str]]:
    for stated in (*disclosure.statements, *disclosure.duties):
        line = stated.source.place.line or 0
        if line and lines[line - 1].endswith("。"):
            yield line, lines[line - 1].strip()


def _duties(disclosure: Disclosure, lines: list[str]) -> Iterator[tuple[int, str]]:
    for duty in disclosure.duties:
        line = duty.source.place.line or 0
        if line and "，" in lines[line - 1] and lines[line - 1].endswith("。"):
            yield line, lines[line - 1].strip()


def _place(source: Source | None) -> tuple[int, str]:
    return (source.place.line or 0, source.text) if source is not None else (0, "")


def _another_digit(text: str, chance: random.Random) -> str:
    """The same figure with one digit changed, by no less than what rounding may hide."""
    places = [index for index, char in enumerate(text) if char.isdigit()]
    while True:
        index = chance.choice(places)
        new = text[:index] + chance.choice("123456789".replace(text[index], "")) + text[index + 1 :]
        if abs(_number(new) - _number(text)) >= SMALLEST_CHANGE:
            return new


def _number(text: str) -> Decimal:
    match = re.search(r"[\d,]+(?:\.\d+)?", text)
    return Decimal(match[0].replace(",", "")) if match else Decimal(0)


def _another_character(text: str, chance: random.Random) -> str:
    index = chance.randrange(1, len(text) - 1)
    return text[:index] + text[index + 1 :]


def _another_numeral(text: str, chance: random.Random) -> str:
    old = next(char for char in text if char in NUMERALS)
    return text.replace(old, chance.choice([one for one in NUMERALS[:9] if one != old]))


def _twice(text: str, _chance: random.Random) -> str:
    return f"{text}\n{text}"


def _cut_off(text: str, chance: random.Random) -> str:
    return text[: chance.choice([match.end() for match in re.finditer("，", text[:-1])])]


def _as_percentage(text: str, _chance: random.Random) -> str:
    return re.sub(r"(万?[人个条次])$", "%", text)


Change = Callable[[str, random.Random], str]
KINDS: dict[str, tuple[Finder, Change]] = {
    "figure of a subject": (_figures(lambda one: one.form in SUBJECT_FORMS and bool(one.subject)), _another_digit),
    "figure of a total row": (
        _figures(lambda one: one.form in SUBJECT_FORMS and one.total_row and not one.row_code),
        _another_digit,
    ),
    "figure of a balance": (_figures(lambda one: one.form in BALANCES), _another_digit),
    "figure of basic expenditure": (_figures(lambda one: one.form == "general-basic"), _another_digit),
    "amount in text": (_statements, _another_digit),
    "percentage in text": (_percentages, _another_digit),
    "share of a schedule": (_shares, _another_digit),
    "amount of a project": (_project_amounts, _another_digit),
    "name of a project": (_project_names, _another_character),
    "number of a heading": (_headings, _another_numeral),
    "number on the contents page": (_contents, _another_numeral),
    "ceiling on cost": (_ceilings, _another_digit),
    "unit of an indicator": (_counts, _as_percentage),
    "amount of a purchase": (_prices, _another_digit),
    "figure of three-public expenses": (_figures(lambda one: one.form == "three-public"), _another_digit),
    "figure of assets": (_figures(lambda one: one.form == "assets" and one.component == "asset-value"), _another_digit),
    "department named in a form": (_departments, _another_character),
    "row printed twice": (_rows, _twice),
    "sentence printed twice": (_sentences, _twice),
    "duty cut off": (_duties, _cut_off),
}


def plants(count: int, seed: int) -> list[Plant]:
    """So many alterations, spread over the kinds and samples; the same for the same seed."""
    chance = random.Random(seed)
    pools = {kind: _candidates(kind) for kind in KINDS}
    pools = {kind: pool for kind, pool in pools.items() if pool}
    chosen: dict[Plant, None] = {}
    kinds = list(pools)
    tries = 0
    while len(chosen) < count and tries < count * 20:
        kind = kinds[tries % len(kinds)]
        tries += 1
        sample, line, old = chance.choice(pools[kind])
        new = KINDS[kind][1](old, chance)
        if new != old:
            chosen.setdefault(Plant(kind, sample, line, old, new))
    return list(chosen)


def _candidates(kind: str) -> list[tuple[str, int, str]]:
    found = []
    for path in sorted(SAMPLES.glob("*.txt")):
        lines = _lines(path.name)
        for line, text in KINDS[kind][0](_read(path.name), lines):
            if line and _token(text).search(lines[line - 1]):
                found.append((path.name, line, text))
    return sorted(set(found))


@cache
def _lines(sample: str) -> list[str]:
    return (SAMPLES / sample).read_text(encoding="utf-8").split("\n")


@cache
def _read(sample: str) -> Disclosure:
    return load(SAMPLES / sample)


@cache
def _checker() -> Checker:
    return Checker()


def findings(path: Path) -> list[Finding]:
    """What the checks find in a file."""
    quads = ox.parse(triples.nquads(load(path)), ox.RdfFormat.N_QUADS)
    return [one for one in _checker().check(quads) if one.severity != "note"]


@cache
def _known(sample: str) -> frozenset[tuple[str, str]]:
    return frozenset((one.rule, one.message) for one in findings(SAMPLES / sample))


def _token(text: str) -> re.Pattern[str]:
    """The text where it is no part of a longer figure."""
    return re.compile(rf"(?<![\d.,]){re.escape(text)}(?![\d.,])")


def is_found(plant: Plant) -> list[Finding]:
    """The new findings that touch the altered line or show the altered text."""
    lines = list(_lines(plant.sample))
    lines[plant.line - 1] = _token(plant.old).sub(lambda _: plant.new, lines[plant.line - 1], count=1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / plant.sample
        path.write_text("\n".join(lines), encoding="utf-8")
        try:
            found = findings(path)
        except (NotABudget, UnreadableFile):
            return []
    fresh = [one for one in found if (one.rule, one.message) not in _known(plant.sample)]
    shown = plant.new.replace(",", "")
    return [
        one
        for one in fresh
        if any(spot.line == plant.line for spot in one.spots)
        or any(shown in value for value in (*one.values, one.message))
    ]


def main() -> int:
    """Plant, check and count; exits 1 where fewer than 97 % are found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    planted, found = Counter[str](), Counter[str]()
    for plant in plants(options.count, options.seed):
        planted[plant.kind] += 1
        if is_found(plant):
            found[plant.kind] += 1
        else:
            sys.stdout.write(f"missed: {plant}\n")
    for kind in planted:
        sys.stdout.write(f"{kind}\t{found[kind]}/{planted[kind]}\n")
    total = found.total() / planted.total()
    sys.stdout.write(f"all\t{found.total()}/{planted.total()}\t{total:.1%}\n")
    return 0 if total >= 0.97 else 1


if __name__ == "__main__":
    sys.exit(main())

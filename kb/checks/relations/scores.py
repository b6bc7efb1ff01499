"""Points and scores of performance forms against what their closing row, the text and the targets say.

The closing row of a form (总分 100 97.0, 权重合计 100) and the points of the money's row are unread remainders: their
figures are found by their place behind, and before, the indicators of a form. A sum that does not hold has a node with
`chk:pointsOf` the figure of the closing row, `chk:pointsPart` the indicators, `chk:pointsWhat` 分值 or 得分,
`chk:pointsSum`, `chk:pointsPrinted`. `chk:scoreOf` leads from a statement to the closing figure of the project that it
names, where that prints another; `chk:gradeOf` from a score to the grade said of it (`chk:grade`), where another
follows from its points (`chk:gradeDue`). `chk:rateOfNoPair` is the rate of an unread row of money that no two of its
amounts make. `chk:fullScore` marks indicators below their target that have all their
points.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, permutations

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, number, text
from kb.checks.relations.clauses import by_sentence, folded
from kb.checks.relations.definitions import points
from loaders.printing import fold
from loaders.triples import terms

_FEWEST = 3
"""Indicators of a form whose points are added up."""
_UNREAD_IN_A_ROW = 4
"""So many unread figures show that the amounts of a row of money were not read: points and score are never facts."""
_ROUNDING = Decimal("0.05")
_MONEY_POINTS = (Decimal(10), Decimal(20))
"""What a form gives for the money spent, where its row was not read."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ACTUAL = re.compile(r"[≥≤=＝>＜<]?(\d+(?:\.\d+)?)(.*)")
_PLACE = re.compile(r".*?第 \d+ 行|.*")

_Key = tuple[int, ...]


@dataclass
class _ScoredForm:
    """The indicators of one form in printed order, the figures of its closing row and of the row of its money."""

    owner: str
    indicators: list[Fact]
    closing: list[Fact]
    money: list[Fact]

    @property
    def score(self) -> Fact | None:
        """The figure of the closing row that is the score of all."""
        scored = all(_points(one, "score") is not None for one in self.indicators)
        weighted = all(one.one("weight") for one in self.indicators)
        wanted = 1 if weighted else 0
        return self.closing[wanted] if scored and len(self.closing) == wanted + 1 else None

    @property
    def weight(self) -> Fact | None:
        """The figure of the closing row that is the points of all."""
        weighted = all(_points(one, "weight") is not None for one in self.indicators)
        return self.closing[0] if weighted and self.closing else None


def triples(facts: Facts) -> Iterator[Triple]:
    """What points and scores contradict."""
    forms = _forms(facts)
    for form in forms:
        if len(form.indicators) >= _FEWEST:
            yield from _added_up(form, "weight", form.weight)
            yield from _added_up(form, "score", form.score)
        for one in form.indicators:
            if _is_below_target(one) and _points(one, "score") == _points(one, "weight"):
                yield one.iri, "fullScore", terms.boolean(True)
    yield from _graded_in_form(forms)
    yield from _stated(facts, forms)
    for _, row in _unread_rows(facts):
        if (
            len(row) >= _UNREAD_IN_A_ROW
            and _is_money(row)
            and (rate := _rate_of_no_pair(row[0].one("sourceText").replace("％", "%")))
        ):
            yield row[0].iri, "rateOfNoPair", text(rate)


def _forms(facts: Facts) -> list[_ScoredForm]:
    rows = _unread_rows(facts)
    members: dict[str, list[Fact]] = defaultdict(list)
    for one in facts.of_type("Indicator"):
        if one.one("form") and _key(one):
            members[one.one("form")].append(one)
    groups = sorted((sorted(group, key=_key) for group in members.values()), key=lambda group: _key(group[0]))
    found = []
    for before, group, after in zip([None, *groups], groups, [*groups[1:], None], strict=False):
        start, end = (_key(before[-1]) if before else ()), (_key(after[0]) if after else None)
        first, last = _key(group[0]), _key(group[-1])
        behind = [row for key, row in rows if last < key and (end is None or key < end) and _is_closing(row)]
        above = [row for key, row in rows if start < key < first and _is_money(row)]
        money = above[-1] if above and len(above[-1]) <= len(_MONEY_POINTS) else []
        found.append(_ScoredForm(group[0].one("owner"), group, behind[0] if behind else [], money))
    return found


def _unread_rows(facts: Facts) -> list[tuple[_Key, list[Fact]]]:
    """The unread figures row by row, in the order of the document."""
    rows: dict[_Key, list[Fact]] = defaultdict(list)
    for part in facts.of_type("UnreadPart"):
        if part.one("kind") == "number":
            rows[_key(part)].append(part)
    return sorted(rows.items())


def _key(fact: Fact) -> _Key:
    """Page, table and row of a fact as numbers; its line in a text."""
    match = _PLACE.match(fact.one("sourcePlace"))
    return tuple(map(int, _NUMBER.findall(match[0]))) if match else ()


def _is_closing(row: Sequence[Fact]) -> bool:
    return bool(points()["closing"].match(fold(row[0].one("sourceText")).lstrip("|")))


def _is_money(row: Sequence[Fact]) -> bool:
    return bool(points()["money"].search(fold(row[0].one("sourceText"))))


def _points(one: Fact, name: str) -> Decimal | None:
    match = _NUMBER.fullmatch(fold(one.one(name)).removesuffix("分"))
    return Decimal(match[0]) if match else None


def _value(part: Fact) -> Decimal:
    match = _NUMBER.search(part.one("text").replace(",", ""))
    return Decimal(match[0]) if match else Decimal(0)


def _added_up(form: _ScoredForm, name: str, whole: Fact | None) -> Iterator[Triple]:
    """A sum of points that does not make the figure of the closing row, with those of the money or without."""
    if whole is None or any(abs(_sum(form, name) + more - _value(whole)) <= _ROUNDING for more in _beside(form, name)):
        return
    may_be_money = len(form.money) < len(_MONEY_POINTS) and 0 <= _value(whole) - _sum(form, name) <= _MONEY_POINTS[0]
    if name == "score" and may_be_money:
        return
    money = _of_money(form, name)
    if money is None and name == "weight" and _counts_money(form):
        money = _MONEY_POINTS[0]
    node = f"{whole.iri}#points"
    yield node, "pointsOf", iri(whole.iri)
    yield node, "pointsWhat", text("分值" if name == "weight" else "得分")
    yield node, "pointsSum", number(_sum(form, name) + (money or 0))
    yield node, "pointsPrinted", number(_value(whole))
    for one in form.indicators:
        yield node, "pointsPart", iri(one.iri)


def _sum(form: _ScoredForm, name: str) -> Decimal:
    return sum((_points(one, name) or Decimal(0) for one in form.indicators), Decimal(0))


def _of_money(form: _ScoredForm, name: str) -> Decimal | None:
    """The points, or the score, of the row of the money; None where it was not read. Its last figure is the score."""
    wanted = len(_MONEY_POINTS) if name == "weight" else 1
    return _value(form.money[-wanted]) if len(form.money) >= wanted else None


def _counts_money(form: _ScoredForm) -> bool:
    """Whether the scores show that the closing row counts what the money has."""
    spent, score = _of_money(form, "score"), form.score
    return bool(spent and score and _sum(form, "score") + spent == _value(score))


def _beside(form: _ScoredForm, name: str) -> Sequence[Decimal]:
    """What may be added to the indicators: nothing, or what the money has; that alone where scores show it."""
    money = _of_money(form, name)
    may = _MONEY_POINTS if name == "weight" else ()
    found = may if money is None else (money,)
    return found if name == "weight" and _counts_money(form) else (Decimal(0), *found)


def _rate_of_no_pair(row: str) -> str:
    """The one percentage of a row of money that no two of its amounts make: 资金总额 75.00 105.00 95.32 87.95%."""
    amounts, percent, _ = row.partition("%")
    figures = _NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3})", "", amounts))
    if not percent or "%" in row[len(amounts) + 1 :] or len(figures) <= len(_MONEY_POINTS):
        return ""
    *values, rate = map(Decimal, figures)
    unit = Decimal(1).scaleb(-len(figures[-1].partition(".")[2]))
    shares = (part * 100 / whole for whole, part in permutations(values, 2) if whole)
    fits = rate in (0, 100) or any(abs(share - rate) <= unit for share in shares)
    return "" if fits else f"{figures[-1]}%"


def _is_below_target(one: Fact) -> bool:
    """Whether what was reached is less than a target of at least (more than one of at most) in the same unit."""
    match = _ACTUAL.fullmatch(fold(one.one("actualValue")))
    target, sign = one.one("targetNumber"), one.one("operator").rpartition("/")[2]
    if match is None or not target or _points(one, "score") is None or not _points(one, "weight"):
        return False
    reached, unit, wanted = Decimal(match[1]), match[2], fold(one.one("targetUnit"))
    if unit not in ("", wanted) or (wanted == "%" and not unit and reached <= 1):
        return False
    return reached > Decimal(target) if sign == "le" else reached < Decimal(target) and sign == "ge"


def _graded_in_form(forms: Sequence[_ScoredForm]) -> Iterator[Triple]:
    """Grades that the closing row prints beside the score: 总分 100 96 优."""
    for form in forms:
        score = form.score
        match = points()["grade_behind"].search(fold(score.one("sourceText"))) if score is not None else None
        if score is not None and match is not None:
            yield from _graded(score, _value(score), match["grade"])


def _graded(fact: Fact, score: Decimal, grade: str) -> Iterator[Triple]:
    due = next(name for name, least in points()["grades"].items() if score >= least)
    if grade[0] != due[0]:
        yield fact.iri, "grade", text(grade)
        yield fact.iri, "gradeDue", text(due)


def _stated(facts: Facts, forms: Sequence[_ScoredForm]) -> Iterator[Triple]:
    """Scores that text tells of projects by their names, against the forms, and the grade it tells of all."""
    closing = {form.owner: form.score for form in forms if form.score is not None}
    names = {one.one("project"): folded(one.one("projectName")) for one in facts.of_type("ProjectEntry")}
    for group in by_sentence(facts.of_type("Statement")):
        scores = [one for one in group if one.one("printedUnit") == "分" and not points()["mean"].search(_name(one))]
        if not scores:
            continue
        sentence = folded(group[0].one("sentence"))
        for project, statement in _pairs(sentence, {key: names[key] for key in names if names[key]}, scores):
            whole = closing.get(project)
            if whole is not None and statement.value != _value(whole):
                yield statement.iri, "scoreOf", iri(whole.iri)
        grades = {match["grade"] for match in points()["grade_stated"].finditer(sentence)}
        if len(grades) == 1:
            for statement in scores:
                yield from _graded(statement, statement.value or Decimal(0), next(iter(grades)))


def _name(statement: Fact) -> str:
    return fold(statement.one("measureName"))


def _pairs(sentence: str, names: dict[str, str], scores: Sequence[Fact]) -> Iterator[tuple[str, Fact]]:
    """Projects and the scores stated of them: each behind its name, or as many scores behind as many names."""
    marks: list[tuple[int, str | Fact]] = []
    for project, name in names.items():
        if (at := sentence.find(name)) >= 0 and not any(name != other and name in other for other in names.values()):
            marks.append((at, project))
    end = 0
    for one in scores:
        end = sentence.find(folded(one.one("printedAmount")), end)
        if end < 0:
            return
        marks.append((end, one))
        end += 1
    marks.sort(key=lambda mark: mark[0])
    run: list[str] = []
    behind: list[Fact] = []
    for (_, mark), (_, following) in pairwise([*marks, (len(sentence), "")]):
        if isinstance(mark, str):
            run.append(mark)
        else:
            behind.append(mark)
        if isinstance(following, str) and behind:
            if len(run) == len(behind):
                yield from zip(run, behind, strict=True)
            run, behind = [], []

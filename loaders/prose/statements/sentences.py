"""Statements: figures and changes stated in running text, each with what it measures, its unit, year and reason.

Read paragraph by paragraph, figure by figure from left to right. A figure's measure are the words before it; where
they name nothing (`下降 45.32%`, `比上年增加 3 万元`) it is the subject last named: in the same sentence the nearest
one outside closed brackets, behind a full stop the first one of the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders import lexicon
from loaders.blocks import Text
from loaders.facts import Source, Statement
from loaders.layout.contacts import is_contact
from loaders.numbering import list_number
from loaders.printing import HAN, squeeze
from loaders.prose.project_names import project_named
from loaders.prose.sections import Sectioned, kinds
from loaders.prose.statements.brackets import phrase_before_bracket, without_brackets_of_bases
from loaders.prose.statements.changes import (
    BUDGET,
    LAST_YEAR,
    OPPOSITE,
    SAME,
    STAGE_COMPARED,
    ChangeRole,
    find_base,
    last_base,
    role_of,
    stages_compared,
)
from loaders.prose.statements.drafts import Draft, money_spoken_of, sentence_at, sentence_ends
from loaders.prose.statements.figures import PrintedFigure, plain, printed_figures, with_year_apart
from loaders.prose.statements.form_lines import form_lines
from loaders.prose.statements.measures import (
    Measure,
    behind_noun,
    is_generic,
    is_other_side,
    label_before,
    measure_of,
    money_behind,
    noun_behind,
    phrase_start,
    same_budget,
)
from loaders.prose.statements.reasons import give_reasons
from loaders.prose.statements.respectively import completed, listed, with_each_its_own
from loaders.prose.statements.sameness import with_sameness
from loaders.prose.statements.titles import is_nameless, title_of, titled

_STOPPED = ("。", "；", "！", "？", ";", "!", "?")
_SENTENCE_YEAR = re.compile(r"\s*+(?:截至|截止|至)?\s*+((?:19|20)\d\d)\s*+年")
_SUBJECT_CODE = re.compile(r"[（(][类款项][）)]")
_LEADING_YEAR = re.compile(r"^(?:19|20)\d\d年度?")
_OF_WHICH = re.compile(r"\s*其中")
_UNITS_ONLY = re.compile(r"[万亿千]?元")
_LONGEST_SOURCE = 200
_LONGEST_SENTENCE = 2_000
"""Letters of a sentence that each of its figures quotes; those of published documents have under 300."""


@dataclass(slots=True)
class _Context:
    """What earlier paragraphs of the same section leave behind: their last subject and their changes."""

    path: tuple[str, ...] = ()
    subject: str = ""
    project: str = ""
    drafts: list[Draft] = field(default_factory=list)

    def enter(self, item: Sectioned) -> None:
        if item.path != self.path:
            self.path, self.subject, self.project, self.drafts = item.path, "", "", []
        self.project = project_named(item.text.text) or self.project


def find_statements(paragraphs: Sequence[Sectioned], fiscal_year: str) -> list[Statement]:
    """The figures stated in paragraphs, in their order; definitions (名词解释) and contact lines tell none.

    `value` is as printed without thousands separators (a ratio stays `6:4`), `source.place` the place of the figure
    itself, `source.text` its sentence. `base_year` of a change is carried on inside a paragraph.
    """
    context = _Context()
    found: list[tuple[Draft, Text, str, str, str]] = []
    this_year = int(fiscal_year) if fiscal_year.isdecimal() else 0
    rows = form_lines(paragraphs)
    for index, item in enumerate(paragraphs):
        context.enter(item)
        text = item.text
        if index in rows or item.is_heading or "terms" in kinds(item.path) or is_contact(text.text):
            continue
        title = title_of(text.text, item.path[-1] if item.path else "")
        subject = title or context.subject or _titled(item.path)
        printed = without_brackets_of_bases(plain(text.text))
        drafts = _Paragraph(printed, this_year, subject).read()
        drafts = with_each_its_own(printed, drafts)
        drafts = with_sameness(printed, drafts, this_year, title)
        give_reasons(printed, drafts, context.drafts, going_on=_rest_of_sentence(index, paragraphs))
        found.extend((draft, text, item.section, context.project, title) for draft in drafts)
        context.subject = drafts[0].subject if drafts else context.subject
        context.drafts = [*context.drafts, *drafts][-40:]
    return [_statement(*parts) for parts in found]


def _rest_of_sentence(index: int, paragraphs: Sequence[Sectioned]) -> str:
    """What the next paragraph adds to a sentence that this one leaves open: 主要原因：/ 人员变动。"""
    item, following = paragraphs[index], paragraphs[index + 1 : index + 2]
    if not following or item.text.text.rstrip().endswith(_STOPPED):
        return ""
    other = following[0]
    apart = other.is_heading or other.after_table or other.path != item.path or other.number is not None
    return "" if apart else plain(other.text.text)


class _Paragraph:
    """Reads one paragraph."""

    def __init__(self, text: str, this_year: int, subject: str) -> None:
        self.text = text
        self.this_year = this_year
        self.last_subject = subject
        self.base_year = 0
        self.drafts: list[Draft] = []
        self._open: list[tuple[int, str]] = []
        self._ends = sentence_ends(text)

    def read(self) -> list[Draft]:
        """The drafts of the paragraph from left to right."""
        number = list_number(self.text)
        floor = number.end if number and number.style != "article" else 0
        if not HAN.search(_UNITS_ONLY.sub("", self.text)):
            return []
        for printed in printed_figures(self.text):
            if printed.start < floor:
                continue
            figure = with_year_apart(self.text, printed, self.this_year - 1)
            sentence = sentence_at(self._ends, figure.start)
            if self.drafts and self.drafts[-1].sentence != sentence:
                self._begin_sentence()
            draft = self._draft(figure, max(floor, sentence[0]), sentence)
            if draft:
                self.drafts.append(draft)
            floor = figure.end
        return self.drafts

    def _begin_sentence(self) -> None:
        """Behind a full stop the talk is of the first subject of the sentence before.

        Of its parts 甲…；乙… it is the first whose change is not stated yet; parts of what was before it (其中：) give
        the talk back to the whole.
        """
        previous = self.drafts[-1].sentence
        stated = [draft for draft in self.drafts if draft.sentence == previous]
        parts = _parts(self.text, previous)
        open_parts = [part for part in parts if find_base(squeeze(self.text[part[0] : part[1]])) is None]
        if len(stated) > 1 and open_parts == parts and _OF_WHICH.match(self.text, previous[0]):
            stated = []
        elif open_parts and open_parts[0] != parts[0] and not _OF_WHICH.match(self.text, open_parts[0][0]):
            stated = [draft for draft in stated if draft.figure.start >= open_parts[0][0]] or stated
        self.last_subject = stated[0].subject if stated else self.last_subject
        self._open = []

    def _draft(self, figure: PrintedFigure, floor: int, sentence: tuple[int, int]) -> Draft | None:
        start = self._phrase_start(figure.start, floor)
        phrase = squeeze(self.text[start : figure.start]).replace("的，", "的")
        phrase = phrase or phrase_before_bracket(self.text, figure.start, self.drafts, sentence[0])
        role = self._carried_role(figure, floor) or role_of(phrase, figure.kind == "rate")
        measure = measure_of(role.subject, leading=floor == sentence[0])
        context = self._context_subject(figure.start)
        measure = replace(measure, name=self._in_sum(self._settled(measure.name, phrase, sentence), context, figure))
        subject = self._subject(figure, role, measure, start, context)
        if not subject and role.kind == "amount" and not self.drafts:
            subject = noun_behind(self.text, figure.end) if figure.kind == "money" else ""
        elif not subject:
            subject = money_spoken_of(self.drafts, figure, role, sentence) or context
        if not HAN.search(subject):
            return None
        name = self._name(role, subject, figure, context)
        draft = Draft(figure, role, subject, name, self._year(role, measure, figure, sentence), sentence)
        if role.kind in ("change", "share", "dependent") and not measure.year:
            same = (d for d in reversed(self.drafts) if d.subject == subject and d.role.kind != "base")
            against = self._base_of(role) if role.kind == "change" else 0
            years = (d.year for d in same if d.year != against)
            draft.year = next(years, draft.year)
        self._set_change(draft)
        depth = self._depth(figure.start)
        while self._open and self._open[-1][0] >= depth:  # nothing asks for them any more
            self._open.pop()
        self._open.append((depth, subject))
        return draft

    def _phrase_start(self, offset: int, floor: int) -> int:
        """Where the words before a figure begin: behind the noun counted before it; a clause in 的 says what follows.

        `1家参公事业单位财政拨款的机关运行经费预算为443万元`; `由中小企业中标或成交的，采购金额246万元`.
        """
        noun = behind_noun(self.text, floor) if self.drafts and self.drafts[-1].figure.end == floor else floor
        if floor < noun < offset and measure_of(self.text[noun:offset], leading=False).name:
            floor = noun
        start = phrase_start(self.text, offset, floor)
        before = self.text[floor:start].rstrip("，, ")
        named = phrase_start(self.text, floor + len(before), floor)
        if self.text[start:offset].strip() and (before.endswith("的") or self._compares(named, floor + len(before))):
            return named
        return start

    def _compares(self, start: int, end: int) -> bool:
        """公务接待费与2016年度决算相比，减少1万元: a clause with a subject, and what it is compared with."""
        clause = squeeze(self.text[start:end])
        base = find_base(clause)
        return base is not None and base[0] > 0 and base[1] == len(clause)

    def _carried_role(self, figure: PrintedFigure, floor: int) -> ChangeRole | None:
        """The role of a figure right behind another one, which that one gives it."""
        before = self.drafts[-1] if self.drafts else None
        if before is None or before.figure.end != floor:
            return None
        gap = squeeze(self.text[floor : figure.start])
        of_budget = before.role.kind == "base" and self._base(before.role.base_year) == BUDGET
        return completed(figure, gap) if of_budget else listed(before, figure, gap)

    def _subject(self, figure: PrintedFigure, role: ChangeRole, measure: Measure, start: int, context: str) -> str:
        """Whom the figure is about, as its own words say it; the noun behind the unit for things counted."""
        money = lexicon.statements().measure.money_names
        noun = noun_behind(self.text, figure.end) if figure.kind == "count" else ""
        if figure.kind == "money" and not measure.name.endswith(money):
            noun = money_behind(self.text, figure.end)
        if noun and role.kind in ("amount", "change"):
            return noun
        if role.kind == "change" and measure.name in lexicon.statements().measure.generic:
            return measure.name if is_other_side(measure.name, context) else ""
        if role.kind == "change" and role.object:
            return measure_of(role.object.removeprefix("新增")).name
        bare = _LEADING_YEAR.sub("", measure.name)
        budgeted = bare in lexicon.statements().measure.budgeted
        if (budgeted or not bare or is_generic(bare)) and (label := label_before(self.text, start, budgeted=budgeted)):
            named = _SUBJECT_CODE.search(label) or ((budgeted or not bare) and label.endswith(money))
            return label if named else measure.name
        return measure.name

    def _scored(self, figure: PrintedFigure) -> str:
        """A mean score is of the things counted before it, not of their money: 绩效自评的项目4个，…，平均得分99分."""
        counted = (draft.subject for draft in reversed(self.drafts) if draft.figure.kind == "count")
        return next(counted, "") if figure.kind == "count" else ""

    def _settled(self, name: str, phrase: str, sentence: tuple[int, int]) -> str:
        """甲支出年初预算为2万元，支出决算为1万元: what the accounts settle is what the budget before them was for.

        `phrase` are the words before the figure, `name` the same trimmed: 实际支出, 支出.
        """
        entry = lexicon.statements().measure
        before = self.drafts[-1] if self.drafts else None
        if before is None or before.sentence != sentence:
            return name
        if (whole := phrase if phrase in entry.settled else name) not in entry.settled:
            return same_budget(name, before.subject)
        budget = next((word for word in entry.planned if before.subject.endswith(word)), "")
        head = before.subject.removesuffix(budget)
        return head + whole.removeprefix("支出" if head.endswith("支出") else "") if budget and head else name

    def _in_sum(self, name: str, context: str, figure: PrintedFigure) -> str:
        """出国团组0个、累计0人次 goes on with the same things; what they 共支出 is the money spent on them.

        A sum in the unit of what is before it (甲3人，乙2人，共计5人) is of none of these alone and keeps its name.
        """
        entry = lexicon.statements().measure
        if not context or not self.drafts or self.drafts[-1].figure.unit == figure.unit:
            return name
        if name in entry.spent:
            return f"{context.removesuffix('支出')}支出"
        return "" if name in entry.summing else name

    def _context_subject(self, offset: int) -> str:
        depth = self._depth(offset)
        self._open = [(level, name) for level, name in self._open if level <= depth]
        return self._open[-1][1] if self._open else self.last_subject

    def _depth(self, offset: int) -> int:
        before = self.text[:offset]
        opened = before.count("（") + before.count("(")
        return opened - before.count("）") - before.count(")")

    def _name(self, role: ChangeRole, subject: str, figure: PrintedFigure, context: str) -> str:
        if role.kind in ("change", "base") and not subject.startswith(lexicon.statements().measure.of_last_year):
            subject = subject.removeprefix("上年")
        if role.kind == "change":
            if role.object.startswith("新增"):
                return f"新增{subject}"
            base = self._base(role.base_year) or self.base_year
            against = "预算" if base == BUDGET else "上年" if base in (0, self.this_year - 1) else f"{base}年"
            against += "" if base == BUDGET else self._stage_compared(figure)
            return f"{subject}较{against}增减" + ("幅度" if figure.kind == "rate" else "")
        if role.kind == "share":
            whole = measure_of(role.object[1:] if role.object.startswith("占") else "").name
            if role.object.startswith("完成"):
                return f"{subject}{role.object}比例"
            return f"{subject}占{whole}比重" if whole else f"{subject}占比"
        if role.kind == "base":
            planned = subject.removesuffix("数").removesuffix("决算") + "预算"
            return planned if self._base(role.base_year) == BUDGET else f"上年{subject}"
        if role.kind == "dependent":
            object_ = lexicon.statements().dependent.meant.get(role.object, role.object)
            return f"{self._scored(figure) or context or subject}{object_}"
        if figure.kind == "count" and noun_behind(self.text, figure.end) == subject:
            return f"{subject}数量"
        return subject

    def _stage_compared(self, figure: PrintedFigure) -> str:
        """比上年预算数下降…，比上年决算数下降…: which of the two, where the paragraph compares with both."""
        if len(stages_compared(self.text)) < 2:
            return ""
        start = self.drafts[-1].figure.end if self.drafts else 0
        match = STAGE_COMPARED.search(self.text, start, figure.start)
        return match["stage"] if match else ""

    def _year(self, role: ChangeRole, measure: Measure, figure: PrintedFigure, sentence: tuple[int, int]) -> int:
        if role.kind == "base":
            base = self._base(role.base_year)
            return self.this_year if base == BUDGET else base
        if measure.year:
            return self._resolved(measure.year)
        named = _SENTENCE_YEAR.match(self.text, sentence[0])
        if named:
            return int(named[1])
        counted = figure.kind == "count" and not re.search(r"(?:19|20)\d\d\s?年", self.text)
        return 0 if counted else self.this_year

    def _base_of(self, role: ChangeRole) -> int:
        """The year that a change is stated against: its words name it, else the year before."""
        return self._base(role.base_year) or self.base_year or self.this_year - 1

    def _set_change(self, draft: Draft) -> None:
        if draft.role.base_year:
            self.base_year = self._base(draft.role.base_year)
        if draft.role.kind != "change":
            return
        nothing = not draft.figure.value.strip("-0.")
        draft.direction = draft.role.direction or (SAME if nothing else "")
        if draft.figure.value.startswith("-"):
            draft.direction = OPPOSITE.get(draft.direction, draft.direction)
        draft.base_year = self._base(draft.role.base_year) or self.base_year
        if not draft.base_year and not draft.role.object:
            draft.base_year = self._named_base(draft.figure.start)

    def _named_base(self, offset: int) -> int:
        """与2023年相比，收入减少…: the base year is in a clause of its own before the figure."""
        base = last_base(squeeze(self.text[:offset]))
        self.base_year = self._base(base[2]) if base else self.this_year - 1
        return self.base_year

    def _base(self, year: int) -> int:
        """The year compared with: its own (比2024年预算数 in 2024) means the budget of the year."""
        return BUDGET if year and year == self.this_year else self._resolved(year)

    def _resolved(self, year: int) -> int:
        return self.this_year - 1 if year == LAST_YEAR else year


def _parts(text: str, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """The parts of a sentence that ； sets apart."""
    start, end = sentence
    cuts = [match.end() for match in re.compile("[；;]").finditer(text, start, end)]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


def _titled(path: Sequence[str]) -> str:
    """What a section's title says it is about: 机关运行经费 of 三、机关运行经费安排情况."""
    name = measure_of(path[-1]).name if path else ""
    return re.sub(r"(?:安排|预算|支出|决算|总体|增减变化|变动|的|及|原因|情况|说明)+$", "", name)


def _statement(draft: Draft, text: Text, section: str, project: str, title: str) -> Statement:
    nameless = bool(title) and is_nameless(draft.subject)
    about = title if nameless else draft.subject if _SUBJECT_CODE.search(draft.subject) else project
    return Statement(
        measure=titled(draft, title) if nameless else draft.measure,
        value=draft.figure.value,
        unit=draft.figure.unit,
        source=Source(text.place_at(draft.figure.start), _window(text.text, draft, _LONGEST_SOURCE)),
        year=str(draft.year) if draft.year > 0 else "",
        base_year=str(draft.base_year) if draft.base_year > 0 and draft.direction else "",
        direction=draft.direction,
        reason=draft.reason,
        section=section,
        sentence=_window(text.text, draft, _LONGEST_SENTENCE),
        about=about,
    )


def _window(text: str, draft: Draft, longest: int) -> str:
    """The sentence, or the part of a very long one that holds the figure."""
    start, end = draft.sentence
    if end - start > longest and draft.figure.end > start + longest:
        start = max(start, draft.figure.end - longest // 2)
    return text[start : min(end, start + longest)].strip()

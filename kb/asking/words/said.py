"""What a sentence says besides its words: operators, measures, subjects, the order of a ranking, stages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kb.asking.ask import BOTH_ENDS
from kb.asking.questions import Question
from kb.asking.words.lexicon import Lexicon, Operator, SpanKind
from kb.asking.words.named.found import GAP, Mentions
from kb.asking.words.segments import Span

_STAGE = re.compile(r"(?<!公共)(?<!基金)(?<!经营)(?<!国资)(?:预算|决算)")
"""预算 in the name of a measure (支出预算) is a stage, but not in 一般公共预算."""
SIDES = ("收入", "支出")
EVERYBODY = ("部门", "单位")


@dataclass
class Said:
    """What a sentence says besides its words: operators, measures, subjects, order of a ranking, stages."""

    mentions: Mentions
    spans: Sequence[Span]
    lexicon: Lexicon
    measures_of: Callable[[str], frozenset[str]]

    @cached_property
    def operators(self) -> frozenset[str]:
        """The operators said; `rank` where an order is, `threshold` where a bound is."""
        found = {one.value for span in self.spans for one in span.meanings if one.kind == SpanKind.OPERATOR}
        ranked = {value for value in found if value.startswith(Operator.RANK)}
        if self.order:
            found.add(Operator.RANK)
        if self.mentions.bounds:
            found.add(Operator.PERCENT_THRESHOLD if self.mentions.percent else Operator.THRESHOLD)
        if self.mentions.peers or self.tier:
            found.add(Operator.PEERS)
        if self._adds_up_departments:
            found.add(Operator.SUM)
        if len(self.stages) > 1:
            found.add(Operator.STAGES)
        is_at_first = any(span.text.startswith("年初") for span in self.spans)
        is_spoken = any(span.text in self.lexicon.spoken_stages for span in self.spans)
        if Operator.STAGES in found and (is_at_first or is_spoken or found & {Operator.CHANGE, Operator.COMPARE}):
            found.add(Operator.STAGES_COMPARED)
        if (
            {Operator.HAVE, Operator.WHICH} <= found
            and not self.order
            and not self.mentions.bounds
            and Operator.NONE not in found
        ):
            found.add(Operator.HAS)
        departments = self.mentions.given.get("department", ())
        if self.order and departments and Operator.WHICH_YEAR in found:
            found.add(Operator.RANK_YEARS)
            found.discard(Operator.RANK)
        elif self.order and self.ranked_whole:
            found.add(Operator.RANK_PARTS)
            found.discard(Operator.RANK)
        elif self.order and len(departments) == 1:
            found.add(Operator.RANK_WITHIN)
            found.discard(Operator.RANK)
        figures = set(_first_values(self.spans, (SpanKind.MEASURE, SpanKind.SUBJECT)))
        if Operator.HAVE in found and len(departments) == len(figures) == 1 and self._asks_whether:
            found.add(Operator.HAS)
        years = self.mentions.given.get("year", ())
        of_years = (
            len(years) > 1 or Operator.YEARS in found or any(span.text in self.lexicon.of_years for span in self.spans)
        )
        adds = self.is_added_up and not self.order
        if (len(figures) > 1 or (figures and of_years)) and departments and adds:
            found.add(Operator.SUM_FIGURES)
            found.discard(Operator.SUM)
        if self.order and Operator.CHANGE in found:
            found.add(Operator.GROWTH)
        if self.is_of_two:
            found -= {Operator.CHANGE, Operator.GROWTH}
            found.add(Operator.COMPARE)
        if len(self.mentions.given.get("department", ())) > 1:
            found.add(Operator.COMPARE)
        if Operator.CHANGE in found and self.is_from_year_to_year:
            found.add(Operator.GROWTH)
        if Operator.CHANGE in found and (Operator.YEARS in found or len(self.mentions.given.get("year", ())) > 2):
            found.add(Operator.TREND)
            found.discard(Operator.CHANGE)
        return frozenset(found - ranked)

    @cached_property
    def is_of_two(self) -> bool:
        """Whether the sentence asks how far two departments or two figures are apart (甲比乙多多少)."""
        figures = {one.value for span in self.spans for one in span.meanings if one.kind == SpanKind.MEASURE}
        departments = self.mentions.given.get("department", ())
        apart = any(span.text in self.lexicon.apart for span in self.spans)
        several = len(departments) > 1 and len(self.mentions.given.get("year", ())) < 2
        return apart and (several or (len(figures) > 1 and not self.mentions.given.get("year", ())[1:]))

    @property
    def is_from_year_to_year(self) -> bool:
        """Whether two years are named, or more from the first to the last of which a thing grew or fell."""
        years = self.mentions.given.get("year", ())
        directed = any(span.text in self.lexicon.increases | self.lexicon.decreases for span in self.spans)
        return len(years) == 2 or (len(years) > 2 and directed)

    @property
    def is_from_another_base(self) -> bool:
        """Whether a change is asked for that is not from the year before, or from another stage."""
        years = sorted(int(year) for year in self.mentions.given.get("year", ()) if year.isdigit())
        follow = years[1:] == [year + 1 for year in years[:-1]]
        return Operator.GROWTH in self.operators and len(years) == 2 and (not follow or len(self.stages) > 1)

    @property
    def _adds_up_departments(self) -> bool:
        """Whether 合计 is said of all departments (各部门三公合计)."""
        said = {span.text for span in self.spans}
        return bool(said & self.lexicon.whole_of & {"合计", "总计", "总额"}) and bool(said & self.lexicon.everybody)

    @property
    def ranked_whole(self) -> str:
        """The one figure of whose parts the largest is asked for (三公里哪项最大); empty for none."""
        figures = set(_first_values(self.spans, (SpanKind.MEASURE, SpanKind.SUBJECT)))
        return figures.pop() if self.names_a_line and len(figures) == 1 and figures <= self.lexicon.parts.keys() else ""

    @property
    def thing_counted(self) -> str:
        """A thing of which most are asked for, where no money is said: 公车最多, but not 公车费最多."""
        things = [span.text for span in self.spans if span.text in self.lexicon.things]
        is_money = any(span.text in self.lexicon.money or "花" in span.text for span in self.spans)
        is_of_departments = bool(things and self.order) and Operator.WHICH_YEAR not in self.operators
        return things[0] if is_of_departments and not is_money else ""

    @property
    def asks_each_year(self) -> bool:
        """Whether every year of several is asked for (2017到2019年每年), and not the last against the first."""
        years = any(span.has(SpanKind.OPERATOR, Operator.YEARS) for span in self.spans)
        return years and len(self.mentions.given.get("year", ())) > 1

    @property
    def names_a_line(self) -> bool:
        """Whether a line of expenditure is asked for: 哪个科目."""
        return any(span.text in self.lexicon.line_words for span in self.spans)

    @property
    def is_added_up(self) -> bool:
        """Whether what is named is to be added up (水费、电费一共多少)."""
        texts = {span.text for span in self.spans}
        return bool(texts & self.lexicon.added_up) or any(
            span.has(SpanKind.OPERATOR, Operator.SUM) for span in self.spans
        )

    @cached_property
    def order(self) -> str:
        """`desc`, `asc` or `both`, where a ranking is asked for."""
        said = [one.value for span in self.spans for one in span.meanings if one.kind == SpanKind.OPERATOR]
        if {f"{Operator.RANK}:asc", f"{Operator.RANK}:desc"} <= set(said):
            return BOTH_ENDS
        if f"{Operator.RANK}:asc" in said:
            return "asc"
        if f"{Operator.RANK}:desc" in said or f"{Operator.RANK}:open" in said:
            return "desc"
        return self.mentions.order

    def order_of(self, question: Question) -> str:
        """The order for a question: where changes are ranked, the largest decrease is the smallest change."""
        falls = any(span.text in self.lexicon.decreases for span in self.spans)
        return "asc" if falls and self.order == "desc" and Operator.CHANGE in question.takes else self.order

    @cached_property
    def top(self) -> int | None:
        """How many of a ranking: as many as are said; one where the most is asked for and no list."""
        if self.mentions.top is not None:
            return self.mentions.top
        superlative = any(
            span.has(SpanKind.OPERATOR, f"{Operator.RANK}:{one}") for span in self.spans for one in ("desc", "asc")
        )
        several = any(span.text.startswith(self.lexicon.several) for span in self.spans)
        return 1 if superlative and not several else None

    @cached_property
    def measures(self) -> list[str]:
        """The measures named, in the order of the sentence."""
        named = self._without_bare_money(list(values_of(self.spans, SpanKind.MEASURE)))
        return list(dict.fromkeys(self._without_wholes(named)))

    @cached_property
    def subjects(self) -> list[str]:
        """The subject codes and names, in the order of the sentence."""
        return [*self.mentions.given.get("subject", ()), *dict.fromkeys(values_of(self.spans, SpanKind.SUBJECT))]

    @cached_property
    def asked_measures(self) -> list[str]:
        """The measures meant: those named apart from mere money, else total expenditure where only money is said."""
        named = [
            *self.mentions.given.get("subject", ()),
            *_first_values(self.spans, (SpanKind.MEASURE, SpanKind.SUBJECT)),
        ]
        named = self._without_wholes(self._without_bare_money(named))
        return list(dict.fromkeys(named)) or ([self.lexicon.usual_measure] if self.is_money else [])

    def _without_wholes(self, named: list[str]) -> list[str]:
        """The measures without those that only say of what another is a part: 采购里的工程."""
        wholes = {
            one.value
            for span, inside in zip(self.spans, self.spans[1:], strict=False)
            if inside.text in self.lexicon.inside
            for one in span.meanings
            if one.kind == SpanKind.MEASURE
        }
        if Operator.SHARE in self.operators or not set(named) - wholes:
            return named
        return [one for one in named if one not in wholes]

    @cached_property
    def is_share_of_another(self) -> bool:
        """Whether what a part is a part of is of another department, of all of them, or of another year."""
        at = next((at for at, span in enumerate(self.spans) if span.text in self.lexicon.part_of), None)
        if at is None:
            return False
        behind = self.spans[at + 1 :]
        of_all = any(
            span.text in self.lexicon.everybody and after.text.startswith(EVERYBODY) for span, after in pairwise(behind)
        ) or any(span.text.endswith(EVERYBODY) and span.text[:-2] in self.lexicon.everybody for span in behind)
        names = max(len(self.mentions.given.get(kind, ())) for kind in ("department", "year"))
        return of_all or (names > 1 and GAP in self.mentions.rest[self.spans[at].end :])

    @cached_property
    def names_whole_alone(self) -> bool:
        """Whether the figures are behind 占, and none is before it."""
        at = next((at for at, span in enumerate(self.spans) if span.text in self.lexicon.part_of), None)
        if at is None:
            return False
        kinds = (SpanKind.MEASURE, SpanKind.SUBJECT)
        named = bool(self.mentions.given.get("subject") or self.mentions.given.get("project"))
        return (
            not named and not any(_first_values(self.spans[:at], kinds)) and any(_first_values(self.spans[at:], kinds))
        )

    def _without_bare_money(self, named: list[str]) -> list[str]:
        """The measures without total expenditure where 支出 only says that another one is money that is spent."""
        said = {span.text for span in self.spans if span.has(SpanKind.MEASURE, self.lexicon.usual_measure)}
        is_compared = self.is_of_two or Operator.SHARE in self.operators
        is_bare = said <= self.lexicon.bare_money and not is_compared and len(set(named)) > 1
        return [one for one in named if not (is_bare and one == self.lexicon.usual_measure)]

    @cached_property
    def is_money(self) -> bool:
        """Whether money is said and no measure."""
        return any(span.text in self.lexicon.usual_words for span in self.spans)

    @property
    def is_all_of_it(self) -> bool:
        """Whether all of a budget is said, and not which side of it: 总盘子."""
        return any(span.text in self.lexicon.all_of_it for span in self.spans)

    @property
    def is_bare_total(self) -> bool:
        """Whether a budget or an account is asked for and no figure of it: 甲局2024年预算是多少."""
        texts = {span.text for span in self.spans}
        figures = any(span.has(SpanKind.MEASURE) or span.has(SpanKind.SUBJECT) for span in self.spans)
        others = texts & (self.lexicon.usual_words - self.lexicon.in_total)
        return (
            bool(texts & self.lexicon.in_total) and not figures and not (others - {"多少钱"}) and len(self.stages) < 2
        )

    @cached_property
    def stages(self) -> list[str]:
        """预算, 决算, or both."""
        in_names = (
            match[0] for span in self.spans if span.has(SpanKind.MEASURE) and (match := _STAGE.search(span.text))
        )
        both = ("预算", "决算") if any(span.has(SpanKind.OPERATOR, Operator.STAGES) for span in self.spans) else ()
        return list(dict.fromkeys((*values_of(self.spans, SpanKind.STAGE), *in_names, *both)))

    @cached_property
    def asks_who_has(self) -> bool:
        """Whether the departments are asked for that have a figure (哪些部门有政府性基金), and nothing else of it."""
        return {Operator.HAVE, Operator.WHICH, Operator.HAS} <= self.operators and bool(self.measures or self.subjects)

    @cached_property
    def tier(self) -> str:
        """The tier of government said."""
        return next(values_of(self.spans, SpanKind.TIER), "")

    @property
    def _asks_whether(self) -> bool:
        """Whether yes or no is asked for: 有买公车吗."""
        return any(span.text in self.lexicon.whether for span in self.spans)

    @cached_property
    def present(self) -> str:
        """有 where those that have a thing are asked for, 没有 where those that have not."""
        asks_amounts = any("多少" in span.text for span in self.spans)
        if (
            Operator.NONE in self.operators
            and not asks_amounts
            and not any(span.has(SpanKind.OPERATOR, Operator.HAS) for span in self.spans)
        ):
            return "没有"
        return "有" if {Operator.HAVE, Operator.WHICH, Operator.HAS} <= self.operators else ""

    @cached_property
    def side(self) -> str:
        """收入 or 支出, where one of them is said."""
        found = {side for side in SIDES for span in self.spans if side in span.text}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def direction(self) -> str:
        """增加 or 减少, where those are asked for of which one is said (哪些部门三公比上年增加了)."""
        said = {span.text for span in self.spans}
        found = [
            name for name, words in (("增加", self.lexicon.increases), ("减少", self.lexicon.decreases)) if said & words
        ]
        return found[0] if len(found) == 1 and Operator.WHICH in self.operators else ""

    @cached_property
    def heads(self) -> str:
        """Which number of staff: 编制, 在职."""
        return next((span.text for span in self.spans if span.text in self.lexicon.heads), "")


def values_of(spans: Sequence[Span], kind: SpanKind) -> Iterator[str]:
    """All values of a kind that the pieces of a sentence may mean, in their order."""
    return (one.value for span in spans for one in span.meanings if one.kind == kind)


def _first_values(spans: Sequence[Span], kinds: Sequence[SpanKind]) -> Iterator[str]:
    """One value a span: of the first kind that it may be."""
    for span in spans:
        for kind in kinds:
            if value := next((one.value for one in span.meanings if one.kind == kind), ""):
                yield value
                break

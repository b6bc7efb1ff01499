"""Where the rows of an answer come from: a query rewritten to tell, beside each row, the facts that made it.

Every variable that stands for a fact is carried out of the innermost SELECT to the outermost, gathered where rows are
added up; nothing else of the query changes. Questions name these variables in their header (`#+ facts: [figure]`). For
a free query they are inferred: it asks of them a year, a form, a place, or a class of facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.asking.questions import bind
from kb.resources import folder
from kb.rows.printed import plain
from kb.sparql.tokens import masked

if TYPE_CHECKING:
    from kb.store.interface import Selects

COLUMN = "sources_0"
"""The variable that holds the IRIs of a row's facts in a rewritten query, separated by blanks."""

LOOKED_UP_AT_ONCE = 1000

_SELECT = re.compile(r"\bSELECT\b", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"(?<![?$:\w])(?:FROM|WHERE)\b", re.IGNORECASE)
_AGGREGATE = re.compile(r"\b(?:COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\(", re.IGNORECASE)
_GROUPED = re.compile(r"\bGROUP\s+BY\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\b(?:EXISTS|MINUS)\s*\{", re.IGNORECASE)
_SUBJECT = re.compile(r"\?(\w+)\s+(?:a|(?:cnb|qb):\S+)\s")
_DECLARED = re.compile(r"^#\+ facts: *+\[([^\]\n]*+)\] *+$", re.MULTILINE)
_OF_FACTS = re.compile(
    r"cnb:(?:fiscalYear|sourcePlace|formKind|measureName|rowNumber)\b"
    r"|\ba\s+(?:qb:Observation|cnb:(?:ProjectEntry|Indicator|Citation|Statement|UnitEntry|Duty|DepartmentGoal|GlossaryEntry"
    r"|Form|UnreadPart))\b"
)


@dataclass(slots=True)
class _Select:
    """One SELECT of a query: where its words begin, where its body opens and closes, and where its group ends."""

    start: int
    opens: int
    closes: int
    end: int
    inner: list[_Select] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RowSource:
    """Where a fact stands: its IRI, document, place in words, printed text, and line if the format has lines."""

    fact: str
    document: str
    place: str
    text: str
    line: int | None = None


def with_sources(query: str) -> str | None:
    """The query with a column more, `sources_0`; None where no variable of it is a fact."""
    code, declared = masked(query), declared_facts(query)
    selects = list(_selects(code, 0, len(code)))
    if len(selects) != 1:
        return None
    edits: list[tuple[int, int, str]] = []
    if not _carry(code, selects[0], edits, iter(range(1_000_000)), declared):
        return None
    for start, end, text in sorted(edits, reverse=True):
        query = query[:start] + text + query[end:]
    return query


def declared_facts(query: str) -> frozenset[str] | None:
    """The variables that the header of a query declares to be facts; None for a query that declares none."""
    match = _DECLARED.search(query)
    return frozenset(filter(None, (name.strip() for name in match[1].split(",")))) if match else None


def _selects(code: str, start: int, end: int) -> Iterator[_Select]:
    """The outermost SELECTs between two places, each with those inside it."""
    position = start
    while (match := _SELECT.search(code, position, end)) is not None:
        opens = code.find("{", match.end(), end)
        if opens < 0:
            return
        closes = _closing(code, opens)
        group_end = _group_end(code, closes + 1, end)
        yield _Select(match.start(), opens, closes, group_end, list(_selects(code, opens + 1, closes)))
        position = group_end


def _closing(code: str, opens: int) -> int:
    depth = 0
    for position in range(opens, len(code)):
        depth += {"{": 1, "}": -1}.get(code[position], 0)
        if depth == 0:
            return position
    return len(code)


def _group_end(code: str, start: int, end: int) -> int:
    """Where the group that holds a SELECT ends: its solution modifiers stand before that."""
    depth = 0
    for position in range(start, end):
        if code[position] == "}" and depth == 0:
            return position
        depth += {"{": 1, "}": -1}.get(code[position], 0)
    return end


def _carry(
    code: str,
    select: _Select,
    edits: list[tuple[int, int, str]],
    numbers: Iterator[int],
    declared: frozenset[str] | None,
) -> list[str]:
    """Add the column of sources to a SELECT and those inside it; gives the variables that carry facts out of it."""
    number = next(numbers)
    carried = [name for inner in select.inner for name in _carry(code, inner, edits, numbers, declared)]
    carried = list(dict.fromkeys([*_facts(code, select, declared), *carried]))
    if not carried:
        return []
    head = code[select.start : select.opens]
    words = _CLAUSE_ENDS.split(head, maxsplit=1)[0]
    if re.search(r"SELECT\s+(?:DISTINCT\s+)?\*", words, re.IGNORECASE) and number:
        return carried
    tail = code[select.closes : select.end]
    all_of_them = 'CONCAT("", ' + ', " ", '.join(f'COALESCE(STR(?{name}), "")' for name in carried) + ")"
    column = f"sources_{number}"
    gathered = f'(GROUP_CONCAT(DISTINCT {all_of_them}; separator=" ") AS ?{column}) '
    at = select.start + len(words.rstrip())
    if _AGGREGATE.search(words) or _GROUPED.search(tail):
        edits.append((at, at, f" {gathered}"))
    elif number and re.search(r"\bDISTINCT\b", words, re.IGNORECASE):
        return _gather_distinct(words, select, edits, gathered, column)
    else:
        edits.append((at, at, f" ({all_of_them} AS ?{column}) "))
    return [column]


def _gather_distinct(
    words: str, select: _Select, edits: list[tuple[int, int, str]], gathered: str, column: str
) -> list[str]:
    """A SELECT DISTINCT inside another says the same as one grouped by its variables."""
    names = re.findall(r"\?\w+", re.sub(r"\([^()]*\)", "", words))
    if "(" in re.sub(r"\([_\s]*AS\s+\?\w+\s*\)", "", words) or not names:
        return []
    distinct = re.search(r"\bDISTINCT\b", words, re.IGNORECASE)
    assert distinct is not None
    edits.append((select.start + distinct.start(), select.start + distinct.end(), ""))
    edits.append((select.start + len(words.rstrip()), select.start + len(words.rstrip()), f" {gathered}"))
    edits.append((select.closes + 1, select.closes + 1, f" GROUP BY {' '.join(names)} "))
    return [column]


def _facts(code: str, select: _Select, declared: frozenset[str] | None) -> Iterator[str]:
    """The variables of a SELECT's own body that stand for facts."""
    body = list(code[select.opens + 1 : select.closes])
    hidden = [(inner.start, inner.end) for inner in select.inner]
    for match in _WITHOUT.finditer(code, select.opens, select.closes):
        hidden.append((match.end(), _closing(code, match.end() - 1)))
    for start, end in hidden:
        for position in range(start, end):
            body[position - select.opens - 1] = " "
    text = re.sub(r"\s+", " ", "".join(body))
    for match in _SUBJECT.finditer(text):
        if declared is not None:
            if match[1] in declared:
                yield match[1]
            continue
        triples = re.split(
            r"\s\.(?:\s|$)|[{}]|\b(?:OPTIONAL|FILTER|BIND|VALUES|UNION)\b", text[match.start() :], maxsplit=1
        )
        if _OF_FACTS.search(triples[0]):
            yield match[1]


def is_distinct(query: str) -> bool:
    """Whether the outermost SELECT of a query is a SELECT DISTINCT."""
    code = masked(query, " ")
    match = _SELECT.search(code)
    return match is not None and re.match(r"\s*DISTINCT\b", code[match.end() :], re.IGNORECASE) is not None


def sources(store: Selects, facts: Iterable[str]) -> dict[str, RowSource]:
    """Where facts stand, by their IRI, in the order of document and place; what has no place is left out."""
    import pyoxigraph as ox

    query = (folder("queries/why") / "sources.rq").read_text(encoding="utf-8")
    wanted = list(dict.fromkeys(facts))
    found: dict[str, RowSource] = {}
    for start in range(0, len(wanted), LOOKED_UP_AT_ONCE):
        terms = [ox.NamedNode(iri) for iri in wanted[start : start + LOOKED_UP_AT_ONCE]]
        for solution in store.select(bind(query, {"fact": terms})):
            fact, document, place, text, line = (plain(solution[index]) for index in range(5))
            source = RowSource(
                str(fact), str(document), str(place), str(text or ""), line if isinstance(line, int) else None
            )
            found.setdefault(source.fact, source)
    return dict(sorted(found.items(), key=lambda item: (item[1].document, item[1].line or 0, _natural(item[1].place))))


def _natural(text: str) -> list[tuple[int, str]]:
    """Sorts `page 10` behind `page 9`."""
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in re.split(r"(\d+)", text)]

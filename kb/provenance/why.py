"""Why the knowledge base says what it says: the document, the place and the printed lines behind a fact.

A fact is found by its IRI, by the number of a row just printed, or by words: department, year, then words of its
label, code, column or measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb.asking.ask import choices_of
from kb.asking.names import UnresolvedName, key, resolve
from kb.asking.questions import bind
from kb.provenance import sources
from kb.provenance.last_answer import LastAnswer, digests
from kb.provenance.row_sources import facts_of_rows
from kb.provenance.sources import RowSource
from kb.resources import folder
from kb.rows.printed import plain
from kb.store import texts
from loaders.namespaces import expand

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.asking.names import Choice
    from kb.store.interface import GraphStore, Selects

_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?)?")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_CLIPPED = 160
"""Characters of a long line shown on each side of the figure."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact that words mean: its IRI, kind, what it says, its value and unit as printed."""

    fact: str
    kind: str
    label: str
    value: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line around a fact: its place, and its text in three parts, the middle one being the figure (empty if none)."""

    place: str
    before: str
    figure: str = ""
    after: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact is, and the lines around it; no lines where the store keeps none of the document."""

    source: RowSource
    file: str
    lines: tuple[Shown, ...] = ()


def evidence(store: GraphStore, store_folder: Path | None, facts: Sequence[str], around: int) -> list[Evidence]:
    """The sources of facts, each with `around` printed lines above and below."""
    from kb.provenance.coverage import loaded

    documents = {one.document: one for one in loaded(store)}
    found = []
    for source in sources.sources(store, facts).values():
        document = documents.get(source.document)
        kept = texts.kept(store_folder, document.sha256) if store_folder and document else None
        lines = lines_around(kept, source, around) if kept else ()
        found.append(Evidence(source, document.file if document else "", lines))
    return found


def lines_around(kept: texts.Kept, source: RowSource, around: int) -> tuple[Shown, ...]:
    """The line of a fact with its figure marked, and the printed lines around it; blank lines are left out."""
    found = _position(kept, source)
    if found is None:
        return ()
    line, start, end = found
    printed = [number for number, one in enumerate(kept.lines) if one.text.strip() or number == line]
    at = printed.index(line)
    return tuple(
        _shown(kept.lines[number], start, end) if number == line else _shown(kept.lines[number])
        for number in printed[max(0, at - around) : at + around + 1]
    )


def _position(kept: texts.Kept, source: RowSource) -> tuple[int, int, int] | None:
    """The line of a fact and the characters of its figure: by the ledger, else by its place and printed text."""
    numbers = [number for number in kept.numbers if number.fact == source.fact]
    if numbers:
        best = next((number for number in numbers if number.kind == "fact"), numbers[0])
        return best.line, best.start, best.end
    here = [number for number, one in enumerate(kept.lines) if one.place == source.place]
    words = source.text.strip().split("\n")[0][:20]
    for number in here or range(len(kept.lines)):
        start = kept.lines[number].text.find(words)
        if words and start >= 0:
            return number, start, min(start + len(source.text.strip()), len(kept.lines[number].text))
    return (here[0], 0, 0) if here else None


def _shown(line: texts.KeptLine, start: int = -1, end: int = -1) -> Shown:
    def tidy(text: str) -> str:
        return text.replace("\t", " | ")

    if start < 0:
        text = tidy(line.text)
        return Shown(line.place, text if len(text) <= 2 * _CLIPPED else text[: 2 * _CLIPPED] + "…")
    before, after = tidy(line.text[:start]), tidy(line.text[end:])
    before = "…" + before[-_CLIPPED:] if len(before) > _CLIPPED else before
    after = after[:_CLIPPED] + "…" if len(after) > _CLIPPED else after
    return Shown(line.place, before, tidy(line.text[start:end]), after, marked=True)


def facts_of_row(store: Selects, last: LastAnswer, number: int) -> list[str]:
    """The facts behind a row of the answer printed last. Raises UnresolvedName."""
    if not 1 <= number <= last.rows:
        raise UnresolvedName(f"上一个答案有 {last.rows} 行, 没有第 {number} 行 (no such row in the last answer)")
    if last.facts:
        return list(last.facts[number - 1])
    sourced = facts_of_rows(store, last.query)
    if number > len(sourced) or digests([sourced[number - 1][0]])[0] != last.digests[number - 1]:
        raise UnresolvedName("库已改动, 请重问一次再看 (the store has changed; ask again)")
    row, facts = sourced[number - 1]
    return [*(str(value) for value in row if str(value).startswith("http")), *facts]


def facts_of_thing(store: GraphStore, iri: str) -> list[Hit]:
    """What documents say of a thing that outlives them (a project, a policy document, a unit), by its IRI."""
    import pyoxigraph as ox

    try:
        term = ox.NamedNode(iri)
    except ValueError as error:
        raise UnresolvedName(f"{iri}: 不是 IRI (not an IRI)") from error
    query = (folder("queries/why") / "thing.rq").read_text(encoding="utf-8")
    return [
        Hit(*(str(plain(solution[index]) or "") for index in range(5)))
        for solution in store.select(bind(query, {"thing": [term]}))
    ]


def find(store: GraphStore, words: Sequence[str]) -> list[Hit]:
    """The facts that words mean, best first: department and year in any place, the rest words of the fact.

    Raises UnresolvedName where nothing fits.
    """
    years = [match[1] for word in words if (match := _YEAR.fullmatch(word))]
    department, rest = _department(store, [word for word in words if not _YEAR.fullmatch(word)])
    if not rest:
        raise UnresolvedName("还要说明是哪个数: 科目、代码、列名或项目名 (name a row, code, column or project)")
    import pyoxigraph as ox

    terms: dict[str, list[ox.NamedNode | ox.Literal]] = {"word": [ox.Literal(_joined(rest))]}
    if department:
        terms["department"] = [department.term]
    if years:
        terms["year"] = [ox.Literal(years[0], datatype=ox.NamedNode(expand("xsd:gYear")))]
    hits: list[tuple[tuple[int, int, int, int], Hit]] = []
    for order, path in enumerate(sorted((folder("queries/why") / "search").glob("*.rq"))):
        query = path.read_text(encoding="utf-8")
        kind = query.split("\n", 1)[0].removeprefix("#+ summary:").strip()
        for position, solution in enumerate(store.select(bind(query, terms))):
            fields = str(plain(solution["fields"])).split("\n")
            fit = _fit(rest, fields)
            if fit is not None:
                total = str(plain(solution["total"])).lower() == "true"
                label = " / ".join(dict.fromkeys(one for one in fields if one))
                value, unit = (str(plain(solution[name]) or "") for name in ("value", "unit"))
                hit = Hit(str(plain(solution["fact"])), kind, label, value, unit)
                hits.append(((-fit, -int(total), order, position), hit))
    if not hits:
        raise UnresolvedName(_nothing(rest, department))
    return [hit for _, hit in sorted(hits, key=lambda one: one[0])]


def _department(store: GraphStore, words: list[str]) -> tuple[Choice | None, list[str]]:
    """The department among the words, named whole or in part, and the words without it."""
    choices = choices_of(store, "department", folder("queries/choices"))
    for index, word in enumerate(words):
        try:
            meant = resolve(word, choices, "部门")
        except UnresolvedName:
            continue
        return meant, words[:index] + words[index + 1 :]
    return None, words


def _joined(words: Sequence[str]) -> str:
    """What the store is asked to look for: the longest run of Chinese letters, else the longest word."""
    runs: list[str] = [run for word in words for run in _HAN.findall(word)]
    return max(runs or list(words), key=len)


def _fit(words: Sequence[str], fields: Sequence[str]) -> int | None:
    """How many of the words are a field, or a level of one, to the letter; None where one of them is nowhere."""
    levels = {key(level) for one in fields for level in (one, *one.split("/"))}
    everything = "\n".join(levels)
    wanted = [key(word) for word in words]
    if not all(word in everything for word in wanted):
        return None
    return sum(1 for word in wanted if word in levels)


def _nothing(words: Sequence[str], department: Choice | None) -> str:
    about = f" ({department.label})" if department else ""
    return f"没有找到“{' '.join(words)}”{about} (nothing of the kind); 换一个词, 或先 kb ask 看有什么"

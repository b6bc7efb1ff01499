"""Projects and units named in two ways.

A *telling* is a name in a list of running text (项目支出…主要为甲、乙、丙) that means a project of the disclosure and
spells it otherwise: `chk:project` the entry, `chk:stated` the name stated, `chk:in` the statement that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, product

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text
from loaders.printing import fold

_LIST = re.compile(r"(?:主要为|主要是|主要用于|包括|增加了|分别为|分别是)([^。；]{4,})")
_VERB = re.compile(r"^(?:增加|新增|减少|安排)了?")
_LONGEST_NAME = 4
"""Names hold the mark that parts a list (、) themselves: so many parts may be one name."""
_SIMILAR = 72
_NEARLY_THE_SAME = 86
_NUMERALS = re.compile("[0-9一二三四五六七八九十甲乙丙丁上下]")
_SHORTEST = 6
_PURCHASES = "采购"
_OFFICE = re.compile(r"本级|本部|机关$|汇总")
_NO_NAME = re.compile(r"[^\w\u4e00-\u9fff]")
_GENERIC_ENDING = re.compile(r"(?:等)?(?:项目)?(?:支出|经费项目)?$")


def triples(facts: Facts) -> Iterator[Triple]:
    """Every telling that spells a project otherwise, and names of projects and units a character or two apart."""
    for one, other in near_names(facts):
        yield one.iri, "nearlyNamed", iri(other.iri)
    for one, other in _near_units(facts):
        yield one.iri, "unitNearly", iri(other.iri)
    projects = [entry for entry in facts.of_type("ProjectEntry") if entry.one("purpose") or _declared(entry)]
    for statement in facts.of_type("Statement"):
        if not statement.one("measureName").startswith("项目支出"):
            continue
        for match in _LIST.finditer(_clause(statement)):
            yield from _tellings(statement, match[1], projects)


def _near_units(facts: Facts) -> Iterator[tuple[Fact, Fact]]:
    """Two units that are stated in different places and whose names differ in a character or two, numerals aside."""
    from rapidfuzz import fuzz

    units = [one for one in facts.of_type("UnitEntry") if one.one("kind") == "unit"]
    for one, other in combinations(units, 2):
        names = [fold(entry.one("unitName")) for entry in (one, other)]
        codes = {entry.one("unitCode") for entry in (one, other)}
        if min(map(len, names)) < _SHORTEST or any(_OFFICE.search(name) for name in names) or codes == {""}:
            continue
        if len(codes - {""}) > 1 or names[0].endswith(names[1]) or names[1].endswith(names[0]):
            continue
        if _NUMERALS.findall(names[0]) == _NUMERALS.findall(names[1]) and fuzz.ratio(*names) >= _NEARLY_THE_SAME:
            yield one, other


def near_names(facts: Facts) -> Iterator[tuple[Fact, Fact]]:
    """Two projects of different forms whose names differ in a character or two, numerals aside."""
    from rapidfuzz import fuzz

    for one, other in combinations(facts.of_type("ProjectEntry"), 2):
        names = [fold(entry.one("projectName")) for entry in (one, other)]
        if _in_its_own_form(one) and _in_its_own_form(other):
            continue
        if names[0] == names[1] or min(map(len, names)) < _SHORTEST or _stand_together(one, other, facts):
            continue
        numerals = [_NUMERALS.findall(name) for name in names]
        if numerals[0] == numerals[1] and fuzz.ratio(*names) >= _NEARLY_THE_SAME:
            yield one, other


def _stand_together(one: Fact, other: Fact, facts: Facts) -> bool:
    """Whether one form lists both, as two projects; a list of purchases spells the same project in many rows."""
    shared = _contexts(one, facts) & _contexts(other, facts)
    purchased = _in_its_own_form(one) != _in_its_own_form(other)
    return any(not (purchased and _PURCHASES in context) for context in shared)


def _in_its_own_form(entry: Fact) -> bool:
    """Whether a project has a code, a purpose or goals of its own; two that have are two projects."""
    return any(name in entry.properties for name in ("projectCode", "purpose", "goal"))


def _contexts(entry: Fact, facts: Facts) -> set[str]:
    """The forms (or running text) that print a project."""
    mentions = (facts.by_iri[one] for one in entry.properties.get("mention", ()) if one in facts.by_iri)
    return {mention.one("context") for mention in mentions}


def _declared(entry: Fact) -> bool:
    return "goal" in entry.properties or bool(entry.one("projectAmount")) or "mention" in entry.properties


def _clause(statement: Fact) -> str:
    """The part of the sentence that speaks of 项目支出."""
    clauses = [clause for clause in re.split("[；。]", statement.one("sentence")) if "项目支出" in clause]
    return clauses[0] if clauses else ""


def _tellings(statement: Fact, listed: str, projects: list[Fact]) -> Iterator[Triple]:
    parts = [_VERB.sub("", part.strip()) for part in re.split("[、，,]", listed)]
    stated = ["、".join(parts[first : first + count]) for first, count in _windows(len(parts))]
    spelled = {_unbracketed(name) for one in stated for name in (fold(one), _plain(one))}
    exact = {entry.iri for entry in projects if _unbracketed(fold(entry.one("projectName"))) in spelled}
    found = {entry.iri: best for entry in projects if entry.iri not in exact if (best := _best(entry, stated))}
    if len(exact) + len(found) < min(2, len(projects)):
        return
    for entry, name in found.items():
        node = f"{entry}#stated-{statement.iri.rpartition('/')[2]}"
        yield node, "project", iri(entry)
        yield node, "stated", text(name)
        yield node, "in", iri(statement.iri)


def _unbracketed(name: str) -> str:
    """A name without brackets around the whole of it: （业务费）."""
    inner = name[1:-1]
    return inner if name.startswith("(") and name.endswith(")") and not {"(", ")"} & {*inner} else name


def _windows(count: int) -> Iterator[tuple[int, int]]:
    return (
        (first, length)
        for first, length in product(range(count), range(1, _LONGEST_NAME + 1))
        if first + length <= count
    )


def _best(entry: Fact, stated: list[str]) -> str:
    """The telling that means a project, or nothing."""
    from rapidfuzz import fuzz

    name = fold(entry.one("projectName"))
    bare = _bare(name)
    scored = [(fuzz.ratio(bare, short), _shortened(short, bare), one) for one in stated if (short := _bare(fold(one)))]
    fitting = [(score, one) for score, shortened, one in scored if shortened or score >= _SIMILAR]
    return max(fitting)[1] if fitting else ""


def _plain(name: str) -> str:
    return re.sub(r"等?(?:项目)?支出$|等(?:项目)?$", "", fold(name))


def _bare(name: str) -> str:
    return _GENERIC_ENDING.sub("", _NO_NAME.sub("", name)) or name


def _shortened(short: str, long: str) -> bool:
    """Whether one name is the other with characters left out."""
    if len(short) < _SHORTEST or len(short) >= len(long):
        return False
    rest = iter(long)
    return all(char in rest for char in short)

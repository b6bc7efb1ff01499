"""A verdict for people to read, and as a SHACL validation report in Turtle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from loaders.iris import DEFAULT_BASE, ONTOLOGY
from loaders.namespaces import NAMESPACES
from loaders.triples import terms

if TYPE_CHECKING:
    from kb.validation.breach import Breach
    from kb.validation.verdict import Verdict

SHOWN = 5
"""Cases of one broken rule that the readable report shows."""

_HEAD = "".join(f"@prefix {prefix}: <{NAMESPACES[prefix]}> .\n" for prefix in ("sh", "xsd"))


def as_text(verdict: Verdict, base: str = DEFAULT_BASE) -> str:
    """The broken rules one after the other, each with its first cases and the number of the others."""
    parts = [_rule(list(breaches), base) for _, breaches in groupby(verdict.breaches, key=lambda one: one.iri)]
    return "\n".join([*parts, _summary(verdict)])


def _rule(breaches: list[Breach], base: str) -> str:
    first = breaches[0]
    lines = [f"✗ {first.rule}: {first.message}", f"  {first.message_en}"]
    cases = list(dict.fromkeys(_case(breach, base) for breach in breaches))
    lines += [f"    {case}" for case in cases[:SHOWN]]
    if (more := len(cases) - SHOWN) > 0:
        lines.append(f"    … 另有 {more} 处 ({more} more)")
    return "\n".join(lines) + "\n"


def _case(breach: Breach, base: str) -> str:
    where = ", ".join(filter(None, (breach.document, breach.place)))
    value = f" = {_readable(breach.value, base)}" if breach.value else ""
    said = " ".join(filter(None, (_readable(breach.focus, base), _readable(breach.path, base)))) + value
    return f"{where} · {said}" if where else said


def _readable(term: str, base: str) -> str:
    """A term without its brackets, own names without their namespace."""
    if not term.startswith("<"):
        return term
    return term.strip("<>").removeprefix(ONTOLOGY).removeprefix(base)


def _summary(verdict: Verdict) -> str:
    word = "合格 (conforms)" if verdict.conforms else f"{len(verdict.breaches)} 处不合格 (violations)"
    return (
        f"{word}: {verdict.graphs} 个图 (graphs), {verdict.shapes} 条形状规则 (SHACL rules), "
        f"{verdict.constraints} 条数据立方体约束 (Data Cube constraints)\n"
    )


def as_turtle(verdict: Verdict, base: str = DEFAULT_BASE) -> str:
    """One `sh:ValidationReport`; its results have IRIs, so that two reports of the same store are the same bytes."""
    report = f"{base}validation"
    results = [terms.iri(f"{report}/{number}") for number, _ in enumerate(verdict.breaches, start=1)]
    lines = [_HEAD, f"{terms.iri(report)} a sh:ValidationReport ;"]
    if results:
        lines.append("    sh:result " + " ,\n        ".join(results) + " ;")
    lines.append(f"    sh:conforms {'true' if verdict.conforms else 'false'} .")
    for result, breach in zip(results, verdict.breaches, strict=True):
        lines.append("\n" + " ;\n    ".join([f"{result} a sh:ValidationResult", *_result(breach)]) + " .")
    return "\n".join(lines) + "\n"


def _result(breach: Breach) -> Iterator[str]:
    yield f"sh:focusNode {breach.focus}"
    if breach.path:
        yield f"sh:resultPath {breach.path}"
    if breach.value:
        yield f"sh:value {breach.value}"
    yield f"{'sh:sourceShape' if breach.is_shape else 'sh:sourceConstraint'} {terms.iri(breach.iri)}"
    yield f"sh:sourceConstraintComponent {terms.iri(breach.component)}"
    yield "sh:resultSeverity sh:Violation"
    messages = filter(None, (terms.label(breach.message), terms.label(breach.message_en, "en")))
    yield "sh:resultMessage " + " , ".join(messages)

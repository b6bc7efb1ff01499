"""A fact as a finding names it: what it is, what is printed there, and where."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from kb.checks.facts import Fact, Facts
from kb.checks.finding import Spot
from kb.checks.relations.forms.sheets import form_of
from loaders import lexicon


def spot(fact: Fact, facts: Facts, *, of_names: bool = False) -> Spot:
    """The place of a document that a fact was read from; of a project that of its amount, or `of_names` of its name."""
    what, printed, form = _named(fact, facts)
    if of_names:
        printed = fact.one("projectName") or (fact.one("text") if fact.is_a("Mention") else printed)
    return Spot(
        fact=fact.iri,
        what=what,
        printed=printed,
        place=fact.one("sourcePlace") if of_names else fact.amount_place,
        line=fact.line if of_names else fact.amount_line,
        text=fact.one("sourceText"),
        form=form,
    )


def _named(fact: Fact, facts: Facts) -> tuple[str, str, str]:
    for kind, name in _NAMES.items():
        if fact.is_a(kind):
            return name(fact, facts)
    return fact.one("rdfs:label"), fact.one("sourceText"), ""


def _amount(fact: Fact) -> str:
    return f"{fact.one('printedAmount')}{fact.one('printedUnit')}"


def _title(form: Fact | None) -> str:
    if form is None:
        return ""
    return (
        form.one("dcterms:title") or f"（无表名）{_names_of_forms().get(form.one('formKind').rpartition('/')[2], '')}"
    )


@cache
def _names_of_forms() -> dict[str, str]:
    """The Chinese names of kinds of forms by their ids."""
    return {entry.id: entry.zh for entry in lexicon.forms().form}


def _figure(fact: Fact, facts: Facts) -> tuple[str, str, str]:
    form = form_of(fact)
    row = " ".join(part for part in (fact.one("rowCode"), fact.one("rowLabel")) if part)
    what = f"《{_title(facts.by_iri.get(form))}》“{row}”行“{fact.one('columnLabel')}”栏"
    return what, _amount(fact), form


def _statement(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return f"文字“{fact.one('measureName')}”", _amount(fact), ""


def _form(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return f"《{_title(fact)}》", fact.one("dcterms:title"), fact.iri


def _project(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    amount = fact.one("printedProjectAmount")
    return f"项目“{fact.one('projectName')}”", f"{amount}{fact.one('printedUnit')}" if amount else "", ""


def _indicator(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return f"指标“{fact.one('level3')}”", fact.one("target"), fact.one("form")


def _citation(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return f"引用“{fact.one('raw')}”", fact.one("raw"), ""


def _unit(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return f"单位“{fact.one('unitName')}”", fact.one("unitName"), ""


def _section(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return f"标题“{fact.one('number')}{fact.one('text')}”", f"{fact.one('number')}{fact.one('text')}", ""


def _payment(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return fact.one("paymentTime"), fact.one("printedShare"), ""


def _mention(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    where = f"《{fact.one('context')}》" if fact.one("context") else "文字或表中"
    amount = fact.one("printedProjectAmount")
    return f"{where}项目“{fact.one('text')}”", f"{amount}{fact.one('printedUnit')}" if amount else fact.one("text"), ""


def _form_mention(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return "文字", fact.one("text"), ""


def _disclosure(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return f"《{fact.one('dcterms:title')}》", "", ""


def _duty(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return "职责", fact.one("text"), ""


def _goal(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return "绩效目标", fact.one("text"), ""


def _term(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return f"名词解释“{fact.one('term')}”", fact.one("skos:definition"), ""


def _unread(fact: Fact, _facts: Facts) -> tuple[str, str, str]:
    return "原文", fact.one("text"), ""


_NAMES: dict[str, Callable[[Fact, Facts], tuple[str, str, str]]] = {
    "qb:Observation": _figure,
    "Statement": _statement,
    "Form": _form,
    "ProjectEntry": _project,
    "Indicator": _indicator,
    "Citation": _citation,
    "UnitEntry": _unit,
    "Section": _section,
    "Payment": _payment,
    "Mention": _mention,
    "Duty": _duty,
    "Goal": _goal,
    "DepartmentGoal": _goal,
    "GlossaryEntry": _term,
    "UnreadPart": _unread,
    "Wording": _unread,
    "HeaderWord": _unread,
    "FormRemark": _unread,
    "FormMention": _form_mention,
    "Disclosure": _disclosure,
}

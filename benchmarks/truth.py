"""What is right for a sentence: question, all that it says as parameters, and the figures that documents print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kb.asking.ask import choices_of
from kb.asking.names import UnresolvedName, key, resolve
from kb.asking.words import NAMED_TYPES, Candidate, Reply
from kb.resources import folder
from kb.rows.printed import Answer
from kb.store.embedded import Store

CHOICES = folder("queries/choices")
KINDS: Mapping[str, tuple[str, ...]] = {
    "ranking": ("ranking", "share-of", "per-head", "growth", "execution", "largest-projects", "findings-ranking"),
    "threshold": ("ranking", "share-of", "projects-by-amount", "execution"),
    "findings": ("findings", "findings-ranking", "findings-by-rule"),
    "compare": ("measure", "ranking", "economic-compared"),
    "growth": ("growth",),
    "share": ("share-of",),
    "execution-rate": ("execution",),
    "per-head": ("per-head",),
    "peers": ("ranking", "measure"),
    "negation": ("has",),
    "has": ("has",),
    "aggregate": ("sum-of-departments",),
}
"""Questions that answer a kind of sentence for which the truth names none."""
MEASURES = ("measure", "item", "subject", "part", "whole", "side")
"""Fields of the truth, and parameters of questions, that name a figure."""
OF_ANY_FIGURE = "measure"
"""The question that answers as well where a figure is named and nothing is compared or ranked."""
CONFINING = ("department", "year", "top", "least", "most", "above", "below", "project", "policy", "subject")
"""Parameters that narrow an answer: none may be given that the sentence does not say."""
TWO_YEARS = ("changes", "growth", "year-on-year")
"""Questions about a year against the year before it."""
BOUNDS = {">": "above", ">=": "least", "<": "below", "<=": "most"}
WAN_YUAN = 10_000
_SEPARATOR = re.compile("[、,，]")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Outcome(StrEnum):
    """What became of a sentence."""

    RIGHT = "right"
    RIGHTLY_EMPTY = "rightly empty"
    ASKED_BACK = "asked back"
    REFUSED = "refused"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome, and why it is wrong."""

    outcome: Outcome
    why: str = ""


class Judge:
    """Compares replies with the truth over one store, whose names say what departments and figures are meant."""

    def __init__(self, store: Store) -> None:
        """List the names of the store once."""
        self.choices = {kind: choices_of(store, kind, CHOICES) for kind in (*NAMED_TYPES, "subject")}

    def judge(self, truth: Mapping[str, Any], reply: Reply, answer: Answer | None, sentence: str) -> Judgement:
        """What became of a sentence. `answer` is in yuan, `sentence` the answer in one sentence."""
        accepted = {truth["expect"], *truth.get("also", ())}
        if reply.chosen is None or answer is None:
            if accepted & {"ask-back", "refuse", "empty"}:
                return Judgement(Outcome.RIGHT)
            return Judgement(Outcome.ASKED_BACK if reply.offers else Outcome.REFUSED)
        if not answer.rows and "empty" in accepted:
            return Judgement(Outcome.RIGHTLY_EMPTY)
        if not accepted & {"answer", "new"}:
            noted = "answer-with-note" in accepted and reply.chosen.passed_over
            return Judgement(Outcome.RIGHT) if noted else Judgement(Outcome.WRONG, "is answered")
        if fault := next(self._faults(truth, reply.chosen, answer, sentence), ""):
            return Judgement(Outcome.WRONG, fault)
        return Judgement(Outcome.RIGHT)

    def _faults(self, truth: Mapping[str, Any], chosen: Candidate, answer: Answer, sentence: str) -> Iterator[str]:
        wanted = [*truth["question"], *KINDS.get(truth.get("new", ""), ())]
        if truth["expect"] == "answer" and truth["parameters"].keys() & set(MEASURES) - {"whole"}:
            wanted.append(OF_ANY_FIGURE)
        if chosen.question.name not in wanted:
            yield f"another question than {'|'.join(wanted)}"
        yield from self._not_honoured(truth["parameters"], chosen)
        said = {*truth["parameters"], *_implied(truth["parameters"])}
        yield from (f"{name} is not said" for name in CONFINING if name in chosen.given and name not in said)
        if not answer.rows:
            yield "no rows"
        held = _numbers(answer, sentence)
        yield from (f"{figure} is not stated" for figure in truth.get("figure", ()) if Decimal(figure) not in held)

    def _not_honoured(self, said: Mapping[str, Any], chosen: Candidate) -> Iterator[str]:
        """What is said and not given for the question."""
        given, names = chosen.given, {one.name: one for one in chosen.question.parameters}
        if "department" in said and self._terms("department", _listed(said["department"])) != self._terms(
            "department", _split(given.get("department", ""))
        ):
            yield "department"
        if "year" in said and not _same_years(said["year"], chosen):
            yield "year"
        if "stage" in said and "stage" in names and set(_split(given.get("stage", ""))) != _stages(said["stage"]):
            yield "stage"
        figures = [one for field in MEASURES if field in said for one in _listed(said[field])]
        yield from (f"figure {one}" for one in figures if not self._is_measured(one, chosen))
        rank = said.get("rank", {})
        if rank and given.get("order", "desc") != rank["order"]:
            yield "order"
        if given.get("top", "") != str(rank.get("n", "")):
            yield "top"
        if "threshold" in said and not _has_bound(said["threshold"], given):
            yield "threshold"
        for field in ("project", "policy", "word", "amount", "status"):
            if field in said and not any(_is_part(said[field], one) for one in given.values()):
                yield field
        if "peers" in said and not ("named" in given or "department" in given):
            yield "peers"
        if said.get("level") == "县" and given.get("tier") != "县级":
            yield "tier"
        if said.get("per") == "编制" and given.get("heads") != "编制":
            yield "heads"
        if "age" in said and given.get("age") != str(said["age"]):
            yield "age"
        if "exclude" in said and given.get("without") != said["exclude"]:
            yield "exclude"

    def _is_measured(self, figure: str, chosen: Candidate) -> bool:
        """Whether a question is asked about a figure: by a parameter, or because it is about nothing else."""
        takers = [one for one in chosen.question.parameters if one.name in MEASURES]
        given = [one for taker in takers for one in _split(chosen.given.get(taker.name, ""))]
        if not given:
            return not any(taker.required for taker in takers)
        meant = self._terms("measure", [figure]) | self._terms("subject", [figure])
        return bool(meant & (self._terms("measure", given) | self._terms("subject", given))) or figure in given

    def _terms(self, kind: str, names: Iterable[str]) -> set[str]:
        """The terms that names mean: all that bear one to the letter, else the one that it is short for."""
        found: set[str] = set()
        for name in names:
            same = [one for one in self.choices[kind] if key(name) in map(key, one.names)]
            if not same:
                try:
                    same = [resolve(name, self.choices[kind], kind)]
                except UnresolvedName:
                    found.add(name)
            found |= {term.value for one in same for term in one.terms}
        return found


def _implied(said: Mapping[str, Any]) -> Iterator[str]:
    """Parameters by which the fields of a truth may be given."""
    if "threshold" in said:
        yield BOUNDS[said["threshold"]["op"]]
    if "rank" in said:
        yield "top"
    if said.keys() & set(MEASURES):
        yield "subject"
    if "peers" in said or "area" in said:
        yield "department"


def _same_years(said: Any, chosen: Candidate) -> bool:
    years = range(said["from"], said["to"] + 1) if isinstance(said, Mapping) else _listed(said)
    wanted = {str(year) for year in years}
    given = {year for name in ("year", "from") for year in _split(chosen.given.get(name, ""))}
    if given == wanted:
        return True
    ends = {min(wanted), max(wanted)}
    one_back = chosen.question.name in TWO_YEARS and given in ({max(wanted)}, ends)
    return one_back and (given == ends or int(max(wanted)) - int(min(wanted)) == 1)


def _has_bound(said: Mapping[str, Any], given: Mapping[str, str]) -> bool:
    amount = Decimal(str(said["value"])) * (WAN_YUAN if said["unit"] == "万元" else 1)
    return given.get(BOUNDS[said["op"]], "") == str(amount)


def _stages(said: Any) -> set[str]:
    return {one.removeprefix("年初") for one in _listed(said)}


def _numbers(answer: Answer, sentence: str) -> set[Decimal]:
    """All numbers of an answer, in 万元 and as they are, and those of its sentence."""
    values = [value for row in (*answer.rows, *answer.in_wan_yuan().rows) for value in row]
    texts = [str(value) for value in values if value is not None]
    found = {Decimal(number.replace(",", "")) for text in (*texts, sentence) for number in _NUMBER.findall(text)}
    return found | {round(number, 2) for number in found}


def _is_part(said: object, given: str) -> bool:
    wanted, found = key(str(said)).removesuffix("万元"), key(given)
    return wanted in found or (len(found) > 1 and found in wanted)


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _split(text: str) -> list[str]:
    return [part for part in _SEPARATOR.split(text) if part]

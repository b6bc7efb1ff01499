"""Whether what an error rests on is proved: sentences that are read to the last word, figures without rivals.

A rule says what contradicts what; this says how surely both sides were read. An error is kept where each amount of
running text is in a sentence of which nothing is left over (`kb.checks.certainty.sentences`), and where no other
figure beside those of the forms explains the difference (`kb.checks.certainty.figures`); else it is a warning. It is
asked for errors alone, so that documents without errors pay nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.checks.certainty import figures
from kb.checks.certainty.sentences import Sentences, is_understood
from kb.checks.facts import Fact, Facts

_WORDS = ("note", "sentence")
"""Variables of a rule that hold words which it rests on."""
_STATEMENT, _FIGURE = "Statement", "qb:Observation"
_WORDED = ("UnreadPart", "Wording")


class Certainty:
    """How surely the facts of one disclosure were read."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._sentences: Sentences | None = None

    def proves(self, bound: Mapping[str, str], rests_on: Sequence[str]) -> bool:
        """Whether the facts of one finding are certain; `rests_on` names the variables that hold those that count."""
        involved = [
            self._facts.by_iri[one]
            for name in rests_on
            for one in bound.get(name, "").split()
            if one in self._facts.by_iri
        ]
        stated = [one for one in involved if one.is_a(_STATEMENT)]
        printed = [one for one in involved if one.is_a(_FIGURE)]
        return (
            self._are_read(stated, printed, len(stated) < len(involved))
            and self._are_worded(bound, involved)
            and figures.are_alone(printed, stated, self._facts)
        )

    def _are_read(self, stated: Sequence[Fact], printed: Sequence[Fact], elsewhere: bool) -> bool:
        if not stated:
            return True
        if self._sentences is None:
            self._sentences = Sentences(self._facts)
        money = " ".join(figures.money_of(one, self._facts) for one in printed)
        return self._sentences.are_certain(stated, elsewhere=elsewhere or len(stated) == 1, money=money)

    def _are_worded(self, bound: Mapping[str, str], involved: Sequence[Fact]) -> bool:
        worded = any(one.is_a(kind) for one in involved for kind in _WORDED) or "note" in bound
        said = [bound[name] for name in _WORDS if name in bound] if worded else []
        return all(is_understood(one, self._facts.department) for one in said)

"""The account of one file: every numeric token with what it is, and what stayed unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from loaders.blocks import CHART_LABEL, NotRead, Reading, Text
from loaders.coverage.held import FACT, FactId, Held, held_by
from loaders.coverage.matching import Claim, Matcher
from loaders.coverage.shapes import CODE, CONTACT, DATE, NAME, ORDINAL, RANGE, REMNANT_SHAPE
from loaders.coverage.token_shapes import TokenShapes
from loaders.coverage.tokens import Lines
from loaders.coverage.unread_lines import unread_lines
from loaders.facts import Disclosure, Source, Unread

UNREAD = "unread"

CLASSES = (FACT, CODE, ORDINAL, DATE, NAME, RANGE, REMNANT_SHAPE, CONTACT, UNREAD)
"""What a numeric token may be; every token is exactly one of them."""

LEFT_OUT = "contact, left out on purpose"
_NOT_OPENED = "no reader opens this part of the file"
LONGEST_QUOTE = 1000
"""Characters of a line that is quoted whole for each number in it."""
_UNREAD_REASON = "no fact holds this figure"
UNPROVED = "recognised in a picture, unproved"


class LedgerEntry(NamedTuple):
    """One numeric token: where it is (index of the line, characters), what it is, and the fact that holds it."""

    line: int
    start: int
    end: int
    text: str
    kind: str
    fact: FactId | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """The ledger of a file: its own lines, and one entry for every numeric token in them."""

    lines: tuple[Text, ...]
    entries: tuple[LedgerEntry, ...]

    def counts(self) -> dict[str, int]:
        """The number of tokens of each class; they add up to the number of entries."""
        counted = Counter(entry.kind for entry in self.entries)
        return {kind: counted[kind] for kind in CLASSES}

    @property
    def held(self) -> int:
        """How many tokens a fact holds."""
        return sum(1 for entry in self.entries if entry.fact is not None)

    @property
    def unread(self) -> tuple[LedgerEntry, ...]:
        """The figures that no fact holds and that nothing in print explains."""
        return tuple(entry for entry in self.entries if entry.kind == UNREAD)


def account_of(reading: Reading, disclosure: Disclosure) -> Account:
    """The account of a file's own lines against the facts that were read from it."""
    return _account(Lines(reading.lines), tuple(held_by(disclosure)), reading)


def _account(lines: Lines, held: Sequence[Held], reading: Reading) -> Account:
    shapes = TokenShapes(lines)
    matcher = Matcher(lines, shapes)
    matcher.claim_all(held)
    again = _drawn_again(reading, lines, matcher.claims)
    entries = tuple(
        LedgerEntry(
            token.line, token.start, token.end, token.text, *_kind_and_fact(matcher.claims, shapes, index, again)
        )
        for index, token in enumerate(lines.tokens)
    )
    return Account(tuple(reading.lines), entries)


def _drawn_again(reading: Reading, lines: Lines, claims: Mapping[int, Claim]) -> set[int]:
    """The labels of charts that only draw what the document tells elsewhere, in a figure that a fact holds."""
    drawn = {part.place for part in reading.dropped if part.reason == CHART_LABEL}
    values = {lines.tokens[index].value for index, (kind, _) in claims.items() if kind == FACT}
    return {
        index
        for index, token in enumerate(lines.tokens)
        if drawn and token.value in values and lines.texts[token.line].place in drawn
    }


def with_account(reading: Reading, disclosure: Disclosure) -> tuple[Disclosure, Account]:
    """A disclosure that tells what of its file stayed unread, and the account that says so."""
    printed, held = Lines(reading.lines), tuple(held_by(disclosure))
    account = _account(printed, held, reading)
    touched = {entry.line for entry in account.entries if entry.fact is not None}
    lines = unread_lines(disclosure, printed, held, touched)
    lost = [part for part in disclosure.unread if part.reason != LEFT_OUT]
    accounted = replace(
        disclosure,
        unread=(*disclosure.unread, *unread_parts(reading), *unread_figures(account, reading.recognised), *lines),
        numbers=len(account.entries),
        numbers_read=account.held,
        unread_lines=len(lost) + len(lines),
    )
    return accounted, account


def unread_parts(reading: Reading) -> list[Unread]:
    """What the file shows and no reader opens (pictures, embedded files, diagrams, attachments), each with its place.

    A form may be in any of them, so that none can be said to be missing.
    """
    kinds = set(NotRead)
    return [
        Unread(part.reason, part.text, _NOT_OPENED, Source(part.place, part.text))
        for part in reading.dropped
        if part.reason in kinds
    ]


def unread_figures(account: Account, recognised: Container[int] = ()) -> list[Unread]:
    """The unread figures as parts of the disclosure, each with its line. `recognised`: pages read from pictures."""
    found = []
    for entry in account.unread:
        text = account.lines[entry.line]
        source = Source(text.place_at(entry.start), _quoted(text.text, entry))
        reason = UNPROVED if source.place.page in recognised else _UNREAD_REASON
        found.append(Unread("number", entry.text, reason, source))
    return found


def _quoted(line: str, entry: LedgerEntry) -> str:
    """The line of a number, or what is around it: a line of a thousand numbers is not quoted a thousand times."""
    if len(line) <= LONGEST_QUOTE:
        return line.strip()
    return line[max(0, entry.start - LONGEST_QUOTE // 2) : entry.end + LONGEST_QUOTE // 2].strip()


def _kind_and_fact(
    claims: Mapping[int, Claim], shapes: TokenShapes, index: int, again: Container[int]
) -> tuple[str, FactId | None]:
    """What a token is and the fact that holds it: as a fact claims it, else as print shows it."""
    claim = claims.get(index)
    if claim is not None and claim[0] != NAME:
        return claim
    shape = REMNANT_SHAPE if index in again else shapes[index]
    if claim is None or shape == ORDINAL:
        return shape or UNREAD, None
    return claim

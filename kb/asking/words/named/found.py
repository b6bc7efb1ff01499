"""What a sentence names and how it counts, filled while names and numbers are taken out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

GAP = "|"
"""Put into a sentence where a name was taken out."""


@dataclass(slots=True)
class Mentions:
    """What a sentence names and how it counts.

    `given`: parameter type → the names as the graph has them; `rest` the sentence without them; `unknown` names that
    the graph does not hold, `ambiguous` names of several things with what they may be. `peers` is what the names of the
    departments asked for share. `bounds` are thresholds (`above` …) in yuan or percent, `top` how many of a ranking,
    `claims` shares said in passing, in percent from … to, `rough` amounts said so, in yuan from … to below,
    `read_as` what is mistyped and what it is read as, `age` a number of years, `base` the one year that is said, where
    it is the one before (比2019年多).
    """

    rest: str
    given: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    ambiguous: dict[str, list[str]] = field(default_factory=dict)
    quoted: str = ""
    peers: str = ""
    peer_labels: list[str] = field(default_factory=list)
    bounds: dict[str, Decimal] = field(default_factory=dict)
    percent: bool = False
    top: int | None = None
    order: str = ""
    age: int | None = None
    base: str = ""
    read_as: dict[str, str] = field(default_factory=dict)
    claims: list[tuple[Decimal, Decimal]] = field(default_factory=list)
    rough: list[tuple[Decimal, Decimal]] = field(default_factory=list)

    def take(self, kind: str, name: str, start: int, end: int, mark: str = GAP) -> None:
        """A name is found and taken out of what is left."""
        self.given.setdefault(kind, []).append(name)
        self.cut(start, end, mark)

    def cut(self, start: int, end: int, mark: str = GAP) -> None:
        """Something is understood and taken out of what is left; `mark` is put in its place."""
        self.rest = f"{self.rest[:start]}{mark}{self.rest[end:]}"

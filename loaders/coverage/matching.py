"""Tokens of the file against the numbers that facts hold: each held number explains one token, at its place.

Figures first, by place and digits; then the numbers inside held texts, by the words around them; then texts that are
printed again elsewhere in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from loaders.blocks import Place
from loaders.coverage.free_tokens import FreeTokens
from loaders.coverage.held import FACT, FactId, Held
from loaders.coverage.shapes import CODE, DATE, NAME
from loaders.coverage.token_shapes import TokenShapes
from loaders.coverage.tokens import EDGE, Lines, Token, agreement, tokens_of

Claim = tuple[str, FactId]
"""What a token is, and the fact that holds it."""
Fitness = tuple[bool, bool, int, int, int]

_NEAR = 80
_CUT = 8
"""How many lines around its source a text of a fact may be, and within how many a cut number goes on."""
_ALIKE, _ALIKE_THOUGH_CLASHING, _AGAIN = 2, 3, 8
_MOST_PIECES = 4
TRIES_AT_LEAST, TRIES_OF_A_TOKEN, TRIES_OF_A_LOOK = 20_000, 12, 20
"""So many tokens are compared with held numbers, then so many for each: a text may print one number 20,000 times."""
MOST_DIGITS = 64
"""Of the first piece of a number that is cut."""
_ORDER = (FACT, CODE, DATE, NAME)


class Matcher:
    """Claims tokens for facts. `shapes` are the tokens' shapes: numbers take those last that look like list numbers."""

    def __init__(self, lines: Lines, shapes: TokenShapes) -> None:
        self.claims: dict[int, Claim] = {}
        self._lines = lines
        self._shapes = shapes
        self._free = FreeTokens(lines.tokens)
        self._holders: dict[tuple[Place, str], FactId] = {}
        self._retold: set[FactId] = set()
        self._by_text: dict[int, dict[str, list[int]]] = {}
        """The tokens that another one touches by what they print, of lines that were asked for."""
        self._again: set[tuple[str, str, str]] = set()
        """Numbers with the words around them that were looked for all over the file."""
        self._tries = TRIES_AT_LEAST + TRIES_OF_A_TOKEN * len(lines.tokens)

    def claim_all(self, everything: Iterable[Held]) -> None:
        """Claim tokens for all that facts hold."""
        held = [one for one in everything if one.text]
        for one in held:
            if one.exact:
                self._claim_number(one)
        words = sorted((one for one in held if not one.exact), key=lambda one: _ORDER.index(one.kind))
        texts = [(one, token) for one in words for token in tokens_of(one.text)]
        left_over = [(one, token) for one, token in texts if not self._claim_in_text(one, token)]
        for one, token in left_over:
            self._claim_cut(one, token)
        for one, token in texts:
            self._claim_again(one, token)

    def _tried(self, tokens: Iterable[int]) -> Iterator[int]:
        """Tokens that are compared with a held number, as many as may be."""
        for count, index in enumerate(tokens):
            if count >= TRIES_OF_A_LOOK and self._tries <= 0:
                return
            self._tries -= 1
            yield index

    def _claim(self, index: int, claim: Claim) -> None:
        self.claims[index] = claim
        self._free.claim(index)

    def _claim_number(self, held: Held) -> None:
        """The numbers of a held figure. A project whose amount is a figure of a form claims nothing more there."""
        teller = self._holders.setdefault((held.place, held.text.replace(",", "")), held.fact)
        if held.fact[0] == "project" and (teller != held.fact or held.fact in self._retold):
            self._retold.add(held.fact)
            return
        for token in tokens_of(held.text):
            best, is_here = self._best_at(held, token)
            if best is None and (below := self._below(held, token)):
                best = max(below, key=lambda index: self._fitness(index, held, token))
            if best is not None:
                self._claim(best, (FACT, held.fact))
            elif not is_here:
                self._claim_cut(held, token)

    def _best_at(self, held: Held, token: Token) -> tuple[int | None, bool]:
        """The free token at the place of a figure that fits best, and whether any is there, free or not.

        One that nothing could fit better ends the search: a line may hold a thousand numbers that are alike.
        """
        spans = self._lines.spans_at(held.place)
        free = (index for span in spans for index in self._free.within(token.value, *span))
        first, second = next(free, None), next(free, None)
        if first is None or second is None:
            return first, first is not None or any(self._free.any_of(token.value, *span) for span in spans)
        best: tuple[Fitness, int] | None = None
        perfect = _perfect(held, token)
        for index in self._tried(chain((first, second), free)):
            fitness = self._fitness(index, held, token)
            if best is None or fitness > best[0]:
                best = fitness, index
            if fitness[:-1] == perfect:
                break
        return (None if best is None else best[1]), True

    def _fitness(self, index: int, held: Held, token: Token) -> Fitness:
        """Followed by its unit, no list number or date by its looks, at the edges of a cell as in the held cell, alike
        in its words, and the first of equals.
        """
        printed = self._lines.tokens[index]
        alike = agreement(printed.left, token.left)[0] + agreement(printed.right, token.right)[0]
        unit = bool(held.hint) and printed.right.lstrip(".").startswith(held.hint[:1].replace("％", "%"))
        edges = _shared_edges(printed, token) if held.place.table is not None else 0
        return unit, not self._shapes[index], edges, alike, -index

    def _below(self, held: Held, token: Token) -> list[int]:
        """Free tokens with the same digits in the lines below the place, as far down as the fact may reach."""
        at = self._lines.lines_at(held.place)
        if not at:
            return []
        near = self._free.between(token.value, at[0] + 1, at[-1] + held.below)
        hint, tokens = held.hint, self._lines.tokens
        return [one for one in near if not hint or tokens[one].right.startswith(hint)]

    def _claim_in_text(self, held: Held, token: Token) -> bool:
        """The nearest free token with the same digits and the same words around it."""
        at = self._lines.lines_at(held.place)
        if not at:
            return False
        best: tuple[int, int, int] | None = None
        likest = _before_edge(token.left) + _before_edge(token.right) + 1
        for index in self._tried(self._free.between(token.value, at[0] - _NEAR, at[-1] + _NEAR)):
            printed = self._lines.tokens[index]
            distance = max(0, at[0] - printed.line, printed.line - at[-1])
            here = distance <= (_CUT if held.kind == CODE else 0)
            score = _likeness(printed, token, here=here)
            if score and (best is None or (score, -distance) > best[:2]):
                best = (score, -distance, index)
                if score == likest and not distance:
                    break
        if best is None:
            return False
        self._claim(best[2], (held.kind, held.fact))
        return True

    def _claim_again(self, held: Held, token: Token) -> None:
        """The same text printed again elsewhere: the words around the number are the same to the letter."""
        seen = (token.value, token.left, token.right)
        if seen in self._again:
            return
        self._again.add(seen)
        for index in self._tried(self._free.everywhere(token.value)):
            printed = self._lines.tokens[index]
            (left, left_clash), (right, right_clash) = _sides(printed, token)
            whole = not left_clash and not right_clash and left + right >= _AGAIN // 2
            if whole or left + right >= _AGAIN:
                self._claim(index, (held.kind if held.kind != FACT else NAME, held.fact))

    def _claim_cut(self, held: Held, token: Token) -> None:
        """A number or code that blanks or a page break cut: pieces beside each other, or at the ends of near lines."""
        for start in self._lines.lines_at(held.place):
            for line in range(start, start + _CUT):
                for index in self._beginning(line, token.value):
                    pieces = self._pieces(index, token.value)
                    for piece in pieces:
                        self._claim(piece, (held.kind, held.fact))
                    if pieces:
                        return

    def _beginning(self, line: int, value: str) -> list[int]:
        """The tokens of a line that print the beginning of a value, and that another one touches."""
        if line not in self._by_text:
            found = self._by_text[line] = {}
            for index in self._lines.by_line.get(line, ()):
                if index + 1 < len(self._lines.tokens) and self._touches(index, index + 1):
                    found.setdefault(self._lines.tokens[index].text.replace(",", ""), []).append(index)
        texts = self._by_text[line]
        return sorted(index for end in range(1, min(len(value), MOST_DIGITS)) for index in texts.get(value[:end], ()))

    def _pieces(self, index: int, value: str) -> list[int]:
        """The tokens from `index` on that together print a value; none where they do not."""
        pieces: list[int] = []
        printed = ""
        for following in range(index, min(index + _MOST_PIECES, len(self._lines.tokens))):
            if following in self.claims or (pieces and not self._touches(following - 1, following)):
                return []
            pieces.append(following)
            printed += self._point_before(following) if printed else ""
            printed += self._lines.tokens[following].text.replace(",", "")
            if printed == value and len(pieces) > 1:
                return pieces
            if not value.startswith(printed):
                return []
        return []

    def _point_before(self, index: int) -> str:
        """The decimal point that a cut left at the beginning of the second piece (11,658 | .25), or nothing."""
        token = self._lines.tokens[index]
        before = self._lines.texts[token.line].text[max(0, token.start - 1) : token.start]
        return before if before == "." else ""

    def _touches(self, first: int, second: int) -> bool:
        """Whether only blanks are between two tokens, or they are at the ends of cells that a break cut."""
        one, two = self._lines.tokens[first], self._lines.tokens[second]
        if one.line == two.line:
            return not self._lines.texts[one.line].text[one.end : two.start].strip()
        return two.line - one.line <= _CUT and _at_edge(one.right) and _at_edge(two.left)


def _at_edge(side: str) -> bool:
    """Whether a token is at the edge of its cell, a point or comma of its own figure between."""
    rest = side.lstrip(".,")
    return rest.startswith(EDGE) or (not rest and side != rest)


def _perfect(held: Held, token: Token) -> tuple[bool, bool, int, int]:
    """The fitness that no token can surpass, but for which of equals is the first."""
    edges = token.left.startswith(EDGE) + token.right.startswith(EDGE) if held.place.table is not None else 0
    return bool(held.hint), True, edges, _before_edge(token.left) + _before_edge(token.right)


def _before_edge(side: str) -> int:
    """The characters of a side that may agree with another one."""
    at = side.find(EDGE)
    return len(side) if at < 0 else at


def _shared_edges(printed: Token, held: Token) -> int:
    """On how many sides both tokens begin or end their cell."""
    sides = ((printed.left, held.left), (printed.right, held.right))
    return sum(one.startswith(EDGE) and other.startswith(EDGE) for one, other in sides)


def _sides(printed: Token, held: Token) -> tuple[tuple[int, bool], tuple[int, bool]]:
    return agreement(printed.left, held.left), agreement(printed.right, held.right)


def _likeness(printed: Token, held: Token, *, here: bool) -> int:
    """How alike the words around two tokens are; 0 where they are not the same text."""
    (left, left_clash), (right, right_clash) = _sides(printed, held)
    clash = left_clash or right_clash
    if left + right >= (_ALIKE_THOUGH_CLASHING if clash else _ALIKE):
        return left + right + 1
    alone = held.left.startswith(EDGE) and held.right.startswith(EDGE)
    return 1 if here and not clash and (alone or left + right) else 0

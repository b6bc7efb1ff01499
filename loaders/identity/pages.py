"""What a page of a portal says of itself beside its text: its title, source and path, and who runs the portal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders import lexicon
from loaders.blocks import Place, Reading
from loaders.identity.evidence import PlacedText, Sign, Where, page_paths, publisher_of
from loaders.identity.titles import parse_title, parts_of_page_title
from loaders.layout.organisations import organisation

_LONGEST_PATH = 100


def evidence_of_page(reading: Reading, pieces: Sequence[PlacedText]) -> Iterator[Sign]:
    """What the head of a web page, its path and its foot say; weaker than what its text does."""
    for text in reading.about:
        piece = PlacedText(text.text, "".join(text.text.split()), text.place)
        yield from _of_title(piece)
    for one in reading.dropped:
        piece = PlacedText(one.text, "".join(one.text.split()), one.place)
        signs = list(page_paths(piece)) if one.reason == "navigation" and len(one.text) <= _LONGEST_PATH else []
        yield from signs if len({sign.department for sign in signs}) == 1 else []
    for piece in pieces:
        if not piece.plain.isascii():
            yield from _hosts(piece.text, piece.place)


def _of_title(piece: PlacedText) -> Iterator[Sign]:
    """The bodies that the title of a page names, whole or in its parts, and the year where one is a title itself."""
    for part in dict.fromkeys([piece.plain, *parts_of_page_title(piece.plain)]):
        title = parse_title(part)
        name = organisation(title.name if title else part)
        if name or (title and title.year):
            yield Sign(Where.PATH, piece.text, piece.place, name, year=title.year if title else "")


def _hosts(text: str, place: Place) -> Iterator[Sign]:
    """主办单位：某某局; 版权所有 某某局. A government or the office that keeps its portal publishes for others."""
    for match in _host().finditer(text):
        name = publisher_of(match[1])
        if name and not name.endswith(lexicon.identity().labels.hosts_for_others):
            yield Sign(Where.HOST, match[0], place, name)


@cache
def _host() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, lexicon.identity().labels.host), key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[\s|【\[（(]))(?:{labels})[\s:：©]++(\S++)")

"""Where a fact stands: the printed lines around it, or the picture of its page with the place marked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kb.provenance.sources import RowSource
from kb.provenance.why import Shown, lines_around
from kb.store import originals, texts
from kb.web.places import page_of

if TYPE_CHECKING:
    from kb.store.texts import Kept
    from kb.web.library import Edition, Row

LINES_OF = 8
"""So many documents keep their lines in memory."""
AROUND = 6
PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Shot:
    """A page of a PDF to show: its address parts, and the words to mark where no box is known."""

    sha256: str
    page: int
    box: tuple[float, float, float, float] | None

    @property
    def address(self) -> str:
        """The box as the address of the picture says it; empty where none is known."""
        return " ".join(f"{edge:g}" for edge in self.box) if self.box else ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The source of a fact: its row of `source.rq`, the lines around it, and its page where it has a picture."""

    about: Row
    lines: tuple[Shown, ...]
    shots: tuple[Shot, ...]


def origin(edition: Edition, fact: str) -> Origin | None:
    """The source of a fact; None for what has none."""
    rows = edition.rows("source", fact=fact)
    about = next((row for row in rows if row["place"]), None)
    if about is None:
        return None
    source = RowSource(fact, about["document_name"], about["place"], about["text"] or "", about["line"])
    kept = _kept(edition, about["sha256"] or "")
    return Origin(about, lines_around(kept, source, AROUND) if kept else (), _shots(edition, rows))


def _kept(edition: Edition, sha256: str) -> Kept | None:
    """The lines of a document."""
    return _lines(edition.folder, sha256) if edition.folder is not None and sha256 else None


@lru_cache(maxsize=LINES_OF)
def _lines(folder: Path, sha256: str) -> Kept | None:
    """The lines of a document by its content, which never change."""
    return texts.kept(folder, sha256)


def _shots(edition: Edition, rows: list[Row]) -> tuple[Shot, ...]:
    """One picture for each box of the fact: what is joined over a page break stands on two pages."""
    about = rows[0]
    sha256 = str(about["sha256"] or "")
    if about["format"] != PDF or originals.find(edition.folder, sha256) is None:
        return ()
    boxes = [shot for row in rows if row["box"] and (shot := _boxed(sha256, str(row["box"])))]
    if boxes:
        return tuple(sorted(set(boxes), key=lambda shot: shot.page))
    page = page_of(str(about["place"] or ""))
    return (Shot(sha256, page, None),) if page else ()


def _boxed(sha256: str, box: str) -> Shot | None:
    """`page x0 y0 x1 y1` as a shot; None for what is written otherwise."""
    parts = box.split()
    try:
        page, (left, top, right, bottom) = int(parts[0]), (float(part) for part in parts[1:])
    except ValueError:
        return None
    return Shot(sha256, page, (left, top, right, bottom))

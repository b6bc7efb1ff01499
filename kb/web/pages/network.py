"""The network of a policy document as a drawing: the document, the projects that rest on it, their departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.web.library import Row
    from kb.web.links import PageLinks

MOST_DRAWN = 40
ROW, TOP, WIDTH = 26, 34, 960
LEFT, MIDDLE, RIGHT = 10, 300, 690


@dataclass(frozen=True, slots=True)
class Node:
    """A name at a place of the drawing, and where it leads."""

    x: int
    y: float
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """Nodes by column and the lines between them; `left_out` projects are in the list below only."""

    policy: Node
    projects: tuple[Node, ...]
    departments: tuple[Node, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    height: int
    left_out: int
    width: int = WIDTH


def network(name: str, citations: Sequence[Row], links: PageLinks) -> NetworkPicture | None:
    """The drawing of those who cite a document; None where no project does."""
    pairs = list(dict.fromkeys(
        (str(row["department_iri"]), row["department"] or "", str(row["project_iri"]), row["project"] or "")
        for row in citations
        if row["project_iri"]
    ))  # fmt: skip
    drawn = pairs[:MOST_DRAWN]
    if not drawn:
        return None
    height = TOP + ROW * len(drawn) + 10
    projects: dict[str, Node] = {}
    places: dict[str, list[float]] = {}
    names: dict[str, str] = {}
    for number, (owner, owner_name, iri, label) in enumerate(drawn):
        y = TOP + ROW * number + ROW / 2
        projects[iri] = Node(MIDDLE, y, label, links.of(iri))
        places.setdefault(owner, []).append(y)
        names[owner] = owner_name
    departments = {owner: Node(RIGHT, sum(ys) / len(ys), names[owner], links.of(owner)) for owner, ys in places.items()}
    policy = Node(LEFT, TOP + ROW * len(drawn) / 2, name, "")
    lines = [(LEFT + 250, policy.y, MIDDLE - 8, node.y) for node in projects.values()]
    lines += [(MIDDLE + 350, projects[iri].y, RIGHT - 8, departments[owner].y) for owner, _o, iri, _p in drawn]
    return NetworkPicture(
        policy, tuple(projects.values()), tuple(departments.values()), tuple(lines), height, len(pairs) - len(drawn)
    )

"""The account of loaded documents: how many numbers of each class, what stayed unread, and refusing what did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb.asking.questions import bind
from kb.resources import folder
from kb.rows.columns import Column
from kb.rows.printed import Answer, plain
from kb.store import texts

if TYPE_CHECKING:
    from kb.rows.printed import Value
    from kb.store.interface import GraphStore
    from loaders.coverage.account import Account
    from loaders.facts import Disclosure

CLASSES = {
    "fact": ("图谱中的数", "figure held by a fact"),
    "code": ("代码", "code"),
    "ordinal": ("行号、序号、页码", "row, list or page number"),
    "date": ("年份、日期", "year or date"),
    "name": ("名称和照录文字中的数", "part of a name or of a text held word for word"),
    "range": ("文字说的范围", "range in words"),
    "remnant": ("其他格式的残留", "remnant of another format"),
    "contact": ("联系方式 (不录)", "contact, left out on purpose"),
    "unread": ("未读", "unread"),
}
"""What a numeric token may be, in the order of the account: `loaders.coverage` tells the classes apart."""

SHOWN_IN_REFUSAL = 5


@dataclass(frozen=True, slots=True)
class Loaded:
    """A loaded document as its graph tells: its id, file and hash, and how many of its numbers are held."""

    document: str
    file: str
    sha256: str
    numbers: int
    numbers_read: int
    unread_lines: int


def loaded(store: GraphStore) -> list[Loaded]:
    """The loaded documents, by id."""
    query = (folder("queries/coverage") / "documents.rq").read_text(encoding="utf-8")
    rows = [[plain(solution[index]) for index in range(6)] for solution in store.select(query)]
    return [Loaded(str(i), str(f or ""), str(h or ""), _count(n), _count(r), _count(u)) for i, f, h, n, r, u in rows]


def account(store: GraphStore, store_folder: Path | None, document: str | None = None) -> Answer:
    """Numbers and shares by class, of one document or of all; the counts add up to the numbers of the files."""
    columns = (
        Column("document", "文件"),
        Column("class", "类别"),
        Column("class_en", "in English"),
        Column("count", "个数"),
        Column("share", "占比"),
    )
    rows = []
    for one in loaded(store):
        if document in (None, one.document):
            counts = _counts(one, store_folder)
            rows += [(one.document, *CLASSES[kind], counts[kind], _share(counts[kind], one.numbers)) for kind in counts]
            rows.append(
                (one.document, "合计", "all numbers of the file", one.numbers, _share(one.numbers, one.numbers))
            )
    return Answer(columns, tuple(rows))


def _remainder(row: list[Value]) -> tuple[Value, ...]:
    """A remainder with the line it is in, unless it is a line itself."""
    *start, line = row
    return (*start, line if row[1] == "number" else None)


def _counts(one: Loaded, store_folder: Path | None) -> dict[str, int]:
    """The numbers of each class by the kept ledger; without one, what the graph itself tells."""
    kept = texts.kept(store_folder, one.sha256) if store_folder else None
    if kept is None:
        return {"fact": one.numbers_read}
    counted = Counter(number.kind for number in kept.numbers)
    return {kind: counted[kind] for kind in CLASSES}


def unread(store: GraphStore, document: str | None = None) -> Answer:
    """What stayed unread, with its line: figures, lines and tables."""
    import pyoxigraph as ox

    query = (folder("queries/coverage") / "unread.rq").read_text(encoding="utf-8")
    bound = bind(query, {"document": [ox.Literal(document)]}) if document else query
    names = ("document", "kind", "place", "text", "reason", "line")
    labels = ("文件", "种类", "出处", "内容", "原因", "所在行")
    rows = tuple(_remainder([plain(solution[name]) for name in names]) for solution in store.select(bound))
    return Answer(tuple(Column(name, label) for name, label in zip(names, labels, strict=True)), rows)


def ledger(store: GraphStore, store_folder: Path | None, document: str | None = None) -> Answer:
    """Every number of the documents: its place, what it is, and the IRI of the fact that holds it."""
    labels = {"document": "文件", "place": "出处", "number": "数字", "class": "类别", "fact": "事实"}
    rows = []
    for one in loaded(store):
        kept = texts.kept(store_folder, one.sha256) if store_folder and document in (None, one.document) else None
        for number in kept.numbers if kept else ():
            place = kept.lines[number.line].place if kept else ""
            rows.append((one.document, place, number.text, number.kind, number.fact or None))
    return Answer(tuple(Column(name, label) for name, label in labels.items()), tuple(rows))


def unread_figures(store: GraphStore, document: str) -> int:
    """How many figures of a loaded document no fact holds."""
    return sum(1 for row in unread(store, document).rows if row[1] == "number")


def refusal(disclosure: Disclosure, account: Account) -> str:
    """Why a strict load refuses a document: the figures that no fact holds; nothing where all are held."""
    lost = account.unread
    if not lost:
        return ""
    named = [f"{account.lines[entry.line].place_at(entry.start)}: {entry.text}" for entry in lost[:SHOWN_IN_REFUSAL]]
    more = " …" if len(lost) > SHOWN_IN_REFUSAL else ""
    return f"{disclosure.id} 有 {len(lost)} 个数字未读, 未装入 (unread figures, not loaded): {'; '.join(named)}{more}"


def _share(count: int, whole: int) -> str:
    """As a percentage with one decimal, by whole numbers."""
    tenths = (2000 * count + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10}%"


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0

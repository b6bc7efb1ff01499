"""What people decided about pairs: a CSV file beside the store, written by `kb links decide`, replayed by every update.

Columns: decision (same, close, different), a, b (IRIs below the base), name_a, name_b, note. A spreadsheet may edit it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from kb.errors import StoreError
from kb.files.whole import output
from kb.links.model import Link, LinkVerdict

RULE = "decision"
COLUMNS = ("decision", "a", "b", "name_a", "name_b", "note")
ALLOWED = (LinkVerdict.SAME, LinkVerdict.CLOSE, LinkVerdict.DIFFERENT)
WORDS = {LinkVerdict.SAME: "同一个", LinkVerdict.CLOSE: "基本是同一个", LinkVerdict.DIFFERENT: "不是同一个"}


def decisions_file(store_folder: Path) -> Path:
    """Where the decisions of a store are kept: beside its folder, so that a store built anew finds them again."""
    return store_folder.with_name(f"{store_folder.name}-decisions.csv")


def read_decisions(file: Path, base: str) -> list[Link]:
    """The decisions of a file as links; none where there is no file. Raises StoreError with the line that is wrong."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = set(COLUMNS[:3]) - set(reader.fieldnames or ())
        if missing:
            raise StoreError(f"{file}: 缺列 (columns missing): {', '.join(sorted(missing))}")
        return [_decision(row, file, reader.line_num, base) for row in reader]


def write_decision(file: Path, decided: Link, names: tuple[str, str], note: str, base: str) -> None:
    """Put a decision into the file, in the place of an earlier one about the same pair."""
    others = [
        one for one in _lines_of_file(file) if (one["a"], one["b"]) != tuple(_short(iri, base) for iri in decided.pair)
    ]
    row = dict(
        zip(COLUMNS, (decided.verdict.value, *(_short(i, base) for i in decided.pair), *names, note), strict=True)
    )
    with output(file) as draft, draft.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted([*others, row], key=lambda one: (one["a"], one["b"])))


def decide(verdict: LinkVerdict, a: str, b: str, note: str = "") -> Link:
    """The link that a person's decision makes. Raises ValueError for a verdict that decides nothing."""
    if verdict not in ALLOWED:
        raise ValueError(f"{verdict}: {', '.join(ALLOWED)}")
    first, second = sorted((a, b))
    return Link(
        RULE,
        verdict,
        first,
        second,
        f"人工认定{WORDS[verdict]}" + (f"：{note}" if note else ""),
        f"Decided by a person: {verdict.value}" + (f" ({note})" if note else ""),
    )


def _decision(row: dict[str, str], file: Path, line: int, base: str) -> Link:
    try:
        verdict = LinkVerdict((row["decision"] or "").strip())
        a, b = (_full(row[end].strip(), base) for end in ("a", "b"))
        return decide(verdict, a, b, (row.get("note") or "").strip())
    except (ValueError, AttributeError) as error:
        allowed = ", ".join(ALLOWED)
        raise StoreError(
            f"{file}, 第 {line} 行 (line {line}): decision 应是 (must be) {allowed}; a, b 不可空"
        ) from error


def _lines_of_file(file: Path) -> Iterable[dict[str, str]]:
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [{column: row.get(column) or "" for column in COLUMNS} for row in csv.DictReader(lines)]


def _short(iri: str, base: str) -> str:
    return iri.removeprefix(base)


def _full(text: str, base: str) -> str:
    if not text:
        raise ValueError("an empty IRI")
    return text if "://" in text else base + text

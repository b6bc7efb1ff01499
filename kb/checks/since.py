"""What is new, changed and mended since an earlier report: a JSON report, or what the store kept of a date.

`record` keeps, beside the store, which findings each check of a document found and a digest of their figures; a line
is written only where they differ from the line before. `kept_on` reads what was known at the end of a day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kb.checks.desk import digest, digest_of
from kb.checks.finding import Finding

FILE = "findings-seen.jsonl"


class NotFindings(Exception):
    """A file that is no JSON report of findings, or no record of them; the message names it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Findings by what became of them; `mended` holds ids of what is found no more."""

    new: tuple[Finding, ...]
    changed: tuple[Finding, ...]
    same: tuple[Finding, ...]
    mended: tuple[str, ...]


Seen = Mapping[str, str]
"""Digests of the figures of findings, by their ids."""


def compared(findings: Mapping[str, list[Finding]], seen: Seen) -> Difference:
    """The findings of today against those seen before."""
    today = [one for found in findings.values() for one in found]
    new = tuple(one for one in today if one.id not in seen)
    changed = tuple(one for one in today if one.id in seen and seen[one.id] not in ("", digest_of(one)))
    same = tuple(one for one in today if one.id in seen and one not in changed)
    known = {one.id for one in today} | {other.id for one in today for other in one.also}
    return Difference(new, changed, same, tuple(sorted(seen.keys() - known)))


def of_report(path: Path) -> dict[str, str]:
    """What an earlier JSON report lists. Raises NotFindings."""
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
        return {entry["id"]: digest(" | ".join(entry["values"])) for entry in stated}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise NotFindings(
            f"{path}: 不是 kb check --format json 写出的文件 (no report of kb check --format json): {error}"
        ) from error


def record(folder: Path, findings: Mapping[str, list[Finding]]) -> None:
    """Keep what a check found, where it is not what the check before found."""
    last = {entry["document"]: entry["findings"] for entry in _lines(folder)}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with (folder / FILE).open("a", encoding="utf-8") as file:
        for document, found in findings.items():
            seen = {one.id: digest_of(one) for one in found}
            if last.get(document) != seen:
                line = {"at": now, "document": document, "findings": seen}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")


def kept_on(folder: Path, day: date, documents: Iterable[str]) -> dict[str, str]:
    """What was found in documents at the end of a day (UTC). Raises NotFindings."""
    wanted = set(documents)
    found: dict[str, dict[str, str]] = {}
    for entry in _lines(folder):
        if entry["document"] in wanted and entry["at"][:10] <= day.isoformat():
            found[entry["document"]] = entry["findings"]
    return {name: figures for seen in found.values() for name, figures in seen.items()}


def _lines(folder: Path) -> list[dict[str, Any]]:
    path = folder / FILE
    if not path.exists():
        return []
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except ValueError as error:
        raise NotFindings(f"{path}: 读不懂 (not a record of findings): {error}") from error

"""The desk: what people decide about findings, kept in one file of lines beside the store, never overwritten.

A decision (Entry) is tied to the figures it was made about: where the document prints other figures now, the finding
is open again. The file `desk.jsonl` only grows; undoing a decision is a line too, so that the history stays whole.

    listed(store, folder, status=Status.OPEN)     findings of a store with what was decided
    set_status(store, folder, id, Status.CONFIRMED, by="王某", note="…")
    undo(folder, id, by="王某")
    history(folder, id)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.checks.finding import Finding
    from kb.store.interface import GraphStore

FILE = "desk.jsonl"
EARLIER_FILE = "accepted-findings.json"
"""Reasons by id, as versions before the desk kept them; read as decisions 已说明 that hold for any figures."""

_DIGEST_LENGTH = 12
_MORE = ("values", "difference", "place", "text", "rule_name", "money", "advice")
_ANY_FIGURES = ""

_FINDINGS = """
SELECT ?id ?document ?department ?year ?rule ?rule_name ?severity ?money ?advice ?message ?message_en ?values
       ?difference ?place ?text {
  ?finding a sh:ValidationResult ; cnb:disclosure ?disclosure ; cnb:order ?order ; cnb:findingId ?id ; cnb:rule ?rule ;
           sh:resultSeverity ?level ; sh:resultMessage ?message , ?message_en .
  FILTER(LANGMATCHES(LANG(?message), "zh") && LANG(?message_en) = "en")
  VALUES (?level ?severity) { (sh:Violation "error") (sh:Warning "warning") (sh:Info "note") }
  ?disclosure dcterms:identifier ?document .
  OPTIONAL { ?disclosure cnb:department [ rdfs:label ?department ] }
  OPTIONAL { ?disclosure cnb:fiscalYear ?year }
  OPTIONAL { ?finding cnb:ruleName ?rule_name }
  OPTIONAL { ?finding cnb:moneyAtStake ?money }
  OPTIONAL { ?finding cnb:advice ?advice }
  OPTIONAL { ?finding cnb:values ?values }
  OPTIONAL { ?finding cnb:difference ?difference }
  OPTIONAL { ?finding cnb:sourcePlace ?place }
  OPTIONAL { ?finding cnb:sourceText ?text }
} ORDER BY ?document ?order ?id
"""


class Status(StrEnum):
    """What was decided about a finding."""

    OPEN = "未处理"
    CONFIRMED = "属实"
    FALSE_ALARM = "误报"
    EXPLAINED = "已说明"
    CORRECTED = "已更正"


STATUSES_EN = {
    Status.OPEN: "open",
    Status.CONFIRMED: "confirmed",
    Status.FALSE_ALARM: "false alarm",
    Status.EXPLAINED: "explained",
    Status.CORRECTED: "corrected",
}

QUIET = frozenset({Status.FALSE_ALARM, Status.EXPLAINED})
"""What is decided so is not reported again while the figures stay; 已更正 that is found again is not corrected."""


class BadDesk(Exception):
    """The file of decisions cannot be read; the message names it and the line."""


class UnknownFinding(Exception):
    """No finding of the store has the id."""


class NothingToUndo(Exception):
    """Nothing was decided about the finding, or all of it is undone."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: `at` is a time of UTC in ISO 8601, `figures` the digest of the figures it is about.

    `undoes` marks a line that takes the decision before it back.
    """

    finding: str
    status: Status
    by: str
    at: str
    note: str = ""
    figures: str = _ANY_FIGURES
    undoes: bool = False


@dataclass(frozen=True, slots=True)
class DeskItem:
    """A finding of the store with what was decided. `reopened`: decided about other figures than are printed now."""

    id: str
    document: str
    department: str
    year: str
    rule: str
    severity: str
    message: str
    message_en: str
    values: str
    difference: str
    place: str
    text: str
    rule_name: str = ""
    money: str = ""
    advice: str = ""
    status: Status = Status.OPEN
    by: str = ""
    at: str = ""
    note: str = ""
    reopened: bool = False

    @property
    def figures(self) -> str:
        """The digest that ties a decision to these figures."""
        return digest(self.values)


def digest(values: str) -> str:
    """A digest of the figures of a finding, as `cnb:values` joins them."""
    return sha256(values.encode()).hexdigest()[:_DIGEST_LENGTH]


def digest_of(finding: Finding) -> str:
    """The digest of a finding that is not stored."""
    return digest(" | ".join(finding.values))


def listed(
    store: GraphStore,
    folder: Path | None,
    *,
    document: str = "",
    rule: str = "",
    severity: str = "",
    status: Status | None = None,
) -> list[DeskItem]:
    """The findings that the store keeps, by document; `document` is an id or a part of one. Raises BadDesk."""
    decided = standing(folder)
    items = (_decided(_item(row), decided) for row in store.select(_FINDINGS))
    return [
        item
        for item in items
        if document in item.document
        and rule in ("", item.rule)
        and severity in ("", item.severity)
        and status in (None, item.status)
    ]


def decided(store: GraphStore, folder: Path | None) -> dict[str, tuple[str, str]]:
    """Status and reason of the findings about which something was decided that holds, by id. Raises BadDesk."""
    if not standing(folder):
        return {}
    return {item.id: (item.status.value, item.note) for item in listed(store, folder) if item.status is not Status.OPEN}


def set_status(store: GraphStore, folder: Path, finding: str, status: Status, by: str, note: str = "") -> Decision:
    """Decide about a finding of the store. Raises UnknownFinding and BadDesk; then nothing is written."""
    item = next((one for one in listed(store, folder) if one.id == finding), None)
    if item is None:
        raise UnknownFinding(f"没有编号为 {finding} 的问题 (no finding has this id); kb check --ids 列出编号")
    return decide(folder, finding, item.figures, status, by, note)


def decide(folder: Path, finding: str, figures: str, status: Status, by: str, note: str = "") -> Decision:
    """Write a decision about a finding that is known to exist."""
    entry = Decision(finding, status, by.strip(), _now(), note.strip(), figures)
    _append(folder, entry)
    return entry


def undo(folder: Path, finding: str, by: str) -> Decision:
    """Take the last decision about a finding back; the one before it holds again. Raises NothingToUndo and BadDesk."""
    last = standing(folder).get(finding)
    if last is None:
        raise NothingToUndo(f"{finding}: 没有可撤销的处理 (nothing was decided)")
    entry = replace(last, by=by.strip(), at=_now(), note="", undoes=True)
    _append(folder, entry)
    return entry


def history(folder: Path | None, finding: str) -> list[Decision]:
    """All that was decided about a finding and taken back, the oldest first. Raises BadDesk."""
    return [entry for entry in entries(folder) if entry.finding == finding]


def standing(folder: Path | None) -> dict[str, Decision]:
    """The decision that holds for each finding. Raises BadDesk."""
    decided: dict[str, list[Decision]] = {}
    for entry in entries(folder):
        before = decided.setdefault(entry.finding, [])
        if not entry.undoes:
            before.append(entry)
        elif before:
            before.pop()
    return {finding: made[-1] for finding, made in decided.items() if made}


def status_of(finding: Finding, decided: Mapping[str, Decision]) -> Status:
    """What holds for a finding that is not stored."""
    entry = decided.get(finding.id)
    return entry.status if entry is not None and _holds(entry, digest_of(finding)) else Status.OPEN


def entries(folder: Path | None) -> list[Decision]:
    """Every line of the desk, the oldest first; nothing where nothing was decided. Raises BadDesk."""
    if folder is None:
        return []
    path = folder / FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [*_earlier(folder), *(_entry(path, number, line) for number, line in enumerate(lines, 1) if line.strip())]


def _entry(path: Path, number: int, line: str) -> Decision:
    try:
        stated = json.loads(line)
        return Decision(**{**stated, "status": Status(stated["status"])})
    except (ValueError, TypeError, KeyError) as error:
        raise BadDesk(f"{path}:{number}: 读不懂 (not a line of the desk): {error}") from error


def _earlier(folder: Path) -> Iterable[Decision]:
    path = folder / EARLIER_FILE
    if not path.exists():
        return []
    try:
        reasons = json.loads(path.read_text(encoding="utf-8"))
        return [Decision(name, Status.EXPLAINED, "", "", str(reason)) for name, reason in reasons.items()]
    except (ValueError, AttributeError) as error:
        raise BadDesk(f"{path}: 读不懂 (not a file of accepted findings): {error}") from error


def _append(folder: Path, entry: Decision) -> None:
    """One line in one write, so that two people who decide at a time lose nothing."""
    line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
    with (folder / FILE).open("ab", buffering=0) as file:
        file.write(line.encode())


def _item(row: ox.QuerySolution) -> DeskItem:
    names = ("id", "document", "department", "year", "rule", "severity", "message", "message_en")
    stated = {name: row[name] for name in (*names, *_MORE)}
    return DeskItem(**{name: str(term.value) if term is not None else "" for name, term in stated.items()})  # type: ignore[arg-type]


def _decided(item: DeskItem, decided: Mapping[str, Decision]) -> DeskItem:
    entry = decided.get(item.id)
    if entry is None:
        return item
    holds = _holds(entry, item.figures)
    return replace(
        item,
        status=entry.status if holds else Status.OPEN,
        by=entry.by,
        at=entry.at,
        note=entry.note,
        reopened=not holds,
    )


def _holds(entry: Decision, figures: str) -> bool:
    return entry.figures in (_ANY_FIGURES, figures)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

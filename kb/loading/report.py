"""What became of each file of a `kb load`, as JSON for other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.files.whole import output
from loaders.readers.names import shown

if TYPE_CHECKING:
    from kb.loading.parsed import Outcome


def write_report(path: Path, outcomes: Sequence[Outcome], not_read: Sequence[str] = ()) -> None:
    """Write `{"files": [...], "statuses": {...}, "not_read": [...]}`; folders above the file are made."""
    report = {
        "files": [_record(outcome) for outcome in outcomes],
        "statuses": dict(sorted(Counter(outcome.status for outcome in outcomes).items())),
        "not_read": [shown(one) for one in not_read],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with output(path) as draft:
        draft.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _record(outcome: Outcome) -> dict[str, Any]:
    parsed = outcome.parsed
    entry: dict[str, Any] = {"path": shown(parsed.path), "status": outcome.status, "seconds": parsed.seconds}
    if parsed.error:
        return {**entry, "error": parsed.error}
    return {
        **entry,
        "document": parsed.document,
        "sha256": parsed.version.sha256,
        "counts": asdict(parsed.counts),
        "warnings": list(parsed.warnings),
        "replaces": outcome.replaces,
    }

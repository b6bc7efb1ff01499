"""Findings that somebody accepts: kept with a reason in a file beside the store, and quiet from then on."""

from __future__ import annotations

import json
from pathlib import Path

FILE = "accepted-findings.json"


class BadAcceptances(Exception):
    """The file of accepted findings cannot be read; the message names it."""


def read(folder: Path | None) -> dict[str, str]:
    """The reasons by id of finding; nothing where none was ever accepted. Raises BadAcceptances."""
    path = folder / FILE if folder is not None else None
    if path is None or not path.exists():
        return {}
    try:
        reasons = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(reason) for name, reason in reasons.items()}
    except (ValueError, AttributeError) as error:
        raise BadAcceptances(f"{path}: 读不懂 (not a file of accepted findings): {error}") from error


def accept(folder: Path, finding: str, reason: str) -> None:
    """Accept one more finding, or give an accepted one another reason."""
    reasons = read(folder) | {finding: reason}
    draft = folder / f"{FILE}.new"
    draft.write_text(json.dumps(reasons, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    draft.replace(folder / FILE)

"""The `#+` lines at the head of an `.rq` file: YAML that says what the query asks and answers, as grlc writes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

MARK = "#+"


class HeaderError(Exception):
    """A query file that does not say what it must; the message names the file and what to mend."""


def read_header(path: Path) -> tuple[dict[str, Any], str]:
    """The header of a query file and its whole text. Raises HeaderError."""
    import yaml

    text = path.read_text(encoding="utf-8")
    lines = [line.removeprefix(MARK) for line in text.splitlines() if line.startswith(MARK)]
    try:
        header = yaml.load("\n".join(lines), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise HeaderError(f"{path}: the #+ header is not valid YAML: {error}") from error
    if not isinstance(header, dict):
        raise HeaderError(f"{path}: the #+ header is missing")
    return header, text

"""The `#+` lines at the head of an `.rq` file: YAML that says what the query asks and answers, as grlc writes it.

In SQL they begin with `--+`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

MARK = "#+"


class HeaderError(Exception):
    """A query file that does not say what it must; the message names the file and what to mend."""


def read_header(path: Path, mark: str = MARK) -> tuple[dict[str, Any], str]:
    """The header of a query file, the lines that begin with `mark`, and its whole text. Raises HeaderError."""
    import yaml

    text = path.read_text(encoding="utf-8")
    lines = [line.removeprefix(mark) for line in text.splitlines() if line.startswith(mark)]
    try:
        header = yaml.load("\n".join(lines), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # nosec B506: a safe loader, in C where there is one
    except yaml.YAMLError as error:
        raise HeaderError(f"{path}: the {mark} header is not valid YAML: {error}") from error
    if not isinstance(header, dict):
        raise HeaderError(f"{path}: the {mark} header is missing")
    return header, text

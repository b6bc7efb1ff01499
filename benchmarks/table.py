"""Measured pairs as rows of one table: Markdown for people, JSON for programs."""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

START, END = "<!-- bench -->", "<!-- /bench -->"


@dataclass(frozen=True, slots=True)
class Row:
    """One pair measured in one run. `ratio` is what the goal speaks of; `goal` is like `≥ 10` or `≤ 1.3`, or empty."""

    what: str
    ours: str
    against: str
    ratio: float
    goal: str = ""

    @property
    def verdict(self) -> str:
        """Whether the goal is met."""
        if not self.goal:
            return ""
        sign, bound = self.goal.split()
        return "yes" if (self.ratio >= float(bound) if sign == "≥" else self.ratio <= float(bound)) else "no"


_STARTED = time.perf_counter()


def say(what: str) -> None:
    """Tell on stderr how far a long run is, with the seconds since its start."""
    print(f"{time.perf_counter() - _STARTED:6.1f} s  {what}", file=sys.stderr, flush=True)


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def pair(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 5) -> tuple[float, float]:
    """The medians of two actions, run in turns so that both meet the same machine."""
    measured = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    return statistics.median(one for one, _ in measured), statistics.median(two for _, two in measured)


def markdown(rows: Sequence[Row]) -> str:
    """The table with machine and date above it."""
    lines = [
        f"Measured {time.strftime('%Y-%m-%d')} on {_machine()}. Each pair in one run, medians where quick enough.",
        "",
        "| what | ours | against | ratio | goal | met |",
        "|---|--:|--:|--:|---|---|",
    ]
    lines += [
        f"| {row.what} | {row.ours} | {row.against} | {row.ratio:.3g} | {row.goal} | {row.verdict} |" for row in rows
    ]
    return "\n".join(lines) + "\n"


def as_json(rows: Sequence[Row]) -> str:
    """The same for programs."""
    content = {"date": time.strftime("%Y-%m-%d"), "machine": _machine(), "rows": [asdict(row) for row in rows]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def between_marks(content: str, text: str) -> str:
    """A content with a text put between its marks; as it is where it has none."""
    if START not in content or END not in content:
        return content
    before, rest = content.split(START, 1)
    return f"{before}{START}\n{text}{END}{rest.split(END, 1)[1]}"


def write_whole(texts: Mapping[Path, str]) -> None:
    """Write files so that none is ever half written: all are put beside their places first, then moved there."""
    drafts = {path: path.with_name(f"{path.name}.new") for path in texts}
    try:
        for path, text in texts.items():
            drafts[path].write_text(text, encoding="utf-8")
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _machine() -> str:
    cores, load = os.cpu_count(), os.getloadavg()[0]
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {python}, load average {load:.1f}"

"""Every regular expression that the program compiles, against long texts made to make it backtrack.

Run as a program: imports all modules, reads the samples, and prints one line of JSON per pattern that took too long,
then a last line with the number of patterns tried.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LENGTH = 2000
SECONDS = 1.5
"""A quadratic search of so long a line takes a tenth of this, a cubic one a hundred times."""
ROOT = Path(__file__).resolve().parent.parent
COMMON = (
    "0",
    " ",
    "a",
    "中",
    "\t",
    "\n",
    "（",
    "一",
    "-",
    ".",
    "、",
    ",",
    "《",
    "0.",
    "1,",
    "a ",
    "一、",
    "（一）",
    "％",
    "万元",
)
TAILS = ("", "!")


class TooLong(Exception):
    """The bell rang."""


def collect() -> dict[tuple[str, int], re.Pattern[str]]:
    """Every pattern over text that importing and using the program compiles, by the file that did."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    sys.path[0] = str(ROOT)
    original = re._compile  # type: ignore[attr-defined]

    def remember(pattern: Any, flags: Any) -> Any:
        compiled = original(pattern, flags)
        frame: Any = sys._getframe(1)
        while frame and Path(frame.f_code.co_filename).name in {"__init__.py"} and "/re/" in frame.f_code.co_filename:
            frame = frame.f_back
        ours = frame is not None and str(ROOT) in frame.f_code.co_filename and ".venv" not in frame.f_code.co_filename
        if ours and isinstance(compiled.pattern, str):
            found.setdefault((compiled.pattern, compiled.flags), compiled)
        return compiled

    re._compile = remember  # type: ignore[attr-defined]
    for package in ("loaders", "kb"):
        for name in _modules(package):
            try:
                importlib.import_module(name)
            except ImportError as error:  # a module whose optional library is not installed
                print(f"{name}: {error}", file=sys.stderr)
    from loaders import document, triples

    for path in sorted((ROOT / "samples").iterdir()):
        triples.nquads(document.load(path))
    re._compile = original  # type: ignore[attr-defined]
    return found


def _modules(package: str) -> Iterator[str]:
    module = importlib.import_module(package)
    yield package
    for info in pkgutil.walk_packages(module.__path__, f"{package}."):
        if not info.name.endswith("__main__"):
            yield info.name


def attacks(pattern: re.Pattern[str]) -> Iterator[str]:
    """Long texts of the characters that a pattern speaks of, each ending in what it does not expect."""
    letters = dict.fromkeys([*COMMON, *_literals(pattern)])
    for unit in list(letters)[:40]:
        for tail in TAILS:
            yield (unit * LENGTH)[:LENGTH] + tail
    words = _literals(pattern)[:12]
    if words:
        yield ("".join(words) * LENGTH)[:LENGTH] + "!"


def _literals(pattern: re.Pattern[str]) -> list[str]:
    text = re.sub(r"\\[a-zA-Z]|\(\?[^:)]*:?|[\[\](){}|?*+^$.\\]", " ", pattern.pattern)
    words = text.split()
    return list(dict.fromkeys([*words, *(letter for word in words for letter in word)]))[:40]


def slow(pattern: re.Pattern[str]) -> tuple[float, str] | None:
    """The first attack that takes too long, with its seconds."""
    for text in attacks(pattern):
        for method in (pattern.search, pattern.fullmatch):
            started = time.perf_counter()
            signal.setitimer(signal.ITIMER_REAL, SECONDS)
            try:
                method(text)
            except TooLong:
                return time.perf_counter() - started, text[:20]
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    return None


def main() -> None:
    """Try them all."""

    def ring(*_: Any) -> None:
        raise TooLong

    signal.signal(signal.SIGALRM, ring)
    patterns = collect()
    for pattern in patterns.values():
        found = slow(pattern)
        if found:
            print(json.dumps({"pattern": pattern.pattern, "seconds": found[0], "text": found[1]}), flush=True)
    print(json.dumps({"tried": len(patterns)}))


if __name__ == "__main__":
    main()

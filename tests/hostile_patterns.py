"""Every regular expression of the program, against long texts made to make it backtrack.

Those written out in the source are read from there. Those put together from the lexicon are caught as they are
compiled, while all modules are imported and the samples are read and asked; a place in the source that compiles one
and was never reached is reported. Run as a program: prints one line of JSON per pattern that took too long, then a last
line with the number of patterns tried and the places not reached.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

MOST_UNITS = 28
LENGTH = 1000
SECONDS = 0.2
TRIES = 3
"""Of the processor. A quadratic search of so long a line takes a fifth of this, a cubic one many times as much."""
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
PACKAGES = ("loaders", "kb")
COMPILING = frozenset({"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})


class TooLong(Exception):
    """The bell rang."""


@dataclass(frozen=True)
class Call:
    """A place in the source that compiles a pattern: its file, its lines, and the pattern where it is written out."""

    file: str
    first: int
    last: int
    pattern: re.Pattern[str] | None


def calls() -> Iterator[Call]:
    """Every call of `re` in the source."""
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        if path.stem == "__main__":
            continue
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        known = vars(importlib.import_module(module))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_of_re(node.func) and node.args:
                yield Call(str(path), node.lineno, node.end_lineno or node.lineno, _written_out(node, known))


def _is_of_re(function: ast.expr) -> bool:
    named = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"
    return named and function.attr in COMPILING


def _written_out(node: ast.Call, known: dict[str, Any]) -> re.Pattern[str] | None:
    """The pattern of a call that speaks of literals, of the lexicon and of names of its module only."""
    wanted = node.args[:1] + [argument for argument in node.args[1:] if "re." in ast.unparse(argument)]
    wanted += [keyword.value for keyword in node.keywords if keyword.arg == "flags"]
    try:
        pattern = eval(compile(ast.Expression(wanted[0]), "pattern", "eval"), known)
        flags = [eval(compile(ast.Expression(one), "flags", "eval"), known) for one in wanted[1:]]
    except NameError:
        return None
    return re.compile(pattern, flags[0] if flags else 0) if isinstance(pattern, str) else re.compile("")


def collect() -> tuple[dict[tuple[str, int], re.Pattern[str]], list[str]]:
    """Every pattern over text, and the places that compile one from the lexicon and were not reached."""
    compiled, reached = compiled_in_use()
    places = list(calls())
    found = {(one.pattern.pattern, one.pattern.flags): one.pattern for one in places if one.pattern is not None}
    found |= compiled
    missed = [
        f"{one.file}:{one.first}"
        for one in places
        if one.pattern is None and not any((one.file, line) in reached for line in range(one.first, one.last + 1))
    ]
    return found, missed


def compiled_in_use() -> tuple[dict[tuple[str, int], re.Pattern[str]], set[tuple[str, int]]]:
    """Every pattern over text that importing and using the program compiles, and the lines that did."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    reached: set[tuple[str, int]] = set()
    sys.path[0] = str(ROOT)
    original = re._compile  # type: ignore[attr-defined]

    def remember(pattern: Any, flags: Any) -> Any:
        compiled = original(pattern, flags)
        frame: Any = sys._getframe(1)
        while frame and Path(frame.f_code.co_filename).name in {"__init__.py"} and "/re/" in frame.f_code.co_filename:
            frame = frame.f_back
        ours = frame is not None and str(ROOT) in frame.f_code.co_filename and ".venv" not in frame.f_code.co_filename
        if ours:
            reached.add((frame.f_code.co_filename, frame.f_lineno))
        if ours and isinstance(compiled.pattern, str):
            found.setdefault((compiled.pattern, compiled.flags), compiled)
        return compiled

    re._compile = remember  # type: ignore[attr-defined]
    for package in PACKAGES:
        for name in _modules(package):
            try:
                importlib.import_module(name)
            except ImportError as error:  # a module whose optional library is not installed
                print(f"{name}: {error}", file=sys.stderr)
    use()
    re._compile = original  # type: ignore[attr-defined]
    return found, reached


def use() -> None:
    """What the program does, so that it puts its patterns together: reading, checking, linking, asking."""
    from click.testing import CliRunner

    from kb.asking.questions import read_questions
    from kb.asking.words.lexicon import lexicon as words_of_questions
    from kb.checks.facts import Fact
    from kb.checks.relations.definitions import definitions, points
    from kb.checks.relations.readings import _is_inside, quantities_of_name
    from kb.checks.relations.required import _is_explained
    from kb.cli import main
    from kb.loading.parsed import Outcome, Parsed
    from kb.provenance.sources import with_sources
    from kb.store.remote.messages import with_prefixes
    from kb.web.desk.uploads import _fate
    from loaders import document, lexicon
    from loaders.facts import NotABudget

    samples = sorted((ROOT / "samples").glob("*.txt"))
    for path in (*samples, *sorted((ROOT / "tests" / "loaders" / "layouts").glob("*.txt"))):
        with suppress(NotABudget):
            document.load(path)
    with TemporaryDirectory() as folder:
        for words in (
            ["load", *map(str, samples)],
            ["check", "--checklist", f"{folder}/checklist.xlsx"],
            ["links", "update"],
            ["ask", "units", "--sources"],
            ["ask", "which departments are there"],
        ):
            done = CliRunner().invoke(main, ["--store", f"{folder}/store", *words])
            assert done.exit_code in (0, 1), done.output
    with_prefixes("SELECT ?x { ?x a cnb:Project }")
    points()
    quantities_of_name("机关运行经费", Fact("x:statement", {}))
    for entry in definitions()["subject"]:
        _ = "inside" in entry and _is_inside(entry, Fact("x:statement", {"section": ("机关运行经费",)}))
    _is_explained(Fact("x:form", {"formKind": ("x:form/procurement",)}), "本单位没有政府采购预算")
    _fate(Outcome(Parsed(Path("a.txt"), error="a.txt: 空文件"), "failed"), Path("uploads"))
    for name in set(lexicon.__all__) - {"LexiconError"}:
        getattr(lexicon, name)()
    words_of_questions()
    for question in read_questions(ROOT / "queries" / "questions").values():
        with_sources(question.query)


def _modules(package: str) -> Iterator[str]:
    module = importlib.import_module(package)
    yield package
    for info in pkgutil.walk_packages(module.__path__, f"{package}."):
        if not info.name.endswith("__main__"):
            yield info.name


def attacks(pattern: re.Pattern[str]) -> Iterator[str]:
    """Long texts of the characters that a pattern speaks of, each ending in what it does not expect."""
    letters = dict.fromkeys([*COMMON, *_literals(pattern)])
    for unit in list(letters)[:MOST_UNITS]:
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
    """The first attack that takes too long, with its seconds; each time it is tried: a busy machine is slow once."""
    for text in attacks(pattern):
        for method in (pattern.search, pattern.fullmatch):
            seconds = [_seconds(method, text)]
            while seconds[-1] is not None and len(seconds) < TRIES:
                seconds.append(_seconds(method, text))
            if seconds[-1] is not None:
                return min(one for one in seconds if one is not None), text[:20]
    return None


def _seconds(method: Callable[[str], object], text: str) -> float | None:
    """How long a search took that was stopped at the limit; None for one that ended by itself."""
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        method(text)
    except TooLong:
        return time.process_time() - started
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


def main() -> None:
    """Try them all."""

    def ring(*_: Any) -> None:
        raise TooLong

    signal.signal(signal.SIGVTALRM, ring)
    patterns, missed = collect()
    for pattern in patterns.values():
        found = slow(pattern)
        if found:
            print(json.dumps({"pattern": pattern.pattern, "seconds": found[0], "text": found[1]}), flush=True)
    print(json.dumps({"tried": len(patterns), "missed": missed}))


if __name__ == "__main__":
    main()

"""Mutation testing of a wing: small changes of its code, each tried against the tests of the wing.

    python -m tools.mutants loaders/forms loaders/layout --sample 50

The changes are those of cosmic-ray (comparisons, numbers, and/or, not, break, loops that never run). All of a wing are
listed, a sample drawn by a fixed seed is tried in a copy of the repository: first against the tests that run the
changed line, then, if those pass, against all tests of the wing. A mutant that no test notices is printed with its
line: it needs a counter-example in the tests, or shows code that nothing needs.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

ROOT = Path(__file__).resolve().parent.parent
KINDS = (
    *(
        f"core/ReplaceComparisonOperator_{pair}"
        for pair in ("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Is_IsNot", "IsNot_Is", "In_NotIn")
    ),
    "core/NumberReplacer", "core/ReplaceAndWithOr", "core/ReplaceOrWithAnd",
    "core/AddNot", "core/ReplaceBreakWithContinue", "core/ReplaceContinueWithBreak", "core/ReplaceTrueWithFalse",
    "core/ReplaceFalseWithTrue", "core/ZeroIterationForLoop", "core/ReplaceBinaryOperator_Add_Sub",
    "core/ReplaceBinaryOperator_Sub_Add", "core/ReplaceUnaryOperator_Delete_Not",
)  # fmt: skip
LONGEST = 5
"""Times as long as without a change: a mutant that takes longer counts as noticed (a loop that never ends)."""
MOST_NAMED = 200
"""Tests named on a command line; where more run the changed line, the first of them."""
ALSO = ("tests/test_samples.py", "tests/loaders/forms/test_layouts_of_provinces.py")
"""What reads the wings together, on documents whose facts were counted by hand."""
LinesOfTests = dict[str, dict[str, list[str]]]
"""Module, line, the tests that run it."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the file, the kind of change, and which of its places in the file."""

    path: Path
    kind: str
    number: int

    def written(self) -> str:
        """The text of the file with the change."""
        changed = mutate_code(self.path.read_text(encoding="utf-8"), plugins.get_operator(self.kind)(), self.number)
        return str(changed)

    def changed_lines(self) -> range:
        """The numbers of the lines that change."""
        before = self.path.read_text(encoding="utf-8").splitlines()
        pieces = difflib.SequenceMatcher(None, before, self.written().splitlines(), autojunk=False).get_opcodes()
        places = [(start, max(end, start + 1)) for tag, start, end, *_ in pieces if tag != "equal"]
        return range(min(start for start, _ in places) + 1, max(end for _, end in places) + 1)

    def is_of_a_decorator(self) -> bool:
        """Whether only the way a record is built changes (`frozen=True`), which no document can show."""
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return self.kind.endswith(("TrueWithFalse", "FalseWithTrue")) and any(
            lines[line - 1].startswith("@") for line in self.changed_lines() if line <= len(lines)
        )

    def shown(self) -> str:
        """The changed lines."""
        before = self.path.read_text(encoding="utf-8").splitlines()
        lines = list(difflib.unified_diff(before, self.written().splitlines(), n=0, lineterm=""))[2:]
        return f"{self.path.relative_to(ROOT)} {' '.join(line.strip() for line in lines)}"


def mutants_of(wing: str) -> list[Mutant]:
    """Every mutant of the modules below a folder, or of one module."""
    place = ROOT / wing
    paths = [place] if place.is_file() else sorted(place.rglob("*.py"))
    return [mutant for path in paths for mutant in _of_file(path)]


def _of_file(path: Path) -> Iterator[Mutant]:
    nodes = list(ast_nodes(get_ast(path.read_text(encoding="utf-8"))))
    for kind in plugins.operator_names():
        if kind in KINDS:
            operator: Any = plugins.get_operator(kind)()
            places = sum(1 for node in nodes for _ in operator.mutation_positions(node))
            made = (Mutant(path, kind, number) for number in range(places))
            yield from (one for one in made if not one.is_of_a_decorator())


def tests_of(wing: str) -> list[str]:
    """The tests of a wing: the folder that mirrors it, and those of whole documents."""
    folder = Path("tests") / wing
    while not (ROOT / folder).is_dir():
        folder = folder.parent
    return [str(folder), *(one for one in ALSO if folder not in Path(one).parents)]


def is_noticed(copy: Path, mutant: Mutant, tests: Sequence[str], lines: LinesOfTests, longest: float) -> bool:
    """Whether a test fails, or takes too long, with the change in the copy of the repository."""
    name = str(mutant.path.relative_to(ROOT))
    target = copy / name
    before = target.read_text(encoding="utf-8")
    by_line = lines.get(name, {})
    nearest = list(dict.fromkeys(test for line in mutant.changed_lines() for test in by_line.get(str(line), ())))
    target.write_text(mutant.written(), encoding="utf-8")
    try:
        return (bool(nearest) and _run(copy, nearest[:MOST_NAMED], longest) != 0) or _run(copy, tests, longest) != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        target.write_text(before, encoding="utf-8")


def _run(copy: Path, tests: Sequence[str], longest: float | None = None, **environment: str) -> int:
    plugin = ("-p", "tools.lines_of_tests") if environment else ()
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *plugin, *tests]
    done = subprocess.run(
        command, cwd=copy, env=_environment(copy) | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        timeout=longest, check=False,
    )  # fmt: skip
    return done.returncode


def _environment(copy: Path) -> dict[str, str]:
    shared = os.environ.get("KB_SHARED", str(ROOT.parent / "shared"))
    return {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "KB_SHARED": shared}


def lines_of_tests(copy: Path, wing: str, tests: Sequence[str]) -> LinesOfTests:
    """The tests that run each line of a wing; stops the program if they fail without any change."""
    out = copy.parent / "lines.json"
    if _run(copy, tests, MUTANTS_WING=wing, MUTANTS_LINES=str(out)):
        raise SystemExit(f"{wing}: its tests fail without any change: {' '.join(tests)}")
    lines: LinesOfTests = json.loads(out.read_text(encoding="utf-8"))
    return lines


def _copy(folder: Path) -> Path:
    copy = folder / "repository"
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    return copy


def main() -> None:
    """Try a sample of the mutants of each wing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wings", nargs="+", metavar="PATH")
    parser.add_argument("--sample", type=int, default=50, help="mutants tried of each path")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--minutes", type=float, default=0, help="stop after so many minutes of each path (0: never)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = _copy(Path(folder))
        for wing in given.wings:
            _try(copy, wing.rstrip("/"), given.sample, given.seed, given.minutes)


def _try(copy: Path, wing: str, sample: int, seed: int, minutes: float) -> None:
    every, tests = mutants_of(wing), tests_of(wing)
    started = time.monotonic()
    lines = lines_of_tests(copy, wing, tests)
    longest = LONGEST * (time.monotonic() - started)
    drawn = random.Random(seed).sample(every, min(sample, len(every)))
    ends = time.monotonic() + minutes * 60 if minutes else float("inf")
    survived, tried = 0, 0
    for mutant in drawn:
        if time.monotonic() > ends:
            break
        tried += 1
        if not is_noticed(copy, mutant, tests, lines, longest):
            survived += 1
            print(f"survived: {mutant.shown()}", flush=True)
    print(
        f"{wing}: {len(every)} mutants, {tried} tried, {survived} survived ({survived / max(tried, 1):.0%})", flush=True
    )


if __name__ == "__main__":
    main()

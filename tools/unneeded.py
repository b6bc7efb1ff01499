"""Coverage by document: which statements of readers and forms run for no real document, sample or case.

    python -m tools.unneeded FOLDER-OR-FILE …        (and always: samples/, tests/loaders/layouts/)

A statement that only a test reaches is a rule that nothing printed needs: print such a page into a test, or take the
rule away. Prints the share of each wing, and with --lines where such statements are.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

import coverage

from loaders import document
from loaders.blocks import UnreadableFile
from loaders.facts import NotABudget

ROOT = Path(__file__).resolve().parent.parent
WINGS = ("loaders/readers", "loaders/layout", "loaders/table", "loaders/forms", "loaders/prose", "loaders/identity")
ALWAYS = ("samples", "tests/loaders/layouts")
READABLE = frozenset(
    (
        ".txt", ".md", ".html", ".htm", ".mht", ".mhtml", ".pdf", ".docx", ".doc", ".rtf", ".xlsx", ".xls", ".xlsm",
        ".ods", ".xml", ".csv", ".zip", ".wps", ".et",
    )
)  # fmt: skip
Lines = dict[str, set[int]]


def documents(places: Sequence[str]) -> Iterator[Path]:
    """The files named, and those below the folders named, that a reader may know."""
    for place in (ROOT / name for name in (*ALWAYS, *places)):
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (path for path in files if path.is_file() and path.suffix.lower() in READABLE)


def ran(path: Path) -> Lines:
    """The lines of each module that ran while a document was read; what is no disclosure is read all the same."""
    measure = coverage.Coverage(data_file=None, source=[str(ROOT / "loaders")], config_file=False)
    measure.start()
    try:
        document.load(path)
    except (UnreadableFile, NotABudget) as error:
        print(f"{path.name}: {error}"[:160], file=sys.stderr)
    finally:
        measure.stop()
    data = measure.get_data()
    return {name: set(data.lines(name) or ()) for name in data.measured_files()}


def statements(path: Path) -> set[int]:
    """The lines of a module on which its functions have statements, those of its import left out."""
    import ast

    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inner = (inside for one in functions for inside in ast.walk(one) if isinstance(inside, ast.stmt))
    texts = (ast.Expr, ast.FunctionDef)
    return {
        one.lineno
        for one in inner
        if not (isinstance(one, texts) and isinstance(getattr(one, "value", one), ast.Constant | ast.FunctionDef))
    }


def main() -> None:
    """Read everything, tell what never ran."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", metavar="FILE|FOLDER")
    parser.add_argument("--lines", action="store_true", help="where the statements are")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    # The first is read here, so that the lexicon is read once. The others have a process each, forked: what an earlier
    # document left in a cache would hide what a later one runs.
    files = list(documents(given.documents))
    reached = ran(files[0])
    with get_context("fork").Pool(given.jobs, maxtasksperchild=1) as pool:
        for found in pool.imap_unordered(ran, files[1:]):
            for name, lines in found.items():
                reached.setdefault(name, set()).update(lines)
    print(f"{len(files)} documents")
    for wing in WINGS:
        _tell(wing, reached, lines=given.lines)


def _tell(wing: str, reached: Lines, *, lines: bool) -> None:
    total: Counter[str] = Counter()
    for path in sorted((ROOT / wing).rglob("*.py")):
        whole = statements(path)
        never = sorted(whole - reached.get(str(path), set()))
        total.update(whole=len(whole), never=len(never))
        if lines and never:
            print(f"  {path.relative_to(ROOT)}: {', '.join(map(str, never))}")
    print(f"{wing}: {total['never']} of {total['whole']} statements never run ({total['never'] / total['whole']:.1%})")


if __name__ == "__main__":
    main()

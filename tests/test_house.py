"""The plan of the house, measured on the source: names, sizes and tables that are once."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

from loaders.namespaces import NAMESPACES

ROOT = Path(__file__).parent.parent
PACKAGES = ("kb", "loaders")
MODULES_OF_A_FOLDER = 20
LINES_OF_A_MODULE = 400
LOOSE = {"__init__.py", "errors.py", "knowledge.py", "resources.py"}
SAME_HELPER = 12
"""In so many modules a private function may have the same name; beyond that the name says nothing."""
A_FILE_A_COMMAND = "kb/cli"


@cache
def modules() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def test_no_class_name_stands_for_two_things() -> None:
    places = defaultdict(list)
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path)
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert not twice, "rename one of each: a reader looks a name up and must find one thing"


def test_private_helpers_have_names_that_say_what_they_are() -> None:
    places = defaultdict(set)
    for path, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("_"):
                places[node.name].add(path)
    common = {name: sorted(found) for name, found in places.items() if len(found) > SAME_HELPER}
    assert not common, "name your helper for what it returns"


def test_namespaces_are_written_in_one_table() -> None:
    known = set(NAMESPACES.values())
    again = {
        (path, node.value)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if path != "loaders/namespaces.py" and isinstance(node, ast.Constant) and node.value in known
    }
    assert not again, "take it from loaders.namespaces"


WORDS_OF_DOCUMENTS = {"text", "label", "word", "iri", "component", "level1", "adcode", "document", "url", "value"}


def test_what_is_remembered_of_documents_is_bounded() -> None:
    forever = [
        (path, node.name)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(one, ast.Name) and one.id == "cache" for one in node.decorator_list)
        and {one.arg for one in node.args.args} & WORDS_OF_DOCUMENTS
    ]
    assert not forever, "lru_cache with a bound: a process reads thousands of documents"


def test_folders_and_modules_are_small() -> None:
    folders = defaultdict(list)
    for path in modules():
        if not path.endswith("__init__.py"):
            folders[str(Path(path).parent)].append(path)
    crowded = {name for name, found in folders.items() if len(found) > MODULES_OF_A_FOLDER and name != A_FILE_A_COMMAND}
    lines = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in modules()}
    long = {path: count for path, count in lines.items() if count > LINES_OF_A_MODULE}
    assert not crowded, "make a folder for what belongs together"
    assert not long, "split it by what it holds"
    assert {path.name for path in (ROOT / "kb").glob("*.py")} == LOOSE

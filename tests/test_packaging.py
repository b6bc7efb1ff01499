"""What a stranger gets: a wheel that holds its data, declared dependencies, and a README whose commands exist."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import click
import pytest

DATA_SUFFIXES = {".rq", ".ttl", ".toml", ".csv"}
WHEEL_FOLDERS = {"queries": "kb/queries", "ontology": "kb/ontology", "loaders/lexicon": "loaders/lexicon"}


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without network."""
    pytest.importorskip("hatchling", reason="the dev extra is not installed: pip install -e '.[dev]'")
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(repository)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (built_wheel,) = out.glob("*.whl")
    return built_wheel


@pytest.fixture(scope="module")
def wheel_names(wheel: Path) -> set[str]:
    """The names of all files inside the wheel."""
    return set(zipfile.ZipFile(wheel).namelist())


def data_files(folder: Path) -> Iterator[str]:
    return (str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in DATA_SUFFIXES)


@pytest.mark.parametrize("folder", WHEEL_FOLDERS)
def test_wheel_holds_every_data_file(folder: str, repository: Path, wheel_names: set[str]) -> None:
    expected = {f"{WHEEL_FOLDERS[folder]}/{name}" for name in data_files(repository / folder)}
    assert expected, f"{folder} holds no data file"
    assert expected <= wheel_names


def test_wheel_holds_every_module_and_nothing_of_the_tests(repository: Path, wheel_names: set[str]) -> None:
    modules = {
        str(path.relative_to(repository))
        for package in ("kb", "loaders")
        for path in (repository / package).rglob("*.py")
    }
    assert modules <= wheel_names
    assert not [name for name in wheel_names if name.startswith(("tests/", "samples/", "benchmarks/"))]


def test_wheel_carries_the_licence_and_the_type_marker(wheel_names: set[str]) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in wheel_names)
    assert {"kb/py.typed", "loaders/py.typed"} <= wheel_names


def test_wheel_finds_its_data_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    code = (
        "import kb.resources as r, loaders.lexicon as x; x.forms();"
        "print(r.folder('queries/questions'), *r.ontology_files(), sep='\\n')"
    )
    environment = {**os.environ, "PYTHONPATH": str(site)}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    found = run.stdout.split()
    assert len(found) > 1
    assert all(path.startswith(str(site)) for path in found)


def third_party_imports(package: Path) -> Iterator[tuple[str, str]]:
    """Pairs of (module file, top-level name imported there) for all that is neither standard library nor ours."""
    ours = {"kb", "loaders"}
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for name in (full.partition(".")[0] for full in names):
                if name not in sys.stdlib_module_names | ours:
                    yield str(path.relative_to(package.parent)), name


def declared(repository: Path) -> set[str]:
    """The names of all distributions that pyproject.toml names, in lower case with dashes."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return distributions(line for group in groups for line in group)


def distributions(requirements: Iterable[str]) -> set[str]:
    return {normal(re.split(r"[\s\[<>=!~;]", line, maxsplit=1)[0]) for line in requirements}


def normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


@pytest.mark.parametrize("package", ["kb", "loaders"])
def test_every_import_is_declared_in_pyproject(package: str, repository: Path) -> None:
    owners = packages_distributions()
    known = declared(repository)
    undeclared = {
        (path, name)
        for path, name in third_party_imports(repository / package)
        if not known & {normal(owner) for owner in owners.get(name, [name])}
    }
    assert not undeclared


def test_a_plain_install_reads_every_format_but_scans(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    core, owners = distributions(project["dependencies"]), packages_distributions()
    imported = {name for path, name in third_party_imports(repository / "loaders") if "scans" not in Path(path).parts}
    assert {"playa", "xlrd", "lxml"} <= imported
    assert not {name for name in imported if not core & {normal(owner) for owner in owners.get(name, [name])}}


def test_loaders_never_import_kb(repository: Path) -> None:
    pattern = re.compile(r"^\s*(?:from|import) kb\b", re.MULTILINE)
    offenders = [
        path.name for path in (repository / "loaders").rglob("*.py") if pattern.search(path.read_text("utf-8"))
    ]
    assert not offenders


def test_make_targets_of_the_readme_exist(repository: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (repository / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"^make ([a-z]+)", (repository / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test"} <= named <= targets


def kb_commands(repository: Path) -> list[list[str]]:
    """The words of every `kb …` line in the code blocks of the README."""
    blocks = re.findall(
        r"^```sh\n(.*?)^```", (repository / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("kb ")]


def test_kb_commands_and_questions_of_the_readme_exist(repository: Path) -> None:
    from kb.cli import main

    named = kb_commands(repository)
    context = click.Context(main)
    assert {words[0] for words in named} <= set(main.list_commands(context))
    questions = {path.stem for path in (repository / "queries" / "questions").glob("*.rq")}
    asked = [words[1] for words in named if words[0] == "ask" and len(words) > 1]
    assert {name for name in asked if name.isascii()} <= questions


def test_links_of_the_documents_lead_to_files(repository: Path) -> None:
    documents = [repository / "README.md", repository / "CHANGELOG.md", *(repository / "docs").glob("*.md")]
    links = [
        (document, link)
        for document in documents
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
        if "://" not in link
    ]
    assert links
    assert not [(str(document), link) for document, link in links if not (document.parent / link).exists()]


def test_paths_named_in_the_documents_exist(repository: Path) -> None:
    documents = [
        repository / "README.md",
        *(repository / "docs" / f"{name}.md" for name in ("architecture", "contributing")),
    ]
    named = {
        path
        for document in documents
        for path in re.findall(r"`((?:\w+/)+[\w.]*|\w+\.toml)`", document.read_text("utf-8"))
    }
    assert len(named) > 10
    assert not [path for path in sorted(named) if "NAME" not in path and not (repository / path).exists()]

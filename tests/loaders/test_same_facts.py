"""One sample in every format gives the same facts, places aside."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import astuple, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from libreoffice import needs_writer
from written_formats import as_docx, as_html, as_pdf, as_xls, as_xlsx

from loaders import document
from loaders.blocks import Block, Place
from loaders.facts import Disclosure, Form, Source
from loaders.readers import read

SAMPLE = "sichuan-tabs.txt"
WRITERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "docx": as_docx,
    "html": as_html,
    "pdf": as_pdf,
    "xls": as_xls,
    "xlsx": as_xlsx,
}
NOWHERE = Source(Place(), "")
KINDS = ("forms", "figures", "projects", "indicators", "citations", "units", "statements", "duties", "terms")


@cache
def original(path: Path) -> Disclosure:
    return document.load(path)


def written(path: Path, form: str, folder: Path) -> Path:
    made = folder / f"{path.stem}.{form}"
    made.write_bytes(WRITERS[form](read(path).blocks))
    return made


def facts_of(disclosure: Disclosure, kind: str) -> Counter[tuple[Any, ...]]:
    """The facts of a kind with their multiplicity, without places."""
    return Counter(repr(astuple(placeless(fact))) for fact in getattr(disclosure, kind))


def placeless(fact: Any) -> Any:
    """A fact without its places: its source, those of its mentions, and the count of a row among printed ones."""
    away: dict[str, Any] = {"source": NOWHERE}
    if hasattr(fact, "amount_source"):
        away["amount_source"] = None
    if hasattr(fact, "mentions"):
        away["mentions"] = tuple(sorted((one.name, one.context) for one in fact.mentions))
    if isinstance(fact, Form):
        away["department"] = fact.department and Source(Place(), fact.department.text)
        away["row_gaps"] = tuple(gap.text for gap in fact.row_gaps)
    return replace(fact, **away)


def test_the_sample_has_facts_of_every_kind(samples_dir: Path) -> None:
    disclosure = original(samples_dir / SAMPLE)
    assert {kind: len(getattr(disclosure, kind)) for kind in KINDS} == {
        "forms": 10,
        "figures": 94,
        "projects": 2,
        "indicators": 6,
        "citations": 2,
        "units": 1,
        "statements": 5,
        "duties": 3,
        "terms": 2,
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", WRITERS)
def test_every_format_gives_the_same_facts(form: str, kind: str, samples_dir: Path, tmp_path: Path) -> None:
    path = samples_dir / SAMPLE
    same = document.load(written(path, form, tmp_path))
    assert same.format == ("workbook" if form in ("xls", "xlsx") else form)
    assert facts_of(same, kind) == facts_of(original(path), kind)


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_gives_the_same_disclosure(form: str, samples_dir: Path, tmp_path: Path) -> None:
    path = samples_dir / SAMPLE
    same, first = document.load(written(path, form, tmp_path)), original(path)
    assert (same.id, same.department, same.kind, same.part) == (first.id, first.department, first.kind, first.part)
    assert same.sha256 != first.sha256


@needs_writer
@pytest.mark.parametrize("form", ["pdf", "doc", "docx"])
def test_what_libreoffice_makes_of_the_page_gives_the_same_figures(
    form: str, samples_dir: Path, tmp_path: Path
) -> None:
    path = samples_dir / SAMPLE
    source = written(path, "html", tmp_path)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    convert = ["--infilter=HTML (StarWriter)", "--convert-to", form, "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run([*command, *convert], check=True, capture_output=True)
    same = document.load(tmp_path / "out" / f"{path.stem}.{form}")
    assert facts_of(same, "figures") == facts_of(original(path), "figures")
    assert facts_of(same, "indicators") == facts_of(original(path), "indicators")

"""Damaged documents of every format through the whole way: facts that make valid RDF, or one clear sentence."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places import ROOT
from written_formats import as_docx, as_html, as_pdf, as_xls, as_xlsx

from loaders import document
from loaders.blocks import UnreadableFile
from loaders.facts import NotABudget
from loaders.readers import doc, members_of, read
from loaders.triples import nquads

EXAMPLES = int(os.environ.get("KB_FUZZ_EXAMPLES", "6"))
SLOWEST = timedelta(seconds=20)
BLOCKS = 48
"""So many blocks of the sample: its prose and its first three tables."""

OF_LIBREOFFICE = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}
"""Formats that only LibreOffice writes, and reads: with its names for them."""

Damage = Callable[[st.DrawFn, bytes], bytes]


@cache
def whole(form: str) -> bytes:
    """A small disclosure in a format."""
    sample = ROOT / "samples" / "sichuan-tabs.txt"
    blocks = read(sample).blocks[:BLOCKS]
    if form == "txt":
        return b"\n".join(sample.read_bytes().splitlines()[:70])
    if form == "zip":
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.docx", whole("docx"))
            archive.writestr("b.txt", whole("txt"))
        return target.getvalue()
    if form in OF_LIBREOFFICE:
        return _written_by_libreoffice(whole("html"), OF_LIBREOFFICE[form])
    return {"docx": as_docx, "html": as_html, "pdf": as_pdf, "xls": as_xls, "xlsx": as_xlsx}[form](blocks)


def _written_by_libreoffice(page: bytes, written: str) -> bytes:
    """A page as a Word file of an old format (`doc:MS Word 97`: suffix and filter)."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "whole.html")
        source.write_bytes(page)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", written, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        return source.with_suffix(f".{written.partition(':')[0]}").read_bytes()


def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes cut off, overwritten, moved, doubled or left out."""
    made = bytearray(data)
    for _ in range(draw(st.integers(1, 5))):
        if not made:
            break
        at = draw(st.integers(0, len(made) - 1))
        size = draw(st.sampled_from([1, 2, 8, 64, 512]))
        piece = bytes(made[at : at + size])
        to = draw(st.integers(0, len(made)))
        match draw(st.sampled_from(["overwrite", "cut", "double", "move", "drop"])):
            case "overwrite":
                made[at : at + size] = draw(st.binary(min_size=1, max_size=16))
            case "cut":
                del made[max(at, 1) :]
            case "double":
                made[to:to] = piece
            case "move":
                del made[at : at + size]
                made[to:to] = piece
            case "drop":
                del made[at : at + size]
    return bytes(made)


def damaged_inside(draw: st.DrawFn, data: bytes) -> bytes:
    """A zip (an Office file) whose parts are damaged while the zip is whole, so that the damage gets past the door."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        names = source.namelist()
        chosen = draw(st.sampled_from(names))
        for name in names:
            content = source.read(name)
            archive.writestr(name, shuffled(draw, content) if name == chosen else content)
    return target.getvalue()


def shuffled(draw: st.DrawFn, data: bytes) -> bytes:
    """The pieces between the marks of a format (tags, cells, lines, operators) in another order, some twice or away."""
    mark = draw(st.sampled_from([b"<", b"\t", b"\n", b" ", b">"]))
    pieces = data.split(mark)
    for _ in range(draw(st.integers(1, 6))):
        a, b = draw(st.integers(0, len(pieces) - 1)), draw(st.integers(0, len(pieces) - 1))
        pieces[a], pieces[b] = pieces[b], draw(st.sampled_from([pieces[a], pieces[b], b"", b"-1", b"1e999"]))
    return mark.join(pieces)


CASES: dict[str, tuple[str, Damage]] = {
    "txt": ("txt", damaged),
    "txt shuffled": ("txt", shuffled),
    "html": ("html", damaged),
    "html shuffled": ("html", shuffled),
    "docx": ("docx", damaged),
    "docx inside": ("docx", damaged_inside),
    "xlsx": ("xlsx", damaged),
    "xlsx inside": ("xlsx", damaged_inside),
    "xls": ("xls", damaged),
    "doc": ("doc", damaged),
    "rtf shuffled": ("rtf", shuffled),
    "pdf": ("pdf", damaged),
    "pdf shuffled": ("pdf", shuffled),
    "zip": ("zip", damaged),
    "zip inside": ("zip", damaged_inside),
}


@pytest.mark.parametrize("case", CASES)
def test_a_damaged_document_gives_valid_facts_or_a_clear_sentence(case: str, tmp_path: Path) -> None:
    form, damage = CASES[case]
    if form in OF_LIBREOFFICE and shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    file = tmp_path / f"made.{form}"
    slowest = timedelta(seconds=doc.TIME_LIMIT) if form in OF_LIBREOFFICE else SLOWEST

    @settings(max_examples=EXAMPLES, deadline=slowest, suppress_health_check=list(HealthCheck), database=None)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        file.write_bytes(damage(data.draw, whole(form)))
        for path in members_of(file):
            with suppress(UnreadableFile, NotABudget):
                facts = nquads(document.load(path))
                assert any(ox.parse(facts, ox.RdfFormat.N_QUADS))

    holds()


@settings(max_examples=EXAMPLES, deadline=SLOWEST, suppress_health_check=list(HealthCheck), database=None)
@given(
    st.binary(max_size=2000),
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0", b"{\\rtf1"]),
)
def test_random_bytes_give_a_clear_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "random"
    path.write_bytes(start + data)
    with pytest.raises((UnreadableFile, NotABudget), match="random"):
        document.load(path)

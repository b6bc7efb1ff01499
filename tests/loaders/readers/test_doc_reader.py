"""The reader of old Word files, which leaves the work to LibreOffice."""

import shutil
import time
from pathlib import Path

import pytest
from libreoffice import needs_writer
from made_office import made_docx, p

from loaders.blocks import Paragraph, UnreadableFile
from loaders.readers import doc

RTF = rb"{\rtf1\ansi\ansicpg936 \u-26492?\u31639?\par}"


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UnreadableFile, match=r"old\.doc.*LibreOffice.*docx"):
        doc.read(RTF, "old.doc")


def test_a_converted_file_says_what_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "soffice")
    monkeypatch.setattr(doc, "_converted", lambda program, data, name: made_docx(p("预算")))
    assert doc.read(RTF, "old.doc").format == "doc"


@pytest.mark.parametrize(
    "data",
    [
        RTF[:-1],
        RTF[:6] + b"\0\1\2" + RTF[6:],
        b"{\\rtf1 \xff\xfe",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0") + "WordDocument\0".encode("utf-16-le").ljust(128, b"\0"),
    ],
    ids=["cut off", "zero bytes", "noise", "no text stream"],
)
def test_what_is_no_whole_word_file_is_refused_without_starting_libreoffice(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doc, "_converted", lambda program, data, name: pytest.fail("LibreOffice was started"))
    assert doc.sniff(data)
    with pytest.raises(UnreadableFile, match=r"old\.doc.*重新下载"):
        doc.read(data, "old.doc")


def test_libreoffice_past_its_time_ends_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsh -c 'sleep 2; touch {tmp_path}/outlived' &\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    monkeypatch.setattr(doc, "TIME_LIMIT", 0.5)
    with pytest.raises(UnreadableFile, match=r"old\.doc.*LibreOffice"):
        doc.read(RTF, "old.doc")
    time.sleep(2.2)
    assert not (tmp_path / "outlived").exists()


def test_only_old_word_files_are_taken() -> None:
    stream = "WordDocument\0".encode("utf-16-le").ljust(128, b"\0")
    assert doc.sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0") + stream)
    assert doc.sniff(RTF)
    assert not doc.sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0"))


@needs_writer
def test_libreoffice_converts() -> None:
    assert [block.text for block in doc.read(RTF, "old.rtf").blocks if isinstance(block, Paragraph)] == ["预算"]


def test_a_libreoffice_without_writer_is_distinguished_from_one_with_it(tmp_path):
    program = tmp_path / "soffice"
    program.touch()
    assert doc.has_writer(str(program))
    (tmp_path / "libsclo.so").touch()
    assert not doc.has_writer(str(program))
    (tmp_path / "libswlo.so").touch()
    assert doc.has_writer(str(program))


def test_a_missing_writer_is_named(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.touch()
    (tmp_path / "libsclo.so").touch()
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    with pytest.raises(UnreadableFile, match="Writer"):
        doc.read(b"{\\rtf1 text}", "old.doc")

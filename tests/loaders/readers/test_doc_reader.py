"""The reader of old Word files, which leaves the work to LibreOffice."""

import shutil

import pytest
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


def test_only_old_word_files_are_taken() -> None:
    stream = "WordDocument\0".encode("utf-16-le").ljust(128, b"\0")
    assert doc.sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0") + stream)
    assert doc.sniff(RTF)
    assert not doc.sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_converts() -> None:
    assert [block.text for block in doc.read(RTF, "old.rtf").blocks if isinstance(block, Paragraph)] == ["预算"]

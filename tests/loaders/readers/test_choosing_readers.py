"""The reader of a file is chosen by its content: the suffix says nothing."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from loaders.blocks import UnreadableFile
from loaders.readers import READERS, read, read_bytes


@pytest.mark.parametrize("name", READERS)
def test_every_reader_keeps_the_contract(name: str) -> None:
    module = import_module(f"loaders.readers.{name}")
    assert module.FORMAT
    assert module.sniff(b"\x89PNG\r\n\x1a\n" + bytes(range(256))) is False
    assert callable(module.read)


def test_text_is_the_last_resort() -> None:
    assert READERS[-1] == "text"


def test_suffix_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "预算.pdf"
    path.write_text("青山市水利局2024年部门预算", encoding="gb18030")
    assert read(path).format == "text"


def test_unknown_bytes_are_refused_with_the_name_and_the_reason() -> None:
    with pytest.raises(UnreadableFile, match=r"图\.txt: 这是图片"):
        read_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "图.txt")

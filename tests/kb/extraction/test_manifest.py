"""The manifest of an extraction: lines that are added, a line that was torn, and which version counts."""

from __future__ import annotations

import msgspec
import pytest

from kb.errors import StoreError
from kb.extraction.manifest import FILE_NAME, Extracted, ExtractionManifest, ExtractionState, in_force, mend


def version(source: str, sha256: str, document: str = "某局-2024-预算") -> Extracted:
    return Extracted(source=source, outcome=ExtractionState.OK, sha256=sha256, document=document)


def test_the_last_line_about_a_source_counts_and_keeps_its_place(tmp_path):
    first = ExtractionManifest(tmp_path)
    first.add([Extracted(source="a"), Extracted(source="b")])
    first.add([version("b", "2")])
    first.add([version("a", "1")])
    assert list(ExtractionManifest(tmp_path).entries.values()) == [version("a", "1"), version("b", "2")]


def test_other_bytes_of_a_source_come_after_all_others_as_loading_them_would(tmp_path):
    manifest = ExtractionManifest(tmp_path)
    manifest.add([version("a", "1"), version("b", "2")])
    manifest.add([version("a", "3")])
    assert list(ExtractionManifest(tmp_path).entries) == ["b", "a"]


def test_a_line_that_was_not_finished_is_taken_for_not_written(tmp_path):
    ExtractionManifest(tmp_path).add([version("a", "1")])
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"source": "b", "outc')
    assert list(ExtractionManifest(tmp_path).entries) == ["a"]
    assert path.read_bytes() != whole, "another run may be writing that line"
    mend(tmp_path)
    assert path.read_bytes() == whole


@pytest.mark.parametrize("line", ["{", '{"outcome": "ok"}', '{"source": "b", "outcome": "perhaps"}'])
def test_a_damaged_line_is_named(tmp_path, line):
    ExtractionManifest(tmp_path).add([version("a", "1")])
    with (tmp_path / FILE_NAME).open("a") as file:
        file.write(line + "\n")
    with pytest.raises(StoreError, match=r"manifest\.jsonl: 第 2 行"):
        ExtractionManifest(tmp_path)


def test_a_name_with_bytes_of_no_encoding_comes_back_as_it_is(tmp_path):
    ExtractionManifest(tmp_path).add([Extracted(source="/\udcb5.txt")])
    assert list(ExtractionManifest(tmp_path).entries) == ["/\udcb5.txt"]


@pytest.mark.parametrize(
    ("versions", "counting"),
    [
        ([("a", "1")], {"a"}),
        ([("a", "1"), ("b", "2")], {"b"}),
        ([("a", "1"), ("b", "1")], {"a"}),
        ([("a", "1"), ("b", "2"), ("c", "1")], {"b"}),
    ],
    ids=["alone", "another version replaces", "a copy changes nothing", "an earlier version does not come back"],
)
def test_one_version_of_a_disclosure_counts(versions, counting):
    assert in_force(version(*one) for one in versions) == counting


def test_what_failed_replaces_nothing():
    broken = msgspec.structs.replace(version("b", "2"), outcome=ExtractionState.FAILED)
    assert in_force([version("a", "1"), broken]) == {"a"}

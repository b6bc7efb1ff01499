"""Zip archives of documents: their members, within bounds."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from fuzzing import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from made_office import made_docx, made_xlsx, p

from loaders import readers
from loaders.blocks import UnreadableFile
from loaders.readers import archive


def zipped(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return target.getvalue()


def read_all(made: bytes) -> list[tuple[str, bytes]]:
    names = archive.member_names(made, "made.zip")
    return [(name, archive.member(made, tuple(name.split("!/")), "made.zip")) for name in names]


def test_members_come_in_order_those_of_inner_archives_too() -> None:
    inner = zipped(("表.txt", b"2"))
    made = zipped(("说明.txt", b"1"), ("附件.zip", inner), ("__MACOSX/._x", b"0"))
    assert read_all(made) == [("说明.txt", b"1"), ("附件.zip!/表.txt", b"2")]


def test_an_office_file_inside_stays_whole() -> None:
    document = made_docx(p("甲"))
    assert read_all(zipped(("a.docx", document))) == [("a.docx", document)]


def test_names_never_leave_the_archive() -> None:
    made = zipped(("../../etc/a.txt", b"1"), ("/b.txt", b"2"), ("c\\..\\d.txt", b"3"))
    assert archive.member_names(made, "made.zip") == ["etc/a.txt", "b.txt", "c/d.txt"]


def test_a_member_without_a_name_is_passed_over() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        nameless = zipfile.ZipInfo("x")
        nameless.filename = ""
        made.writestr(nameless, b"1")
        made.writestr("a.txt", b"2")
    assert read_all(target.getvalue()) == [("a.txt", b"2")]


def test_a_name_that_comes_twice_names_two_members() -> None:
    assert read_all(zipped(("a.txt", b"1"), ("./a.txt", b"2"))) == [("a.txt", b"1"), ("a.txt (2)", b"2")]


def test_names_that_chinese_windows_wrote_are_read() -> None:
    made = zipped(("AAAA.txt", b"1")).replace(b"AAAA", "预算".encode("gb18030"))
    assert archive.member_names(made, "made.zip") == ["预算.txt"]


class TestPaths:
    def test_an_archive_is_its_members_and_each_is_read_by_its_path(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(zipped(("甲/b.txt", "一".encode()), ("c.txt", b"2")))
        first, second = readers.members_of(tmp_path / "a.zip")
        assert (first, second) == (tmp_path / "a.zip!" / "甲" / "b.txt", tmp_path / "a.zip!" / "c.txt")
        assert readers.bytes_of(first) == "一".encode()
        assert archive.file_name(first) == "a.zip!/甲/b.txt"

    def test_a_folder_may_end_in_an_exclamation_mark(self, tmp_path: Path) -> None:
        (tmp_path / "公开!").mkdir()
        (tmp_path / "公开!" / "a.zip").write_bytes(zipped(("b.txt", b"1")))
        (member,) = readers.members_of(tmp_path / "公开!" / "a.zip")
        assert readers.bytes_of(member) == b"1"
        assert archive.file_name(member) == "a.zip!/b.txt"

    def test_other_files_and_damaged_archives_are_themselves(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"1")
        (tmp_path / "b.zip").write_bytes(zipped(("c.txt", b"1"))[:20])
        assert [readers.members_of(path) for path in sorted(tmp_path.iterdir())] == [
            [tmp_path / "a.txt"],
            [tmp_path / "b.zip"],
        ]

    def test_an_archive_read_as_one_document_says_what_to_do(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(zipped(("b.txt", b"1")))
        with pytest.raises(UnreadableFile, match="逐个读取"):
            readers.read(tmp_path / "a.zip")

    def test_a_member_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(zipped(("b.txt", b"1")))
        with pytest.raises(UnreadableFile, match=r"c\.txt"):
            readers.read(tmp_path / "a.zip!" / "c.txt")


def test_only_archives_of_documents_are_taken() -> None:
    assert archive.sniff(zipped(("a.txt", b"1")))
    assert not archive.sniff(made_docx(p("甲")))
    assert not archive.sniff(made_xlsx(""))
    assert not archive.sniff(b"%PDF-")


class TestRefusals:
    def test_a_member_that_unpacks_without_end_is_refused_alone(self) -> None:
        made = zipped(("a.txt", b"0" * 8_000_000), ("b.txt", b"1"))
        assert archive.member_names(made, "made.zip") == ["a.txt", "b.txt"]
        with pytest.raises(UnreadableFile, match=r"made\.zip.*解压后过大"):
            archive.member(made, ("a.txt",), "made.zip")
        assert archive.member(made, ("b.txt",), "made.zip") == b"1"

    def test_archives_inside_archives_have_an_end(self) -> None:
        made = zipped(("a.txt", b"1"))
        for _ in range(5):
            made = zipped(("a.zip", made))
        (name,) = archive.member_names(made, "made.zip")
        assert name == "a.zip!/a.zip!/a.zip"
        with pytest.raises(UnreadableFile, match="嵌套"):
            readers.read_bytes(archive.member(made, tuple(name.split("!/")), "made.zip"), f"made.zip!/{name}")

    def test_a_damaged_archive_inside_another_fails_alone(self) -> None:
        made = zipped(("bad.zip", zipped(("a.txt", b"1"))[:30]), ("b.txt", b"1"))
        assert archive.member_names(made, "made.zip") == ["bad.zip", "b.txt"]
        with pytest.raises(UnreadableFile, match="压缩包已损坏"):
            readers.read_bytes(archive.member(made, ("bad.zip",), "made.zip"), "made.zip!/bad.zip")

    def test_the_sum_of_all_members_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
        with pytest.raises(UnreadableFile, match="超过 3 个文件"):
            archive.member_names(zipped(*((f"{i}.txt", b"1") for i in range(4))), "made.zip")

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.data())
    def test_damaged_archives_end_in_members_or_a_clear_error(self, data: st.DataObject) -> None:
        damaged = bytearray(zipped(("a.txt", b"1" * 50), ("b.zip", zipped(("c.txt", b"2")))))
        for _ in range(data.draw(st.integers(1, 6))):
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
        with suppress(UnreadableFile):
            read_all(bytes(damaged[: data.draw(st.integers(4, len(damaged)))]))

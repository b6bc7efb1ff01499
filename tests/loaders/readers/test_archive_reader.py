"""Zip archives of documents: their members, within bounds."""

import io
import zipfile
from contextlib import suppress

import pytest
from fuzzing import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from made_office import made_docx, made_xlsx, p

from loaders.blocks import UnreadableFile
from loaders.readers import archive


def zipped(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return target.getvalue()


def test_members_come_in_order_those_of_inner_archives_too() -> None:
    inner = zipped(("表.txt", b"2"))
    made = zipped(("说明.txt", b"1"), ("附件.zip", inner), ("__MACOSX/._x", b"0"))
    assert list(archive.members(made, "made.zip")) == [("说明.txt", b"1"), ("附件.zip/表.txt", b"2")]


def test_an_office_file_inside_stays_whole() -> None:
    document = made_docx(p("甲"))
    assert list(archive.members(zipped(("a.docx", document)), "made.zip")) == [("a.docx", document)]


def test_names_never_leave_the_archive() -> None:
    made = zipped(("../../etc/a.txt", b"1"), ("/b.txt", b"2"), ("c\\..\\d.txt", b"3"))
    assert [name for name, _ in archive.members(made, "made.zip")] == ["etc/a.txt", "b.txt", "c/d.txt"]


def test_names_that_chinese_windows_wrote_are_read() -> None:
    made = zipped(("AAAA.txt", b"1")).replace(b"AAAA", "预算".encode("gb18030"))
    assert [name for name, _ in archive.members(made, "made.zip")] == ["预算.txt"]


def test_only_archives_of_documents_are_taken() -> None:
    assert archive.sniff(zipped(("a.txt", b"1")))
    assert not archive.sniff(made_docx(p("甲")))
    assert not archive.sniff(made_xlsx(""))
    assert not archive.sniff(b"%PDF-")


class TestRefusals:
    def test_a_member_that_unpacks_without_end_is_refused(self) -> None:
        with pytest.raises(UnreadableFile, match=r"made\.zip.*解压后过大"):
            list(archive.members(zipped(("a.txt", b"0" * 8_000_000)), "made.zip"))

    def test_archives_inside_archives_have_an_end(self) -> None:
        made = zipped(("a.txt", b"1"))
        for _ in range(5):
            made = zipped(("a.zip", made))
        with pytest.raises(UnreadableFile, match="嵌套"):
            list(archive.members(made, "made.zip"))

    def test_the_sum_of_all_members_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
        with pytest.raises(UnreadableFile, match="超过 3 个文件"):
            list(archive.members(zipped(*((f"{i}.txt", b"1") for i in range(4))), "made.zip"))

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.data())
    def test_damaged_archives_end_in_members_or_a_clear_error(self, data: st.DataObject) -> None:
        damaged = bytearray(zipped(("a.txt", b"1" * 50), ("b.zip", zipped(("c.txt", b"2")))))
        for _ in range(data.draw(st.integers(1, 6))):
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
        with suppress(UnreadableFile):
            list(archive.members(bytes(damaged[: data.draw(st.integers(4, len(damaged)))]), "made.zip"))

"""Fonts for more codes than there are: passed over before they are written out one by one."""

from __future__ import annotations

from made_pdf import MadePage, made_pdf

from loaders.readers import pdf

MAP = "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange {0} <0041> endbfrange"


def with_map(ranges: str) -> bytes:
    """A page whose font says by a map which letters its codes are."""
    content = MAP.format(ranges)
    made = made_pdf(
        MadePage().text(50, 700, "部门预算"), objects=[f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"]
    )
    return made.replace(b"/BaseFont /STSong-Light", b"/ToUnicode 100 0 R".ljust(23), 1)


def text_of(made: bytes) -> str:
    return "".join(getattr(block, "text", "") for block in pdf.read(made, "a.pdf").blocks)


def test_widths_of_more_codes_than_there_are_are_passed_over_and_the_text_is_read() -> None:
    made = made_pdf(MadePage().text(50, 700, "部门预算"))
    assert text_of(made.replace(b"/W [1 95 500] /DW 1000", b"/W [1 99999999 5]".ljust(22))) == "部门预算"


def test_a_map_of_more_codes_than_there_are_is_passed_over() -> None:
    assert text_of(with_map("<00000000> <ffffffff>")) == "部门预算"


def test_a_map_of_as_many_codes_as_there_are_is_used() -> None:
    assert text_of(with_map("<0000> <ffff>")) not in ("", "部门预算")

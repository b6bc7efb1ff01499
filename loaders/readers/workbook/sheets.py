"""A sheet of a workbook as its file holds it, whatever the format: values, number formats, borders, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.blocks import UnreadableFile

Position = tuple[int, int]
"""Row and column of a cell, counted from 0."""
UNCOMPUTED = "formula without a stored value"
"""Why a formula is listed among what was left out."""
HIDDEN_STATES = ("SheetHidden", "SheetVeryHidden")
STRUCK = "struck out"
WHITE = "white on white"
MAX_CELLS = 1_000_000
MAX_CHARACTERS = 40_000_000
"""Of all cells of a sheet: short strings that a million cells share fill the memory."""


@dataclass(slots=True)
class Looks:
    """The looks of one sheet. Rows and columns count from 0; what a format does not tell is empty."""

    formats: dict[Position, str] = field(default_factory=dict)
    bordered: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    """Whether rows are hidden by a filter, which whoever opens the file may take off."""


@dataclass(slots=True)
class RawSheet:
    """One sheet before its values are printed.

    `values` are text, numbers and truth values by position; dates are numbers of days, counted from 1904 where
    `since_1904` says so. `merged` are first and last corners. `uncomputed` are formulas whose value the file does
    not hold; `unseen` are texts that are struck out or white, each with the reason; `pictures` what is reported of
    those on the sheet; `beside` texts that are in no cell, each with the reason. `active`: the sheet that is shown
    when the workbook is opened.
    """

    title: str
    visible: bool = True
    since_1904: bool = False
    values: dict[Position, object] = field(default_factory=dict)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    uncomputed: dict[Position, str] = field(default_factory=dict)
    unseen: list[tuple[Position, str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)
    active: bool = False
    looks: Looks = field(default_factory=Looks)


def locked(name: str) -> UnreadableFile:
    """Why a workbook that only opens with a password is not read."""
    return UnreadableFile(
        f"{name}: Office 文件已加密，请先去除密码再载入 / encrypted, save it without a password first"
    )


def too_large(name: str, sheet: str, most: int = MAX_CELLS) -> UnreadableFile:
    """Why a sheet of too many cells is not read."""
    return UnreadableFile(
        f"{name}: 工作表 {sheet} 超过 {most} 个单元格，请先删去空行空列 / "
        f"sheet {sheet} has more than {most} cells, delete its empty rows and columns first"
    )


def too_wide(name: str, sheet: str) -> UnreadableFile:
    """Why a sheet with a row of more cells than any workbook has columns is not read."""
    return UnreadableFile(
        f"{name}: 工作表 {sheet} 的一行单元格过多，文件可能已损坏 / "
        f"sheet {sheet} has a row of too many cells, the file may be damaged"
    )


def too_much_text(name: str, sheet: str) -> UnreadableFile:
    """Why a sheet whose cells repeat long texts without end is not read."""
    return UnreadableFile(
        f"{name}: 工作表 {sheet} 的文字过多，疑似压缩炸弹，拒绝读取 / sheet {sheet} holds too much text, refused"
    )

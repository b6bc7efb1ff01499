"""Official code lists (政府收支分类科目): read from CSV or a workbook, kept beside the store as plain CSV.

A file of the folder `codes` of a store is called `functional-2026.csv` and has the columns code, name, name_en, source.
`kb.store.ontology` lays these lists over those that travel with the code.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.errors import StoreError
from kb.files.whole import whole
from loaders import lexicon
from loaders.iris import SUBJECT_LEVELS, SUBJECT_SCHEMES, broader_subjects

FOLDER = "codes"
COLUMNS = ("code", "name", "name_en", "source")
ENCODINGS = ("utf-8-sig", "gb18030")
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
NAME = re.compile(r"(?P<scheme>[a-z][a-z0-9-]*)-(?P<year>[0-9]{4})\.csv")


class CodeListError(StoreError):
    """A file that is no code list; the message names the file, the row and what to mend."""


@dataclass(frozen=True, slots=True)
class OfficialCode:
    """A code of an official list with its Chinese name, and its English one where the list has it."""

    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class OfficialList:
    """The list of one classification (`functional` …) for one year; `source` says where it comes from."""

    scheme: str
    year: str
    codes: tuple[OfficialCode, ...]
    source: str

    @property
    def file_name(self) -> str:
        """What its file in the folder of lists is called."""
        return f"{self.scheme}-{self.year}.csv"


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table has its codes (several columns: one a level) and names; `english` is -1 where it has none."""

    codes: tuple[int, ...]
    name: int
    english: int

    @property
    def last(self) -> int:
        return max(*self.codes, self.name)


def read_list(path: Path, scheme: str, year: str, source: str = "") -> OfficialList:
    """The official list in a file (.csv, .xlsx, .xls): every row with a code. Raises CodeListError."""
    if scheme not in SUBJECT_SCHEMES:
        raise CodeListError(f"{scheme}: 没有这个代码表 (no such list); {', '.join(SUBJECT_SCHEMES)}")
    if not re.fullmatch("[0-9]{4}", year):
        raise CodeListError(f"{year}: 年度应是四位数 (the year has four digits)")
    found: dict[str, OfficialCode] = {}
    for place, code in _codes(path):
        if len(code.code) not in SUBJECT_LEVELS:
            raise CodeListError(f"{path}, {place}: 编码 {code.code} 应是 3、5 或 7 位 (a code has 3, 5 or 7 digits)")
        if found.setdefault(code.code, code) != code:
            raise CodeListError(f"{path}, {place}: 编码 {code.code} 有两个名称 (two names for one code)")
    for listed in found:
        if missing := [above for above in broader_subjects(listed) if above not in found]:
            raise CodeListError(f"{path}: 编码 {listed} 缺上级 {missing[-1]} (the code above it is missing)")
    if not found:
        raise CodeListError(f"{path}: 表里没有编码 (no codes in the file)")
    official = f"《{year}年政府收支分类科目》"
    return OfficialList(scheme, year, tuple(found[listed] for listed in sorted(found)), source or official)


def save(official: OfficialList, folder: Path) -> Path:
    """Keep a list in the folder of lists, in the place of an earlier one of its year; gives its file."""
    folder.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    rows.writerows((code.code, code.name, code.name_en, official.source) for code in official.codes)
    kept = folder / official.file_name
    with whole(kept) as draft:
        draft.write_text(text.getvalue(), encoding="utf-8", newline="")
    return kept


def saved_files(store_folder: Path | None) -> list[Path]:
    """The lists kept beside a store, oldest year first, so that a later one prevails."""
    if store_folder is None:
        return []
    files = (path for path in (store_folder / FOLDER).glob("*.csv") if NAME.fullmatch(path.name))
    return sorted(files, key=lambda path: (path.stem[-4:], path.stem))


def read_saved(path: Path) -> OfficialList:
    """A list that `save` wrote. Raises CodeListError."""
    named = NAME.fullmatch(path.name)
    if named is None:
        raise CodeListError(f"{path}: 文件名应如 functional-2026.csv (the name must be like that)")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        codes = tuple(OfficialCode(row["code"], row["name"], row["name_en"]) for row in rows)
        source = rows[0]["source"]
    except (OSError, ValueError, LookupError) as error:
        raise CodeListError(f"{path}: 读不懂 (not a saved code list): {error}") from error
    return OfficialList(named["scheme"], named["year"], codes, source)


def _codes(path: Path) -> Iterator[tuple[str, OfficialCode]]:
    """The codes of all tables of a file, each with its row as a person would call it."""
    known = False
    for title, rows in _tables(path):
        columns: _Columns | None = None
        above: list[str] = []
        for number, row in enumerate(rows, start=1):
            if (heads := _columns(row)) is not None:
                columns, known = heads, True
            elif columns is not None and len(row) > columns.last and (code := _code(row, columns, above)):
                english = row[columns.english].strip() if 0 <= columns.english < len(row) else ""
                name = "".join(row[columns.name].split())
                if not name:
                    raise CodeListError(f"{path}, {title}第 {number} 行 (row): 编码 {code} 没有名称 (has no name)")
                yield f"{title}第 {number} 行 (row)", OfficialCode(code, name, english)
    if not known:
        raise CodeListError(f"{path}: 没有“科目编码”“科目名称”的表头 (no header with code and name)")


def _code(row: Sequence[str], columns: _Columns, above: list[str]) -> str:
    """The code of a row; of codes in three columns the levels left blank are those of the row above."""
    parts = ["".join(row[column].split()) for column in columns.codes]
    if not any(part.isdecimal() for part in parts):
        return ""
    if len(parts) == 1:
        return parts[0]
    deepest = max(level for level, part in enumerate(parts) if part)
    held = (above + [""] * len(parts))[: len(parts)]
    above[:] = [part or held[level] for level, part in enumerate(parts[: deepest + 1])]
    whole = ""
    for part in above:
        whole = part if len(part) > len(whole) >= SUBJECT_LEVELS[0] else whole + part
    return whole


def _columns(row: Sequence[str]) -> _Columns | None:
    """Where a header row has codes and names; None for another row."""
    words = lexicon.codes()
    cells = ["".join(cell.split()).lower() for cell in row]
    name = _place(cells, words.name)
    levels = tuple(place for level in words.levels if (place := _place(cells, level)) >= 0)
    whole = _place(cells, words.code)
    codes = (whole,) if whole >= 0 else levels
    return _Columns(codes, name, _place(cells, words.name_en)) if codes and name >= 0 else None


def _place(cells: Sequence[str], words: Iterable[str]) -> int:
    return next((place for place, cell in enumerate(cells) if cell in words), -1)


def _tables(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """The tables of a file as rows of texts, each with what is before the number of a row in messages."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CodeListError(f"{path}: 打不开 (cannot be opened): {error.strerror}") from error
    if path.suffix.lower() not in WORKBOOKS:
        yield "", list(csv.reader(io.StringIO(_decoded(data, path), newline="")))
        return
    from loaders.blocks import Table, UnreadableFile
    from loaders.readers import workbook

    try:
        blocks = workbook.read(data, str(path)).blocks
    except UnreadableFile as error:
        raise CodeListError(str(error)) from error
    for block in blocks:
        if isinstance(block, Table):
            yield f"{block.place.sheet} ", [[cell.text for cell in row.cells] for row in block.rows]


def _decoded(data: bytes, path: Path) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CodeListError(f"{path}: 不是文本 (not a text file)")

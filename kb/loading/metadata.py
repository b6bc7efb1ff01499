"""What is known of the files of a corpus beside them: a CSV with a line per file, checked before anything is loaded.

Columns: `file` (required), `url`, `department`, `adcode`, `year`, `kind`, `published`; an empty field says nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from loaders.identity.given import Given
from loaders.reference.areas import area_of_code

FILE = "file"
COLUMNS = (FILE, "url", "department", "adcode", "year", "kind", "published")
KINDS = ("预算", "决算")
ENCODINGS = ("utf-8-sig", "gb18030")
MOST_SHOWN = 20

_YEAR = re.compile(r"(?:19|20)\d{2}")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


class BadMetadata(ValueError):
    """A metadata file, or values of options, that cannot be used; the message names every line that is wrong."""


def read_metadata(path: Path, files: Sequence[Path]) -> dict[Path, Given]:
    """What a metadata file says of the files that are to be loaded. Raises BadMetadata.

    `file` is a path from the folder of the metadata file or from where the command runs, or the end of one: a bare
    name, if only one file bears it.
    """
    problems: list[str] = []
    found: dict[Path, Given] = {}
    for line, row in _rows_below_header(path):
        origin = f"{path.name}, 第 {line} 行"
        problems += [f"{path}: 第 {line} 行 (line {line}): {trouble}" for trouble in troubles(row)]
        for file in (meant := _meant(row[FILE], path.parent, files)):
            if len(meant) > 1:
                named = "、".join(map(str, meant[:3]))
                problems.append(f"{path}: 第 {line} 行: {row[FILE]} 不止一个文件 (several files): {named}")
                break
            if file in found:
                problems.append(f"{path}: 第 {line} 行: {row[FILE]} 前面已有一行 (a second line for this file)")
            found[file] = Given(origin, **{name: row[name] for name in COLUMNS if name != FILE})
    if problems:
        more = f"\n… 共 {len(problems)} 处 (in all)" if len(problems) > MOST_SHOWN else ""
        raise BadMetadata("\n".join(problems[:MOST_SHOWN]) + more)
    return found


def troubles(row: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the values given for one file, a sentence each."""
    if FILE in row and not row[FILE]:
        yield "file 空着 (file is empty)"
    if (code := row.get("adcode", "")) and area_of_code(code) is None:
        yield f"adcode {code} 不是 GB/T 2260 代码 (no six-digit code of GB/T 2260)"
    if (year := row.get("year", "")) and not _YEAR.fullmatch(year):
        yield f"year {year} 不是四位年份 (no year of four digits)"
    if (kind := row.get("kind", "")) and kind not in KINDS:
        yield f"kind {kind} 不是 预算 或 决算 (neither 预算 nor 决算)"
    if (url := row.get("url", "")) and not _URL.fullmatch(url):
        yield f"url {url} 不是 http(s) 地址 (no http or https address)"
    if (published := row.get("published", "")) and not _is_date(published):
        yield f"published {published} 不是 2024-02-10 这样的日期 (no date like 2024-02-10)"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _rows_below_header(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows under the header with the number of the line that each begins on; every column, blanks trimmed."""
    reader = csv.reader(io.StringIO(_decoded(path), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if FILE not in header:
            raise BadMetadata(f"{path}: 表头要有 file 一栏 (no column `file` in the header); {', '.join(COLUMNS)}")
        if unknown := [name for name in header if name not in COLUMNS]:
            raise BadMetadata(f"{path}: 不认识的栏 (unknown columns): {', '.join(unknown)}; {', '.join(COLUMNS)}")
        if len(set(header)) < len(header):
            raise BadMetadata(f"{path}: 表头有重复的栏 (a column twice): {', '.join(header)}")
        start = reader.line_num + 1
        for cells in reader:
            if len(cells) > len(header):
                raise BadMetadata(
                    f"{path}: 第 {start} 行 (line {start}): 比表头多出 {len(cells) - len(header)} 栏 (too many fields)"
                )
            if any(cell.strip() for cell in cells):
                row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
                yield start, {name: row.get(name, "") for name in COLUMNS}
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadMetadata(f"{path}: 第 {reader.line_num} 行 (line {reader.line_num}): {error}") from error


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadMetadata(f"{path}: 读不了 (cannot be read): {error.strerror}") from error
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadMetadata(f"{path}: 不是 UTF-8 也不是 GB18030 (neither UTF-8 nor GB18030)")


def _meant(name: str, folder: Path, files: Sequence[Path]) -> list[Path]:
    """The files that a line means: by whole path, else those whose path ends with it."""
    if not name:
        return []
    whole = {(folder / name).resolve(), Path(name).resolve()}
    same = [file for file in files if file.resolve() in whole]
    parts = Path(name).parts
    return same or [file for file in files if file.parts[-len(parts) :] == parts]

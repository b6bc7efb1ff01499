"""What a document says about whose it is, place by place: titles, labels, captions, rows of forms, running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from loaders import lexicon
from loaders.blocks import Place, Reading, Table
from loaders.layout.organisations import organisation

CHINESE_DIGITS = str.maketrans("〇○零Ｏ０一二三四五六七八九", "00000123456789")
YEAR = r"(?P<year>(?:19|20)\d{2}|二[〇○零Ｏ０][〇○零Ｏ０一二三四五六七八九]{2})年度?"
NAME = r"[一-鿿（）()·]{2,40}?"
BODY = r"(?P<kind>预算|决算)"
TAIL = (
    r"(?:及[一-鿿“”]{2,12})?(?:批复)?(?:信息)?(?:公开)?(?:编制)?(?:情况)?的?(?:说明|报告|文本|材料|目录|报表|套表|表)?"
    r"(?:（[一-鿿]{2,6}）)?"
)
SCOPE = r"(?:[省市区县]级|本级)?(?:部门|单位|学校)?(?:综合)?"
TITLE = re.compile(rf"(?:附件\d{{0,2}}[:：]?)?(?P<name>{NAME})?{YEAR}{SCOPE}{BODY}{TAIL}")
TITLE_YEAR_FIRST = re.compile(rf"{YEAR}(?P<name>{NAME}){SCOPE}{BODY}{TAIL}")
YEAR_AND_NAME = re.compile(rf"{YEAR}(?P<name>{NAME})")
YEAR_ALONE = re.compile(YEAR)
REST_OF_TITLE = re.compile(rf"{SCOPE}{BODY}{TAIL}")
CODED = re.compile(r"[\[（(【]?(?P<code>\d{3,9})[\]）)】]?[-—_:：]?(?P<name>(?!年)[一-鿿（）()·]{3,40})")
CODED_BEHIND = re.compile(r"(?P<name>[一-鿿]{3,40})[\[（(【](?P<code>\d{3,9})[\]）)】]")
CODE = re.compile(r"\d{3,9}")
ANNOUNCED = re.compile(rf"现将(?P<name>{NAME}){YEAR}{SCOPE}{BODY}")
DATED_HEADING = re.compile(
    rf"(?:[一二三四五六七八九十]{{1,3}}、|\d{{1,2}}[.．、])?[（(]?{YEAR}(?:.{{0,24}}(?:表|说明|预算|决算))?[）)]?"
)
PART = re.compile(r"第[一二三四五六七八九十]{1,2}部分")
FILE_NAME = re.compile(r"(?P<name>[一-鿿（）()·]{3,40})[-_—\s]{0,3}(?:(?P<year>(?:19|20)\d{2})年?)?")
LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a part of one between tabs, or a cell: as printed, without blanks, and where it stands.

    `row` numbers the rows of all tables (0: no table), so that cells beside each other can be told.
    """

    text: str
    plain: str
    place: Place
    row: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that says whose document it is: `kind` title, label, caption, row, text, heading or file name."""

    kind: str
    text: str
    place: Place
    department: str = ""
    code: str = ""
    year: str = ""
    budget_kind: str = ""


def pieces_of(reading: Reading) -> list[Piece]:
    """The printed pieces of a document in order, blank ones left out."""
    pieces: list[Piece] = []
    row_number = 0
    for block in reading.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                row_number += 1
                pieces += [_piece(cell.text, cell.place, row_number) for cell in row.cells if cell]
        else:
            pieces += [_piece(part, block.place, 0) for part in block.text.split("\t") if part.strip()]
    return pieces


def evidence_of(pieces: Sequence[Piece]) -> Iterator[Evidence]:
    """Everything in a document that says whose it is."""
    yield from _titles(pieces)
    yield from _covers([piece for piece in pieces if not piece.row])
    for index, piece in enumerate(pieces):
        if len(piece.plain) <= LONGEST_TITLE:
            yield from _labels(piece)
            yield from _captions(piece)
            yield from _dates(piece)
        yield from _announcements(piece)
        if piece.row and index + 1 < len(pieces) and pieces[index + 1].row == piece.row:
            yield from _neighbours(piece, pieces[index + 1])


def evidence_of_file_name(name: str) -> Iterator[Evidence]:
    """What the name of the file says: 某某局-2018年部门预算-公开表."""
    match = FILE_NAME.match(PurePath(name).stem)
    if match:
        department = organisation(match["name"])
        yield Evidence("file name", match[0], Place(), department, year=match["year"] or "")


def _piece(text: str, place: Place, row: int) -> Piece:
    return Piece(text.strip(), "".join(text.split()), place, row)


def _titles(pieces: Sequence[Piece]) -> Iterator[Evidence]:
    """Titles on one line or broken before or behind the year: 某某局 / 2024年度 / 部门预算.

    A title may stand alone in a row of a table: on the cover of a workbook.
    """
    beside = Counter(piece.row for piece in pieces)
    alone = (piece for piece in pieces if not piece.row or beside[piece.row] == 1)
    lines = [piece for piece in alone if len(piece.plain) <= LONGEST_TITLE]
    for before, piece, behind in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        broken = behind is not None and _goes_on(piece.plain, behind.plain)
        whole = f"{piece.plain}{behind.plain}" if broken and behind else piece.plain
        printed = f"{piece.text}{behind.text}" if broken and behind else piece.text
        bare = whole.removeprefix("关于").strip("《》")
        match = TITLE.fullmatch(bare) or TITLE_YEAR_FIRST.fullmatch(bare)
        if not match:
            continue
        name = match["name"] or ""
        if bare.endswith("表") and not organisation(name):
            continue
        if PART.match(name):
            own = organisation(PART.sub("", name))
            yield Evidence("heading", printed, piece.place, own, year=_digits(match["year"]))
        elif name:
            yield _title(printed, piece.place, organisation(name), match)
        elif before and organisation(before.plain):
            yield _title(before.text + printed, before.place, organisation(before.plain), match)


def _covers(lines: Sequence[Piece]) -> Iterator[Evidence]:
    """Year, name and 部门决算 each in a line of its own: 2023年度 / 某某局 / 部门决算; 某某局 / 部门决算 / 2023年度."""
    for cover in zip(lines, lines[1:], lines[2:], strict=False):
        dated = [YEAR_ALONE.fullmatch(piece.plain) for piece in cover]
        rest = [REST_OF_TITLE.fullmatch(piece.plain) for piece in cover]
        named = [organisation(piece.plain) for piece in cover]
        order = [bool(year) - bool(words) for year, words in zip(dated, rest, strict=True)]
        if order in ([1, 0, -1], [0, -1, 1], [1, -1, 0]) and (name := named[order.index(0)]):
            year, words = dated[order.index(1)], rest[order.index(-1)]
            assert year is not None
            assert words is not None
            text = "".join(piece.text for piece in cover)
            told = _digits(year["year"])
            yield Evidence("title", text, cover[0].place, name, year=told, budget_kind=words["kind"])


def _goes_on(line: str, behind: str) -> bool:
    """Whether a title goes on with the next line: 某某局2024年度 / 部门预算, 2024年度某某局 / 部门预算公开."""
    dated = YEAR_AND_NAME.fullmatch(line)
    named = dated is not None and organisation(dated["name"]) and REST_OF_TITLE.fullmatch(behind)
    return line.endswith(("年", "年度")) or bool(named)


def _title(text: str, place: Place, department: str, match: re.Match[str]) -> Evidence:
    return Evidence("title", text, place, department, year=_digits(match["year"]), budget_kind=match["kind"])


def _labels(piece: Piece) -> Iterator[Evidence]:
    """部门名称：某某局; 预算年度：2024."""
    label, colon, value = piece.plain.replace(":", "：").partition("：")
    labels = lexicon.load("identity")["labels"]
    if colon and label in labels["department"]:
        coded = _coded(value)
        yield from [Evidence("label", piece.text, piece.place, *coded)] if coded else []
    if colon and label in labels["year"] and re.match(r"(?:19|20)\d{2}(?!\d)", value):
        yield Evidence("label", piece.text, piece.place, year=value[:4])


def _coded(printed: str) -> tuple[str, str] | None:
    """An organisation's name and the code printed before or behind it (empty if none)."""
    match = CODED.fullmatch(printed) or CODED_BEHIND.fullmatch(printed)
    name = organisation(match["name"] if match else printed)
    return (name, match["code"] if match else "") if name else None


def _captions(piece: Piece) -> Iterator[Evidence]:
    """450承德县医疗保障局 in a line or cell of its own."""
    match = CODED.fullmatch(piece.plain) or CODED_BEHIND.fullmatch(piece.plain)
    name = organisation(match["name"]) if match else ""
    if match and name:
        yield Evidence("caption", piece.text, piece.place, name, match["code"])


def _neighbours(piece: Piece, right: Piece) -> Iterator[Evidence]:
    """A code and a name, or a label and a name, in cells beside each other."""
    name = organisation(right.plain)
    if name and CODE.fullmatch(piece.plain):
        yield Evidence("row", f"{piece.text} {right.text}", right.place, name, piece.plain)
    if name and piece.plain in lexicon.load("identity")["labels"]["department_cell"]:
        yield Evidence("label", f"{piece.text} {right.text}", right.place, name)


def _announcements(piece: Piece) -> Iterator[Evidence]:
    """现将某某局2024年部门预算公开如下."""
    match = ANNOUNCED.search(piece.plain)
    if match:
        yield Evidence("text", match[0], piece.place, organisation(match["name"]), year=_digits(match["year"]))


def _dates(piece: Piece) -> Iterator[Evidence]:
    """(2024年度) or 2024年部门收入总体情况表 in a line of its own."""
    match = DATED_HEADING.fullmatch(piece.plain)
    if match:
        yield Evidence("heading", piece.text, piece.place, year=_digits(match["year"]))


def _digits(year: str) -> str:
    return year.translate(CHINESE_DIGITS)

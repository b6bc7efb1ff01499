"""What a document says about whose it is, place by place: titles, labels, captions, rows of forms, running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import PurePath

from loaders import lexicon
from loaders.blocks import Place, Reading, Table
from loaders.identity.titles import Title, has_parts, parse_title, parts_of_page_title, year_of
from loaders.layout.form_titles import recognise
from loaders.layout.furniture import is_furniture
from loaders.layout.organisations import organisation, organisation_at_start

CODED = re.compile(r"[\[（(【]?(?P<code>\d{3,9})[\]）)】]?[-—_:：]?(?P<name>(?!年)[一-鿿（）()·]{3,40})")
CODED_BEHIND = re.compile(r"(?P<name>[一-鿿]{3,40})[\[（(【](?P<code>\d{3,9})[\]）)】]")
CODE = re.compile(r"\d{3,9}")
DATED = re.compile(r"[（(]?((?:19|20)\d{2})年?度?[）)]?")
ANNOUNCED = re.compile(r"现将(?P<name>[一-鿿（）()·]{2,40}?)(?P<year>(?:19|20)\d{2})年")
SPOKEN_YEAR = re.compile(r"(?<![比较与同和上至止\d])((?:19|20)\d{2})年度?(?![\d末底初])(?!\d{1,2}月)")
CLAUSE = re.compile(r"[。；，：、\s,;:]")
HEADER = re.compile(r"((?:19|20)\d{2})年度?(?:预算|决算)数?(?:（[一-鿿]{1,6}）)?")
_CELL_EDGE = re.compile(r"[\t|]")
LONGEST_TITLE = 80
_DATE_BEHIND = re.compile(r"[（(]?(?:19|20)\d{2}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?[）)]?\s*$")
_STAMPED = re.compile(r"[（(](?:盖章|公章|签章|章)[）)]$")
"""What a label says of the stamp beside its value: 填报单位（盖章）."""
_AMOUNT = re.compile(r"[\d,]+(?:\.\d+)?(?:[百千万亿]?元)?")
LAST_LINES = 8
FEWEST_BESIDE = 3
"""Parts of a line that bars set apart (团场公开 | 财务公开 | 办事指南) are beside each other, as cells of a row are."""
SHORTEST_IN_FILE_NAME = 4


class Where(StrEnum):
    """The kinds of places that say whose a document is."""

    TITLE = "title"
    FORM = "form title"
    LABEL = "label"
    CAPTION = "caption"
    HEADING = "heading"
    TEXT = "text"
    OWNER = "owner"
    SIGNATURE = "signature"
    SENTENCE = "sentence"
    SOURCE = "source"
    PATH = "path"
    HOST = "host"
    ROW = "row"
    HEADER = "header of a column"
    FILE_NAME = "file name"


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A paragraph, a part of one between tabs, or a cell: as printed, without blanks, and where it is.

    `row` numbers the rows of all tables (0: no table), so that cells beside each other are known.
    """

    text: str
    plain: str
    place: Place
    row: int = 0


@dataclass(frozen=True, slots=True)
class Sign:
    """One place that says whose document it is; `title` is what a title there says, word by word."""

    kind: Where
    text: str
    place: Place
    department: str = ""
    code: str = ""
    year: str = ""
    budget_kind: str = ""
    title: Title | None = None


def pieces_of(reading: Reading) -> list[PlacedText]:
    """The printed pieces of a document in order, blank ones left out."""
    pieces: list[PlacedText] = []
    row_number = 0
    for block in reading.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                row_number += 1
                pieces += [_piece(cell.text, cell.place, row_number) for cell in row.cells if cell]
        else:
            parts = [part for part in _CELL_EDGE.split(block.text) if part.strip()]
            beside = len(parts) >= FEWEST_BESIDE
            row_number += beside
            pieces += [_piece(part, block.place, row_number if beside else 0) for part in parts]
    return pieces


def evidence_of(pieces: Sequence[PlacedText]) -> Iterator[Sign]:
    """Everything in a document that says whose it is."""
    yield from _titles(pieces)
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.plain.isascii() and not CODE.fullmatch(piece.plain) and not DATED.fullmatch(piece.plain):
            continue
        if len(piece.plain) <= LONGEST_TITLE:
            yield from _labels(piece)
            yield from _captions(piece)
            yield from _dates(piece)
            yield from _publishers(piece, following)
            yield from _owners(piece, following)
            yield from page_paths(piece)
        if (year := year_of(piece.plain)) and len(piece.plain) <= LONGEST_TITLE and recognise(piece.text) is not None:
            yield Sign(Where.HEADER, piece.text, piece.place, year=year)
        if piece.row and (match := HEADER.fullmatch(piece.plain)):
            yield Sign(Where.HEADER, piece.text, piece.place, year=match[1])
        if piece.row and following and following.row == piece.row:
            yield from _neighbours(piece, following)
        yield from _announcements(piece)
        yield from _sentences(piece)
    yield from _signatures(pieces)


def evidence_of_file_name(name: str) -> Iterator[Sign]:
    """What the name of the file says: 某某局-2018年部门预算-公开表, 05-某某局-2018-三公经费情况说明."""
    stem = PurePath(name).stem
    parts = [part for part in re.split(r"[-_—\s]+", stem) if part]
    named = (organisation(re.sub(r"(?:19|20)\d{2}年?.*", "", part)) for part in parts)
    department = next((one for one in named if len(one) >= SHORTEST_IN_FILE_NAME), "")
    dated = next((match[1] for part in parts if (match := re.match(r"((?:19|20)\d{2})(?!\d)", part))), "")
    title = next((title for part in (stem, *parts) if (title := parse_title(part))), None)
    year = dated or year_of(stem)
    if department or year or title:
        kind = title.kind if title else ""
        yield Sign(Where.FILE_NAME, stem, Place(), department, year=year, budget_kind=kind, title=title)


def _piece(text: str, place: Place, row: int) -> PlacedText:
    return PlacedText(text.strip(), "".join(text.split()), place, row)


def _titles(pieces: Sequence[PlacedText]) -> Iterator[Sign]:
    """Titles on one line or broken over several, each line a name, a year or words of titles.

    A title may be alone in a row of a table: on the cover of a workbook.
    """
    beside = Counter(piece.row for piece in pieces)
    lines = [piece for piece in pieces if not piece.row or beside[piece.row] == 1]
    index = 0
    while index < len(lines):
        found, count = _title_at(lines, index)
        if found:
            yield found
        index += count


def _title_at(lines: Sequence[PlacedText], index: int) -> tuple[Sign | None, int]:
    """The title that begins at a line, and how many lines it takes: those it needs to name a body and a year."""
    most: int = lexicon.identity().title.most_lines
    best: tuple[Sign | None, int] = (None, 1)
    for count in range(1, most + 1):
        taken = lines[index : index + count]
        plain = "".join(line.plain for line in taken)
        if len(taken) < count or len(plain) > LONGEST_TITLE or _begins_anew(taken) or _labels_another(taken):
            break
        if (count > 1 and any(map(_is_banner, taken))) or is_furniture(taken[-1].text):
            break
        title = _title_of(taken)
        if title is None:
            continue
        found = _title(taken, title)
        if title.name and title.year:
            return found, count
        if best[0] is None or (title.name and best[0].title is not None and not best[0].title.name):
            best = found, count
    return best


def _begins_anew(taken: Sequence[PlacedText]) -> bool:
    """Whether the last of several lines is a whole title of its own, or a numbered heading."""
    last = parse_title(taken[-1].plain) if len(taken) > 1 else None
    return last is not None and (last.part or bool(last.name and last.year))


def _is_banner(line: PlacedText) -> bool:
    """Whether a line is the banner of a site or the path to a page: 某某县政府 无障碍浏览; 某某县政府 / 水务局."""
    parts = list(parts_of_page_title(line.text)) if has_parts(line.text) else []
    is_path = len(parts) > 1 and organisation("".join(parts[0].split())) != ""
    return is_path or any(map(is_furniture, line.text.split()))


def _labels_another(taken: Sequence[PlacedText]) -> bool:
    """Whether one of several lines is the label of a form (主管部门, 实施单位), whose value the next one is."""
    return len(taken) > 1 and any(_is_label(line.plain) for line in taken)


def _is_label(plain: str) -> bool:
    return plain.rstrip(":：") in _labels_of_bodies()


@cache
def _labels_of_bodies() -> frozenset[str]:
    labels = lexicon.identity().labels
    return frozenset((*labels.owner, *labels.department_cell, *labels.department))


def _title_of(taken: Sequence[PlacedText]) -> Title | None:
    title = parse_title("".join(line.plain for line in taken))
    if title is None and len(taken) > 1 and (name := _alone(taken[-1])):
        first = parse_title("".join(line.plain for line in taken[:-1]))
        title = replace(first, name=name) if first and first.year and not first.name else None
    return title


def _alone(piece: PlacedText) -> str:
    """The name of a body that is all a line prints, with a date behind it or none (某某局 2018年3月2日).

    Blanks are between its letters or nowhere; dashes may lead it in (——某某局).
    """
    words = _DATE_BEHIND.sub("", piece.text).strip("—－-─ \u3000").split()
    return organisation("".join(words)) if words and (len(words) == 1 or max(map(len, words)) == 1) else ""


def _title(taken: Sequence[PlacedText], title: Title) -> Sign:
    where = Where.HEADING if title.part else Where.FORM if title.of_form else Where.TITLE
    where = Where.HEADING if not title.name and title.of_form else where
    text = "".join(line.text for line in taken)
    name = organisation(title.name)
    return Sign(where, text, taken[0].place, name, year=title.year, budget_kind=title.kind, title=title)


def page_paths(piece: PlacedText) -> Iterator[Sign]:
    """The title of a web page or the path to it: 某某局“三公”经费公开 - 某某县人民政府, 首页 > 部门 > 某某局."""
    if not has_parts(piece.text):
        return
    parts = list(parts_of_page_title(piece.text))
    if len(parts) < 2 or parse_title(piece.plain):
        return
    for part in reversed(parts):
        title = parse_title(part)
        if title and (title.name or title.year):
            yield replace(_title([piece], title), text=part)
        elif name := organisation("".join(part.split())):
            yield Sign(Where.PATH, part, piece.place, name)


def _labels(piece: PlacedText) -> Iterator[Sign]:
    """部门名称：某某局; 预算年度：2024."""
    label, colon, value = piece.plain.replace(":", "：").partition("：")
    if not colon:
        return
    labels = lexicon.identity().labels.department
    label = _STAMPED.sub("", label)
    if label in labels:
        coded = _coded(value)
        yield from [Sign(Where.LABEL, piece.text, piece.place, *coded)] if coded else []
    if label in lexicon.identity().labels.year and re.match(r"(?:19|20)\d{2}(?!\d)", value):
        yield Sign(Where.LABEL, piece.text, piece.place, year=value[:4])


def _coded(printed: str) -> tuple[str, str] | None:
    """An organisation's name and the code printed before or behind it (empty if none)."""
    match = CODED.fullmatch(printed) or CODED_BEHIND.fullmatch(printed)
    name = organisation(match["name"] if match else printed)
    if not name and match is None:
        name = organisation_at_start(re.split(r"(?:金额)?单位[:：]|年度[:：]|日期[:：]", printed)[0])
    return (name, match["code"] if match else "") if name else None


def _captions(piece: PlacedText) -> Iterator[Sign]:
    """450承德县医疗保障局 in a line or cell of its own."""
    match = CODED.fullmatch(piece.plain) or CODED_BEHIND.fullmatch(piece.plain)
    name = organisation(match["name"]) if match else ""
    if match and name:
        yield Sign(Where.CAPTION, piece.text, piece.place, name, match["code"])


def _neighbours(piece: PlacedText, right: PlacedText) -> Iterator[Sign]:
    """A code and a name, or a label and a name, in cells beside each other."""
    name = organisation(right.plain)
    label = piece.plain.rstrip(":：")
    if name and CODE.fullmatch(piece.plain):
        yield Sign(Where.ROW, f"{piece.text} {right.text}", right.place, name, piece.plain)
    if name and label in lexicon.identity().labels.department_cell:
        yield Sign(Where.LABEL, f"{piece.text} {right.text}", right.place, name)
    if label in lexicon.identity().labels.title_cell and (title := parse_title(right.plain)):
        yield _title([right], title)


def _publishers(piece: PlacedText, following: PlacedText | None) -> Iterator[Sign]:
    """来源：某某局 日期：…; 发布机构 | 某某局."""
    if "。" in piece.plain or not _labels_of_sources().search(piece.plain):
        return
    for label in lexicon.identity().labels.source:
        start = piece.plain.find(label)
        if start < 0:
            continue
        value = piece.plain[start + len(label) :].lstrip(":：")
        if not value and start == 0 and following and (piece.row or _alone(following)):
            value = following.plain
        name = publisher_of(value)
        if name:
            yield Sign(Where.SOURCE, piece.text, piece.place, name)
            return


@cache
def _labels_of_sources() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon.identity().labels.source)))


def publisher_of(value: str) -> str:
    """The body that a page names as its source, up to the next small print; an office without its body is none."""
    entry = lexicon.identity().labels
    ends = [value.find(word) for word in entry.furniture if word in value]
    ends += [match.start() for match in [re.search(r"[\d|【\[（(]", value)] if match]
    name = organisation_at_start(value[: min(ends)] if ends else value)
    office = (len(name) <= 5 and name.endswith(("处", "室", "办", "部"))) or name.startswith(("本", "我", "该"))
    return "" if office else name


def _owners(piece: PlacedText, following: PlacedText | None) -> Iterator[Sign]:
    """实施单位 某某局 of a performance form: label and name in one line, or one below the other."""
    if not _labels_of_owners().search(piece.text):
        return
    words = piece.text.split()
    for word, behind in zip(words, [*words[1:], following.text if following else ""], strict=True):
        label, _, value = word.replace(":", "：").partition("：")
        named = "".join((value or behind).split())
        if label in lexicon.identity().labels.owner and not _is_label(named) and (coded := _coded(named)):
            yield Sign(Where.OWNER, f"{label} {value or behind}", piece.place, *coded)


@cache
def _labels_of_owners() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon.identity().labels.owner)))


def _announcements(piece: PlacedText) -> Iterator[Sign]:
    """现将某某局2024年部门预算公开如下."""
    match = ANNOUNCED.search(piece.plain)
    if match:
        yield Sign(Where.TEXT, match[0], piece.place, organisation(match["name"]), year=match["year"])


_SENTENCE = re.compile(r"[，。,]|\d[万亿]?元")
_LONGEST_SUBJECT = 80
"""Characters before the year of a sentence in which the body that it speaks of is looked for."""


def _sentences(piece: PlacedText) -> Iterator[Sign]:
    """某某局2018年度“三公”经费支出预算为…: the year that sentences with figures speak of, and the body before it."""
    years = list(SPOKEN_YEAR.finditer(piece.plain))
    if not years or not _SENTENCE.search(piece.plain):
        return
    for match in years:
        before = CLAUSE.split(piece.plain[max(0, match.start() - _LONGEST_SUBJECT) : match.start()])[-1]
        yield Sign(Where.SENTENCE, f"{before}{match[0]}", piece.place, organisation(before), year=match[1])


def _signatures(pieces: Sequence[PlacedText]) -> Iterator[Sign]:
    """The body that signs a document: its name alone, or with the date, in one of the last lines.

    An office of a body (某某局办公室) signs for it.
    """
    signed: str = lexicon.identity().labels.office
    in_form = False
    for number, piece in enumerate(pieces):
        in_form = recognise(piece.text) is not None or (in_form and not piece.plain.endswith("。"))
        below = pieces[number + 1].plain if number + 1 < len(pieces) else ""
        dated = _DATE_BEHIND.search(piece.text) is not None or _DATE_BEHIND.fullmatch(below) is not None
        if in_form and not dated:
            continue  # a cell of a flattened form
        if piece.row or not (dated or number >= len(pieces) - LAST_LINES):
            continue
        if number and _AMOUNT.fullmatch(pieces[number - 1].plain):
            continue  # a cell of a flattened row, behind what it gets
        name = _alone(piece) or _first_of_several(piece)
        if name and not any(mark in piece.plain for mark in "（()）"):
            body = organisation(name.removesuffix(signed))
            whole = body if body.endswith(("局", "委员会")) else name
            yield Sign(Where.SIGNATURE, piece.text, piece.place, whole)


def _first_of_several(piece: PlacedText) -> str:
    """The first of several bodies that sign together, wide blanks between them."""
    names = [organisation(name) for name in re.split(r"\s{2,}", piece.text)]
    return names[0] if len(names) > 1 and all(names) else ""


def _dates(piece: PlacedText) -> Iterator[Sign]:
    """(2024年度) in a line of its own; a bare number among cells may be an amount."""
    match = DATED.fullmatch(piece.plain)
    if match and not (piece.row and piece.plain.isdigit()):
        yield Sign(Where.HEADING, piece.text, piece.place, year=match[1])

"""Rows: whom or what a row of a form is about — its code, label, unit, project — and rows cut by a page break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders import lexicon
from loaders.blocks import Cell, Row
from loaders.forms.codes import scheme_of
from loaders.forms.columns import FormTable
from loaders.forms.vocabulary import SIDES, meaning
from loaders.printing import fold, is_nil, squeeze, tidy
from loaders.table.labels import is_total_label as is_total_label
from loaders.table.labels import numbering_level as numbering_level
from loaders.table.labels import strip_numbering as strip_numbering
from loaders.table.labels import totals
from loaders.table.model import Role
from loaders.table.numbers import is_figure

_CODE_LETTER = re.compile(r"[0-9A-Za-z]")
_DASHED_CODE = re.compile(r"\d{3}(?:[-.]\d{2}){1,3}")
_GLUED_CODE = re.compile(r"(\d{3,7})[-—_]?([^\d].*)")
_CODED_PROJECT = re.compile(r"([0-9A-Z]+)[-—_](.+)")
_BRACKETED_CODE = re.compile(r"[\[【(（](\w+)[\]】)）](.*)")


@dataclass(frozen=True, slots=True)
class Key:
    """What a row is about. `level` counts the numbering levels of its label; `part` marks 其中 rows.

    `own_project`: the row itself prints its project, and is labelled by another word.
    """

    code: str = ""
    label: str = ""
    scheme: str = ""
    second_code: str = ""
    second_label: str = ""
    project: str = ""
    unit_code: str = ""
    unit_name: str = ""
    measure: str = ""
    goods: str = ""
    goods_code: str = ""
    project_type: str = ""
    project_code: str = ""
    economic: str = ""
    own_project: bool = False


def text_of(row: Row, index: int) -> str:
    """The text of a row's cell; nothing where the row is too short."""
    return row.cells[index].text if index < len(row.cells) else ""


def code_text(printed: str) -> str:
    """A code as it counts: blanks out, full-width digits and brackets folded (`２０８０５` → `20805`)."""
    return squeeze(printed if printed.isascii() else unicodedata.normalize("NFKC", printed))


def key_of(grid: FormTable, row: Row, side: str = "") -> Key:
    """What a row (or one side of it) is about."""
    places = grid.places(side)

    def joined(role: str) -> str:
        return "".join([code_text(text_of(row, index)) for index in places.get(role, ())])

    def label(role: str) -> str:
        for index in places.get(role, ()):
            if text := tidy(text_of(row, index)):
                return text
        return ""

    codes = _codes(grid, row, side)
    names = [tidy(text_of(row, index)) for index in places.get(Role.NAME, ())]
    code, name = _split_code(codes[0] if codes else "", names[0] if names else "")
    if not name:
        code, name = _split_code(code, _item(grid, row, side))
    unit_code = joined(Role.UNIT_CODE)
    project_code = joined(Role.PROJECT_CODE)
    word = ""
    if unit_code or project_code:
        word = next((text for text in (unit_code, project_code) if text and not _CODE_LETTER.search(text)), "")
        unit_code, project_code = (text if _CODE_LETTER.search(text) else "" for text in (unit_code, project_code))
    if unit_code and lexicon.rows().project_code.fullmatch(unit_code):
        unit_code, project_code = "", unit_code
    project_code, project = split_project(project_code, label(Role.PROJECT))
    unit_name = label(Role.UNIT_NAME) or label(Role.PROJECT_UNIT)
    if project and not unit_code and lexicon.rows().unit_code.fullmatch(project):
        unit_code, project = project, ""
    return Key(
        code=code or project_code or unit_code,
        label=name or _item(grid, row, side) or project or label(Role.UNIT_NAME) or word,
        scheme=scheme_of(code) or ("project" if project_code else "unit" if unit_code or code.isdigit() else ""),
        second_code=codes[1] if len(codes) > 1 else "",
        second_label=names[1] if len(names) > 1 else "",
        project=project,
        unit_code=unit_code,
        unit_name=unit_name,
        measure=label(Role.MEASURE),
        goods=label(Role.GOODS),
        goods_code=joined(Role.GOODS_CODE),
        project_type=label(Role.PROJECT_TYPE),
        project_code=project_code,
        economic=label(Role.ECONOMIC_NAME),
    )


def split_project(code: str, name: str) -> tuple[str, str]:
    """The code printed before a project's name in one cell: `51142521T000000012345-某某经费`."""
    glued = _CODED_PROJECT.fullmatch(name)
    if glued and code in ("", glued[1]) and lexicon.rows().project_code.fullmatch(glued[1]):
        return glued[1], glued[2]
    return code, name


def _item(grid: FormTable, row: Row, side: str) -> str:
    """The finest item that a row prints; a 小计 comes with the group it sums up: `其他资金/小计`."""
    texts = [tidy(text_of(row, column.index)) for column in grid.keys(Role.ITEM, Role.SUB_ITEM, side=side)]
    texts = list(dict.fromkeys(text for text in texts if text))
    if len(texts) > 1 and is_total_label(texts[-1]):
        return f"{texts[-2]}/{texts[-1]}"
    return texts[-1] if texts else ""


def _codes(grid: FormTable, row: Row, side: str) -> list[str]:
    """The subject codes of a row; 类, 款 and 项 in three columns are one code."""
    codes: list[str] = []
    for column in grid.keys(Role.CODE, Role.CLASS_CODE, Role.DIVISION_CODE, Role.ITEM_CODE, side=side):
        text = code_text(text_of(row, column.index))
        if column.role in (Role.DIVISION_CODE, Role.ITEM_CODE) and codes:
            codes[-1] += text.zfill(2) if text.isdigit() else text
        else:
            codes.append(text)
    return codes


def _split_code(code: str, name: str) -> tuple[str, str]:
    """Code and name glued in one cell, or the name inside brackets: `2080505机关…`, `[2101550]事业运行`.

    A word in the column of codes (合计) is a name; dashes inside a code (`208-05-05`) are print.
    """
    if code and not _CODE_LETTER.search(code):
        code, name = "", name or code
    if _DASHED_CODE.fullmatch(code):
        code = code.replace("-", "").replace(".", "")
    for text in (code, name):
        if not text:
            continue
        match = _BRACKETED_CODE.fullmatch(text) or _GLUED_CODE.fullmatch(text)
        if match and lexicon.rows().subject_code.fullmatch(match[1]) and code in ("", match[1], text):
            return match[1], match[2].strip() or name
    return code, name


def mend_breaks(rows: Sequence[Row], keys: Sequence[int] = (), ordinals: Sequence[int] = ()) -> list[Row]:
    """Lay rows together that a page break cut: the second half has no figures and continues its cells' words.

    What the reader saw (`Row.goes_on`) counts first: where the print shows that each cell goes on with the line above
    it, codes and figures may be cut too, and where it shows that none does, nothing is joined together.

    `keys` are the columns whose being filled makes a row of its own (codes, ordinals), `ordinals` those of
    them that number the rows. A single character that repeats the end of the cell above is print noise of the break and
    falls away.
    """
    mended: list[Row] = []
    numbered = _numbered(rows, ordinals)
    for row in rows:
        if mended and row.goes_on and not _labelled(row):
            mended[-1] = _laid_on(mended[-1], row)
        elif mended and row.after_break and row.goes_on is None and _continues(mended[-1], row, keys, numbered):
            mended[-1] = _joined(mended[-1], row)
        else:
            mended.append(row)
    return mended


def _numbered(rows: Sequence[Row], ordinals: Sequence[int]) -> bool:
    """Whether every row that no break cut is numbered, so that a row without a number is a part of one."""
    return bool(ordinals) and all(text_of(row, ordinals[0]).strip() for row in rows if not row.after_break)


def _continues(above: Row, row: Row, keys: Sequence[int], numbered: bool) -> bool:
    filled = [(index, cell) for index, cell in enumerate(row.cells) if cell]
    if not filled or any(index in keys for index, _ in filled):
        return False
    if any(not is_nil(cell.text) and is_figure(cell.text) for _, cell in filled):
        return False
    over = [(above.cells[index] if index < len(above.cells) else Cell(""), cell) for index, cell in filled]
    if not all(upper for upper, _ in over):
        return False
    return numbered or all(_goes_on(upper.text, cell.text) for upper, cell in over)


def _goes_on(above: str, fragment: str) -> bool:
    """Whether a text behind a break goes on with the one above it: 本年支出|合计, 卫生健康|支出, 公务|接待费."""
    whole = squeeze(above) + squeeze(fragment)
    bare = strip_numbering(above)
    if meaning(fragment).component in SIDES and not bare.endswith(squeeze(fragment)) and not meaning(bare).known:
        return True
    if is_total_label(whole) and fold(bare) in lexicon.rows().heads.totals:
        return True
    if meaning(strip_numbering(whole)).known and not meaning(bare).known and not is_total_label(fragment):
        return True
    return not _stands_alone(fragment) and not is_total_label(above)


def _stands_alone(text: str) -> bool:
    """Whether a text is a label of its own: numbered, a total, or a word that the lexicon knows whole."""
    return numbering_level(text) is not None or is_total_label(text) or meaning(text).known


def _labelled(row: Row) -> bool:
    """Whether a row prints a numbered label, or nothing but totals and words that the lexicon knows."""
    texts = [cell.text for cell in row.cells if cell and not cell.covered]
    numbered = any(numbering_level(text) is not None for text in texts)
    return numbered or all(fold(text) in totals() or meaning(text).known for text in texts)


def _laid_on(above: Row, below: Row) -> Row:
    """The row with all that the second half prints behind its own words."""
    cells = list(above.cells)
    for index, cell in enumerate(below.cells):
        if cell and not cell.covered:
            cells[index] = cells[index].joined(cell)
    return replace(above, cells=tuple(cells))


def _joined(above: Row, below: Row) -> Row:
    cells = list(above.cells)
    for index, cell in enumerate(below.cells):
        if cell and not repeats_end(cells[index].text, cell.text):
            cells[index] = cells[index].joined(cell)
    return replace(above, cells=tuple(cells))


def repeats_end(text: str, fragment: str) -> bool:
    """Whether a fragment behind a page break only repeats the last character or two of the text before it."""
    bare = squeeze(fragment)
    return len(bare) <= 2 and squeeze(text).endswith(bare)

"""How one file was understood: blocks, forms and columns, what nobody knew, and lexicon lines that might help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb.loading.lexicon_lines import INDICATOR, Suggestion, for_caption, for_column
from loaders import lexicon
from loaders.blocks import Block, Dropped, Row, Table, Text
from loaders.facts import NotABudget
from loaders.forms.columns import FormColumn
from loaders.forms.grid import read_grid
from loaders.forms.outside import Outside, outside_sums
from loaders.forms.performance.heads import header_roles, indicator_header
from loaders.forms.vocabulary import meaning
from loaders.layout.captions import small_print
from loaders.layout.form_titles import names_projects, recognise
from loaders.layout.furniture import FURNITURE
from loaders.layout.sheets import Sheet
from loaders.printing import fold, tidy

if TYPE_CHECKING:
    from loaders.facts import Disclosure, Figure

LONGEST_CAPTION = 40
DECLARED = ("project-target", "department-target")
"""Forms of labels and values: above their indicators they have no columns."""


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """One column of a table: the words above it, and what they were taken for.

    `role` is `amount`, the role of a key column, or `text` where nothing is known of it; `component` the meaning of an
    amount, `unknown` where its words prove none.
    """

    form: str
    place: str
    number: int
    header: str
    role: str
    component: str
    known: bool


_AROUND = {FURNITURE, "page number", "contents page", "page header", "page footer", "navigation", "small picture"}


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything `kb inspect` tells of a file. `trouble` says why there are no facts, where there are none."""

    file: str
    format: str
    document: str
    title: str
    part: str
    blocks: tuple[tuple[str, int], ...]
    dropped: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, str, str], ...]
    contents: tuple[str, ...]
    forms: tuple[tuple[str, str, str, str, int, str], ...]
    columns: tuple[SeenColumn, ...]
    captions: tuple[tuple[str, str], ...]
    unread: tuple[tuple[str, str, str, str], ...]
    outside: tuple[tuple[str, int, str], ...]
    suggestions: tuple[Suggestion, ...]
    warnings: tuple[str, ...]
    trouble: str = ""
    seconds: tuple[tuple[str, float], ...] = ()
    """Time of each stage, without the stages it waits for."""

    @property
    def unknown_columns(self) -> tuple[SeenColumn, ...]:
        """The columns whose words no lexicon line knows."""
        return tuple(column for column in self.columns if not column.known)


def inspect(path: Path) -> Inspection:
    """Read a file and report how. Raises UnreadableFile; of a file that is no budget `trouble` says so."""
    from loaders.document import Pipeline

    pipeline = Pipeline.of_file(path)
    disclosure, trouble = None, ""
    try:
        disclosure, _ = pipeline.with_account
    except NotABudget as error:
        trouble = str(error)
    blocks, contents = pipeline.body
    columns = tuple(seen for sheet in pipeline.sheets for seen in _columns(sheet))
    captions = tuple(_unknown_captions(blocks, pipeline.sheets))
    return Inspection(
        file=pipeline.file,
        format=pipeline.reading.format,
        document=disclosure.id if disclosure else "",
        title=disclosure.title if disclosure else "",
        part=disclosure.part if disclosure else "",
        blocks=_counted(type(block).__name__.lower() for block in pipeline.reading.blocks),
        dropped=_counted(one.reason for one in pipeline.left_out),
        left_out=_left_out(pipeline.left_out),
        contents=_entries(contents),
        forms=_forms(disclosure),
        columns=columns,
        captions=tuple((text.text.strip(), str(text.place)) for text in captions),
        unread=_unread(disclosure),
        outside=_outside(disclosure),
        suggestions=_suggestions(captions, columns),
        warnings=disclosure.warnings if disclosure else (),
        trouble=trouble,
        seconds=tuple(pipeline.seconds.items()),
    )


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items()))


def _left_out(dropped: Sequence[Dropped]) -> tuple[tuple[str, str, str], ...]:
    """What was left out though it may be wanted: all but what stands around the text of any file."""
    return tuple((one.reason, str(one.place), tidy(one.text)) for one in dropped if one.reason not in _AROUND)


def _entries(contents: Sequence[Dropped]) -> tuple[str, ...]:
    return tuple(tidy(entry.text) for entry in contents)


def _forms(disclosure: Disclosure | None) -> tuple[tuple[str, str, str, str, int, str], ...]:
    forms = disclosure.forms if disclosure else ()
    return tuple(
        (form.form, tidy(form.title), form.status, form.unit, form.figures, str(form.source.place)) for form in forms
    )


def _unread(disclosure: Disclosure | None) -> tuple[tuple[str, str, str, str], ...]:
    unread = disclosure.unread if disclosure else ()
    return tuple((one.kind, str(one.source.place), tidy(one.text), one.reason) for one in unread)


def _outside(disclosure: Disclosure | None) -> tuple[tuple[str, int, str], ...]:
    """Why figures of forms take part in no sum: each reason, how many figures it has, and the first of them."""
    found: dict[Outside, list[Figure]] = {}
    for figure, reason in outside_sums(disclosure.figures if disclosure else ()):
        found.setdefault(reason, []).append(figure)
    words = lexicon.coverage().outside
    return tuple((words[reason], len(figures), _named(figures[0])) for reason, figures in sorted(found.items()))


def _named(figure: Figure) -> str:
    return f"{figure.form_title} {figure.row_label} {'/'.join(figure.columns)} {figure.amount}"


def _columns(sheet: Sheet) -> Iterator[SeenColumn]:
    """The columns of a table as its form would read them; none where no header was found."""
    title = recognise(sheet.title.text) if sheet.title else None
    form = title.id if title else "unknown"
    header = indicator_header(sheet.rows)
    if header is not None and form != "project-target-summary":
        yield from _indicator_columns(sheet, sheet.rows[header])
        return
    if form in DECLARED:
        return
    grid = read_grid(sheet, projects=names_projects(form))
    for column in grid.columns if grid else ():
        yield SeenColumn(
            tidy(sheet.title.text) if sheet.title else form,
            str(sheet.place),
            column.index + 1,
            "/".join(column.label),
            column.role,
            column.component,
            _is_known(column),
        )


def _indicator_columns(sheet: Sheet, header: Row) -> Iterator[SeenColumn]:
    roles = header_roles(header) or {}
    for index, cell in enumerate(header.cells):
        if cell:
            role = roles.get(index, "")
            title = tidy(sheet.title.text) if sheet.title else "project-target"
            yield SeenColumn(
                title, str(cell.place), index + 1, tidy(cell.text), role or INDICATOR, "", _heads(cell.text, role)
            )


def _heads(word: str, role: str) -> bool:
    return bool(role) or meaning(word).known


def _is_known(column: FormColumn) -> bool:
    if column.role == "amount":
        return column.component != "unknown"
    return column.role != "text" or (bool(column.path) and meaning(column.path[-1]).known)


def _unknown_captions(blocks: Sequence[Block], found: Sequence[Sheet]) -> Iterator[Text]:
    """Lines that look like titles of tables and name no known form: those right above a table without a title."""
    untitled = {sheet.place for sheet in found if sheet.title is None}
    above: Text | None = None
    for block in blocks:
        if not isinstance(block, Table):
            if _may_be_caption(block):
                above = block
            elif len(block.text) > LONGEST_CAPTION:
                above = None
            continue
        places = {cell.place for row in block.rows for cell in row.cells[:1]}
        if above is not None and untitled & places:
            yield above
        above = None


def _may_be_caption(text: Text) -> bool:
    plain = fold(text.text)
    return (
        2 < len(plain) <= LONGEST_CAPTION
        and small_print(text.text) is None
        and recognise(text.text) is None
        and not any(mark in plain for mark in "。;")
    )


def _suggestions(captions: Sequence[Text], columns: Sequence[SeenColumn]) -> tuple[Suggestion, ...]:
    """One suggestion for each unknown caption and header word, each once."""
    made = [for_caption(caption.text) for caption in captions]
    made += [for_column(seen.header.split("/")[-1], seen.role) for seen in columns if not seen.known and seen.header]
    return tuple(dict.fromkeys(one for one in made if one is not None))

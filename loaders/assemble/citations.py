"""Citations: every place of a document that names a policy document, with the project, indicator or section there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.assemble.projects import ProjectIndex
from loaders.blocks import Text
from loaders.facts import Citation, Source
from loaders.forms.performance.heads import indicator_header
from loaders.layout.sheets import Sheet
from loaders.printing import tidy
from loaders.prose.citations import find_citations, may_cite
from loaders.prose.project_names import project_named
from loaders.prose.sections import Sectioned

_LONGEST_SOURCE = 200


def citations_of_text(paragraphs: Sequence[Sectioned], index: ProjectIndex, title: str) -> Iterator[Citation]:
    """The citations of running text: in context of the project described there, else of the section."""
    path: tuple[str, ...] = ()
    project = ""
    for item in paragraphs:
        if item.path != path:
            path, project = item.path, ""
        project = project_named(item.text.text) or project
        yield from _citations(item.text, project or "/".join(item.path) or title, index.key(project))


def citations_of_sheets(sheets: Sequence[Sheet], owners: dict[int, str], index: ProjectIndex) -> Iterator[Citation]:
    """The citations of tables: in context of the project they are about, else of the table's title."""
    for number, sheet in enumerate(sheets):
        title = tidy(sheet.title.text) if sheet.title else ""
        owner = owners.get(number, "")
        for text in (*([sheet.title] if sheet.title else []), *sheet.title_again):
            yield from _citations(text, owner or title, index.key(owner))
        citing = [
            (at, row, cited) for at, row in enumerate(sheet.rows) if (cited := list(filter(_may_cite, row.cells)))
        ]
        header = indicator_header(sheet.rows) if citing else None
        for row_number, row, cited in citing:
            named = owner or _project_of_row(row.cells, index)
            inside = header is not None and row_number > header
            for cell in cited:
                yield from _citations(cell, named or (_indicator(row.cells) if inside else title), index.key(named))


def _may_cite(cell: Text) -> bool:
    return may_cite(cell.text)


def _project_of_row(cells: Sequence[Text], index: ProjectIndex) -> str:
    return next((tidy(cell.text) for cell in cells if cell and index.key(tidy(cell.text))), "")


def _indicator(cells: Sequence[Text]) -> str:
    filled = [tidy(cell.text) for cell in cells if cell]
    return filled[2] if len(filled) > 2 else filled[0] if filled else ""


def _citations(text: Text, context: str, project: str) -> Iterator[Citation]:
    for found in find_citations(text):
        yield Citation(
            raw=found.raw,
            context=context,
            source=Source(text.place_at(found.at), _around(text.text, found.start, found.end)),
            agency_code=found.agency_code,
            year=found.year,
            number=found.number,
            title=found.title,
            project=project,
        )


def _around(text: str, start: int, end: int) -> str:
    """The printed text around a citation, at most 200 characters."""
    room = max(0, _LONGEST_SOURCE - (end - start)) // 2
    return text[max(0, start - room) : end + room][:_LONGEST_SOURCE].strip()

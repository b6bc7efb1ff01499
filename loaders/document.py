"""One published document → one `Disclosure`: the whole way from a file to its facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from loaders import lexicon
from loaders.assemble.citations import citations_of_sheets, citations_of_text
from loaders.assemble.links import linked
from loaders.assemble.outline import form_mentions, outline
from loaders.assemble.projects import ProjectIndex, lay_together
from loaders.assemble.recognised import proved_only
from loaders.assemble.units import lay_together as lay_units_together
from loaders.assemble.units import units_of_rows
from loaders.blocks import Block, Dropped, Reading
from loaders.coverage.account import Account, unread_parts, with_account
from loaders.drafts import ProjectDraft
from loaders.facts import Department, Disclosure, DisclosureKind, Figure, Form, Indicator, NotABudget, Source
from loaders.forms.flattened import with_tables_put_back
from loaders.forms.kinds.collected import WHOLE_DEPARTMENT, Forms
from loaders.forms.performance.flattened import LaidOut, with_forms_laid_out
from loaders.forms.reading import read_forms
from loaders.forms.units import with_proved_units
from loaders.identity.given import NOTHING_GIVEN, Given
from loaders.identity.identity import Identity, identify
from loaders.layout.contents import set_aside_contents
from loaders.layout.form_titles import recognise
from loaders.layout.furniture import furniture_of, without_furniture
from loaders.layout.halves import with_halves_joined
from loaders.layout.sheets import Sheet, sheets
from loaders.printing import fold, squeeze
from loaders.prose.duties import find_duties
from loaders.prose.goals import find_goals
from loaders.prose.project_labels import find_labelled_projects
from loaders.prose.project_sheets import find_explained_projects
from loaders.prose.projects import find_listed_projects, find_project_descriptions
from loaders.prose.sections import Sectioned, sections
from loaders.prose.statements.sentences import find_statements
from loaders.prose.structure import find_units
from loaders.prose.terms import find_terms
from loaders.prose.wordings import find_wordings
from loaders.prose.wrapped import unwrapped
from loaders.readers import bytes_of, read_bytes
from loaders.readers.archive import file_name
from loaders.readers.names import shown
from loaders.readers.workbook.sheets import UNCOMPUTED
from loaders.stages import Staged, stage
from loaders.table.model import Phase

MOST_BYTES_WITHOUT_FIGURE = 1_000_000
"""A text longer than any disclosure of which nothing is read is none."""
NOT_OPENED = (
    "没有读到数字，文件里有 {n} 处图片、附件或嵌入对象没有读 / "
    "no figure was read, and {n} pictures, attachments or embedded files were not opened"
)
NO_FIGURE = (
    "没有读到报表里的数字、绩效指标或文字里的数字 / no figure of a form, no indicator and no figure in prose was read"
)


def load(path: Path, given: Given = NOTHING_GIVEN, *, force: bool = False) -> Disclosure:
    """The facts of one file; `given` is what a person says of it beside it.

    Raises UnreadableFile where no reader can take it, NotABudget where it is no budget disclosure; both name the file.
    `force` takes what is none all the same.
    """
    return load_with_account(path, given, force=force)[0]


def load_with_account(path: Path, given: Given = NOTHING_GIVEN, *, force: bool = False) -> tuple[Disclosure, Account]:
    """The facts of one file, and the account of every number in it. Takes and raises what `load` does."""
    return Pipeline.of_file(path, given, force=force).with_account


class Pipeline(Staged):
    """One file on its way to its facts. Each stage is an attribute; asking for one runs those that it needs.

    `name` is the file as messages call it, `file` as facts do. Stages raise UnreadableFile and NotABudget, both with
    the file's name; with `force` a file that shows no sign of a disclosure passes.
    """

    def __init__(self, data: bytes, name: str, file: str, given: Given = NOTHING_GIVEN, *, force: bool = False) -> None:
        super().__init__()
        self.force = force
        self._given = given
        self.name = name
        self.file = file
        self._data = data

    @classmethod
    def of_file(cls, path: Path, given: Given = NOTHING_GIVEN, *, force: bool = False) -> Pipeline:
        """The pipeline of a file, or of a member of an archive (`a.zip!/b.pdf`). Raises UnreadableFile."""
        return cls(bytes_of(path), shown(path), file_name(path), given, force=force)

    @stage
    def reading(self) -> Reading:
        """The file as blocks."""
        return read_bytes(self._data, self.name)

    @stage
    def identity(self) -> Identity:
        """Whose disclosure it is. Raises NotABudget."""
        return identify(self.reading, self.name, self._given, force=self.force)

    @stage
    def body(self) -> tuple[Sequence[Block], Sequence[Dropped]]:
        """The blocks without furniture and contents page, flattened tables put back; the entries of the contents."""
        blocks, contents = set_aside_contents(list(without_furniture(self.reading.blocks)))
        return with_tables_put_back(blocks, self.reading.dropped), contents

    @property
    def left_out(self) -> list[Dropped]:
        """What the reader left out, and the furniture of the page."""
        return [*self.reading.dropped, *furniture_of(self.reading.blocks)]

    @stage
    def laid_out(self) -> LaidOut:
        """The blocks with performance forms that a crawler flattened as tables again."""
        return with_forms_laid_out(self.body[0], self.reading.dropped)

    @stage
    def sheets(self) -> list[Sheet]:
        """The tables, each with its title, unit and notes."""
        return with_halves_joined(sheets(self.laid_out.blocks, lambda line: recognise(line) is not None))

    @stage
    def forms(self) -> Forms:
        """The sheets read as forms."""
        phase = Phase.FINAL if DisclosureKind(self.identity.kind).final else Phase.BUDGET
        return read_forms(self.sheets, phase, self.identity.fiscal_year)

    @stage
    def paragraphs(self) -> Sequence[Sectioned]:
        """The running text, each paragraph under its headings."""
        return sections(unwrapped(self.laid_out.blocks))

    @stage
    def projects(self) -> ProjectIndex:
        """The projects, put together from forms and prose."""
        drafts = [*self.forms.drafts, *_described(self.paragraphs)]
        return lay_together(sorted(drafts, key=lambda draft: draft.source.place.order))

    @stage
    def disclosure(self) -> Disclosure:
        """The facts. Raises NotABudget where no figure, indicator, statement or project is among them, and no title or
        form shows whose disclosure the document is."""
        digest = hashlib.sha256(self._data).hexdigest()
        found = linked(proved_only(_assembled(self, self.file, digest), self.reading.recognised))
        if found.figures or found.indicators or found.projects or any(one.value for one in found.statements):
            return found
        if not (self.identity.shown and self.identity.department) or len(self._data) > MOST_BYTES_WITHOUT_FIGURE:
            unopened = len(unread_parts(self.reading))
            raise NotABudget(f"{self.name}: {NOT_OPENED.format(n=unopened) if unopened else NO_FIGURE}")
        return replace(found, warnings=(*found.warnings, NO_FIGURE))

    @stage
    def with_account(self) -> tuple[Disclosure, Account]:
        """The facts, which now know how many numbers were read, and the account of every number."""
        return with_account(self.reading, self.disclosure)


def disclosure_of(reading: Reading, identity: Identity, file: str, sha256: str) -> Disclosure:
    """The facts of a document that was read and identified."""
    pipeline = Pipeline(b"", file, file)
    pipeline.run("reading", lambda: reading)
    pipeline.run("identity", lambda: identity)
    return linked(_assembled(pipeline, file, sha256))


def _assembled(stages: Pipeline, file: str, sha256: str) -> Disclosure:
    """The facts that forms and prose gave, put together; not yet linked to each other."""
    identity, forms, index, paragraphs = stages.identity, stages.forms, stages.projects, stages.paragraphs
    contents = stages.body[1]
    citations = [
        *citations_of_text(_outside_sheets(paragraphs, stages.sheets), index, identity.title),
        *citations_of_sheets(stages.sheets, forms.owners, index),
    ]
    listed = [*forms.units, *find_units(paragraphs)]
    found_forms = (*(_with_project(form, index) for form in forms.forms), *missing_forms(forms, contents))
    statements = tuple(find_statements(paragraphs, identity.fiscal_year))
    duties = tuple(find_duties(paragraphs))
    part = part_published(found_forms, prose=bool(statements or duties))
    return Disclosure(
        id=document_id(identity, part, sha256),
        file=file,
        sha256=sha256,
        format=stages.reading.format,
        kind=identity.kind,
        title=identity.title,
        department=_department(identity),
        fiscal_year=identity.fiscal_year,
        forms=found_forms,
        figures=tuple(
            with_proved_units([_figure_with_project(figure, index) for figure in forms.figures], index.projects)
        ),
        projects=index.projects,
        indicators=tuple(_owned(forms, index)),
        citations=tuple(sorted(citations, key=lambda citation: citation.source.place.order)),
        units=lay_units_together(listed, units_of_rows(forms.figures), identity.department),
        statements=statements,
        duties=duties,
        goals=tuple(sorted([*forms.goals, *find_goals(paragraphs)], key=lambda goal: goal.source.place.order)),
        terms=tuple(find_terms(paragraphs)),
        sections=tuple(outline(paragraphs, contents)),
        form_mentions=tuple(form_mentions(paragraphs)),
        wordings=tuple(find_wordings(paragraphs)),
        unread=(*forms.unread, *stages.laid_out.unread),
        warnings=(*identity.problems, *_formulas_without_value(stages.reading)),
        part=part,
        given=identity.given,
    )


def _department(identity: Identity) -> Department:
    return Department(
        identity.department,
        identity.code,
        identity.area,
        identity.adcode,
        identity.province,
        identity.city,
        identity.common_name,
    )


def _formulas_without_value(reading: Reading) -> list[str]:
    """What to tell of a workbook that was never computed: its figures are in it as formulas only."""
    found = [one for one in reading.dropped if one.reason == UNCOMPUTED]
    if not found:
        return []
    return [
        f"{len(found)} 个公式没有存值（如 {found[0].place} 的 {found[0].text}），请用表格软件打开并保存后再载入 / "
        f"{len(found)} formulas hold no value (as in {found[0].place}): open the workbook, save it and load it again"
    ]


def document_id(identity: Identity, part: str, sha256: str) -> str:
    """The id of a disclosure: stable over byte versions (`承德县医疗保障局-2024-预算`, a part of one with `-表`).

    The budget of a unit itself (本级, 单位预算) is another disclosure than that of the department of the same name:
    `某某局-2024-单位预算`. A name that bodies of several areas bear is followed by the code of its area
    (`鼓楼区图书馆-320106-2025-预算`), whether or not the other is loaded: ids do not depend on the order of loading.

    A document that does not say which department or which year is identified by its bytes: nothing else says what it
    is a version of.
    """
    name = identity.department
    which = [name, identity.adcode] if identity.common_name else [name]
    own = re.search(lexicon.identity().own_budget.pattern, squeeze(identity.title))
    kind = f"{_OF_A_UNIT}{identity.kind}" if own else identity.kind
    is_certain = bool(all(which) and identity.fiscal_year)
    bytes_of_it = "" if is_certain else sha256[:_DIGITS_OF_BYTES]
    words = (*which, bytes_of_it, identity.fiscal_year, kind, part)
    return "-".join(word for word in words if word)


_DIGITS_OF_BYTES = 8
_FEWEST_FORMS = 3
_OF_A_UNIT = "单位"


def part_published(forms: Sequence[Form], *, prose: bool) -> str:
    """Which part of a disclosure published as two files this one is: 表 (forms), 说明 (prose), or nothing."""
    met = sum(1 for form in forms if form.status != "missing")
    announced = len(forms) - met
    if met >= _FEWEST_FORMS and not prose:
        return "表"
    return "说明" if prose and met == 0 and announced >= _FEWEST_FORMS else ""


def _described(paragraphs: Sequence[Sectioned]) -> list[ProjectDraft]:
    return [
        ProjectDraft(
            where="prose",
            name=draft.name,
            source=draft.source,
            amount=draft.amount,
            unit=draft.unit,
            fiscal_amount=draft.fiscal_amount,
            other_amount=draft.other_amount,
            purpose=draft.purpose,
            goals=draft.goals,
            schedule=draft.schedule,
            schedule_sources=draft.schedule_sources,
            amount_source=draft.amount_source,
        )
        for find in (find_project_descriptions, find_listed_projects, find_explained_projects, find_labelled_projects)
        for draft in find(paragraphs)
    ]


def _outside_sheets(paragraphs: Sequence[Sectioned], found_sheets: Sequence[Sheet]) -> list[Sectioned]:
    """Paragraphs that are no captions of sheets: those are cited with their sheet."""
    captions = {
        text.place for sheet in found_sheets for text in (*([sheet.title] if sheet.title else []), *sheet.title_again)
    }
    return [item for item in paragraphs if item.text.place not in captions]


def _with_project(form: Form, index: ProjectIndex) -> Form:
    return replace(form, project=index.key(form.project)) if form.project else form


def _figure_with_project(figure: Figure, index: ProjectIndex) -> Figure:
    if not figure.project:
        return figure
    code = figure.row_code if figure.scheme == "project" else ""
    return replace(figure, project=index.key(figure.project, code, figure.budget_unit))


def _owned(forms: Forms, index: ProjectIndex) -> list[Indicator]:
    owned = []
    for one in forms.indicators:
        whole = one.owner == WHOLE_DEPARTMENT
        owned.append(one.indicator if whole else replace(one.indicator, owner=index.key(one.owner, one.code)))
    return owned


def missing_forms(forms: Forms, contents: Sequence[Dropped]) -> list[Form]:
    """Forms that the contents page announces and the document does not hold."""
    met = {form.form for form in forms.forms}
    missing: list[Form] = []
    for entry in contents:
        title = recognise(entry.text)
        if title is None or title.id in met or not fold(entry.text).rstrip("0123456789.·… ").endswith("表"):
            continue
        met.add(title.id)
        source = Source(entry.place, entry.text.strip())
        missing.append(Form(title.id, title.id, entry.text.strip(), "missing", source))
    return missing

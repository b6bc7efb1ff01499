"""What all facts of one disclosure share: its IRIs, its source triples, and the things several facts point to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from loaders import iris, lexicon
from loaders.blocks import Place
from loaders.facts import Disclosure, DisclosureKind, Project, Source, Unit
from loaders.reference.subjects import listed_name
from loaders.triples import terms
from loaders.triples.writer import GraphWriter, Values

SOURCE_TEXT_LENGTH = 200
UNKNOWN_YEAR = "年度不明"


class Scope:
    """One disclosure on its way into its graph. Things that facts point to are described once, when first met."""

    def __init__(self, disclosure: Disclosure, base: str) -> None:
        department = disclosure.department
        self.base = base
        self.disclosure = disclosure
        self.iri = iris.disclosure_iri(disclosure.id, base)
        self.department = (
            iris.department_iri(department.name, department.adcode, base)
            if department.is_known
            else iris.unknown_department_iri(disclosure.id, base)
        )
        self.writer = GraphWriter(iris.graph_iri(disclosure.id, base))
        self.shared: Values = {
            "cnb:disclosure": terms.iri(self.iri),
            "cnb:department": terms.iri(self.department),
            "cnb:fiscalYear": terms.year(disclosure.fiscal_year),
            "cnb:stage": terms.text(DisclosureKind(disclosure.kind).stage),
            "cnb:unknownYear": None if disclosure.fiscal_year else terms.text(UNKNOWN_YEAR),
        }
        self._projects = _by_key_code_and_name(disclosure.projects)
        self._units = _by_code_and_name(disclosure.units)
        self._labels: dict[str, str] = {}
        self._concepts: set[tuple[str, str]] = set()

    def fact(self, path: str, types: str, order: int | None, source: Source, values: Values) -> str:
        """Write one fact at `{disclosure}/{path}` with what every fact carries; gives its IRI."""
        subject = f"{self.iri}/{path}"
        self.writer.describe(
            subject, types, {**self.shared, "cnb:order": terms.integer(order), **source_values(source), **values}
        )
        return subject

    def thing(self, subject: str, types: str, name: str, values: Values) -> str:
        """Describe a thing that outlives the document: one label, the same in every document that names it so.

        What is printed otherwise is an alternative label.
        """
        if name:
            label = self._labels.setdefault(subject, iris.shared_label(name))
            values = {**values, "rdfs:label": terms.label(label), "skos:altLabel": _other_name(name, label)}
        self.writer.describe(subject, types, values)
        return terms.iri(subject)

    def name(self, subject: str, label: str) -> None:
        """Settle the label of a thing that a list names, whatever the document calls it."""
        self._labels.setdefault(subject, label)

    def project(self, reference: str, code: str = "") -> str | None:
        """The project that a key, name or code of the document means; None for no reference at all."""
        if not reference and not code:
            return None
        known = self._projects.get(_fold(reference)) or self._projects.get(_fold(code))
        code, name = (known.code, known.name) if known else (code, reference)
        subject = iris.project_iri(code, name, self._owner(known) if known else self.department, self.base)
        values = {"cnb:projectCode": terms.text(code), "cnb:department": terms.iri(self.department)}
        return self._once(subject, "cnb:Project", name or code, values)

    def _owner(self, project: Project) -> str:
        """Whose project it is: the department's, or that of its unit where another unit has one of the same name."""
        return self._unit_iri(project.budget_unit) if project.is_one_of_several else self.department

    def _unit_iri(self, name: str) -> str:
        whole = self.disclosure.department
        return iris.unit_iri(name, self.department, whole.name, whole.area, whole.adcode, self.base)

    def unit(self, reference: str, code: str = "", types: str = "cnb:Unit org:Organization") -> str | None:
        """The organisation that a name or code of the document means; None for no reference at all."""
        if not reference:
            return None
        known = self._units.get(_fold(reference))
        name, code = (known.name, known.code) if known else (reference, code)
        subject = self._unit_iri(name)
        if subject == self.department:
            return terms.iri(subject)
        values = {"org:identifier": terms.text(code), "org:subOrganizationOf": terms.iri(self.department)}
        return self._once(subject, types, name, values)

    def subject(self, scheme: str, code: str, printed_label: str = "") -> str | None:
        """The concept of a subject code (科目), with every code above it; None for no code."""
        if not code:
            return None
        scheme = iris.subject_scheme(scheme, self.disclosure.fiscal_year)
        chain = (code, *iris.broader_subjects(code))
        return self.concepts(scheme, chain, {code: printed_label})

    def component(self, name: str) -> str:
        """The concept of a column's meaning; `carryover.government-fund` (a source under a group) is described here."""
        subject = iris.code_iri("component", name)
        group, _, source = name.partition(".")
        if source and (subject, "") not in self._concepts:
            self._concept(subject, "component", name, group, "")
            related = terms.iri(iris.code_iri("component", source))
            self.writer.describe(subject, "", {"skos:related": related, "skos:prefLabel": _joined(group, source)})
        return terms.iri(subject)

    def concepts(self, scheme: str, chain: tuple[str, ...], labels: dict[str, str]) -> str:
        """The concept of the first code of a chain; the others are above it, each above the one before.

        A code is called what its list calls it; `labels` are the names printed, which a code without list goes by.
        What a row prints for a listed code stays with the row: a misprint is no other name of the code.
        """
        for code, above in zip(chain, (*chain[1:], ""), strict=True):
            self._concept(iris.code_iri(scheme, code), scheme, code, above, labels.get(code, ""))
        return terms.iri(iris.code_iri(scheme, chain[0]))

    def _concept(self, subject: str, scheme: str, code: str, above: str, name: str) -> None:
        if (subject, name) in self._concepts:
            return
        self._concepts.add((subject, name))
        values: Values = {
            "skos:notation": terms.text(code),
            "skos:inScheme": terms.iri(iris.code_iri(scheme)),
            "skos:broader": terms.iri(iris.code_iri(scheme, above)) if above else None,
        }
        listed = listed_name(scheme, code)
        if listed:
            self.name(subject, listed)
        self.thing(subject, "skos:Concept", listed or name, values)

    def _once(self, subject: str, types: str, name: str, values: Values) -> str:
        return terms.iri(subject) if subject in self._labels else self.thing(subject, types, name, values)


def source_values(source: Source) -> Values:
    """The source of a fact: line, place in words, box on its page, printed text."""
    return {
        "cnb:sourceBox": terms.text(_box(source.place)),
        "cnb:sourceLine": terms.integer(source.place.line),
        "cnb:sourcePlace": terms.text(str(source.place)),
        "cnb:sourceText": terms.text(source.text[:SOURCE_TEXT_LENGTH]),
    }


def _box(place: Place) -> str:
    """`12 92.6 219.7 130.1 244.3`: page, left, top, right and bottom in points; nothing where no box is known."""
    if place.page is None or place.box is None:
        return ""
    return " ".join([str(place.page), *(f"{edge:.1f}" for edge in place.box)])


def _other_name(name: str, label: str) -> str | None:
    """A printed name beside the label of its thing; None where brackets, widths and blanks are all that differ."""
    return terms.label(name) if _fold(name) != _fold(label) else None


def _joined(group: str, source: str) -> list[str]:
    """The names of a source of funds under a group, as the lexicon names both: 上年结转结余：政府性基金."""
    known = component_names()
    if group not in known or source not in known:
        return []
    (group_zh, group_en), (source_zh, source_en) = known[group], known[source]
    joined = (terms.label(f"{group_zh}：{source_zh}"), terms.label(f"{group_en}: {source_en}", "en"))
    return [label for label in joined if label]


@cache
def component_names() -> dict[str, tuple[str, str]]:
    """Chinese and English names of the components (栏目) by id."""
    return {entry.id: (entry.zh, entry.en) for entry in lexicon.components().component}


def _fold(name: str) -> str:
    return iris.name_segment(name)


def _by_key_code_and_name(projects: Iterable[Project]) -> dict[str, Project]:
    """Every way the document may refer to a project; a key wins over a code, a code over a name."""
    found: dict[str, Project] = {}
    ordered = list(projects)
    for way in ("key", "code", "name"):
        for project in ordered:
            found.setdefault(_fold(getattr(project, way)), project)
    found.pop("", None)
    return found


def _by_code_and_name(units: Iterable[Unit]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    ordered = list(units)
    for way in ("name", "code"):
        for unit in ordered:
            found.setdefault(_fold(getattr(unit, way)), unit)
    found.pop("", None)
    return found

"""A cube without its observations: as cube.link wants it (constraint), and as the RDF Data Cube does (structure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.publishing.cubes.dimensions import CubeDimension, DimensionKind, cube_words
from kb.rdf.description import Description
from kb.store.embedded import PREFIXES
from loaders.namespaces import CODES, namespaces

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.publishing.about import About
    from kb.publishing.cubes.naming import Naming
    from kb.publishing.cubes.outline import CubeOutline

CUBE_PREFIXES = PREFIXES | namespaces(
    "cube", "meta", "qudt", "unit", "schema", "time", "foaf",
    "obeu-attribute", "obeu-dimension", "obeu-measure", "obeu-operation",
)  # fmt: skip
MEASURE = "obeu-measure:amount"
CURRENCY = "http://publications.europa.eu/resource/authority/currency/CNY"
VISUALIZE = "https://ld.admin.ch/application/visualize"
STATUS = "https://ld.admin.ch/vocabulary/CreativeWorkStatus/"
LANGUAGES = ("zh", "en")
SCALE_OF_DATES = ("dateCreated", "datePublished", "dateModified")


@dataclass(frozen=True, slots=True)
class Cube:
    """A cube: its IRI, outline and dimensions, and who observed."""

    iri: str
    outline: CubeOutline
    dimensions: Sequence[CubeDimension]
    observer: str

    @property
    def constraint(self) -> str:
        """The IRI of its constraint."""
        return f"{self.iri}/constraint"

    @property
    def observations(self) -> str:
        """The IRI of the set of its observations."""
        return f"{self.iri}/observations"

    def property_of(self, name: str) -> str:
        """The IRI of what the constraint says of one property."""
        return f"{self.constraint}/{name}"


def cube_head(cube: Cube, about: About, naming: Naming) -> Description:
    """Everything of a cube but its observations."""
    description = Description(CUBE_PREFIXES)
    _cube(description, cube, about, naming)
    _constraint(description, cube)
    _structure(description, cube)
    _names(description, cube, naming)
    return description


def _texts(description: Description, name: str, form: Mapping[str, str]) -> list[ox.Literal]:
    texts = cube_words().texts[name]
    return [description.text(texts[tag].format(form=form.get(tag) or form["zh"]), tag) for tag in LANGUAGES]


def _cube(description: Description, cube: Cube, about: About, naming: Naming) -> None:
    form = naming.of(f"{CODES}form/{cube.outline.form}") or {"zh": cube.outline.form}
    description.add(cube.iri, "rdf:type", "cube:Cube", "qb:DataSet")
    description.add(cube.iri, "schema:name", *_texts(description, "cube", form))
    description.add(cube.iri, "rdfs:label", *_texts(description, "cube", form))
    description.add(cube.iri, "schema:description", *_texts(description, "description", form))
    description.add(cube.iri, "cnb:formKind", f"{CODES}form/{cube.outline.form}")
    description.add(cube.iri, "cube:observationConstraint", cube.constraint)
    description.add(cube.iri, "cube:observationSet", cube.observations)
    description.add(cube.observations, "rdf:type", "cube:ObservationSet")
    description.add(cube.iri, "qb:structure", f"{cube.iri}/structure")
    description.add(cube.iri, "obeu-attribute:currency", CURRENCY)
    description.add(cube.iri, "dcterms:isPartOf", about.dataset)
    description.add(cube.iri, "schema:workExample", VISUALIZE)
    description.add(cube.iri, "schema:creativeWorkStatus", STATUS + ("Published" if about.issued else "Draft"))
    _published(description, cube, about)


def _published(description: Description, cube: Cube, about: About) -> None:
    """Who published the cube and when, as far as the publisher says."""
    if about.issued:
        day = description.typed(about.issued, "xsd:date")
        for name in SCALE_OF_DATES:
            description.add(cube.iri, f"schema:{name}", day)
    if about.publisher_node:
        for name in ("publisher", "creator", "contributor"):
            description.add(cube.iri, f"schema:{name}", about.publisher_node)
        description.add(about.publisher_node, "schema:name", description.text(about.publisher or about.publisher_iri))
    if about.contact or about.email:
        node = f"{about.dataset}#contact"
        description.add(cube.iri, "schema:contactPoint", node)
        description.add(node, "schema:name", description.text(about.contact or about.publisher or about.email))
        description.add(node, "schema:email", description.text(about.email) if about.email else None)


def _constraint(description: Description, cube: Cube) -> None:
    """The constraint: a closed shape with one property shape a dimension."""
    description.add(cube.constraint, "rdf:type", "cube:Constraint", "sh:NodeShape")
    description.add(cube.constraint, "sh:closed", description.typed("true", "xsd:boolean"))
    ignored = ["rdf:type", "qb:dataSet", "prov:wasDerivedFrom"]
    _list(description, cube.constraint, "sh:ignoredProperties", [description.iri(name) for name in ignored])
    _property(description, cube, "type", "rdf:type", 0, [description.iri("cube:Observation")])
    _property(description, cube, "observedBy", "cube:observedBy", 0, [description.iri(cube.observer)])
    for order, dimension in enumerate(cube.dimensions, 1):
        _dimension(description, cube, dimension, order)
    _measure(description, cube, len(cube.dimensions) + 1)


def _property(
    description: Description,
    cube: Cube,
    name: str,
    path: str,
    order: int,
    values: Sequence[ox.NamedNode | ox.Literal] = (),
) -> str:
    """A property shape; gives its IRI."""
    node = cube.property_of(name)
    description.add(cube.constraint, "sh:property", node)
    description.add(node, "rdf:type", "sh:PropertyShape")
    description.add(node, "sh:path", path)
    description.add(node, "sh:order", order)
    description.add(node, "sh:minCount", 1)
    description.add(node, "sh:maxCount", 1)
    if values:
        _list(description, node, "sh:in", values)
    if order == 0:
        description.add(node, "sh:nodeKind", "sh:IRI")
    return node


def _dimension(description: Description, cube: Cube, dimension: CubeDimension, order: int) -> None:
    values = sorted(cube.outline.values[dimension.name], key=str)
    if dimension.name in cube.outline.undefined:
        values.append(undefined(description, dimension.kind))
    node = _property(description, cube, dimension.name, dimension.path, order, values)
    description.add(node, "rdf:type", "cube:KeyDimension")
    description.add(node, "schema:name", description.text(dimension.zh, "zh"), description.text(dimension.en, "en"))
    description.add(node, "qudt:scaleType", f"qudt:{dimension.scale}")
    _kind(description, node, dimension, is_mixed=dimension.name in cube.outline.undefined)
    if dimension.kind is DimensionKind.YEAR:
        description.add(node, "meta:dataKind", f"{node}/kind")
        description.add(f"{node}/kind", "rdf:type", "time:GeneralDateTimeDescription")
        description.add(f"{node}/kind", "time:unitType", "time:unitYear")


def _kind(description: Description, node: str, dimension: CubeDimension, *, is_mixed: bool) -> None:
    """What the values are; where some are undefined, of two datatypes."""
    if dimension.kind is DimensionKind.IRI:
        description.add(node, "sh:nodeKind", "sh:IRI")
        return
    description.add(node, "sh:nodeKind", "sh:Literal")
    if not is_mixed:
        description.add(node, "sh:datatype", dimension.kind.datatype)
        return
    choices = []
    for name, datatype in (("defined", dimension.kind.datatype), ("undefined", "cube:Undefined")):
        choices.append(description.iri(f"{node}/{name}"))
        description.add(f"{node}/{name}", "sh:datatype", datatype)
    _list(description, node, "sh:or", choices)


def _measure(description: Description, cube: Cube, order: int) -> None:
    node = _property(description, cube, "amount", MEASURE, order)
    texts = cube_words().texts["amount"]
    description.add(node, "rdf:type", "cube:MeasureDimension")
    description.add(node, "schema:name", *(description.text(texts[tag], tag) for tag in LANGUAGES))
    description.add(node, "sh:nodeKind", "sh:Literal")
    description.add(node, "sh:datatype", "xsd:decimal")
    description.add(node, "qudt:scaleType", "qudt:RatioScale")
    description.add(node, "qudt:hasUnit", "unit:CCY_CNY")


def undefined(description: Description, kind: DimensionKind) -> ox.NamedNode | ox.Literal:
    """What stands where a figure has no value on a dimension."""
    return description.iri("cube:Undefined") if kind is DimensionKind.IRI else description.typed("", "cube:Undefined")


def _list(description: Description, subject: str, name: str, values: Sequence[ox.NamedNode | ox.Literal]) -> None:
    """An RDF list whose nodes have IRIs: exports hold no blank nodes."""
    nodes = [f"{subject}/{name.partition(':')[2]}/{number}" for number in range(1, len(values) + 1)]
    for subject_of, property_name, node in _links(subject, name, nodes):
        description.add(subject_of, property_name, node)
    for node, value in zip(nodes, values, strict=True):
        description.add(node, "rdf:first", value)


def _links(subject: str, name: str, nodes: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    yield subject, name, nodes[0]
    for node, following in zip(nodes, [*nodes[1:], "rdf:nil"], strict=True):
        yield node, "rdf:rest", following


def _structure(description: Description, cube: Cube) -> None:
    """The structure of the RDF Data Cube."""
    structure = f"{cube.iri}/structure"
    description.add(structure, "rdf:type", "qb:DataStructureDefinition")
    for order, dimension in enumerate(cube.dimensions, 1):
        _component(description, structure, dimension.name, order, "qb:dimension", dimension.path)
        description.add(dimension.path, "rdf:type", "qb:DimensionProperty")
    last = len(cube.dimensions)
    _component(description, structure, "amount", last + 1, "qb:measure", MEASURE)
    _component(description, structure, "figure", last + 2, "qb:attribute", "prov:wasDerivedFrom")
    node = _component(description, structure, "currency", last + 3, "qb:attribute", "obeu-attribute:currency")
    description.add(node, "qb:componentAttachment", "qb:DataSet")
    description.add(MEASURE, "rdf:type", "qb:MeasureProperty")
    description.add("prov:wasDerivedFrom", "rdf:type", "qb:AttributeProperty")
    description.add("obeu-attribute:currency", "rdf:type", "qb:AttributeProperty")


def _component(description: Description, structure: str, name: str, order: int, role: str, path: str) -> str:
    node = f"{structure}/{name}"
    description.add(structure, "qb:component", node)
    description.add(node, "rdf:type", "qb:ComponentSpecification")
    description.add(node, role, path)
    description.add(node, "qb:order", order)
    return node


def _names(description: Description, cube: Cube, naming: Naming) -> None:
    """The names of the values."""
    for dimension in cube.dimensions:
        if dimension.kind is DimensionKind.IRI:
            for value in cube.outline.values[dimension.name]:
                texts = (description.text(text, tag) for tag, text in naming.of(value.value).items())
                description.add(value.value, "schema:name", *texts)

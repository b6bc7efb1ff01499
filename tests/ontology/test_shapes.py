"""Every shape has a case that fails: one break in an otherwise sound graph, and the right shape speaks.

All broken things are in one graph and are validated once; a case is a copy of a sound node with one change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from complete_disclosure import CNB, CODE, ONTOLOGY, disclosure_graph, parsed
from rdflib import Graph, Literal, Namespace, URIRef, namespace
from rdflib.namespace import DCTERMS, ORG, QB, RDF, RDFS, SH, SKOS

SHAPE = Namespace("https://w3id.org/cnbudget/shapes#")
CASES = Namespace("https://example.org/case/")

Node = tuple[URIRef, URIRef, Literal | None]
"""A kind of node of the sound graph: its class, a property it must have (rdf:type for any) and that one's value."""


@dataclass(frozen=True)
class Case:
    """`node` copied with `path` set to `values` (none: taken away) breaks `shape`."""

    shape: str
    node: Node
    path: URIRef
    values: tuple[Literal | URIRef, ...]

    @property
    def id(self) -> str:
        return f"{self.shape}={'+'.join(map(str, self.values)) or 'missing'}"


def a(kind: URIRef) -> Node:
    """Any node of a class."""
    return (kind, RDF.type, None)


def number(value: str) -> Literal:
    return Literal(value, datatype=namespace.XSD.decimal)


def missing(node: Node, prefix: str, **paths: URIRef) -> Iterator[Case]:
    """A required property taken away."""
    for name, path in paths.items():
        yield Case(f"{prefix}-{name}", node, path, ())


def own(*names: str) -> dict[str, URIRef]:
    """Own properties by their local names."""
    return {name: CNB[name] for name in names}


def twice(node: Node, prefix: str, *names: str) -> Iterator[Case]:
    """An own text property with two values where one is allowed."""
    for name in names:
        yield Case(f"{prefix}-{name}", node, CNB[name], (Literal("one"), Literal("two")))


def wrong(node: Node, prefix: str, path: URIRef, *values: Literal | URIRef, name: str = "") -> Iterator[Case]:
    """One value after the other that the property must not have."""
    local = name or str(path).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    for value in values:
        yield Case(f"{prefix}-{local}", node, path, (value,))


def undecimal(node: Node, prefix: str, *names: str) -> Iterator[Case]:
    """A number that is no exact decimal."""
    for name in names:
        yield from wrong(node, prefix, CNB[name], Literal("8.0", datatype=namespace.XSD.double))


YEAR_IN_CHINESE = Literal("二〇二六", datatype=namespace.XSD.gYear)
ZERO, TEXT, ELSEWHERE = Literal(0), Literal("x"), URIRef("https://example.org/x")
FACT, FORM, ENTRY, STATEMENT, CITATION = map(a, (CNB.Duty, CNB.Form, CNB.ProjectEntry, CNB.Statement, CNB.Citation))
FINDING, LIST = a(SH.ValidationResult), a(SKOS.ConceptScheme)
OBSERVATION: Node = (QB.Observation, CNB.amount, None)
INDICATOR: Node = (CNB.Indicator, CNB.operator, None)
INDICATOR_OF_ONE_LEVEL: Node = (CNB.Indicator, CNB.targetText, None)
NUMBERED: Node = (CNB.PolicyDocument, CNB.agencyCode, None)
AGENCY: Node = (SKOS.Concept, CNB.agencyLevel, None)
LISTED: Node = (SKOS.Concept, CNB.verification, None)
SUBJECT: Node = (SKOS.Concept, SKOS.notation, Literal("2101505"))


def cases() -> Iterator[Case]:
    # facts
    yield from missing(FACT, "Fact", **own("disclosure", "department", "fiscalYear", "sourcePlace", "sourceText"))
    yield from wrong(FACT, "Fact", CNB.disclosure, TEXT, ELSEWHERE)
    yield from wrong(FACT, "Fact", CNB.department, ELSEWHERE)
    yield from wrong(
        FACT, "Fact", CNB.fiscalYear, YEAR_IN_CHINESE, Literal("2026"), Literal("26", datatype=namespace.XSD.gYear)
    )
    yield from missing(FACT, "Fact", **own("stage"))
    yield from wrong(FACT, "Fact", CNB.stage, Literal("概算"))
    yield from wrong(FACT, "Fact", CNB.sourceText, Literal("长" * 201))
    yield from wrong(FACT, "Fact", CNB.sourceLine, ZERO, Literal("line 4"))
    yield from wrong(FACT, "Fact", CNB.sourceBox, Literal("12 92.6 219.7 130.1"), Literal("page 12"))
    yield from missing(FACT, "OrderedFact", order=CNB.order)
    yield from wrong(FACT, "OrderedFact", CNB.order, ZERO)
    # disclosure
    node = a(CNB.Disclosure)
    yield from missing(node, "Disclosure", identifier=DCTERMS.identifier)
    yield from missing(node, "Disclosure", **own("department", "fiscalYear", "kind", "file", "sha256", "format"))
    yield from missing(node, "Disclosure", **own("numbers", "numbersRead", "unreadLines"))
    yield from wrong(node, "Disclosure", DCTERMS.title, Literal("no language"), Literal("Budget", "en"))
    yield from wrong(node, "Disclosure", CNB.fiscalYear, YEAR_IN_CHINESE)
    yield from wrong(node, "Disclosure", CNB.kind, Literal("概算"))
    yield from wrong(node, "Disclosure", CNB.sha256, Literal("123"))
    yield from wrong(node, "Disclosure", CNB.numbers, Literal(-1))
    yield from wrong(node, "Disclosure", CNB.numbersRead, Literal(31))
    yield from wrong(node, "Disclosure", CNB.warning, Literal(3))
    # departments and units
    yield from missing(a(CNB.Department), "Department", label=RDFS.label)
    yield from missing(a(CNB.Department), "Department", prefLabel=SKOS.prefLabel)
    yield from missing(a(CNB.GivenValue), "GivenValue", **own("valueName", "value", "origin"))
    yield from wrong(a(CNB.GivenValue), "GivenValue", CNB.valueName, Literal("title"))
    yield from wrong(a(CNB.Department), "Department", ORG.identifier, Literal(450))
    yield from wrong(a(CNB.Department), "Department", CNB.area, Literal("139999"), CODE["functional/208"])
    yield from twice(a(CNB.Department), "Department", "areaName", "provinceName")
    yield from missing(a(CNB.Unit), "Unit", label=RDFS.label, subOrganizationOf=ORG.subOrganizationOf)
    yield from wrong(a(CNB.Unit), "Unit", ORG.identifier, Literal(450))
    yield from wrong(a(CNB.Unit), "Unit", ORG.subOrganizationOf, ELSEWHERE)
    yield from missing(a(CNB.UnitEntry), "UnitEntry", **own("unit", "unitName", "kind"))
    yield from twice(a(CNB.UnitEntry), "UnitEntry", "unitCode", "nature", "rank", "funding")
    yield from wrong(a(CNB.UnitEntry), "UnitEntry", CNB.natureKind, Literal("行政"), CODE["component/total"])
    # forms
    yield from missing(FORM, "Form", **own("status", "figures"))
    yield from wrong(FORM, "Form", CNB.status, Literal("lost"))
    yield from wrong(FORM, "Form", CNB.figures, Literal(-1))
    yield from twice(FORM, "Form", "note", "printedUnit", "formNumber")
    yield from wrong(FORM, "Form", CNB.project, ELSEWHERE)
    yield from missing(FORM, "DataSet", formKind=CNB.formKind, structure=QB.structure)
    yield from wrong(FORM, "DataSet", CNB.formKind, TEXT, CODE["phase/budget"])
    yield from wrong(FORM, "DataSet", DCTERMS.title, Literal("表", "zh"))
    yield from wrong(FORM, "DataSet", DCTERMS.isPartOf, ELSEWHERE)
    # figures
    yield from missing(OBSERVATION, "Observation", dataSet=QB.dataSet, measure=CNB.amount)
    yield from missing(OBSERVATION, "Observation", **own("formKind", "phase", "component", "rowNumber", "position"))
    yield from missing(OBSERVATION, "Observation", **own("isRowTotal", "isColumnTotal", "printedAmount"))
    yield from wrong(OBSERVATION, "Observation", QB.dataSet, ELSEWHERE)
    yield from wrong(OBSERVATION, "Observation", CNB.component, Literal("支出"), CODE["phase/budget"])
    yield from wrong(OBSERVATION, "Observation", CNB.rowComponent, Literal("事业收入"), CODE["phase/budget"])
    yield from wrong(OBSERVATION, "Observation", CNB.rowNumber, ZERO)
    yield from wrong(OBSERVATION, "Observation", CNB.columnNumber, ZERO)
    yield from wrong(OBSERVATION, "Observation", CNB.addsUpTo, TEXT, ELSEWHERE)
    yield from wrong(OBSERVATION, "Observation", CNB.ofWhich, TEXT, ELSEWHERE)
    yield from wrong(OBSERVATION, "Observation", CNB.subject, ELSEWHERE)
    yield from wrong(OBSERVATION, "Observation", CNB.project, ELSEWHERE)
    yield from wrong(OBSERVATION, "Observation", CNB.budgetUnit, TEXT)
    yield from wrong(OBSERVATION, "Observation", CNB.printedAmount, Literal("7,272.94"), Literal("——"))
    yield from wrong(OBSERVATION, "Observation", CNB.isRowTotal, Literal("yes"))
    yield from undecimal(OBSERVATION, "Observation", "amount", "totalAmount", "quantity")
    yield from twice(OBSERVATION, "Observation", "rowLabel", "rowCode", "columnLabel", "side", "printedUnit")
    yield from twice(OBSERVATION, "Observation", "secondCode", "secondLabel", "repaired")
    yield from missing(OBSERVATION, "Observation", printedDecimals=CNB.printedDecimals)
    yield from wrong(OBSERVATION, "Observation", CNB.printedMultiplier, Literal(-1), Literal(10000), Literal("万"))
    yield Case("Observation-measure", OBSERVATION, CNB.totalAmount, (number("80000"),))
    yield Case("Observation-totals-row", OBSERVATION, CNB.isRowTotal, (Literal(True),))
    yield Case("Observation-totals-column", OBSERVATION, CNB.isColumnTotal, (Literal(True),))
    # projects
    yield from missing(a(CNB.Project), "Project", label=RDFS.label, department=CNB.department)
    yield from twice(a(CNB.Project), "Project", "projectCode")
    yield from missing(ENTRY, "ProjectEntry", **own("project", "projectName"))
    yield from wrong(ENTRY, "ProjectEntry", CNB.project, ELSEWHERE)
    yield from wrong(ENTRY, "ProjectEntry", CNB.budgetUnit, TEXT)
    yield from wrong(ENTRY, "ProjectEntry", CNB.projectKind, Literal("特定目标类"), CODE["unit-nature/enterprise"])
    yield from wrong(ENTRY, "ProjectEntry", CNB.amountLine, ZERO)
    for part in ("goal", "payment", "mention"):
        yield from wrong(ENTRY, "ProjectEntry", CNB[part], ELSEWHERE)
    yield from undecimal(
        ENTRY, "ProjectEntry", "projectAmount", "fiscalAmount", "otherAmount", "carryoverAmount", "executedAmount"
    )
    yield from twice(ENTRY, "ProjectEntry", "projectCode", "projectType", "printedUnit", "purpose", "amountPlace")
    yield from twice(ENTRY, "ProjectEntry", "executionRate", "period")
    for kind in ("Project", "Fiscal", "Other", "Carryover", "Executed"):
        yield from twice(ENTRY, "ProjectEntry", f"printed{kind}Amount")
    yield from missing(a(CNB.Goal), "Goal", **own("order", "text"))
    yield from missing(a(CNB.Payment), "Payment", **own("order", "paymentTime"))
    yield from twice(a(CNB.Payment), "Payment", "printedShare")
    yield from wrong(a(CNB.Payment), "Payment", CNB.share, number("25"), number("-0.1"))
    yield from missing(a(CNB.Mention), "Mention", **own("order", "text", "sourcePlace"))
    yield from twice(a(CNB.Mention), "Mention", "context")
    # indicators
    yield from missing(INDICATOR, "Indicator", owner=CNB.owner)
    yield from wrong(INDICATOR, "Indicator", CNB.owner, Literal("部门整体"))
    yield from wrong(INDICATOR, "Indicator", CNB.project, ELSEWHERE)
    yield from wrong(INDICATOR, "Indicator", CNB.form, ELSEWHERE)
    yield from wrong(INDICATOR, "Indicator", CNB.operator, Literal("≥"))
    for level in ("level1Kind", "level2Kind"):
        yield from wrong(INDICATOR, "Indicator", CNB[level], Literal("产出指标"), CODE["component/total"])
    yield from undecimal(INDICATOR, "Indicator", "targetNumber")
    yield from twice(INDICATOR, "Indicator", "level1", "level2", "level3", "description", "target")
    yield from twice(INDICATOR, "Indicator", "targetUnit", "targetText", "basis", "score")
    yield from twice(INDICATOR, "Indicator", "weight", "actualValue", "deviationReason")
    yield Case("Indicator-levels", INDICATOR_OF_ONE_LEVEL, CNB.level3, ())
    # policy documents
    yield from missing(NUMBERED, "PolicyDocument", label=RDFS.label)
    yield from twice(NUMBERED, "PolicyDocument", "agencyCode")
    yield from wrong(NUMBERED, "PolicyDocument", CNB.agency, Literal("河北省财政厅"))
    yield from wrong(NUMBERED, "PolicyDocument", CNB.policyYear, YEAR_IN_CHINESE)
    yield from wrong(NUMBERED, "PolicyDocument", CNB.policyNumber, Literal("第一"))
    for part in ("agencyCode", "policyYear", "policyNumber", "agency"):
        yield Case("PolicyDocument-number", NUMBERED, CNB[part], ())
    yield from wrong(AGENCY, "Agency", CNB.area, CODE["functional/208"])
    yield from wrong(AGENCY, "Agency", CNB.agencyLevel, Literal("town"))
    yield from wrong(AGENCY, "Agency", CNB.agencyField, Literal(3))
    yield from wrong(AGENCY, "Agency", CNB.agencyCertain, Literal("yes"))
    yield from missing(CITATION, "Citation", **own("policy", "raw"))
    yield from wrong(CITATION, "Citation", CNB.policy, ELSEWHERE)
    yield from wrong(CITATION, "Citation", CNB.project, ELSEWHERE)
    yield from wrong(CITATION, "Citation", CNB.citedYear, YEAR_IN_CHINESE)
    yield from twice(CITATION, "Citation", "citedTitle", "citedNumber", "context")
    # texts
    yield from missing(STATEMENT, "Statement", measureName=CNB.measureName)
    yield from undecimal(STATEMENT, "Statement", "statedNumber", "statedAmount")
    yield from wrong(STATEMENT, "Statement", CNB.statedYear, YEAR_IN_CHINESE)
    yield from wrong(STATEMENT, "Statement", CNB.baseYear, YEAR_IN_CHINESE)
    yield from wrong(STATEMENT, "Statement", CNB.direction, Literal("上升"))
    yield from twice(
        STATEMENT, "Statement", "printedAmount", "printedUnit", "reason", "section", "sentence", "aboutText"
    )
    yield from wrong(STATEMENT, "Statement", CNB.about, TEXT, ELSEWHERE)
    yield from missing(a(CNB.Duty), "Duty", text=CNB.text)
    yield from missing(a(CNB.DepartmentGoal), "DepartmentGoal", **own("kind", "text"))
    yield from twice(a(CNB.DepartmentGoal), "DepartmentGoal", "taskName")
    yield from missing(a(CNB.GlossaryEntry), "GlossaryEntry", term=CNB["term"], definition=SKOS.definition)
    yield from missing(a(CNB.UnreadPart), "UnreadPart", **own("kind", "text", "reason"))
    yield from wrong(a(CNB.UnreadPart), "UnreadPart", CNB.kind, Literal("page"))
    # outline
    node = a(CNB.Section)
    yield from missing(node, "Section", **own("inContents"))
    yield from twice(node, "Section", "text", "number", "numberStyle", "section")
    yield from wrong(node, "Section", CNB.numberValue, ZERO)
    yield from missing(node, "Fact", sourcePlace=CNB.sourcePlace)
    yield from missing(a(CNB.FormMention), "FormMention", **own("text", "formKind"))
    node = a(CNB.Wording)
    yield from missing(node, "Wording", **own("kind", "text"))
    yield from twice(node, "Wording", "textBefore", "section")
    yield from wrong(FORM, "Form", CNB.headerShift, ELSEWHERE)
    yield from missing(a(CNB.HeaderWord), "HeaderWord", **own("text", "sourcePlace"))
    yield from wrong(FORM, "Form", CNB.namedDepartment, ELSEWHERE)
    yield from wrong(FORM, "Form", CNB.namedCode, ELSEWHERE)
    yield from wrong(FORM, "Form", CNB.rowGap, ELSEWHERE)
    yield from missing(a(CNB.FormRemark), "FormRemark", **own("text", "sourcePlace"))
    yield from missing(a(CNB.EarlierVersion), "EarlierVersion", **own("sha256", "file"))
    yield from wrong(a(CNB.EarlierVersion), "EarlierVersion", CNB.sha256, Literal("123"))
    # sums
    node = a(CNB.Sum)
    yield from missing(node, "Sum", **own("sum"))
    yield from undecimal(node, "Sum", "sum", "largestAmount")
    for name in ("formSumOf", "sumComponent", "sumSubject", "nonZeroFigures"):
        yield from wrong(node, "Sum", CNB[name], Literal("210"))
    # codes
    yield from missing(LIST, "ConceptScheme", prefLabel=SKOS.prefLabel)
    yield from wrong(LIST, "ConceptScheme", SKOS.prefLabel, Literal("功能分类", "zh"))
    yield from missing(LISTED, "Concept", notation=SKOS.notation, inScheme=SKOS.inScheme)
    yield from wrong(LISTED, "Concept", SKOS.broader, Literal("208"))
    yield from wrong(LISTED, "Concept", SKOS.altLabel, Literal("no language"))
    yield Case("Concept-prefLabel", LISTED, SKOS.prefLabel, (Literal("甲", "zh"), Literal("乙", "zh")))
    yield from wrong(LISTED, "Concept", CNB.verification, Literal("sure"))
    for path in ("attestedYear", "validFrom", "validUntil"):
        yield from wrong(LISTED, "Concept", CNB[path], YEAR_IN_CHINESE)
    yield Case("Concept-evidence", LISTED, DCTERMS.source, ())
    yield from wrong(SUBJECT, "Subject", SKOS.notation, Literal("20"), Literal("2101505A"))
    yield from wrong(SUBJECT, "Subject", SKOS.inScheme, CODE["area"])
    yield Case("Subject-broader", SUBJECT, SKOS.broader, ())
    # findings
    yield from missing(FINDING, "Finding", rule=CNB.rule, disclosure=CNB.disclosure, resultMessage=SH.resultMessage)
    yield from missing(FINDING, "Finding", resultSeverity=SH.resultSeverity)
    yield from wrong(FINDING, "Finding", SH.resultSeverity, Literal("error"))
    yield from wrong(FINDING, "Finding", SH.resultMessage, Literal("no language"))
    yield from twice(FINDING, "Finding", "rule", "values", "sourceLines")


CASE_LIST = list(cases())
UNTARGETED = {"Finding-rule=missing"}
"""A finding is known by its rule, so one without a rule is no finding to the shapes."""


def sound_graph() -> Graph:
    """A complete disclosure, one finding, one code list with two codes."""
    graph = disclosure_graph()
    graph += additions()
    return graph


def additions() -> Graph:
    return Graph().parse(
        data="""
        @prefix cnb: <https://w3id.org/cnbudget/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <https://example.org/> .
        :list a skos:ConceptScheme ; skos:prefLabel "表"@zh , "list"@en .
        :top a skos:Concept ; skos:notation "1" ; skos:inScheme :list ; skos:prefLabel "一"@zh .
        :code a skos:Concept ; skos:notation "11" ; skos:inScheme :list ; skos:broader :top ; skos:altLabel "甲"@zh ;
            skos:prefLabel "十一"@zh , "eleven"@en ; cnb:verification "printed" ; dcterms:source "某预算"@zh ;
            cnb:attestedYear "2024"^^xsd:gYear ; cnb:validFrom "2018"^^xsd:gYear ; cnb:validUntil "2030"^^xsd:gYear .
        :finding a sh:ValidationResult ; cnb:rule "sum" ; sh:resultSeverity sh:Violation ; cnb:values "1 | 2" ;
            sh:resultMessage "不等"@zh , "unequal"@en ; cnb:sourceLines "3 | 4" ;
            cnb:disclosure <https://w3id.org/cnbudget/disclosure/青山县医疗保障局-2026-预算> .
        """,
        format="turtle",
    )


def add_case(graph: Graph, sound: Graph, case: Case) -> URIRef:
    """Copy a sound node under a name of its own with the one change; gives that name."""
    kind, path, value = case.node
    example = min(node for node in sound.subjects(RDF.type, kind) if (node, path, value) in sound)
    broken = CASES[str(CASE_LIST.index(case))]
    for its_path, its_value in sound.predicate_objects(example):
        if its_path != case.path:
            graph.add((broken, its_path, its_value))
    for its_value in case.values:
        graph.add((broken, case.path, its_value))
    for pointing in (CNB.subject, CNB.agency):
        if (None, pointing, example) in sound:
            graph.add((CASES.row, pointing, broken))
    return broken


def results(engine_name: str, graph: Graph) -> set[tuple[URIRef, str]]:
    """What a SHACL engine finds: focus nodes and the local names of the shapes that speak of them."""
    engine = pytest.importorskip(engine_name, reason=f"needs the SHACL engine {engine_name}")
    _, report, _ = engine.validate(graph, shacl_graph=shapes_graph())
    return {
        (report.value(result, SH.focusNode), str(report.value(result, SH.sourceShape))[len(SHAPE) :])
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


@cache
def shapes_graph() -> Graph:
    return parsed(*(ONTOLOGY / "shapes").glob("*.ttl"))


@pytest.fixture(scope="module")
def broken_graph() -> Graph:
    sound = sound_graph()
    graph = sound_graph()
    for case in CASE_LIST:
        add_case(graph, sound, case)
    return graph


@pytest.fixture(scope="module")
def found(broken_graph: Graph) -> set[tuple[URIRef, str]]:
    return results("pyshacl_turbo", broken_graph)


@pytest.mark.parametrize("case", CASE_LIST, ids=[case.id for case in CASE_LIST])
def test_the_right_shape_speaks(case: Case, found: set[tuple[URIRef, str]]) -> None:
    focus = CASES[str(CASE_LIST.index(case))]
    assert ((focus, case.shape) in found) == (case.id not in UNTARGETED)


def test_a_second_engine_finds_the_same(broken_graph: Graph, found: set[tuple[URIRef, str]]) -> None:
    assert results("pyshacl", broken_graph) == found


def test_a_sound_graph_conforms() -> None:
    assert results("pyshacl_turbo", sound_graph()) == set()


def test_the_code_lists_conform() -> None:
    assert results("pyshacl_turbo", parsed(*(ONTOLOGY / "codelists").glob("*.ttl"))) == set()


def test_every_shape_has_a_failing_case() -> None:
    that_say_something = {str(shape)[len(SHAPE) :] for shape in shapes_graph().subjects(SH.message)}
    assert {case.shape for case in CASE_LIST} == that_say_something


def test_every_message_is_in_both_languages() -> None:
    shapes = shapes_graph()
    for shape in shapes.subjects(SH.message):
        assert sorted(message.language for message in shapes.objects(shape, SH.message)) == ["en", "zh"]

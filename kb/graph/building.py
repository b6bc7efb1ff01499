"""Builds the network out of the store: rows of `queries/graph/`, each thing under the IRI that stands for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kb.graph.assignment import Assignment, assign
from kb.graph.network import Gap, Network, NodeKind, Relation, Topic
from kb.graph.rows import Row, rows_of
from kb.links import Links

if TYPE_CHECKING:
    import networkx as nx

    from kb.store.interface import GraphStore

WAN = -4
"""Decimal places between 元 and 万元."""


def network_of(store: GraphStore, links: Links) -> Network:
    """The network of everything the store holds, with what is one thing as one node."""
    builder = _Builder(links.clusters.root, {row["document"]: row for row in rows_of(store, "disclosures")})
    builder.add_documents()
    builder.add_units(rows_of(store, "units"))
    builder.add_subjects(rows_of(store, "subjects"))
    spending = spending_by_document(rows_of(store, "spending"))
    builder.add_spending(spending)
    projects = rows_of(store, "projects")
    builder.add_projects(projects)
    builder.add_citations(rows_of(store, "citations"))
    builder.add_assignments(projects, spending)
    return Network(builder.graph, tuple(builder.gaps))


FORMS = ("expenditure", "general-expenditure", "fiscal-expenditure")
"""Forms that show spending by functional code, the widest first: one of them per document."""


def spending_by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The spending of each document by functional code, from the first of FORMS that has such figures."""
    by_form: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_form[row["document"]][row["form"].rpartition("/")[2]].append(row)
    return {document: next(forms[name] for name in FORMS if name in forms) for document, forms in by_form.items()}


@dataclass(slots=True)
class _Builder:
    """Puts rows into the graph, each thing under the IRI that stands for it."""

    root: Callable[[str], str]
    documents: dict[str, Row]
    gaps: list[Gap] = field(default_factory=list)
    graph: nx.MultiDiGraph = field(init=False)

    def __post_init__(self) -> None:
        import networkx as nx

        self.graph = nx.MultiDiGraph()

    def node(self, iri: str, kind: NodeKind, label: str, **others: str) -> str:
        """The node of an IRI, described when it is first met; an IRI that stands for a cluster gives the label."""
        root = self.root(iri)
        if root not in self.graph or iri == root:
            self.graph.add_node(root, kind=kind.value, label=label, **others)
        return root

    def edge(
        self,
        one: str,
        other: str,
        relation: Relation,
        document: str,
        place: str | None,
        amount: Decimal | None = None,
        *,
        dated: bool = True,
    ) -> None:
        """What a document says of two nodes. Several documents of one year and kind make one edge."""
        if one == other:
            return
        row = self.documents[document]
        year, phase = (row["year"], row["kind"] or "") if dated else ("", "")
        key = f"{relation.value} {year} {phase}".strip()
        money = amount.scaleb(WAN) if amount is not None else None
        if self.graph.has_edge(one, other, key):
            self._again(self.graph.edges[one, other, key], document, place, money)
            return
        self.graph.add_edge(
            one,
            other,
            key,
            relation=relation.value,
            year=year,
            phase=phase,
            amount=money,
            documents=[document],
            places=[place or ""],
        )

    def _again(self, edge: dict[str, Any], document: str, place: str | None, amount: Decimal | None) -> None:
        """The same said once more: within a document amounts add up, another document must not count twice."""
        if edge["documents"][-1] == document:
            if amount is not None:
                edge["amount"] = amount + (edge["amount"] or 0)
                edge["places"][-1] += f"; {place}" if place else ""
            return
        if document in edge["documents"]:
            return
        if amount is not None and edge["amount"] not in (None, amount):
            self.gaps.append(Gap(Topic.CLASH, document, f"{amount} 万元"))
        edge["documents"].append(document)
        edge["places"].append(place or "")

    def department(self, document: str) -> str:
        """The node of the department that published a document."""
        row = self.documents[document]
        return self.node(row["department"], NodeKind.DEPARTMENT, row["department_name"])

    def add_documents(self) -> None:
        for document, row in self.documents.items():
            department = self.department(document)
            published = self.node(row["disclosure"], NodeKind.DOCUMENT, document, year=row["year"])
            self.edge(published, department, Relation.PUBLISHED_BY, document, None)
            if row["area"]:
                area = self.node(row["area"], NodeKind.AREA, row["area_name"] or row["area"].rpartition("/")[2])
                self.edge(department, area, Relation.IN_AREA, document, None, dated=False)

    def add_units(self, rows: Iterable[Row]) -> None:
        for row in rows:
            department = self.department(row["document"])
            if self.root(row["unit"]) != department:
                unit = self.node(row["unit"], NodeKind.UNIT, row["name"])
                self.edge(unit, department, Relation.PART_OF, row["document"], None, dated=False)

    def add_subjects(self, rows: list[Row]) -> None:
        document = next(iter(self.documents), "")
        for row in rows:
            name = row["official"] or row["printed"] or ""
            self.node(row["subject"], NodeKind.SUBJECT, f"{row['code']} {name}".strip(), code=row["code"])
        for row in rows:
            if row["broader"] in self.graph:
                self.edge(row["subject"], row["broader"], Relation.BELONGS_UNDER, document, None, dated=False)
                self.graph.edges[row["subject"], row["broader"], Relation.BELONGS_UNDER.value].update(
                    documents=[], places=[]
                )

    def add_spending(self, spending: dict[str, list[Row]]) -> None:
        for document, rows in spending.items():
            for row in rows:
                self.edge(
                    self.department(document), row["subject"], Relation.SPENDS_ON, document, row["place"], row["amount"]
                )
        for document in sorted(set(self.documents) - set(spending)):
            self.gaps.append(Gap(Topic.SPENDING, document))

    def add_projects(self, rows: Iterable[Row]) -> None:
        for row in rows:
            document = row["document"]
            project = self.node(row["project"], NodeKind.PROJECT, row["name"], code=row["code"] or "")
            department = self.department(document)
            self.edge(department, project, Relation.RUNS, document, row["place"], row["amount"])
            if row["unit"] and self.root(row["unit"]) in self.graph:
                self.edge(self.root(row["unit"]), project, Relation.CARRIES_OUT, document, row["place"], row["amount"])
            if row["amount"] is None:
                self.gaps.append(Gap(Topic.AMOUNT, document, row["name"]))

    def add_citations(self, rows: Iterable[Row]) -> None:
        for row in rows:
            document = row["document"]
            title = f"《{row['title']}》" if row["title"] and row["title"] != row["name"] else ""
            policy = self.node(row["policy"], NodeKind.POLICY, row["name"], title=title)
            project = self.root(row["project"]) if row["project"] else ""
            if project in self.graph:
                self.edge(
                    project, policy, Relation.RESTS_ON, document, row["place"], self._project_amount(project, document)
                )
            else:
                self.edge(self.department(document), policy, Relation.CITES, document, row["place"])

    def _project_amount(self, project: str, document: str) -> Decimal | None:
        """The project's amount in yuan in a document."""
        for _one, _other, edge in self.graph.in_edges(project, data=True):
            if edge["relation"] == Relation.RUNS and document in edge["documents"] and edge["amount"] is not None:
                return Decimal(edge["amount"]).scaleb(-WAN)
        return None

    def add_assignments(self, projects: Iterable[Row], spending: dict[str, list[Row]]) -> None:
        """Which subject code pays for which project, where the amounts leave one way only."""
        by_document: dict[str, list[Row]] = defaultdict(list)
        for row in projects:
            by_document[row["document"]].append(row)
        for document, rows in by_document.items():
            found = assign(
                {row["subject"]: row["project_amount"] for row in spending.get(document, ()) if row["project_amount"]},
                {row["entry"]: row["amount"] for row in rows if row["amount"]},
            )
            if not isinstance(found, Assignment):
                self.gaps.append(Gap(Topic.SUBJECT, document, found.value[0]))
                continue
            for row in rows:
                if row["entry"] in found.subjects:
                    project, subject = self.root(row["project"]), found.subjects[row["entry"]]
                    self.edge(project, subject, Relation.COUNTED_UNDER, document, row["place"], row["amount"])

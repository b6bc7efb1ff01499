"""The knowledge base for programs: disclosures in; answers, tables, SPARQL and networks out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kb.publishing.tables import NOTHING_DECIDED, read_tables, table_rows
from kb.store.embedded import Change, Store
from loaders.facts import Disclosure
from loaders.triples import nquads

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox

    from kb.asking.frames import Result
    from kb.asking.questions import Question


class KnowledgeBase:
    """A knowledge base in a folder, or in memory where none is given.

    >>> with KnowledgeBase() as knowledge:
    ...     knowledge.documents()
    []
    """

    def __init__(
        self,
        folder: Path | str | None = None,
        *,
        base: str | None = None,
        read_only: bool = False,
        ontology: bool = True,
    ) -> None:
        """Open it as `kb.store.embedded.Store` does; without `ontology` the vocabulary and code lists are left out."""
        self.store = Store(folder, base=base, read_only=read_only, ontology=ontology)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.close()

    def add(self, disclosure: Disclosure) -> Change:
        """Put a disclosure in the place of what was known under its id; the same one again changes nothing."""
        return self.store.replace(disclosure.id, nquads(disclosure, self.store.base))

    def load(self, *paths: Path | str) -> list[str]:
        """Read files and folders of disclosures, and put them in; the ids of the documents, in the order of the files.

        Raises what `loaders.document.load` raises for a file that is no disclosure; nothing of that file is put in.
        """
        from kb.loading.load import files_of
        from loaders.document import load

        ids = []
        for path in files_of([str(path) for path in paths]):
            disclosure = load(Path(path))
            self.add(disclosure)
            ids.append(disclosure.id)
        return ids

    def remove(self, document_id: str) -> bool:
        """Forget a disclosure; False where it was not known."""
        return self.store.remove(document_id)

    def documents(self) -> list[str]:
        """The ids of all disclosures, sorted."""
        return self.store.documents()

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The canned questions by name: what each asks, its parameters and columns."""
        from kb import resources
        from kb.asking.questions import read_questions

        return read_questions(resources.folder("queries/questions"))

    def ask(self, question: str, /, **given: object) -> Result:
        """Ask a canned question by name, with its parameters; names are forgiven as on the command line.

        `knowledge.ask("projects", department="承德县医疗保障局", year=2024).df()`

        A sentence (`"承德县医保局的三公经费是多少"`) is asked as `kb ask` does. Raises `kb.asking.names.UnresolvedName`
        for a name that means nothing or several things, and for a sentence that is not understood; TypeError for a
        question or parameter that there is not.
        """
        from kb import resources
        from kb.asking.ask import answer, prepare
        from kb.asking.frames import Result

        named = {name: str(value) for name, value in given.items() if value is not None}
        if question not in self.questions and (not question.isascii() or " " in question):
            question, understood = self._understood(question)
            named = understood | named
        if question not in self.questions:
            raise TypeError(f"没有问题 (no such question): {question}")
        asked = self.questions[question]
        if unknown := named.keys() - {parameter.name for parameter in asked.parameters}:
            raise TypeError(f"{question}: 没有参数 (no such parameter): {', '.join(sorted(unknown))}")
        prepared = prepare(self.store, asked, named, resources.folder("queries/choices"))
        return Result(answer(self.store, prepared), prepared.query)

    def select(self, query: str) -> Result:
        """The rows of a SELECT query, as plain values. Raises SyntaxError, and ValueError for another form of query."""
        from kb.asking.frames import Result
        from kb.sparql.results import as_answer

        return Result(as_answer(self.store.select(query)), query)

    def graph(self) -> nx.MultiDiGraph:
        """Everything as a networkx multigraph: departments, projects, policy documents, codes; see `kb.graph`."""
        from kb.graph.workspace import Workspace

        return Workspace(self.store).network.graph

    def sparql(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a SPARQL query over everything known; raises SyntaxError."""
        return self.store.query(query)

    def table(self, name: str) -> Iterator[dict[str, str]]:
        """The rows of a flat table (`budget_lines` …) by column name; absent values are empty texts."""
        from kb.checks import desk

        table = read_tables()[name]
        names = [column.name for column in table.columns]
        decided = desk.decided(self.store, self.store.folder) if name == "findings" else NOTHING_DECIDED
        return (dict(zip(names, row, strict=True)) for row in table_rows(self.store, table, decided))

    def dtypes(self, name: str) -> dict[str, str]:
        """The types under which pandas reads a flat table: codes stay texts, blanks stay blank.

        `pd.read_csv("OUT/budget_lines.csv", dtype=knowledge.dtypes("budget_lines"))`; amounts are left to the reader.
        """
        types = {"string": "string", "integer": "Int64", "year": "Int64"}
        return {column.name: types[column.type] for column in read_tables()[name].columns if column.type in types}

    def _understood(self, sentence: str) -> tuple[str, dict[str, str]]:
        from kb import resources
        from kb.asking.names import UnresolvedName
        from kb.asking.words import reply, said_in_vain

        found = reply(self.store, self.questions, sentence, resources.folder("queries/choices"))
        if found.chosen is None and found.parts:
            said = "；".join(part.said for part in found.parts)
            raise UnresolvedName(f"问了几件事, 一次只答一件 (several things are asked; ask them one by one): {said}")
        if found.chosen is None:
            names = [*found.reading.unknown, *found.reading.ambiguous, *said_in_vain(found.reading)]
            meant = "、".join([*names, *(one.question.name for one in found.offers)])
            raise UnresolvedName(f"说不准是哪个问题 (not sure what is asked): {meant}")
        return found.chosen.question.name, dict(found.chosen.given)

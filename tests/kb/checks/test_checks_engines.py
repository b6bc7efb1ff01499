"""The checks find the same from a folder, from an Oxigraph server and from Virtuoso, row by row.

Loaded are two samples and made disclosures, in some of which many things are wrong at once. The rules themselves are
run on the servers too, over two of those, before anything else is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

import pyoxigraph as ox
import pytest
from checks.changed_facts import sample
from checks.rule_cases import CASES, accounts, earlier_year, tells_another_base
from checks.typed_plants import planted
from places import ROOT
from servers import oxigraph_binary, oxigraph_server, virtuoso_binary, virtuoso_server

from kb.checks import Checker, Finding, check_documents
from kb.checks.relations import CHECK
from kb.checks.rules import Rule, read_rules
from kb.loading.load import load
from kb.publishing.tables import read_tables, table_rows
from kb.store.embedded import PREFIXES, Incoming, Store
from kb.store.interface import GraphStore
from kb.store.remote.server import RemoteStore
from kb.store.remote.virtuoso import trusted_with, written_for
from loaders import triples
from loaders.facts import Disclosure
from loaders.iris import findings_graph_iri

FILES = [ROOT / "samples" / name for name in ("hubei-markdown.txt", "sichuan-tabs.txt")]
RULES = {rule.id: rule for rule in read_rules()}
DEPARTMENT = "青山县档案馆"
DECLARED = {**PREFIXES, "chk": CHECK}
CHECKED = "urn:yusuan-kb:checked"
MANY_WRONG = ("p1", "p10")
"""Typed disclosures with all errors of `plants.toml` in them."""
CANCELLED = (
    "procurement-price", "contents-without-body", "project-without-declaration", "unit-apart", "change-amount",
    "empty-change-with-reason", "number-of-another-style", "unchanged-but-different", "number-of-projects",
    "operating-costs-differ", "economic-subject-under-wrong-column", "empty-form-unexplained", "last-year-differs",
)  # fmt: skip
"""Cases that others undo where all are had together."""
SERVERS = {"oxigraph": (oxigraph_binary, oxigraph_server), "virtuoso": (virtuoso_binary, virtuoso_server)}


@pytest.fixture(scope="module")
def local() -> Iterator[Store]:
    with Store() as store:
        fill(store)
        yield store


@pytest.fixture(scope="module")
def found(local) -> dict[str, list[Finding]]:
    return dict(check_documents(local, local.documents(), workers=1))


@pytest.fixture(scope="module", params=list(SERVERS))
def remote(request, tmp_path_factory) -> Iterator[RemoteStore]:
    binary, server = SERVERS[request.param]
    if binary() is None:
        pytest.skip(f"the server of {request.param} is not installed; .ci/run installs it")
    with server(tmp_path_factory.mktemp(request.param)) as url:
        yield RemoteStore(url)


@pytest.fixture(scope="module")
def filled(remote) -> RemoteStore:
    fill(remote)
    return remote


@pytest.fixture(scope="module")
def found_there(filled) -> dict[str, list[Finding]]:
    return dict(check_documents(filled, filled.documents(), workers=1))


def fill(store: GraphStore) -> None:
    assert {outcome.status for outcome in load(FILES, store, store.base, workers=1)} <= {"new", "replaced"}
    store.replace_all([named(one, f"错{number}") for number, one in enumerate(broken())])
    store.replace_all([named(one, "上年") for one in (earlier_year(), tells_another_base(sample()))])
    store.replace_all([named(one, "决算") for one in (sample(), accounts(("收入总计年初预算", "230.00", "万元")))])


def broken() -> list[Disclosure]:
    """Disclosures in which, together, nearly every rule finds something."""
    return [all_wrong(CASES), all_wrong(CANCELLED), *map(planted, MANY_WRONG)]


def all_wrong(rules: Iterable[str]) -> Disclosure:
    """A disclosure broken for these rules in every way that can be had together."""
    made = sample()
    for rule in rules:
        with suppress(ValueError):  # a case that wants the disclosure as it was
            made = CASES[rule](made)
    return made


def named(disclosure: Disclosure, mark: str) -> Incoming:
    """A made disclosure as that of a department of its own."""
    name = DEPARTMENT.replace("档案馆", f"{mark}档案馆")
    return Incoming(disclosure.id.replace(DEPARTMENT, name), triples.nquads(disclosure).replace(DEPARTMENT, name))


def checked(disclosure: Disclosure) -> ox.Store:
    """What the rules read: the ontology, a disclosure in which much is wrong, and the relations between its facts."""
    checker = Checker(())
    checker.check(ox.parse(triples.nquads(disclosure), ox.RdfFormat.N_QUADS))
    assert checker._store is not None
    return checker._store


@pytest.fixture
def on_server(remote) -> Iterator[RemoteStore]:
    yield remote
    remote._server.delete(CHECKED)


def test_every_rule_has_the_same_rows_on_the_server(on_server):
    asked, filled_rules = set(), set()
    for disclosure in (all_wrong(CASES), all_wrong(CANCELLED)):
        here = checked(disclosure)
        on_server._server.put(CHECKED, "".join(f"{quad.triple} .\n" for quad in here.quads_for_pattern(*[None] * 4)))
        for rule in _trusted(on_server):
            expected = _rows(here.query(rule.query, prefixes=DECLARED, use_default_graph_as_union=True))
            assert _rows(_ask(on_server, rule.query)) == expected, rule.id
            asked.add(rule.id)
            filled_rules |= {rule.id} if expected else set()
    assert len(asked) == len(RULES) if not on_server._is_virtuoso else len(asked) > len(RULES) / 4
    assert len(filled_rules) > len(asked) / (3 if on_server._is_virtuoso else 2)


def _trusted(server: RemoteStore) -> Iterator[Rule]:
    """The rules whose queries go to the server as they are, not to a copy as those that it answers wrongly."""
    for rule in RULES.values():
        if not server._is_virtuoso or trusted_with(rule.query):
            yield rule


def _ask(remote: RemoteStore, query: str) -> ox.QuerySolutions:
    """The answer of the server itself, over the one graph that it was given."""
    written = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in DECLARED.items()) + query
    return remote._ask(written_for(written) if remote._is_virtuoso else written, CHECKED)


def test_most_rules_find_something_to_compare(found):
    assert len({one.rule for findings in found.values() for one in findings}) > len(RULES) * 3 / 4


def test_the_findings_are_the_same_row_by_row(found, found_there):
    assert list(found_there) == list(found)
    for document, findings in found.items():
        assert found_there[document] == findings, document


@pytest.mark.usefixtures("found_there")
def test_the_findings_kept_are_the_same(local, found, filled):
    table = read_tables()["findings"]
    rows = list(table_rows(filled, table))
    assert len(rows) == sum(map(len, found.values()))
    assert rows == list(table_rows(local, table))
    for document in found:
        graph = findings_graph_iri(document)
        assert set(filled.quads(graph)) == set(local.quads(graph))


def _rows(solutions: ox.QuerySolutions) -> set[tuple[tuple[str, ...], ...]]:
    """Rows of terms, cut at blanks and `、`: lists have no order; what a union of graphs gives twice counts once."""
    names = [variable.value for variable in solutions.variables]
    return {tuple(tuple(sorted(set(re.split("[ 、]", _text(row[name]))))) for name in names) for row in solutions}


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))

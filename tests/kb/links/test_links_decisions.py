"""What people decide is kept in a file and goes before every rule."""

import pytest
from budget_example import DEPARTMENT, OTHER_DEPARTMENT, disclosure, filled_store
from click.testing import CliRunner

from kb.cli import main
from kb.errors import StoreError
from kb.links import LinkVerdict, Things, find_links
from kb.links.decisions import decide, decisions_file, read_decisions, write_decision
from kb.links.model import Organization
from kb.links.storing import update
from kb.store.embedded import Store
from kb.store.interface import LINKS_DOCUMENT
from loaders.iris import graph_iri


def organization(name: str) -> Organization:
    return Organization(name, name, name, name, "130634", names=(name,), documents=("甲",))


LONG, SHORT = organization("河北省曲阳县医疗保障局"), organization("曲阳县医疗保障局")


def kb(store, *args) -> str:
    result = CliRunner().invoke(main, ["--store", str(store), *args])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_person_may_keep_apart_what_a_rule_joins():
    links = find_links(Things((LONG, SHORT)), [decide(LinkVerdict.DIFFERENT, LONG.iri, SHORT.iri)])
    assert not links.joining
    assert not links.clusters.same(LONG.iri, SHORT.iri)


def test_a_person_may_join_what_no_rule_joins():
    other = organization("曲阳县民政局")
    links = find_links(Things((LONG, other)), [decide(LinkVerdict.SAME, LONG.iri, other.iri, "合并")])
    assert links.clusters.same(LONG.iri, other.iri)


def test_decisions_are_written_below_the_base_and_a_later_one_replaces_an_earlier(tmp_path):
    file, base = tmp_path / "d.csv", "https://example.org/"
    for verdict in (LinkVerdict.SAME, LinkVerdict.DIFFERENT):
        write_decision(file, decide(verdict, f"{base}a", f"{base}b"), ("甲", "乙"), "", base)
    assert [(one.verdict, one.pair) for one in read_decisions(file, base)] == [
        (LinkVerdict.DIFFERENT, (f"{base}a", f"{base}b"))
    ]
    assert file.read_text(encoding="utf-8").splitlines()[1] == "different,a,b,甲,乙,"


def test_a_faulty_line_is_named(tmp_path):
    file = tmp_path / "d.csv"
    file.write_text("decision,a,b\nsame,x,y\nmaybe,x,z\n", encoding="utf-8")
    with pytest.raises(StoreError, match="line 3"):
        read_decisions(file, "")


def test_the_command_decides_and_an_update_replays_it(tmp_path):
    folder = filled_store(tmp_path / "store", disclosure(), disclosure(OTHER_DEPARTMENT))
    assert "不是同一个" in kb(folder, "why-same", DEPARTMENT, OTHER_DEPARTMENT)
    kb(folder, "links", "decide", DEPARTMENT, OTHER_DEPARTMENT, "same", "--note", "试")
    assert decisions_file(folder).exists()
    kb(folder, "links", "update")
    stated = kb(folder, "why-same", DEPARTMENT, OTHER_DEPARTMENT)
    assert "是同一个 (one thing)" in stated
    assert "人工认定同一个：试" in stated


def test_links_stand_in_a_graph_of_their_own_and_an_update_changes_nothing_twice(tmp_path):
    folder = filled_store(tmp_path / "store", disclosure(), disclosure(OTHER_DEPARTMENT))
    with Store(folder) as store:
        documents = store.documents()
        first, second = update(store)[1], update(store)[1]
        assert (second.value, store.documents()) == ("unchanged", documents)
        assert (graph_iri(LINKS_DOCUMENT, store.base) in store.graphs()) == (first.value == "new")

"""Whole files through `kb.loading.load`: archives member by member, and corrected versions."""

import zipfile
from pathlib import Path

import pytest

from kb.loading.load import files_of, load
from kb.store.embedded import Store

EARLIER = "SELECT ?id ?file { ?d dcterms:identifier ?id ; prov:wasRevisionOf/cnb:file ?file } ORDER BY ?file"


@pytest.fixture
def store():
    with Store(ontology=False) as made:
        yield made


def loaded(store: Store, *files: Path) -> list[str]:
    return [outcome.status for outcome in load(files, store, store.base)]


def earlier(store: Store) -> list[str]:
    return [row["file"].value for row in store.select(EARLIER)]


def test_each_member_of_an_archive_loads_and_a_bad_one_stops_none(samples_dir, tmp_path, store):
    with zipfile.ZipFile(tmp_path / "公开.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(samples_dir / "hebei-word.txt", "甲/hebei.txt")
        archive.writestr("bomb.txt", b"0" * 9_000_000)
        archive.write(samples_dir / "henan-tabs.txt", "henan.txt")
    files = list(files_of([str(tmp_path)]))
    outcomes = list(load(files, store, store.base))
    assert [outcome.status for outcome in outcomes] == ["new", "failed", "new"]
    assert "公开.zip!/bomb.txt" in outcomes[1].parsed.error
    names = {row["f"].value for row in store.select("SELECT ?f { ?d a cnb:Disclosure ; cnb:file ?f }")}
    assert names == {"公开.zip!/甲/hebei.txt", "公开.zip!/henan.txt"}
    assert loaded(store, *files) == ["unchanged", "failed", "unchanged"]


@pytest.fixture
def versions(samples_dir, tmp_path) -> list[Path]:
    """Three versions of one disclosure, distinguished by a space at the end."""
    text = (samples_dir / "hebei-word.txt").read_text(encoding="utf-8")
    paths = [tmp_path / f"{name}.txt" for name in ("第一版", "更正", "再更正")]
    for number, path in enumerate(paths):
        path.write_text(text + "\n" * number, encoding="utf-8")
    return paths


def test_a_corrected_version_replaces_the_earlier_which_stays_known(versions, store):
    first, second, third = versions
    assert loaded(store, first) == ["new"]
    assert earlier(store) == []
    (outcome,) = load([second], store, store.base)
    assert (outcome.status, outcome.replaces) == ("replaced", first.name)
    assert loaded(store, third) == ["replaced"]
    assert set(earlier(store)) == {first.name, second.name}


def test_an_earlier_version_does_not_come_back(versions, store):
    assert loaded(store, *versions[:2]) == ["new", "replaced"]
    assert loaded(store, *versions[:2]) == ["superseded", "unchanged"]
    assert earlier(store) == [versions[0].name]


def test_a_version_removed_by_hand_may_come_back(versions, store):
    loaded(store, *versions[:2])
    store.remove(store.documents()[0])
    assert loaded(store, versions[0]) == ["new"]
    assert earlier(store) == []


def test_a_copy_under_another_name_changes_nothing(versions, store):
    first = versions[0]
    copy = first.with_name("副本.txt")
    copy.write_bytes(first.read_bytes())
    assert loaded(store, first, copy) == ["new", "unchanged"]
    assert loaded(store, first, copy) == ["unchanged", "unchanged"]
    assert loaded(store, copy) == ["unchanged"]
    assert earlier(store) == []

"""The desk: decisions about findings are kept, tied to figures, undone, and refused for findings that do not exist."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.checks import desk
from kb.checks.desk import Status
from kb.cli import main
from kb.store.embedded import Store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, samples_dir: Path) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "store"
    loaded = CliRunner().invoke(main, ["--store", str(folder), "load", str(samples_dir / "hebei-tabs.txt")])
    assert loaded.exit_code == 0, loaded.output
    return folder


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store(folder, read_only=True) as store:
        yield store


@pytest.fixture(autouse=True)
def clean(folder: Path) -> None:
    for name in (desk.FILE, desk.EARLIER_FILE):
        (folder / name).unlink(missing_ok=True)


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--store", str(folder), *arguments])


def test_every_finding_is_listed_open_at_first(store: Store, folder: Path) -> None:
    items = desk.listed(store, folder)
    assert len(items) == len({item.id for item in items}) > 5
    assert {item.status for item in items} == {Status.OPEN}
    assert all(item.message and item.message_en and item.document for item in items)


def test_a_decision_is_kept_with_who_and_when(store: Store, folder: Path) -> None:
    first = desk.listed(store, folder)[0].id
    desk.set_status(store, folder, first, Status.CONFIRMED, " 王某 ", "与预算处核对")
    (item,) = desk.listed(store, folder, status=Status.CONFIRMED)
    assert (item.id, item.by, item.note, item.reopened) == (first, "王某", "与预算处核对", False)
    assert item.at.startswith("20")


def test_an_unknown_finding_is_refused_and_nothing_is_written(store: Store, folder: Path) -> None:
    with pytest.raises(desk.UnknownFinding, match="no-such-1"):
        desk.set_status(store, folder, "no-such-1", Status.CONFIRMED, "王某")
    assert not (folder / desk.FILE).exists()


def test_undoing_brings_back_the_decision_before(store: Store, folder: Path) -> None:
    first = desk.listed(store, folder)[0].id
    for status in (Status.CONFIRMED, Status.FALSE_ALARM):
        desk.set_status(store, folder, first, status, "王某")
    desk.undo(folder, first, "李某")
    assert desk.standing(folder)[first].status is Status.CONFIRMED
    desk.undo(folder, first, "李某")
    assert desk.standing(folder) == {}
    with pytest.raises(desk.NothingToUndo):
        desk.undo(folder, first, "李某")
    assert [(one.status, one.undoes) for one in desk.history(folder, first)] == [
        (Status.CONFIRMED, False),
        (Status.FALSE_ALARM, False),
        (Status.FALSE_ALARM, True),
        (Status.CONFIRMED, True),
    ]


def test_changed_figures_open_a_finding_again(store: Store, folder: Path) -> None:
    first = desk.listed(store, folder)[0]
    desk.decide(folder, first.id, desk.digest("1.00 | 2.00"), Status.FALSE_ALARM, "王某")
    again = next(item for item in desk.listed(store, folder) if item.id == first.id)
    assert (again.status, again.reopened, again.by) == (Status.OPEN, True, "王某")


def test_reasons_of_earlier_versions_hold(store: Store, folder: Path) -> None:
    first = desk.listed(store, folder)[0].id
    (folder / desk.EARLIER_FILE).write_text(json.dumps({first: "原件如此"}), encoding="utf-8")
    (item,) = desk.listed(store, folder, status=Status.EXPLAINED)
    assert (item.id, item.note) == (first, "原件如此")


def test_a_spoilt_file_is_named_with_its_line(folder: Path) -> None:
    (folder / desk.FILE).write_text('{"finding": "a"}\n', encoding="utf-8")
    with pytest.raises(desk.BadDesk, match=r"desk\.jsonl:1"):
        desk.standing(folder)
    assert run(folder, "desk", "list").exit_code == 1


def test_a_false_alarm_is_quiet_and_a_confirmed_finding_is_not(folder: Path) -> None:
    before = json.loads(run(folder, "check", "--format", "json").stdout)
    first, second = (one["id"] for one in before[:2])
    assert run(folder, "desk", "set", first, "误报", "--by", "王某").exit_code == 0
    assert run(folder, "desk", "set", second, "属实", "--by", "王某").exit_code == 0
    after = {one["id"]: one["status"] for one in json.loads(run(folder, "check", "--format", "json").stdout)}
    assert first not in after
    assert after[second] == "属实"


def test_the_commands_say_what_they_refuse(folder: Path) -> None:
    assert run(folder, "desk", "set", "no-such-1", "属实", "--by", "王某").exit_code == 1
    assert run(folder, "desk", "set", "no-such-1", "好", "--by", "王某").exit_code == 2
    assert run(folder, "desk", "undo", "no-such-1", "--by", "王某").exit_code == 1


def test_the_store_may_be_named_behind_the_command(folder: Path) -> None:
    listed = CliRunner().invoke(main, ["desk", "list", "--store", str(folder), "--severity", "error"])
    assert listed.exit_code == 0, listed.output
    assert {line.split("\t")[1] for line in listed.stdout.splitlines() if "\t" in line} == {"错误"}

"""Files → shards and Parquet → a store: what `kb extract` writes, goes on with, and how it loads."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from places import SAMPLES

from kb.cli import main
from kb.extraction.engines import EngineOptions
from kb.extraction.folder import ExtractionFolder
from kb.extraction.manifest import Extracted, ExtractionState
from kb.extraction.run import extract
from kb.extraction.sources import fetched, listed, name_of
from kb.publishing.export import export_rdf, export_tables
from kb.publishing.tables import read_tables
from kb.store.embedded import Store
from loaders.blocks import UnreadableFile

SMALL = """青山县档案馆2024年部门预算公开

支出总表
部门：青山县档案馆　单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t{total}\t100.00\t20.00
"""


def kb(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def small(folder: Path, name: str = "a.txt", total: str = "120.00") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(SMALL.format(total=total), encoding="utf-8")
    return path


def run(out: Path, *sources: Path) -> list[tuple[str, str, bool]]:
    """Name of the file, what became of it, and whether it was read."""
    steps = extract(listed(map(str, sources)), out, EngineOptions(workers=1))
    return [(Path(step.entry.source).name, step.entry.outcome, step.is_new) for step in steps]


def entries(out: Path) -> list[Extracted]:
    return list(ExtractionFolder.open(out).manifest().entries.values())


def contents(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != "writer.lock"
    }


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch) -> None:
    """Runs of single tests start no processes, each of which loads the vocabulary; those of `out` do."""
    monkeypatch.setattr("kb.extraction.run.mapped", lambda work, failed, items, options: map(work, items))


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    """Two samples extracted; tests only read it."""
    out = tmp_path_factory.mktemp("extraction") / "out"
    assert kb("extract", SAMPLES / "hebei-tabs.txt", SAMPLES / "sichuan-tabs.txt", out).exit_code == 0
    return out


def test_facts_and_tables_lie_where_the_manifest_says(out):
    hebei, sichuan = entries(out)
    assert (hebei.document, hebei.province, hebei.year) == ("承德县医疗保障局-2024-预算", "河北省", "2024")
    for entry in (hebei, sichuan):
        assert (out / "facts" / entry.facts[:2] / f"{entry.facts}.nq.gz").is_file()
    where = f"tables/projects/province=河北省/fiscal_year=2024/{hebei.facts}.parquet"
    assert where in hebei.tables
    assert (out / where).is_file()


def test_every_file_on_disk_is_named_by_the_manifest(out):
    wanted = {f"facts/{one.facts[:2]}/{one.facts}.nq.gz" for one in entries(out)}
    wanted |= {table for one in entries(out) for table in one.tables}
    wanted |= {f"texts/{one.sha256}.json.gz" for one in entries(out)}
    assert set(contents(out)) == wanted | {"extraction.json", "manifest.jsonl"}


def test_loading_it_gives_the_same_words_and_the_same_export_as_loading_the_files(out, tmp_path):
    one = kb("load", out, "--store", tmp_path / "one")
    two = kb("load", SAMPLES / "hebei-tabs.txt", SAMPLES / "sichuan-tabs.txt", "--store", tmp_path / "two")
    assert one.exit_code == 0
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)
    for name in ("one", "two"):
        with Store(tmp_path / name, read_only=True) as store:
            export_rdf(store, tmp_path / f"{name}.nq")
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()
    kept = [sorted(path.name for path in (tmp_path / name / "texts").iterdir()) for name in ("one", "two")]
    assert kept[0] == kept[1]
    assert "0 个装入 (loaded), 2 个未变 (unchanged)" in kb("load", out, "--store", tmp_path / "one").stderr


@pytest.mark.parametrize("option", ["--strict", "--force", "--year=2024", "--metadata=x.csv"])
def test_options_about_reading_are_refused_where_nothing_is_read(out, tmp_path, option):
    result = kb("load", out, option, "--store", tmp_path / "store")
    assert result.exit_code == 2
    assert "kb extract" in result.stderr
    assert not (tmp_path / "store").exists()


def test_a_store_of_another_base_is_refused(out, tmp_path):
    result = kb("load", out, "--base", "https://example.org/", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "https://example.org/" in result.stderr


def test_a_second_run_reads_what_is_new_changed_or_failed(tmp_path):
    files = tmp_path / "files"
    one = small(files, "a.txt")
    (files / "b.txt").write_text("", encoding="utf-8")
    assert run(tmp_path / "out", files) == [("a.txt", "ok", True), ("b.txt", "failed", True)]
    assert entries(tmp_path / "out")[1].sha256 == hashlib.sha256(b"").hexdigest()
    small(files, "b.txt", "130.00").write_text(SMALL.replace("2024", "2025").format(total="130.00"), encoding="utf-8")
    assert run(tmp_path / "out", files) == [("a.txt", "ok", False), ("b.txt", "ok", True)]
    first = entries(tmp_path / "out")[0]
    small(files, one.name, "125.00")
    assert run(tmp_path / "out", files) == [("a.txt", "ok", True), ("b.txt", "ok", False)]
    assert first.facts not in {entry.facts for entry in entries(tmp_path / "out")}
    assert not (tmp_path / "out" / first.tables[0]).exists()


def test_the_same_sources_give_the_same_bytes_and_a_killed_run_is_gone_on_with(tmp_path):
    files = tmp_path / "files"
    small(files, "a.txt")
    small(files, "b.txt").write_text(SMALL.replace("2024", "2025").format(total="120.00"), encoding="utf-8")
    run(tmp_path / "whole", files)
    steps = extract(listed([str(files)]), tmp_path / "out", EngineOptions(workers=1))
    next(steps)
    steps.close()
    waiting = [entry.outcome for entry in entries(tmp_path / "out")]
    assert waiting == [ExtractionState.OK, ExtractionState.WAITING]
    (tmp_path / "out" / "facts" / "ab").mkdir(exist_ok=True)
    (tmp_path / "out" / "facts" / "ab" / "ab12.part").write_text("half")
    assert [(name, is_new) for name, _, is_new in run(tmp_path / "out", files)] == [("a.txt", False), ("b.txt", True)]
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_of_two_versions_of_a_disclosure_the_tables_hold_one(tmp_path):
    files = tmp_path / "files"
    small(files, "a.txt")
    small(files, "b.txt", "121.00")
    run(tmp_path / "out", files)
    earlier, later = entries(tmp_path / "out")
    assert (earlier.replaced, earlier.tables) == (True, ())
    assert not later.replaced
    assert len(list((tmp_path / "out" / "tables" / "documents").rglob("*.parquet"))) == 1
    (files / "b.txt").write_text(SMALL.replace("2024", "2025").format(total="121.00"), encoding="utf-8")
    run(tmp_path / "out", files)
    assert [entry.replaced for entry in entries(tmp_path / "out")] == [False, False]
    assert len(list((tmp_path / "out" / "tables" / "documents").rglob("*.parquet"))) == 2


def test_a_source_that_is_gone_is_stated_and_what_was_read_of_it_stays(tmp_path):
    path = small(tmp_path / "files")
    run(tmp_path / "out", path)
    before = entries(tmp_path / "out")[0].facts
    path.unlink()
    result = kb("extract", path, tmp_path / "out")
    assert result.exit_code == 1
    assert f"{path}: 没有这个文件" in result.stderr
    assert entries(tmp_path / "out")[0].facts == before
    assert kb("load", tmp_path / "out", "--store", tmp_path / "store").exit_code == 0


def test_what_was_not_extracted_yet_is_stated_when_loading(tmp_path):
    files = tmp_path / "files"
    small(files)
    steps = extract(listed([str(files)]), tmp_path / "out", EngineOptions(workers=1))
    next(steps)
    steps.close()
    ExtractionFolder.open(tmp_path / "out").manifest().add([Extracted(source="/later.txt")])
    result = kb("load", tmp_path / "out", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "/later.txt: 还没有抽取" in result.stderr
    assert "1 个装入 (loaded)" in result.stderr


def test_a_damaged_shard_is_stated_and_nothing_is_loaded(tmp_path):
    run(tmp_path / "out", small(tmp_path / "files"))
    (shard,) = (tmp_path / "out" / "facts").rglob("*.nq.gz")
    shard.write_bytes(gzip.compress(gzip.decompress(shard.read_bytes())[:-20]))
    result = kb("load", tmp_path / "out", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert shard.name in result.stderr


@pytest.mark.parametrize(
    "prepare",
    [lambda out: out.mkdir() or (out / "mine.txt").touch(), lambda out: out.touch()],
    ids=["a folder of something else", "a file"],
)
def test_a_place_that_holds_something_else_is_left_alone(tmp_path, prepare: Callable[[Path], object]):
    prepare(tmp_path / "out")
    result = kb("extract", small(tmp_path / "files"), tmp_path / "out")
    assert result.exit_code != 0
    assert str(tmp_path / "out") in result.stderr


def test_a_url_is_fetched_and_named_in_what_goes_wrong(tmp_path):
    pytest.importorskip("fsspec")
    files = tmp_path / "files"
    small(files, "a.txt")
    (files / "空.txt").touch()
    urls = listed([f"file://{files}/*.txt"])
    assert [name_of(url) for url in urls] == ["a.txt", "空.txt"]
    one, two = extract(urls, tmp_path / "out", EngineOptions(workers=1))
    assert (one.entry.outcome, one.entry.file) == ("ok", "a.txt")
    assert two.entry.error.startswith(f"file://{files}/空.txt: ")
    assert json.loads((tmp_path / "out" / "manifest.jsonl").read_text().splitlines()[0])["source"] == urls[0]


def test_a_url_that_leads_nowhere_is_reported():
    pytest.importorskip("fsspec")
    with pytest.raises(UnreadableFile, match=r"memory://nowhere\.pdf: 取不到"), fetched("memory://nowhere.pdf"):
        pass


def test_a_chain_of_addresses_names_the_member(tmp_path):
    pytest.importorskip("fsspec")
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("某局.txt", "x")
    urls = listed([f"zip://*.txt::file://{tmp_path}/a.zip"])
    assert urls == [f"zip://某局.txt::file://{tmp_path}/a.zip"]
    with fetched(urls[0]) as path:
        assert (path.name, path.read_text()) == ("某局.txt", "x")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.gov.cn/a/%E9%A2%84%E7%AE%97.pdf?v=2", "预算.pdf"),
        ("s3://bucket/2025/a.xlsx", "a.xlsx"),
        ("https://www.example.gov.cn/", "www.example.gov.cn"),
    ],
)
def test_a_file_behind_a_url_has_the_last_part_for_its_name(url, name):
    assert name_of(url) == name


def test_a_pack_of_what_was_extracted_before_is_not_read(tmp_path):
    pytest.importorskip("duckdb")
    from kb.extraction.sql import ask

    path = small(tmp_path / "files")
    run(tmp_path / "out", path)
    assert kb("tables", "pack", tmp_path / "out").exit_code == 0
    small(tmp_path / "files", path.name, "125.00")
    run(tmp_path / "out", path)
    assert ask(tmp_path / "out", "SELECT count(*) FROM documents").rows == ((1,),)
    assert ask(tmp_path / "out", "SELECT sha256 FROM documents").rows == ((entries(tmp_path / "out")[0].sha256,),)


def test_its_tables_are_those_of_a_store_that_loaded_it(out, tmp_path):
    pytest.importorskip("duckdb")
    from kb.extraction.loading import load_extracted
    from kb.extraction.sql import ask

    with Store() as store:
        assert [outcome.status for outcome in load_extracted(out, store)] == ["new", "new"]
        export_tables(store, tmp_path, "parquet")
    for name, table in read_tables().items():
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        query = f"SELECT {columns} FROM {name} ORDER BY id"
        assert ask(out, query) == ask(tmp_path, query)
    copy = shutil.copytree(out, tmp_path / "copy")
    loose = ask(copy, "SELECT * FROM budget_lines ORDER BY id")
    assert kb("tables", "pack", copy).exit_code == 0
    for path in (copy / "tables").rglob("*.parquet"):
        path.unlink()
    assert ask(copy, "SELECT * FROM budget_lines ORDER BY id") == loose
    assert ask(out, "SELECT DISTINCT province FROM indicators ORDER BY province").rows == (("河北省",), (None,))

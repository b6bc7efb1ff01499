"""A metadata file beside a corpus: matched to files, checked line by line, stated in the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.cli import main
from kb.loading.load import load
from kb.loading.metadata import BadMetadata, read_metadata
from kb.store.embedded import Store

TEXT = """{title}
一、部门收支总表
金额单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t{amount}\t七、文化旅游体育与传媒支出\t{amount}
收入总计\t{amount}\t支出总计\t{amount}
二、一般公共预算支出说明
{year}财政拨款收入{amount}万元。
"""


def write(folder: Path, name: str, title: str = "", amount: str = "12.00", year: str = "") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TEXT.format(title=title, amount=amount, year=year), encoding="utf-8")
    return file


def csv_of(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "index.csv"
    path.write_bytes(text.encode(encoding))
    return path


def documents(store: Store) -> list[tuple[str, str]]:
    query = "SELECT ?id ?file { ?d dcterms:identifier ?id ; cnb:file ?file } ORDER BY ?id"
    return [(row["id"].value, row["file"].value) for row in store.select(query)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_lines_are_matched_by_path_and_by_name(tmp_path: Path, encoding: str) -> None:
    one, two = write(tmp_path, "2024/a.txt"), write(tmp_path, "2025/b.txt")
    path = csv_of(tmp_path, "file,department,year\n2024/a.txt,德清县图书馆,2024\nb.txt,德清县图书馆,2025\n", encoding)
    found = read_metadata(path, [one, two])
    assert [(found[file].department, found[file].year, found[file].origin) for file in (one, two)] == [
        ("德清县图书馆", "2024", "index.csv, 第 2 行"),
        ("德清县图书馆", "2025", "index.csv, 第 3 行"),
    ]


def test_a_line_of_a_file_that_is_not_loaded_says_nothing(tmp_path: Path) -> None:
    one = write(tmp_path, "a.txt")
    assert read_metadata(csv_of(tmp_path, "file,year\nother.txt,2024\n"), [one]) == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,year\na.txt,2024\n", ["file"]),
        ("file,jahr\na.txt,2024\n", ["jahr"]),
        ("file,year,year\na.txt,2024,2024\n", ["year"]),
        ("file,year\na.txt,24\n", ["第 2 行", "24"]),
        ("file,year\n\na.txt,2024\na.txt,2025\n", ["第 4 行", "a.txt"]),
        ("file,adcode\na.txt,999999\n", ["第 2 行", "999999"]),
        ("file,kind\na.txt,概算\n", ["第 2 行", "概算"]),
        ("file,url\na.txt,ftp://x\n", ["第 2 行", "ftp://x"]),
        ("file,published\na.txt,2024/2/1\n", ["第 2 行", "2024/2/1"]),
        ("file,year\na.txt,2024,多\n", ["第 2 行"]),
        ("file,year\n,2024\n", ["第 2 行"]),
        ('file,department\n"a.txt,德清\n', ["第"]),
    ],
)
def test_what_is_wrong_is_stated_with_its_line(tmp_path: Path, text: str, words: list[str]) -> None:
    path = csv_of(tmp_path, text)
    with pytest.raises(BadMetadata) as error:
        read_metadata(path, [write(tmp_path, "a.txt")])
    assert all(word in str(error.value) for word in [str(path), *words])


def test_a_name_of_two_files_is_not_guessed(tmp_path: Path) -> None:
    files = [write(tmp_path, "1/a.txt"), write(tmp_path, "2/a.txt")]
    with pytest.raises(BadMetadata, match="不止一个文件"):
        read_metadata(csv_of(tmp_path, "file,year\na.txt,2024\n"), files)


def test_two_files_without_identity_get_it_and_the_graph_says_from_where(tmp_path: Path) -> None:
    files = [write(tmp_path, "a.txt", amount="12.00"), write(tmp_path, "b.txt", amount="13.00")]
    text = "file,url,department,adcode,year,kind,published\n"
    text += "a.txt,https://a.cn/1,德清县图书馆,330521,2023,决算,2024-09-01\nb.txt,,德清县图书馆,330521,2024,预算,\n"
    given = read_metadata(csv_of(tmp_path, text), files)
    with Store() as store:
        statuses = [outcome.status for outcome in load(files, store, store.base, workers=1, given=given)]
        assert statuses == ["new", "new"]
        assert documents(store) == [("德清县图书馆-2023-决算", "a.txt"), ("德清县图书馆-2024-预算", "b.txt")]
        query = "SELECT ?n ?o { ?d dcterms:identifier '德清县图书馆-2023-决算' ; cnb:given ?v . "
        rows = store.select(query + "?v cnb:valueName ?n ; cnb:origin ?o } ORDER BY ?n")
        stated = {row["n"].value: row["o"].value for row in rows}
        assert stated == dict.fromkeys(
            ["adcode", "department", "kind", "published", "url", "year"], "index.csv, 第 2 行"
        )


def test_the_same_file_under_another_identity_takes_the_place_of_the_first(tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt")
    with Store() as store:
        (before,) = load([file], store, store.base, workers=1)
        given = read_metadata(csv_of(tmp_path, "file,department,year\na.txt,德清县图书馆,2024\n"), [file])
        (after,) = load([file], store, store.base, workers=1, given=given)
        assert (after.status, after.formerly) == ("new", (before.parsed.document,))
        assert documents(store) == [("德清县图书馆-2024-预算", "a.txt")]
        (again,) = load([file], store, store.base, workers=1, given=given)
        assert again.status == "unchanged"


def test_files_without_department_or_year_do_not_replace_each_other(tmp_path: Path) -> None:
    files = [write(tmp_path, "a.txt", amount="12.00"), write(tmp_path, "b.txt", amount="13.00")]
    with Store() as store:
        assert [outcome.status for outcome in load(files, store, store.base, workers=1)] == ["new", "new"]
        query = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?x a cnb:Disclosure ; cnb:department ?d }"
        assert next(iter(store.select(query)))["n"].value == "2"


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.output


def test_options_are_for_a_single_file(tmp_path: Path) -> None:
    one, two, store = write(tmp_path, "a.txt"), write(tmp_path, "b.txt", amount="13.00"), tmp_path / "store"
    code, said = run("--store", store, "load", one, two, "--year", "2024")
    assert code == 2
    assert "--metadata" in said
    assert not store.exists()
    code, said = run("--store", store, "load", one, "--year", "24")
    assert (code, "24" in said, store.exists()) == (2, True, False)
    code, said = run(
        "--store", store, "load", "-j", "1", one, "--department", "德清县图书馆", "--year", "2024", "--kind", "决算"
    )
    assert (code, "德清县图书馆-2024-决算" in said) == (0, True)


def test_a_wrong_line_of_the_metadata_loads_nothing(tmp_path: Path) -> None:
    file, store = write(tmp_path, "a.txt"), tmp_path / "store"
    path = csv_of(tmp_path, "file,year\na.txt,hundert\n")
    code, said = run("--store", store, "load", file, "--metadata", path)
    assert (code, store.exists()) == (1, False)
    assert f"{path}: 第 2 行" in said

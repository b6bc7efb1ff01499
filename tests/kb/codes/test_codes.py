"""`kb codes import`: official lists over the built-in ones, kept beside the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from made_facts import at, disclosure, figure

from kb.cli import main
from kb.codes.lists import CodeListError, OfficialCode, read_list, read_saved, save
from kb.store.embedded import Store
from loaders.facts import Citation
from loaders.triples import nquads

ONE_COLUMN = "科目编码,科目名称\n201,一般公共服务支出\n201 01,人大事务\n2010101,行政运行\n"
THREE_COLUMNS = (
    "类,款,项,科目名称,说明\n201,,,一般公共服务支出,\n,01,,人大事务,\n,,01,行政运行,\n,,99,其他人大事务支出,\n"
)
WHOLE_IN_THREE = "类,款,项,科目名称\n201,,,一般公共服务支出\n,20101,,人大事务\n,,2010101,行政运行\n"
KNOWN = (
    OfficialCode("201", "一般公共服务支出"),
    OfficialCode("20101", "人大事务"),
    OfficialCode("2010101", "行政运行"),
)


def written(folder: Path, text: str, name: str = "codes.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("text", [ONE_COLUMN, WHOLE_IN_THREE, "2026年\n" + ONE_COLUMN])
def test_codes_are_read_from_one_column_or_three(tmp_path, text):
    assert read_list(written(tmp_path, text), "functional", "2026").codes == KNOWN


def test_blank_levels_are_those_of_the_row_above(tmp_path):
    codes = read_list(written(tmp_path, THREE_COLUMNS), "functional", "2026").codes
    assert [code.code for code in codes] == ["201", "20101", "2010101", "2010199"]


def test_files_of_older_chinese_programs_are_read(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_bytes(ONE_COLUMN.encode("gb18030"))
    assert read_list(path, "functional", "2026").codes == KNOWN


@pytest.mark.parametrize("text", [ONE_COLUMN, THREE_COLUMNS])
def test_a_workbook_gives_the_same_codes_as_csv(tmp_path, text):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append([int(cell) if cell.isdecimal() and cell[0] != "0" else cell for cell in line.split(",")])
    book.save(tmp_path / "codes.xlsx")
    from_csv = read_list(written(tmp_path, text), "functional", "2026")
    assert read_list(tmp_path / "codes.xlsx", "functional", "2026") == from_csv


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("编码,名称\n20,某类\n", r"第 2 行.*3、5 或 7 位"),
        ("编码,名称\n201,甲\n201,乙\n", r"第 3 行.*two names"),
        ("编码,名称\n20101,甲\n", "20101 缺上级 201"),
        ("编码,名称\n201,\n", r"第 2 行.*has no name"),
        ("代号,说明\n201,甲\n", "no header"),
        ("编码,名称\n", "no codes"),
    ],
)
def test_what_is_no_code_list_is_stated_with_its_row(tmp_path, text, said):
    with pytest.raises(CodeListError, match=said):
        read_list(written(tmp_path, text), "functional", "2026")


@pytest.mark.parametrize(
    ("scheme", "year", "said"), [("area", "2026", "functional"), ("functional", "今年", "four digits")]
)
def test_a_wrong_scheme_or_year_is_refused(tmp_path, scheme, year, said):
    with pytest.raises(CodeListError, match=said):
        read_list(written(tmp_path, ONE_COLUMN), scheme, year)


def test_a_saved_list_is_read_back_whole(tmp_path):
    official = read_list(written(tmp_path, ONE_COLUMN), "functional", "2026", source="财预〔2025〕9号")
    assert read_saved(save(official, tmp_path / "codes")) == official


def labels(store: Store, code: str) -> dict[str, set[str]]:
    """DisclosureKind of label → labels, over the code lists and what documents print."""
    rows = store.select(
        f"SELECT ?kind ?label {{ <https://w3id.org/cnbudget/code/functional/{code}> ?kind ?label "
        "FILTER(?kind IN (skos:prefLabel, skos:altLabel, rdfs:label, cnb:verification)) }"
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["kind"].value.split("#")[-1], set()).add(row["label"].value)
    return found


def imported(tmp_path: Path, text: str, year: str = "2026") -> Path:
    folder = tmp_path / "store"
    if not folder.exists():
        Store(folder, ontology=False).close()
    save(read_list(written(tmp_path, text), "functional", year), folder / "codes")
    return folder


def test_the_official_name_prevails_and_the_one_it_displaces_stays_as_an_alternative(tmp_path):
    folder = imported(tmp_path, "编码,名称\n210,卫生健康支出\n21015,医疗保障管理事务\n2101505,医保政策管理\n")
    with Store(folder) as store:
        found = labels(store, "2101505")
    assert found["prefLabel"] == {"医保政策管理"}
    assert {"医疗保障政策管理", "Healthcare security policy administration"} <= found["altLabel"]
    assert found["verification"] == {"official"}


def test_a_later_year_prevails_whatever_the_order_of_import(tmp_path):
    imported(tmp_path, "编码,名称\n201,新名\n", "2027")
    folder = imported(tmp_path, "编码,名称\n201,旧名\n", "2026")
    with Store(folder) as store:
        found = labels(store, "201")
        years = store.select(
            "SELECT ?y { <https://w3id.org/cnbudget/code/functional/201> cnb:attestedYear ?y ; cnb:verification ?v }"
        )
        assert {"2026", "2027"} <= {row["y"].value for row in years}
    assert found["prefLabel"] == {"新名"}
    assert "旧名" in found["altLabel"]


def test_a_code_that_no_list_has_is_put_under_its_parent(tmp_path):
    folder = imported(tmp_path, "编码,名称\n298,新类\n29801,新款\n")
    with Store(folder) as store:
        rows = store.select(
            'SELECT ?up { ?c skos:notation "29801" ; skos:broader/skos:notation ?up ; skos:inScheme code:functional }'
        )
        assert [row["up"].value for row in rows] == ["298"]
        top = "ASK { code:functional skos:hasTopConcept <https://w3id.org/cnbudget/code/functional/298> }"
        assert bool(store.query(top))


def test_a_code_met_in_a_document_stands_under_its_parent_with_the_label_printed(tmp_path):
    with Store(tmp_path / "store") as store:
        given = disclosure(figures=(figure(1, "2019876", "某项", "total", "1"),))
        store.replace(given.id, nquads(given))
        assert labels(store, "2019876") == {"label": {"某项"}}
        chain = store.select('SELECT ?up { ?c skos:notation "2019876" ; skos:broader+/skos:notation ?up }')
        assert {row["up"].value for row in chain} == {"201", "20198"}


def test_a_list_that_was_damaged_is_stated_when_the_store_is_opened(tmp_path):
    folder = imported(tmp_path, ONE_COLUMN)
    (folder / "codes" / "functional-2026.csv").write_text("x\n1\n")
    with pytest.raises(CodeListError, match=r"functional-2026\.csv"):
        Store(folder)


def test_the_command_tells_what_is_wrong_with_a_file(tmp_path):
    done = CliRunner().invoke(
        main,
        [
            "--store",
            str(tmp_path),
            "codes",
            "import",
            str(tmp_path / "no.csv"),
            "--scheme",
            "functional",
            "--year",
            "2026",
        ],
    )
    assert done.exit_code == 1
    assert "no.csv" in done.stderr


def test_the_command_imports_a_list_and_counts_it(tmp_path):
    store = ["--store", str(tmp_path / "store"), "codes"]
    path = str(written(tmp_path, ONE_COLUMN))
    done = CliRunner().invoke(main, [*store, "import", path, "--scheme", "functional", "--year", "2026"])
    assert (done.exit_code, "3 个编码 (codes)" in done.stderr) == (0, True)
    shown = CliRunner().invoke(main, [*store, "list"]).stdout
    row = next(line.split() for line in shown.splitlines() if line.startswith("functional "))
    assert row[3] == "3"


def test_codes_met_are_compared_with_the_lists(tmp_path):
    figures = (
        figure(1, "2019876", "某项", "total", "1"),
        figure(2, "2101505", "另一名称", "total", "1"),
        figure(3, "2101501", "行政运行", "total", "1"),
    )
    unknown = Citation("甲乙丙〔2024〕1号", "", at(1), "甲乙丙", "2024", "1")
    given = disclosure(figures=figures, citations=(*disclosure().citations, unknown))
    with Store(tmp_path / "store") as store:
        store.replace(given.id, nquads(given))
    shown = CliRunner().invoke(main, ["--store", str(tmp_path / "store"), "codes", "met"]).stdout
    rows = {line.split()[1]: line.split() for line in shown.splitlines() if len(line.split()) > 1}
    assert "表外" in rows["2019876"]
    assert {"医疗保障政策管理", "另一名称", "名称不同"} <= set(rows["2101505"])
    assert "名称不同" not in rows["2101501"]
    assert "不认识" in rows["甲乙丙"]
    assert "河北省财政厅" in rows["冀财社"]

"""Files made to harm: each is stated in one sentence, in bounded time, and the files beside it load."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from made_office import made_xlsx, number, row, text
from places import SAMPLES

from kb.loading.load import load
from loaders.iris import DEFAULT_BASE

SAMPLE = SAMPLES / "hebei-tabs.txt"
SECONDS = 120
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)
XXE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file://{}">]>'
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def docx(path: Path, document: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return path


def zip_bomb(folder: Path) -> Path:
    return docx(folder / "bomb.docx", b" " * 300_000_000)


def nested_archives(folder: Path) -> Path:
    content = SAMPLE.read_bytes()
    for depth in range(60):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(f"{depth}.zip" if depth else "a.txt", content)
        content = packed.getvalue()
    path = folder / "nested.zip"
    path.write_bytes(content)
    return path


def billion_laughs(folder: Path) -> Path:
    return docx(folder / "laughs.docx", LAUGHS + WORD.format(PARAGRAPH.format("&j;")))


def xxe(folder: Path) -> Path:
    secret = folder / "secret"
    secret.write_text("2024年部门预算 秘密", encoding="utf-8")
    return docx(folder / "xxe.docx", XXE.format(secret) + WORD.format(PARAGRAPH.format("&secret;")))


def wide_sheet(folder: Path) -> Path:
    path = folder / "wide.csv"
    wide = ",".join("1" for _ in range(10**5)) + "\n"
    path.write_text("2024年部门预算\n" + 3 * wide, encoding="utf-8")
    return path


def wide_workbook(folder: Path) -> Path:
    path = folder / "wide.xlsx"
    title = text("A1", "某某县财政局2024年部门预算")
    path.write_bytes(made_xlsx(row(1, title) + row(2, "".join(f"<c><v>{n}</v></c>" for n in range(10**6)))))
    return path


def far_cell(folder: Path) -> Path:
    path = folder / "far.xlsx"
    title = text("A1", "某某县财政局2024年部门预算")
    path.write_bytes(made_xlsx(row(1, title) + row(9_999_999, number("ZZZ9999999", "1")), merges="A1:ZZZ9999999"))
    return path


def wide_row_of_text(folder: Path) -> Path:
    path = folder / "wide.txt"
    path.write_text(
        "某某县财政局2024年部门预算\n部门支出总表\n单位：万元\n" + "\t".join("1" for _ in range(10**6)) + "\n",
        encoding="utf-8",
    )
    return path


def deep_html(folder: Path) -> Path:
    path = folder / "deep.html"
    path.write_text("<table><tr><td>" * 100_000 + "2024年部门预算", encoding="utf-8")
    return path


def huge_span(folder: Path) -> Path:
    path = folder / "span.html"
    path.write_text("<table><tr><td rowspan=60000 colspan=60000>2024年部门预算</td></tr></table>", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "attack",
    [
        zip_bomb,
        nested_archives,
        billion_laughs,
        xxe,
        wide_sheet,
        wide_row_of_text,
        deep_html,
        huge_span,
        wide_workbook,
        far_cell,
    ],
    ids=lambda attack: attack.__name__,
)
def test_an_attack_costs_its_file_and_no_other(tmp_path, attack):
    path = attack(tmp_path)
    started = time.monotonic()
    outcomes = list(load([path, SAMPLE], None, DEFAULT_BASE, workers=2))
    assert time.monotonic() - started < SECONDS
    assert outcomes[-1].status == "read"
    hostile = outcomes[0]
    assert hostile.status == "failed", hostile
    assert str(path) in hostile.parsed.error
    assert "秘密" not in hostile.parsed.error


@pytest.mark.parametrize("command", [("load", "made.txt"), ("sparql", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }")])
def test_no_module_is_imported_of_the_folder_where_a_command_runs(tmp_path: Path, command: tuple[str, ...]) -> None:
    for name in ("loaders", "kb", "json"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", encoding="utf-8")
    shutil.copy(SAMPLES / "hebei-tabs.txt", tmp_path / "made.txt")
    done = subprocess.run(
        [Path(sys.executable).with_name("kb"), "--store", tmp_path / "store", *command],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert not (tmp_path / "ran").exists()
    assert done.returncode in (0, 1, 2), done.stderr

"""What is fuzzed: for each reader and stage how an input is made from a number, and what is done with it."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from made_office import p, tbl, tc, zipped
from made_pdf import MadePage, made_pdf
from made_web import DOCUMENT
from places import ROOT
from written_formats import as_docx, as_html, as_pdf, as_xls, as_xlsx

from fuzz import mutations

Make = Callable[[random.Random], bytes]
Use = Callable[[bytes, Path], str]
"""Gives what came of an input: the sentence that refuses it, or nothing."""

PROSE = """
三、2024年部门预算收支增减变化情况
2024年收入预算330.50万元，比上年增加20.50万元，增长6.61%，主要原因是人员经费增加。其中：财政拨款收入330.50万元，占100%。
四、“三公”经费情况：公务接待费1.20万元，与上年持平；公务用车购置费0万元，运行维护费3.00万元，较上年减少0.50万元。
五、政府采购预算12.00万元：货物类5.00万元、服务类7.00万元。
六、国有资产占有使用情况：车辆3辆，单价50万元以上设备2台（套）。
附：依据《关于下达2024年资金的通知》（冀财社〔2023〕225号）、国发[2021]5号文件。
"""
INDICATORS = """
小型水库除险加固项目绩效目标表
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t加固水库数量\t≥3座
\t质量指标\t验收合格率\t100%
效益指标\t社会效益\t受益人口\t≥1.2万人
"""
TEXT = DOCUMENT + PROSE + INDICATORS
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="收入总表">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
SENTENCES = (
    "2024年青山县水利局的三公经费是多少", "青山县水利局比上年增加最多的项目有哪些", "哪些部门的项目支出超过100万元",
    "小型水库除险加固依据的政策文件", "2023年和2024年水利支出的变化", "除了青山县水利局，农林水支出前5名的部门",
    "绩效目标中受益人口大于1万人的项目按金额从大到小列出", "青山县水利局基本支出占总支出的比例",
)  # fmt: skip
ANSWER = {
    "head": {"vars": ["s", "n"]},
    "results": {
        "bindings": [
            {"s": {"type": "uri", "value": "https://x/s"}, "n": {"type": "literal", "value": "1"}},
            {"s": {"type": "bnode", "value": "b"}, "n": {"type": "literal", "value": "好", "xml:lang": "zh"}},
        ]
    },
}
NAMES = ("a.txt", "../a.txt", "/etc/a.txt", "a/b/c.txt", "a!/b.txt", "\x1b[31m.txt")
SETTINGS = {"base": "https://example.org/", "database": "quads", "layout": 2}
METADATA = [
    ["file", "url", "department", "adcode", "year", "kind", "published"],
    ["a.txt", "https://example.org/a.txt", "青山县水利局", "130821", "2024", "预算", "2024-03-01"],
    ["b.txt", "", "", "", "2023", "决算", ""],
]


@dataclass(frozen=True, slots=True)
class Target:
    """A reader or stage."""

    make: Make
    use: Use


def _read(suffix: str, data: bytes, folder: Path) -> str:
    """A document through the whole way: read, its numbers accounted for, made into statements."""
    from kb.loading.load import read_file
    from loaders.iris import DEFAULT_BASE
    from loaders.readers import members_of

    path = folder / f"document{suffix}"
    path.write_bytes(data)
    found = [read_file(one, DEFAULT_BASE) for one in members_of(path)[:20]]
    return "; ".join(one.error for one in found)


@cache
def _blocks() -> Any:
    from loaders.readers import read

    return read(ROOT / "samples" / "sichuan-tabs.txt").blocks[:48]


@cache
def _seed(form: str) -> bytes:
    return {"docx": as_docx, "html": as_html, "pdf": as_pdf, "xls": as_xls, "xlsx": as_xlsx}[form](_blocks())


def _text(dice: random.Random) -> bytes:
    text = TEXT
    for _ in range(dice.randint(1, 2)):
        text = dice.choice((mutations.lines, mutations.tokens))(dice, text)
    if dice.random() < 0.3:
        text = text.replace("\t", dice.choice((" | ", "  ", ",")))
    return text.encode(dice.choice(("utf-8", "utf-8", "gb18030", "utf-16")), "replace")


def _html(dice: random.Random) -> bytes:
    from lxml import etree, html

    root = html.fromstring(_seed("html").decode())
    mutations.tree(dice, root)
    return bytes(etree.tostring(root, encoding="utf-8", method="html"))[: mutations.LARGEST * 2]


def _package(seed: Callable[[], bytes], dice: random.Random) -> bytes:
    """A package one of whose parts is changed, doubled, dropped or renamed."""
    from lxml import etree

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed())) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        names = source.namelist()
        chosen, how = (
            dice.choice(names),
            dice.choice(("tree", "tree", "tree", "tree", "bytes", "drop", "rename", "double")),
        )
        largest = max(names, key=lambda name: source.getinfo(name).file_size)
        chosen = dice.choice((chosen, largest, largest))
        for name in names:
            content = source.read(name)
            if name == chosen:
                if how == "drop":
                    continue
                if how == "bytes":
                    content = mutations.words_of_bytes(dice, content)
                if how == "tree" and name.endswith((".xml", ".rels")):
                    root = etree.fromstring(content)
                    mutations.tree(dice, root)
                    content = etree.tostring(root, encoding="utf-8")[: mutations.LARGEST * 4]
                if how == "rename":
                    name = dice.choice((name.upper(), f"/{name}", f"../{name}", dice.choice(names)))
            archive.writestr(name, content)
            if how == "double" and name == chosen:
                with suppress(UserWarning):
                    archive.writestr(name, content[: len(content) // 2])
    return target.getvalue()


def _nested_docx() -> bytes:
    from made_office import made_docx

    inner = tbl(tc(p("项目支出")) + tc(p("120.00")))
    return made_docx(
        p("青山县水利局2024年部门预算") + tbl(tc(p("合计") + inner) + tc(p("330.50"))) + p("说明：增加20万元。")
    )


@cache
def _ods() -> bytes:
    rows = []
    for line in DOCUMENT.splitlines():
        cells = "".join(
            f'<table:table-cell office:value-type="string" table:number-columns-spanned="1">'
            f"<text:p>{cell.replace('<', '&lt;')}</text:p></table:table-cell>"
            for cell in line.split("\t")
        )
        rows.append(f'<table:table-row table:number-rows-repeated="1">{cells}</table:table-row>')
    content = ODS.format(rows="".join(rows))
    return zipped(**{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


@cache
def _pdf() -> bytes:
    page = MadePage().text(100, 760, "青山县水利局2024年部门预算")
    page.text(100, 730, "部门预算收入总表").text(400, 730, "单位：万元")
    page.rows([60, 160, 320, 440, 540], 700, [
        ["功能科目编码", "科目名称", "合计", "财政拨款收入"], ["", "合计", "330.50", "330.50"],
        ["213", "农林水支出", "330.50", "330.50"], ["2130301", "行政运行", "210.50", "210.50"],
    ])  # fmt: skip
    second = MadePage().text(60, 760, "2024年收入预算330.50万元，比上年增加20.50万元，增长6.61%。")
    for number in range(6):
        second.text(60, 700 - 20 * number, "项目").text(260, 700 - 20 * number, f"{number}0.50")
    return made_pdf(page, second)


def _any_pdf(dice: random.Random) -> bytes:
    return mutations.objects(dice, dice.choice((_pdf(), _pdf(), _seed("pdf"))))


def _archive(dice: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for number in range(dice.choice((1, 2, 3, 10))):
            name = dice.choice(
                ("a.txt", f"{number}.txt", "../a.txt", "/etc/a.txt", "a/b/c.txt", "a!/b.txt", "\x1b[31m.txt")
            )
            content = dice.choice((_text, _html))(dice) if number < 2 else b"x" * number
            if dice.random() < 0.2:
                inner = io.BytesIO()
                with zipfile.ZipFile(inner, "w") as nested:
                    nested.writestr(name, content)
                name, content = f"{number}.zip", inner.getvalue()
            with suppress(UserWarning):
                archive.writestr(name, content)
    data = target.getvalue()
    return mutations.words_of_bytes(dice, data) if dice.random() < 0.6 else data


def _metadata(dice: random.Random) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(METADATA)
    return dice.choice((mutations.tokens, mutations.lines))(dice, out.getvalue()).encode("utf-8", "replace")


def _read_metadata(data: bytes, folder: Path) -> str:
    from kb.loading.metadata import BadMetadata, read_metadata

    path = folder / "metadata.csv"
    path.write_bytes(data)
    try:
        read_metadata(path, [folder / "a.txt", folder / "b.txt"])
    except BadMetadata as error:
        return str(error)
    return ""


def _read_results(data: bytes, _folder: Path) -> str:
    from kb.errors import StoreError
    from kb.store.remote.results import read

    try:
        found, _rows = read("http://x", data, "SELECT ?s ?n { ?s ?p ?n }")
        list(found)  # type: ignore[call-overload]
    except StoreError as error:
        return str(error)
    return ""


def _read_settings(data: bytes, folder: Path) -> str:
    from kb.errors import StoreError
    from kb.store.settings import Settings

    (folder / "store.json").write_bytes(data)
    try:
        Settings.of(folder, None, create=False)
    except StoreError as error:
        return str(error)
    return ""


def _lexicon(dice: random.Random) -> bytes:
    from loaders import lexicon

    name = dice.choice(("forms", "units", "statements", "indicators", "areas", "citations"))
    text = (Path(lexicon.__file__).parent / f"{name}.toml").read_text(encoding="utf-8")
    return f"{name}\n{dice.choice((mutations.tokens, mutations.lines))(dice, text)}".encode("utf-8", "replace")


def _read_lexicon(data: bytes, _folder: Path) -> str:
    from loaders import lexicon
    from loaders.lexicon.record import LexiconError, parse

    name, _, text = data.decode().partition("\n")
    try:
        parse(text, f"{name}.toml", type(getattr(lexicon, name)()))
    except LexiconError as error:
        return str(error)
    return ""


def _sentence(dice: random.Random) -> bytes:
    text = "".join(dice.choice(SENTENCES) for _ in range(dice.choice((1, 1, 2, 5))))
    return mutations.tokens(dice, text)[: dice.choice((60, 200, 2000, 40_000))].encode("utf-8", "replace")


@cache
def _asked() -> Any:
    from kb import resources
    from kb.asking.questions import read_questions
    from kb.loading.load import read_file
    from kb.store.embedded import Store
    from loaders.scratch import make

    path = make("fuzz") / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    store = Store()
    parsed = read_file(path, store.base)
    assert not parsed.error, parsed.error
    store.replace(parsed.document, parsed.quads)
    return store, read_questions(resources.folder("queries/questions"))


def _ask(data: bytes, _folder: Path) -> str:
    from kb import resources
    from kb.asking.names import UnresolvedName
    from kb.asking.words import reply

    store, questions = _asked()
    try:
        reply(store, questions, data.decode(), resources.folder("queries/choices"))
    except UnresolvedName as error:
        return str(error)
    return ""


TARGETS = {
    "text": Target(_text, partial(_read, ".txt")),
    "html": Target(_html, partial(_read, ".html")),
    "docx": Target(partial(_package, partial(_seed, "docx")), partial(_read, ".docx")),
    "docx, nested": Target(partial(_package, _nested_docx), partial(_read, ".docx")),
    "xlsx": Target(partial(_package, partial(_seed, "xlsx")), partial(_read, ".xlsx")),
    "ods": Target(partial(_package, _ods), partial(_read, ".ods")),
    "xls": Target(lambda dice: mutations.words_of_bytes(dice, _seed("xls")), partial(_read, ".xls")),
    "pdf": Target(_any_pdf, partial(_read, ".pdf")),
    "archive": Target(_archive, partial(_read, ".zip")),
    "metadata": Target(_metadata, _read_metadata),
    "answers of servers": Target(lambda dice: mutations.as_json(dice, json.dumps(ANSWER)).encode(), _read_results),
    "store.json": Target(lambda dice: mutations.as_json(dice, json.dumps(SETTINGS)).encode(), _read_settings),
    "lexicon": Target(_lexicon, _read_lexicon),
    "sentences": Target(_sentence, _ask),
}

"""A small store with two documents typed here, and the application over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra `web` is not installed")

from starlette.testclient import TestClient

from kb.checks import check_documents
from kb.loading import keeping
from kb.loading.load import load, read_file
from kb.store import originals
from kb.store.embedded import Store
from kb.web.app import create
from kb.web.settings import ServeSettings

TOKEN = "a token for tests"
BASE = "http://127.0.0.1"
DOCUMENT = """青山县水利局2024年部门预算

第一部分 部门预算公开表

部门预算收入总表
编制部门：青山县水利局\t单位：万元
功能科目编码\t科目名称\t合计\t财政拨款收入
\t合计\t330.50\t330.50
213\t农林水支出\t330.50\t330.50
21303\t水利\t330.50\t330.50
2130301\t行政运行\t210.50\t210.50
2130305\t水利工程建设\t120.00\t120.00

部门预算支出总表
编制部门：青山县水利局\t单位：万元
功能科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t330.50\t210.50\t120.00
213\t农林水支出\t330.50\t210.50\t120.00
21303\t水利\t330.50\t210.50\t120.00
2130301\t行政运行\t210.50\t210.50\t
2130305\t水利工程建设\t120.00\t\t120.00

第二部分 部门预算信息公开情况说明

一、收支总体情况
2024年支出预算330.50万元，其中基本支出210.50万元，项目支出120.00万元。

二、项目
1、<script>alert(1)</script>小型水库除险加固 120.00万元，依据冀财社〔2023〕225号。
"""
FILE = "青山县水利局.txt"
DEPARTMENT = "/organization/%E9%9D%92%E5%B1%B1%E5%8E%BF%E6%B0%B4%E5%88%A9%E5%B1%80"


def fill(folder: Path, path: Path) -> None:
    """Load a file as `kb load` does: with its lines and itself kept, and checked."""
    from functools import partial

    with Store(folder) as store:
        reader = partial(read_file, settle=partial(keeping.settle, folder, False))
        outcomes = list(load([path], store, store.base, read=reader, workers=1))
        assert [one.parsed.error for one in outcomes] == [""]
        list(check_documents(store, [one.parsed.document for one in outcomes], workers=1))
    originals.keep(folder, path)


@pytest.fixture(scope="session")
def web_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with one document."""
    folder = tmp_path_factory.mktemp("web")
    (folder / FILE).write_text(DOCUMENT, encoding="utf-8")
    fill(folder / "store", folder / FILE)
    return folder / "store"


@pytest.fixture(scope="session")
def client(web_store: Path) -> Iterator[TestClient]:
    """The application over that store, as a browser that follows no redirect sees it."""
    with TestClient(create(ServeSettings(web_store, token=TOKEN)), BASE, follow_redirects=False) as made:
        made.headers["Accept"] = "text/html"
        yield made

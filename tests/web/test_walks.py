"""What people come for, walked through in a real browser from beginning to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("starlette", reason="the extra `web` is not installed")

from browsers import CHROMIUM, served
from made_web import TOKEN, fill
from written_formats import as_pdf

from loaders.readers import read

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium here: apt-get install chromium")

WATER = """白河县水利局2024年部门预算

部门预算支出总表
编制部门：白河县水利局\t单位：万元
功能科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t580.40\t330.40\t250.00
208\t社会保障和就业支出\t40.40\t40.40\t
20805\t行政事业单位养老支出\t40.40\t40.40\t
2080505\t机关事业单位基本养老保险缴费支出\t40.40\t40.40\t
213\t农林水支出\t540.00\t290.00\t250.00
21303\t水利\t540.00\t290.00\t250.00
2130301\t行政运行\t290.00\t290.00\t
2130305\t水利工程建设\t250.00\t\t250.00

1、病险水库除险加固绩效目标表

单位：万元

项目编码\t61092924P00012110001X\t\t项目名称\t病险水库除险加固\t\t
预算规模及资金用途\t预算数\t250.00\t其中：财政资金\t250.00\t其他资金\t
\t加固三座小型水库的坝体和溢洪道\t\t\t\t\t
资金支出计划（%）\t3月底\t\t6月底\t\t10月底\t
\t20%\t\t50%\t\t100%\t
绩效目标\t1. 消除三座水库的险情\t\t\t\t\t
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\t
产出指标\t数量指标\t除险加固水库座数\t完成加固的水库座数\t≥3 座\t可行性研究报告\t
满意度指标\t服务对象满意度指标\t受益群众满意度\t感到满意的人数占受访人数的比率\t≥92 百分比\t问卷\t
"""
FORESTS = """石泉县林业局2024年部门预算

部门预算支出总表
编制部门：石泉县林业局\t单位：万元
功能科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t305.00\t180.00\t120.00
213\t农林水支出\t300.00\t180.00\t120.00
21302\t林业和草原\t300.00\t180.00\t120.00
2130201\t行政运行\t180.00\t180.00\t
2130205\t森林资源培育\t120.00\t\t120.00
"""
"""Its total of 305.00 should be 300.00."""
READY = "#yasgui:not([aria-busy])"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`kb serve --edit` over a store with one document, a PDF with ruled tables."""
    folder = tmp_path_factory.mktemp("walks")
    (folder / "typed.txt").write_text(WATER, encoding="utf-8")
    (folder / "白河县水利局.pdf").write_bytes(as_pdf(read(folder / "typed.txt").blocks))
    fill(folder / "store", folder / "白河县水利局.pdf")
    with served(folder / "store", TOKEN) as opened:
        yield opened


def test_from_a_search_through_the_treemap_to_the_marked_cell_of_the_page(page: Any) -> None:
    page.goto("/")
    page.fill("#q", "水利")
    page.press("#q", "Enter")
    page.click(".hits a:text-is('白河县水利局')")
    for inside, rows in (("全部", ["213 农林水支出", "208 社会保障和就业支出"]), ("213", ["21303 水利"])):
        assert page.locator("#spending td:first-child").all_inner_texts() == rows, inside
        page.click("svg.treemap a >> nth=0")  # the largest
    assert page.locator("#spending td:first-child").all_inner_texts() == ["2130301 行政运行", "2130305 水利工程建设"]
    page.click("#department-projects a:text-is('病险水库除险加固')")
    assert page.inner_text("#project-entries tbody td.n >> nth=0") == "250.00"
    page.click("#owner-indicators a:text-is('除险加固水库座数')")
    assert "≥3" in page.inner_text(".facts")
    picture = page.locator("figure.page img")
    picture.scroll_into_view_if_needed()
    assert marked(page) > 200
    page.click("figure.page a")
    assert page.url.partition("?")[0].endswith("/2.png")


def marked(page: Any) -> int:
    """How many points of the picture of a page are as red as the frame around a marked place."""
    return int(
        page.evaluate("""async () => {
          const image = document.querySelector("figure.page img"), canvas = document.createElement("canvas");
          await image.decode();
          canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
          const drawn = canvas.getContext("2d");
          drawn.drawImage(image, 0, 0);
          const points = drawn.getImageData(0, 0, canvas.width, canvas.height).data;
          let red = 0;
          for (let at = 0; at < points.length; at += 4)
            if (points[at] > 120 && points[at + 1] < 60 && points[at + 2] < 60) red += 1;
          return red;
        }""")
    )


def test_from_an_upload_through_a_decision_to_the_report(page: Any, tmp_path: Path) -> None:
    (tmp_path / "林业局.txt").write_text(FORESTS, encoding="utf-8")
    page.goto(f"/desk?token={TOKEN}")
    page.set_input_files("#files", str(tmp_path / "林业局.txt"))
    page.click("#upload button")
    page.wait_for_selector("text=新装入", timeout=60_000)
    page.wait_for_selector("text=完成")
    page.click("tbody a >> nth=0")
    assert "305" in page.inner_text("h1")
    page.click("a.button")
    page.select_option("#status", "属实")
    page.fill("#by", "王某")
    page.fill("#note", "已电话核实")
    page.click("form.parameters button")
    assert "已电话核实" in page.inner_text("ol.plain")
    page.click("a:has-text('检查报告')")
    assert page.inner_text("h1").startswith("预算公开检查")
    row = page.inner_text("tr[data-level]")
    for printed in ("305", "属实", "王某", "已电话核实"):
        assert printed in row
    page.fill("#word", "没有这个词")
    assert not page.locator("tr[data-level]").first.is_visible()
    page.go_back()
    with page.expect_download() as taken:
        page.click("a:has-text('检查表')")
    assert taken.value.suggested_filename == "石泉县林业局 检查表.xlsx"


def test_from_a_query_to_its_result_and_a_link_that_gives_the_same(visitor: Callable[..., Any]) -> None:
    query = """SELECT ?department ?name ?amount {
      ?p cnb:projectName ?name ; cnb:projectAmount ?amount ; cnb:department/rdfs:label ?department }"""
    page = visitor()
    page.goto("/editor")
    page.wait_for_selector(READY)
    page.evaluate("query => window.kbEditor.getTab().getYasqe().setValue(query)", query)
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr table")
    found = page.inner_text(".yasr table tbody")
    assert "病险水库除险加固" in found
    page.click(".yasqe_share")
    link = page.input_value(".yasqe_sharePopup input")
    page.keyboard.press("Escape")
    page.click(".select_bars")
    assert page.locator("svg.bars rect.bar").count() == 1
    page.click(".select_map")
    assert page.locator("svg.tiles text.held").all_text_contents() == ["陕西", "2,500,000"]
    other = visitor()
    other.goto(link)
    other.wait_for_selector(".yasr table")  # the query of a link runs of itself
    assert other.evaluate("window.kbEditor.getTab().getYasqe().getValue()") == query
    assert other.inner_text(".yasr table tbody") == found

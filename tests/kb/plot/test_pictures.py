"""Pictures: what they hold, that they repeat byte for byte, and that they need no network and no font."""

import json
import re
import struct
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from budget_example import DEPARTMENT, OTHER_DEPARTMENT, POLICY, disclosure, filled_store
from click.testing import CliRunner

pytest.importorskip("matplotlib", reason="pictures need the extra `plot`")

from kb.cli import main
from kb.graph import NodeKind
from kb.graph.flows import flows_of
from kb.graph.workspace import Workspace
from kb.plot import fonts
from kb.plot.bars import bars
from kb.plot.canvas import text_width, wrapped
from kb.plot.colors import ORDER, class_color
from kb.plot.heatmap import heatmap
from kb.plot.html import library
from kb.plot.picture import save, sheet
from kb.plot.sankey import sankey
from kb.plot.spending import spending_of
from kb.plot.treemap import treemap
from kb.plot.web import web
from kb.plot.years import years
from kb.store.embedded import Store

KINDS = ("treemap", "bars", "sankey", "years", "heatmap", "network")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    later = disclosure(year="2025", project_amount="5.00")
    return filled_store(tmp_path_factory.mktemp("p") / "store", disclosure(), later, disclosure(OTHER_DEPARTMENT))


@pytest.fixture(scope="module")
def pictures(folder):
    with Store(folder, read_only=True) as store:
        space = Workspace(store)
        node = space.finder.node(DEPARTMENT, NodeKind.DEPARTMENT)
        spending = spending_of(space.network, node, "2024")
        return {
            "treemap": treemap(spending, "项"),
            "bars": bars(spending, "项"),
            "sankey": sankey(flows_of(space.network, department=node), "流向"),
            "years": years(space.network, node),
            "heatmap": heatmap(space.network),
            "network": web(space.network),
        }


def option_of(page: str) -> dict:
    return json.loads(re.search(r"picture\.setOption\((.*)\);\n", page)[1])


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_has_title_unit_and_sources(pictures, kind):
    frame = pictures[kind].frame
    assert frame.title
    assert "万元" in frame.subtitle
    assert any(document.startswith(DEPARTMENT) for document in frame.sources)


@pytest.mark.parametrize("kind", KINDS)
def test_svg_is_well_formed_and_repeats(pictures, kind, tmp_path):
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    save(pictures[kind], first)
    save(pictures[kind], second)
    assert first.read_bytes() == second.read_bytes()
    assert ElementTree.fromstring(first.read_bytes()).tag.endswith("svg")


@pytest.mark.parametrize("kind", KINDS)
def test_html_is_one_file_without_network(pictures, kind, tmp_path):
    file = tmp_path / "a.html"
    save(pictures[kind], file)
    page = file.read_text("utf-8").replace(library(), "")
    assert not re.search(r"(?:src|href|@import|url\()\s*=?\s*[\"']?\s*(?:https?:)?//", page)
    assert pictures[kind].frame.title in page
    assert option_of(page)["series"]


def test_png_needs_a_font_and_svg_does_not(pictures, tmp_path, monkeypatch):
    monkeypatch.setattr("kb.plot.canvas.chinese_font", lambda: None)
    with pytest.raises(fonts.NoChineseFont, match="pip install"):
        save(pictures["bars"], tmp_path / "a.png")
    save(pictures["bars"], tmp_path / "a.svg")
    svg = (tmp_path / "a.svg").read_text("utf-8")
    assert "行政运行" in svg
    assert fonts.FAMILIES[0] in svg
    assert list(tmp_path.iterdir()) == [tmp_path / "a.svg"]


def test_png_is_drawn_where_a_font_is_found(pictures, tmp_path):
    if fonts.chinese_font() is None:
        pytest.skip("no Chinese font on this machine")
    save(pictures["treemap"], tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_spending_is_the_sum_of_the_codes_in_wan_yuan(pictures):
    assert pictures["treemap"].spending.total == Decimal("12.50")


def test_a_heat_map_cell_is_the_share_of_its_row(pictures):
    values = {tuple(point["value"]) for point in pictures["heatmap"].option()["series"][0]["data"]}
    assert (0, 0, 100.0) in values


def test_a_network_joins_project_and_policy(pictures):
    labels = {dot.kind: dot.label for dot in pictures["network"].dots}
    assert labels[NodeKind.POLICY] == POLICY


def test_text_of_a_document_cannot_bring_a_script_along(pictures, tmp_path):
    from dataclasses import replace

    picture = pictures["bars"]
    evil = "</script><script>alert(1)</script>"
    frame = replace(picture.frame, title=evil)
    save(replace(picture, frame=frame, items=(replace(picture.items[0], label=evil),)), tmp_path / "a.html")
    assert "<script>alert" not in (tmp_path / "a.html").read_text("utf-8").replace(library(), "")


def test_wrapping_keeps_numbers_whole_and_fits_the_room():
    lines = wrapped("2101202 财政对城乡居民基本医疗保险基金的补助（78.6%）", 100, 9, 6)
    assert all(text_width(line, 9) <= 100 for line in lines)
    assert any("（78.6%）" in line for line in lines)
    assert wrapped("名称", 3, 9) == []


@pytest.mark.parametrize(
    "args",
    [
        ("treemap", DEPARTMENT, "{}.svg", "--year", "2024"),
        ("bars", DEPARTMENT, "{}.html", "--level", "类"),
        ("sankey", "{}.html", "--department", DEPARTMENT),
        ("years", DEPARTMENT, "{}.html"),
        ("heatmap", "{}.html"),
        ("network", "{}.html", "--department", DEPARTMENT),
    ],
)
def test_every_command_writes_its_file(folder, tmp_path, args):
    file = tmp_path / "图"
    command = [arg.format(file) if "{}" in arg else arg for arg in args]
    result = CliRunner().invoke(main, ["--store", str(folder), "plot", *command])
    assert result.exit_code == 0, result.output
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("treemap", DEPARTMENT, "a.gif"), ".svg"),
        (("treemap", DEPARTMENT, "a.html", "--year", "1999"), "2024"),
        (("years", "无此局", "a.html"), "没有"),
    ],
)
def test_what_cannot_be_drawn_is_stated_in_a_sentence(folder, tmp_path, monkeypatch, args, message):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["--store", str(folder), "plot", *args])
    assert result.exit_code != 0
    assert message in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def both_stages(tmp_path_factory):
    """A department with budgets of two years and the final account of one, in which it spent less."""
    from dataclasses import replace

    spent = disclosure(project_amount="3.00")
    final = replace(spent, id=f"{DEPARTMENT}-2024-决算", kind="决算")
    later = disclosure(year="2025", project_amount="5.00")
    return filled_store(tmp_path_factory.mktemp("s") / "store", disclosure(), later, final)


def test_budgets_and_final_accounts_are_not_drawn_as_one_series(both_stages):
    with Store(both_stages, read_only=True) as store:
        space = Workspace(store)
        node = space.finder.node(DEPARTMENT, NodeKind.DEPARTMENT)
        budgets, final = years(space.network, node), years(space.network, node, "决算")
        cells = {row.stage for row in heatmap(space.network).rows}
    assert (budgets.years, final.years, cells) == (("2024", "2025"), ("2024",), {"预算"})
    assert "2024 年决算" in budgets.frame.notes[-1]
    assert "决算支出" in final.frame.title


def test_the_stage_is_an_option_of_every_picture_of_money(both_stages, tmp_path):
    for name, *about in (
        ("treemap", DEPARTMENT),
        ("bars", DEPARTMENT),
        ("years", DEPARTMENT),
        ("sankey",),
        ("heatmap",),
    ):
        args = ["--store", str(both_stages), "plot", name, *about, str(tmp_path / f"{name}.svg"), "--stage", "决算"]
        result = CliRunner().invoke(main, args)
        assert result.exit_code == 0, result.output
        assert "2024 年决算" in result.output or "决算" in (tmp_path / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_fits_a_slide(pictures, kind):
    area = sheet(pictures[kind]).area
    assert area.width / area.height == pytest.approx(16 / 9, abs=0.12)


def test_a_tall_picture_keeps_its_shape(pictures):
    many = replace(pictures["bars"], items=pictures["bars"].items * 60)
    area = sheet(many).area
    assert area.height > area.width


def test_a_png_is_1600_pixels_wide(pictures, tmp_path):
    if fonts.chinese_font() is None:
        pytest.skip("no Chinese font on this machine")
    save(pictures["bars"], tmp_path / "bars.png")
    width, height = struct.unpack(">II", (tmp_path / "bars.png").read_bytes()[16:24])
    assert (width, height) == (1600, pytest.approx(900, abs=2))


def test_a_class_has_one_colour_in_every_picture(pictures):
    (series,) = pictures["bars"].option()["series"]
    lines = [line["color"] for line in pictures["years"].option()["series"]]
    assert {bar["itemStyle"]["color"] for bar in series["data"]} == {class_color("210")}
    assert set(lines) == {class_color("210")}


def test_no_two_classes_have_the_same_colour():
    assert len({class_color(code) for code in ORDER}) == len(ORDER) == 30
    assert class_color("2101501") == class_color("210 卫生健康支出") != class_color("208")


@pytest.mark.parametrize("kind", ["treemap", "bars", "years", "sankey", "network"])
def test_the_department_stands_before_the_file_for_every_kind(folder, tmp_path, kind):
    file = tmp_path / f"{kind}.svg"
    done = CliRunner().invoke(main, ["--store", str(folder), "plot", kind, DEPARTMENT, str(file)])
    assert done.exit_code == 0, done.output
    assert file.is_file()


def test_two_departments_have_no_one_flow(folder, tmp_path):
    args = ["--store", str(folder), "plot", "sankey", DEPARTMENT, OTHER_DEPARTMENT, str(tmp_path / "a.svg")]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 2
    assert OTHER_DEPARTMENT in done.stderr

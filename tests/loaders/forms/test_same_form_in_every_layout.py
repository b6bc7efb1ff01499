"""One form as different portals and crawlers print it: each layout gives the same figures in the same places.

The figures expected are those of the typed table itself: row by row, under the last word of each column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import pytest

from loaders.document import Pipeline

Grid = Sequence[Sequence[str]]
FIGURE = re.compile(r"-?\d+\.\d\d")

SPENT = (
    "部门支出总表",
    (("功能分类科目", "", "合计", "基本支出", "项目支出"), ("科目编码", "科目名称", "", "", "")),
    (
        ("", "合计", "862.40", "512.40", "350.00"),
        ("201", "一般公共服务支出", "780.20", "430.20", "350.00"),
        ("20103", "政府办公厅（室）及相关机构事务", "780.20", "430.20", "350.00"),
        ("2010301", "行政运行", "430.20", "430.20", ""),
        ("2010302", "一般行政管理事务", "350.00", "", "350.00"),
        ("208", "社会保障和就业支出", "82.20", "82.20", ""),
    ),
)
BY_UNIT = (
    "“三公”经费支出表",
    (
        ("单位名称", "“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"),
        ("", "", "", "小计", "公务用车购置费", "公务用车运行费", ""),
    ),
    (
        ("合计", "12.60", "0.00", "9.60", "0.00", "9.60", "3.00"),
        ("甲局本级", "8.60", "0.00", "6.40", "0.00", "6.40", "2.20"),
        ("甲局监察队", "4.00", "0.00", "3.20", "0.00", "3.20", "0.80"),
    ),
)
BY_YEAR = (
    "“三公”经费支出表",
    (("项目", "2022年预算数", "2023年预算数", "增减额"),),
    (
        ("合计", "46.80", "44.10", "-2.70"),
        ("1.公务接待费", "3.80", "2.60", "-1.20"),
        ("2.公务用车购置及运行费", "43.00", "41.50", "-1.50"),
        ("其中：公务用车购置费", "0.00", "0.00", "0.00"),
        ("公务用车运行维护费", "43.00", "41.50", "-1.50"),
    ),
)
BASIC = (
    "一般公共预算基本支出表",
    (("经济分类科目编码", "经济分类科目名称", "合计", "人员经费", "公用经费"),),
    (
        ("", "合计", "492.10", "420.00", "72.10"),
        ("301", "工资福利支出", "420.00", "420.00", ""),
        ("30101", "基本工资", "420.00", "420.00", ""),
        ("302", "商品和服务支出", "72.10", "", "72.10"),
        ("30201", "办公费", "40.10", "", "40.10"),
        ("30211", "差旅费", "32.00", "", "32.00"),
    ),
)
TWO_SIDES = (
    "部门收支总表",
    (("收入", "", "支出", ""), ("项目", "预算数", "项目", "预算数")),
    (
        ("一、一般公共预算拨款收入", "862.40", "一、一般公共服务支出", "640.20"),
        ("二、政府性基金预算拨款收入", "", "二、社会保障和就业支出", "90.20"),
        ("三、事业收入", "18.00", "三、住房保障支出", "150.00"),
        ("本年收入合计", "880.40", "本年支出合计", "880.40"),
    ),
)
FORMS = {"spent": SPENT, "by unit": BY_UNIT, "by year": BY_YEAR, "basic": BASIC, "two sides": TWO_SIDES}
BODY = "甲县乙局2023年部门预算"


def rows(before: str, between: str, behind: str) -> Callable[[Grid], str]:
    return lambda grid: "".join(f"{before}{between.join(row)}{behind}\n" for row in grid)


def cells(end: str, blank: str) -> Callable[[Grid], str]:
    return lambda grid: "".join(f"{cell}{end}" if cell else blank for row in grid for cell in row)


def single_blanks(grid: Grid) -> str:
    return "".join(" ".join(filter(None, row)) + "\n" for row in grid)


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def aligned(grid: Grid) -> str:
    """Labels begin and figures end below each other, as pdftotext prints them."""
    widths = [max(width(row[at]) for row in grid) + 3 for at in range(len(grid[0]))]
    lines = []
    for row in grid:
        padded = [" " * (most - width(cell)) for cell, most in zip(row, widths, strict=True)]
        figures = [FIGURE.fullmatch(cell) for cell in row]
        lines.append(
            "".join(
                f"{pad[:-1]}{cell} " if figure and pad else f"{cell}{pad}"
                for cell, pad, figure in zip(row, padded, figures, strict=True)
            ).rstrip()
        )
    return "\n".join(lines) + "\n"


def html(grid: Grid) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in grid)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def divs(grid: Grid) -> str:
    return "".join("<div>" + "".join(f"<div>{cell}</div>" for cell in row) + "</div>" for row in grid)


LAYOUTS: dict[str, Callable[[Grid], str]] = {
    "tabs": rows("", "\t", ""),
    "bars around": rows("| ", " | ", " |"),
    "bars between": rows("", " | ", ""),
    "bars without blanks": rows("", "|", ""),
    "bars behind": lambda grid: "".join("".join(f"{cell} | " for cell in row).rstrip() + "\n" for row in grid),
    "single blanks": single_blanks,
    "aligned": aligned,
    "a cell a line": cells("\n", ""),
    "a cell a line, blank lines": cells("\n\n", ""),
    "a cell a line, bars": cells(" |\n", "|\n"),
    "table of a page": html,
    "blocks of a page": divs,
}


def figures_of(text: str, name: str) -> list[tuple[str, str, str, str]]:
    found = Pipeline(text.encode(), name, name).disclosure.figures
    return sorted((one.row_code, one.row_label, one.columns[-1], one.amount) for one in found)


def typed(head: Grid, body: Grid) -> list[tuple[str, str, str, str]]:
    """The figures of the typed table: each beside the label to its left and the code before that."""
    words = [next(row[at] for row in reversed(head) if row[at]) for at in range(len(head[0]))]
    found = []
    for row in body:
        label = ""
        for at, cell in enumerate(row):
            if FIGURE.fullmatch(cell):
                found.append((row[0] if row[0].isdigit() else "", label, words[at], cell))
            elif cell:
                label = cell
    return sorted(found)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_has_the_same_figures_in_every_layout(form: str, layout: str) -> None:
    title, head, body = FORMS[form]
    printed = LAYOUTS[layout]([*head, *body])
    if printed.startswith("<"):
        page = f"<html><body><div>{BODY}</div><div>{title}</div><div>单位：万元</div>{printed}</body></html>"
        found = figures_of(page, "page.html")
    else:
        found = figures_of(f"{BODY}\n\n{title}\n单位：万元\n{printed}", "page.txt")
    assert found == typed(head, body)

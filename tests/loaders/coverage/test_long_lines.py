"""A line of many numbers is not quoted whole for each of them."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

from loaders.document import load_with_account
from loaders.facts import Unread

HEAD = "青山县水利局2024年部门预算\n"


def unread_numbers(folder: Path, line: str) -> list[Unread]:
    path = folder / "a.txt"
    path.write_text(f"{HEAD}{line}\n", encoding="utf-8")
    disclosure, _account = load_with_account(path)
    return [part for part in disclosure.unread if part.kind == "number"]


def test_unread_numbers_of_a_long_line_are_quoted_with_what_is_around_them(tmp_path: Path) -> None:
    found = unread_numbers(tmp_path, "库房" + "、".join(f"另存{number}余" for number in range(30_000, 31_000)))
    assert len(found) == 1000
    assert all(part.text in part.source.text for part in found)
    assert max(len(part.source.text) for part in found) < 1100


def test_those_of_a_short_line_with_the_line(tmp_path: Path) -> None:
    found = unread_numbers(tmp_path, "库房另存31415余、封存26535余")
    assert {part.source.text for part in found} == {"库房另存31415余、封存26535余"}


def test_a_number_that_a_header_repeats_thousands_of_times_is_looked_for_in_bounds(tmp_path: Path) -> None:
    header = "<td>合计" + "-2147483648" * 600 + "</td>"
    rows = "".join(f"<tr><td>20{row}</td><td>科目</td><td>{row}.50</td></tr>" for row in range(10, 13))
    path = tmp_path / "a.html"
    table = f"<table><tr><td>科目编码</td><td>科目名称</td>{header}</tr>{rows}</table>"
    path.write_text(
        f"<meta charset=utf-8><p>青山县水利局2024年部门预算</p><p>部门支出总表</p>{table}", encoding="utf-8"
    )
    profile = cProfile.Profile()
    profile.runcall(load_with_account, path)
    assert pstats.Stats(profile).total_calls < 1_000_000  # type: ignore[attr-defined]

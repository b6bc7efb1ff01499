"""A line of many numbers is not quoted whole for each of them."""

from __future__ import annotations

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

"""The page on flat tables lists every column as the headers of the queries describe it."""

from __future__ import annotations

import re

import pytest
from places import ROOT

from kb.publishing.tables import as_markdown, read_tables

PAGE = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(read_tables()))
def test_every_table_is_listed_with_its_columns(name: str) -> None:
    assert as_markdown(read_tables()[name]) in PAGE


def test_no_table_is_listed_that_there_is_not() -> None:
    assert set(re.findall(r"^## ([a-z_]+) ", PAGE, re.MULTILINE)) == set(read_tables())

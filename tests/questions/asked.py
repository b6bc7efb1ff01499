"""Asking a question of a store, for tests: rows as people see them, amounts in 万元."""

from __future__ import annotations

import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from kb import resources
from kb.asking.ask import AskedQuestion, answer, prepare
from kb.asking.questions import read_questions
from kb.rows.printed import number_text
from kb.store.embedded import Store

QUESTIONS = read_questions(resources.folder("queries/questions"))
CHOICES = resources.folder("queries/choices")
EXPECTED = Path(__file__).parent / "expected"


def cases() -> list[dict[str, Any]]:
    """Every expected answer of `expected/*.toml`."""
    files = sorted(EXPECTED.glob("*.toml"))
    return [case for path in files for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]


def asked(store: Store, name: str, given: dict[str, str]) -> AskedQuestion:
    """A question with its parameters understood."""
    return prepare(store, QUESTIONS[name], given, CHOICES)


def rows(store: Store, name: str, given: dict[str, str]) -> list[dict[str, str]]:
    """The rows of an answer by column name, every value as text; blanks are empty."""
    found = answer(store, asked(store, name, given)).in_wan_yuan()
    return [
        {
            column.name: _text(value, is_money=column.unit == "万元")
            for column, value in zip(found.columns, row, strict=True)
        }
        for row in found.rows
    ]


def fits(row: dict[str, str], expected: dict[str, Any]) -> bool:
    """Whether a row holds every value expected of it; numbers are compared as numbers."""
    return all(_same(row[name], str(value)) for name, value in expected.items())


def _same(found: str, expected: str) -> bool:
    try:
        return Decimal(found) == Decimal(expected)
    except InvalidOperation:
        return found == expected


def _text(value: object, *, is_money: bool) -> str:
    if value is None:
        return ""
    return number_text(value, is_money) if isinstance(value, Decimal) else str(value).strip("　")

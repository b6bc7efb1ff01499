"""The five real text documents: every number accounted for, counted by grep and by hand, never by the program."""

import re
from pathlib import Path

import pytest

from loaders.document import load_with_account

GREP = re.compile(r"[0-9][0-9,.]*")

# Numbers that `grep -oE '[0-9][0-9,.]*'` finds, then statements, duties and terms, as each document numbers them.
DOCUMENTS = {
    "000_5d0c48cff1add4b8": (810, 27, 9, 10),
    "001_01bf5e7cfe21490d": (180, 42, 9, 10),
    "002_7cae605de1a9dcbd": (596, 65, 9, 10),
    "003_f6e627f4119ea5de": (737, 34, 9, 10),
    "004_a15b9e8f6e977eba": (846, 150, 1, 11),
}


@pytest.fixture(scope="module", params=DOCUMENTS)
def read(request, shared_dir):
    path: Path = shared_dir / "disclosures" / "text" / f"{request.param}.txt"
    return path, DOCUMENTS[request.param], *load_with_account(path)


def test_the_account_adds_up_to_what_grep_finds(read):
    path, (numbers, *_), disclosure, account = read
    assert len(GREP.findall(path.read_text(encoding="utf-8-sig"))) == numbers
    assert len(account.entries) == sum(account.counts().values()) == disclosure.numbers == numbers


def test_no_figure_is_unread(read):
    _, _, disclosure, account = read
    assert [(str(account.lines[entry.line].place), entry.text) for entry in account.unread] == []
    assert not [part for part in disclosure.unread if part.kind == "number"]


def test_every_figure_and_statement_has_its_own_number(read):
    _, _, disclosure, account = read
    held = {entry.fact for entry in account.entries}
    assert {("figure", order) for order in range(1, len(disclosure.figures) + 1)} <= held
    assert {("statement", order) for order in range(1, len(disclosure.statements) + 1)} <= held


def test_statements_duties_and_terms_are_counted(read):
    _, (_, statements, duties, terms), disclosure, _ = read
    assert (len(disclosure.statements), len(disclosure.duties), len(disclosure.terms)) == (statements, duties, terms)


def test_no_telephone_number_or_private_name_is_held(shared_dir):
    path = shared_dir / "disclosures" / "text" / "004_a15b9e8f6e977eba.txt"
    disclosure, account = load_with_account(path)
    contacts = [part for part in disclosure.unread if part.reason == "contact, left out on purpose"]
    assert len(contacts) == 2
    assert account.counts()["contact"] == 1
    assert not any(re.search(r"\d{7}", part.text) for part in contacts)

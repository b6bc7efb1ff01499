"""Real disclosures prove their own reading: where subjects add up in print, they add up in the cells that were read."""

import re
from collections import Counter
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest
from places import DISCLOSURES

from loaders.blocks import Reading, Table
from loaders.readers import pdf

FOLDER = DISCLOSURES / "pdf"
FILES = sorted(FOLDER.glob("*.pdf"))
MONEY = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d+(\.\d+)?")
# 小学教育 is printed as 9,645.51, half a 万元 less than its own sources of funds and its share of 普通教育.
PRINTED_WRONG = {("西南大学-2023年部门预算.pdf", "20502")}

pytestmark = pytest.mark.skipif(not FILES, reason=f"needs the real disclosures: no {FOLDER} (set KB_SHARED)")


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="module")
def reading(path: Path) -> Reading:
    return pdf.read(path.read_bytes(), path.name)


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "")) if MONEY.fullmatch(text) else Decimal(0)


def coded_rows(table: Table) -> list[tuple[str, list[Decimal]]]:
    """The subject code of each row (one column of 3, 5 or 7 digits, or three columns), and its figures."""
    rows = []
    for row in table.rows:
        texts = [cell.text.strip() for cell in row.cells]
        if re.fullmatch(r"\d{3}(\d\d){0,2}", texts[0]):
            pair = [text for text in texts[1:3] if re.fullmatch(r"\d{1,2}", text)] if len(texts[0]) == 3 else []
            code = texts[0] + "".join(text.zfill(2) for text in pair)
            rows.append((code, [amount(text) for text in texts[1 + len(pair) :]]))
    return rows


def forms(reading: Reading) -> list[list[tuple[str, list[Decimal]]]]:
    """Rows with codes of tables that follow each other without a paragraph between: one form each."""
    runs = groupby(reading.blocks, key=lambda block: isinstance(block, Table))
    return [[row for table in run for row in coded_rows(table)] for is_table, run in runs if is_table]


def test_each_subject_is_the_sum_of_its_parts(path: Path, reading: Reading) -> None:
    wrong = set()
    for form in forms(reading):
        counts = Counter(code for code, _ in form)
        for code, figures in form:
            parts = [other for child, other in form if len(child) == len(code) + 2 and child.startswith(code)]
            if parts and counts[code] == 1 and len({len(part) for part in [*parts, figures]}) == 1:
                sums = [sum(column, Decimal(0)) for column in zip(*parts, strict=True)]
                wrong |= {(path.name, code)} if sums != figures else set()
    assert wrong == {known for known in PRINTED_WRONG if known[0] == path.name}


def test_nothing_printed_is_lost_and_nothing_is_added(reading: Reading) -> None:
    printed = Counter(letter for line in reading.lines for letter in line.text if not letter.isspace())
    read: Counter[str] = Counter()
    for block in reading.blocks:
        cells = [cell for row in block.rows for cell in row.cells] if isinstance(block, Table) else [block]
        for cell in cells:
            read.update(letter for letter in cell.text if not letter.isspace())
    for dropped in reading.dropped:
        if dropped.reason in ("clipped text", "text outside the page"):
            continue
        read.update(letter for letter in dropped.text if not letter.isspace())
    assert read == printed


def test_every_row_has_as_many_positions_as_its_table_has_columns(reading: Reading) -> None:
    for block in reading.blocks:
        if isinstance(block, Table):
            assert len({len(row.cells) for row in block.rows}) == 1
            for row in block.rows:
                at = [column for column, cell in enumerate(row.cells) if not cell.covered]
                assert all(column + row.cells[column].width <= len(row.cells) for column in at)

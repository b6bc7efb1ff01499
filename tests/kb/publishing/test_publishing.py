"""`docs/publishing.md`: the sums that it shows come out of the published documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from kb.store.embedded import Store

PLAIN = "cnb:amount ?amount"
TWICE = "cnb:amount|cnb:totalAmount ?amount"
PROJECTS = "cnb:component/skos:broader* component:project-expenditure ; cnb:amount ?amount"
PRINTED = "cnb:isRowTotal true ; cnb:totalAmount ?amount"


def shown(page: str) -> dict[str, list[Decimal]]:
    """Department → the four figures of its row."""
    rows = re.findall(r"^\| (\S+) \d{4} \|((?: [0-9.]+ \|){4})$", page, re.MULTILINE)
    return {name: [Decimal(cell) for cell in cells.strip("|").split("|")] for name, cells in rows}


def summed(store: Store, pattern: str, aggregate: str = "SUM") -> dict[str, Decimal]:
    """Department → 万元 of 支出总表; the largest of the printed totals is that of the whole form."""
    query = f"""
        SELECT ?name ({aggregate}(?amount) AS ?yuan) {{
            ?figure cnb:formKind form:expenditure ; cnb:department/rdfs:label ?name ; {pattern}
        }} GROUP BY ?name
    """
    return {row["name"].value: Decimal(row["yuan"].value) / 10000 for row in store.select(query)}


def test_the_sums_of_the_page_come_out_and_only_adding_totals_on_purpose_counts_twice(
    shared_dir: Path, repository: Path, read_once: Callable[[Path], tuple[str, str]]
) -> None:
    store = Store()
    for path in sorted((shared_dir / "disclosures" / "text").glob("*.txt")):
        store.replace(*read_once(path))
    table = shown((repository / "docs" / "publishing.md").read_text(encoding="utf-8"))
    assert len(table) == 4
    found = [summed(store, PLAIN), summed(store, PRINTED, "MAX"), summed(store, TWICE), summed(store, PROJECTS)]
    assert {name: [sums[name] for sums in found] for name in table} == table
    assert [row[-1] for row in table.values()] == [Decimal(n) for n in ("5671.86", "2400.00", "6685.02", "9186.00")]
    assert all(plain == printed < wrong for plain, printed, wrong, _ in table.values())

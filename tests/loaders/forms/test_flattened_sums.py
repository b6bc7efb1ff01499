"""Headers with words that no list knows: read below a total where the sums of all rows hold."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

HEAD = ["序号", "乡镇", "合计", "中央资金", "省级资金", "县级配套"]
ROWS = [["1", "石桥镇", "320.00", "200.00", "80.00", "40.00"], ["2", "双河乡", "150.00", "150.00"]]
LAST = [["3", "马岭镇", "95.50", "60.50", "35.00"], ["合计", "565.50", "410.50", "80.00", "75.00"]]


def read(*rows: list[str], gap: str) -> list[tuple[str, str, str]]:
    text = "石川县财政局2021年预算公开\n农田建设补助资金分配表\n单位：万元\n" + "\n".join(gap.join(row) for row in rows)
    return [(one.row_label, one.columns[-1], one.amount) for one in disclosure_of_text(text + "\n").figures]


@pytest.mark.parametrize("gap", ["\n", " "])
def test_parts_of_a_total_stand_under_words_that_no_list_knows(gap: str) -> None:
    found = read(HEAD, *ROWS, *LAST, gap=gap)
    assert len(found) == 13
    assert ("马岭镇", "县级配套", "35.00") in found
    assert ("双河乡", "中央资金", "150.00") in found


@pytest.mark.parametrize("gap", ["\n", " "])
def test_parts_that_do_not_add_up_are_unread(gap: str) -> None:
    broken = [*LAST[:1], ["合计", "565.50", "410.50", "80.00", "65.00"]]
    assert ("马岭镇", "县级配套", "35.00") not in read(HEAD, *ROWS, *broken, gap=gap)

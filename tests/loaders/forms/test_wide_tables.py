"""A table of very many columns is not tried in every order of them."""

from __future__ import annotations

import time

from made_layouts import disclosure_of_text


def test_a_table_of_a_thousand_columns_is_read_in_a_moment() -> None:
    head = "功能科目编码\t科目名称\t合计" + "\t" * 1000
    rows = "\n".join(f"20101{row:02d}\t行政运行\t3.50" + "\t0.50" * 1000 for row in range(10, 14))
    started = time.process_time()
    disclosure_of_text(f"部门预算支出总表\n单位：万元\n{head}\n{rows}\n")
    assert time.process_time() - started < 8


def test_a_blank_is_not_moved_through_a_thousand_columns() -> None:
    """One text among the figures says that the row is shifted; each blank could be the one that print added."""
    head = "功能科目编码\t科目名称\t" + "\t".join(["合计"] * 1000)
    row = "2010110\t行政运行\t" + "\t".join(["3.50", ""] * 499) + "\t见说明\t0.50"
    started = time.process_time()
    disclosure_of_text(f"部门预算支出总表\n单位：万元\n{head}\n{row}\n{row}\n")
    assert time.process_time() - started < 8

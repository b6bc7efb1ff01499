"""The account of a whole document: everything held or explained, and what a reader drops shows up."""

from collections import Counter
from dataclasses import replace

import pytest
from made_office import made_docx, p, tbl, tc

from loaders import document
from loaders.blocks import Place, Text
from loaders.coverage.account import CLASSES, account_of
from loaders.coverage.held import held_by
from loaders.coverage.token_shapes import TokenShapes
from loaders.coverage.tokens import Lines
from loaders.coverage.unread_lines import unread_lines
from loaders.document import load_with_account
from loaders.facts import Goal, Source
from loaders.readers import text

DOCUMENT = """某县档案馆2024年部门预算

部门预算支出总表

450 某县档案馆

单位：万元

序号	科目编码	科目名称	合计	基本支出	项目支出
1		合计	96.00	66.00	30.00
2	201	一般公共服务支出	96.00	66.00	30.00
3	20126	档案事务	96.00	66.00	30.00
4	2012601	行政运行	66.00	66.00
5	2012604	档案馆	30.00		30.00

二、预算安排的总体情况

2024年预算支出96.00万元，其中基本支出66.00万元，项目支出30.00万元。

2024年机关运行经费安排12.50万元，比上年增加2.30万元，主要原因是水电费上涨。
"""


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "某县档案馆2024年部门预算.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    return file


def unread(account) -> Counter[tuple[str, str]]:
    return Counter((account.lines[entry.line].text[:2], entry.text) for entry in account.unread)


def test_every_number_is_exactly_one_thing(path):
    disclosure, account = load_with_account(path)
    counts = account.counts()
    assert tuple(counts) == CLASSES
    assert sum(counts.values()) == len(account.entries) == disclosure.numbers
    assert unread(account) == Counter()
    assert counts["fact"] == 13 + 3 + 2
    assert counts["code"] == 1 + 4
    assert disclosure.numbers_read == account.held


def test_a_dropped_row_shows_up_with_exactly_its_figures(path, monkeypatch):
    """Three equal figures on a line need three facts; the row above, with the same figures, does not lend its own."""
    whole = text._Assembler._take_row

    def without_one_row(self, line):
        if not line.text.startswith("3\t20126"):
            whole(self, line)

    monkeypatch.setattr(text._Assembler, "_take_row", without_one_row)
    _, account = load_with_account(path)
    assert unread(account) == Counter({("3\t", "96.00"): 1, ("3\t", "66.00"): 1, ("3\t", "30.00"): 1})


def test_a_dropped_paragraph_shows_up_with_exactly_its_figures(path, monkeypatch):
    whole = text._Assembler._take_text

    def without_one_paragraph(self, line):
        if "机关运行经费" not in line.text:
            whole(self, line)

    monkeypatch.setattr(text._Assembler, "_take_text", without_one_paragraph)
    disclosure, account = load_with_account(path)
    assert unread(account) == Counter({("20", "12.50"): 1, ("20", "2.30"): 1})
    lost = [part for part in disclosure.unread if part.kind == "number"]
    assert [(part.text, part.source.place.line) for part in lost] == [("12.50", 20), ("2.30", 20)]


def test_a_figure_read_twice_covers_no_second_one(path):
    """One fact holds one number: of three equal figures on a line, two facts leave one unread."""
    disclosure, account = load_with_account(path)
    line = next(index for index, one in enumerate(account.lines) if one.text.startswith("4\t2012601"))
    row = [figure for figure in disclosure.figures if figure.source.place.line == line + 1]
    assert [figure.amount for figure in row] == ["66.00", "66.00"]
    fewer = replace(disclosure, figures=tuple(figure for figure in disclosure.figures if figure is not row[1]))
    reading = text.read(path.read_bytes(), path.name)
    assert unread(account_of(reading, fewer)) == Counter({("4\t", "66.00"): 1})


def test_a_wrong_amount_covers_nothing(path):
    disclosure, _ = load_with_account(path)
    wrong = tuple(
        replace(figure, amount="97.00") if figure.amount == "96.00" else figure for figure in disclosure.figures
    )
    reading = text.read(path.read_bytes(), path.name)
    found = unread(account_of(reading, replace(disclosure, figures=wrong)))
    assert Counter(number for _, number in found.elements()) == Counter({"96.00": 3})


def test_a_number_cut_by_a_page_break_is_one_number(tmp_path):
    file = tmp_path / "cut.txt"
    sentence = "2024年机关运行经费安排12.50万元"
    longer = "2024年，按照厉行节约的要求，本部门机关运行经费安排12.5\n\n0万元"
    assert sentence in DOCUMENT
    file.write_text(DOCUMENT.replace(sentence, longer), encoding="utf-8")
    disclosure, account = load_with_account(file)
    assert "12.50" in [statement.value for statement in disclosure.statements]
    assert unread(account) == Counter()


@pytest.mark.parametrize("halves", ["1,265\n.50", "1,265.\n50", "1,\n265.50"])
def test_a_figure_that_a_line_end_cut_is_held_in_both_pieces(tmp_path, halves):
    file = tmp_path / "cells.txt"
    title = "某县水利局2024年部门预算\n部门支出总表\n单位：万元\n"
    file.write_text(f"{title}科目编码\n科目名称\n合计\n合计\n{halves}\n213\n农林水支出\n1,265.50\n", encoding="utf-8")
    disclosure, account = load_with_account(file)
    assert [figure.amount for figure in disclosure.figures] == ["1265.50", "1265.50"]
    assert unread(account) == Counter()


def test_blanks_inside_a_code_are_undone(tmp_path):
    file = tmp_path / "blanks.txt"
    file.write_text(DOCUMENT.replace("\t2012601\t", "\t201 26 01\t"), encoding="utf-8")
    _, account = load_with_account(file)
    assert unread(account) == Counter()
    assert account.counts()["code"] == 1 + 3 + 3


def test_running_text_without_a_figure_is_reported_as_such(tmp_path):
    file = tmp_path / "changed.txt"
    file.write_text(DOCUMENT + "\n一是加大宣传力度，通过多种形式提升知晓率。\n", encoding="utf-8")
    disclosure = document.load(file)
    lines = [part for part in disclosure.unread if part.kind == "line"]
    assert [part.reason for part in lines] == ["running text without a figure"]
    assert disclosure.unread_lines == 1


def test_a_goal_beside_a_label_printed_downwards_and_pieces_of_header_cells_are_not_lost(path):
    goal = Goal("目标", "开展线上线下培训，提高办事水平。", Source(Place(line=99), "1."))
    changed = replace(document.load(path), goals=(goal,))
    printed = ["总 线上线下培训，提高办事水平。", "效\t一级\t分值", "科目编\t上缴上\t经营支", "甲乙丙\t丁戊己"]
    texts = [Text(line, ((0, Place(line=number)),)) for number, line in enumerate(printed, 1)]
    assert [part.text for part in unread_lines(changed, Lines(texts), tuple(held_by(changed)), set())] == [
        "甲乙丙 丁戊己"
    ]


def test_contacts_are_left_out_and_the_number_is_accounted_for(tmp_path):
    file = tmp_path / "contact.txt"
    file.write_text(DOCUMENT + "\n联系电话：0376-3251006\n", encoding="utf-8")
    disclosure, account = load_with_account(file)
    assert account.counts()["contact"] == 2
    assert not account.unread
    assert not any("3251006" in part.text for part in disclosure.unread)


def as_docx(document: str) -> bytes:
    """The same document as a Word file: lines with tabs are rows of a table."""
    body, rows = "", []
    for line in [*document.splitlines(), "end"]:
        if "\t" in line:
            rows.append("".join(tc(cell) for cell in (line.split("\t") + [""] * 6)[:6]))
            continue
        body += tbl(*rows) if rows else ""
        rows = []
        body += p(line) if line.strip() and line != "end" else ""
    return made_docx(body)


def as_html(document: str) -> bytes:
    """The same document as a web page."""
    body = ""
    for line in document.splitlines():
        cells = "".join(f"<td>{cell}</td>" for cell in (line.split("\t") + [""] * 6)[:6])
        body += f"<tr>{cells}</tr>" if "\t" in line else f"</table><p>{line}</p><table>" if line.strip() else ""
    return f"<html><body><table>{body}</table></body></html>".encode()


def test_the_score_beside_a_target_is_held_in_a_cell_of_its_own(tmp_path):
    table = "项目名称\t河道管护\n一级指标\t二级指标\t三级指标\t指标值\t分值\n产出指标\t数量指标\t清淤长度\t≥3公里\t20"
    file = tmp_path / "某县档案馆2024年部门预算.html"
    file.write_bytes(as_html(f"{DOCUMENT}\n项目绩效目标表\n\n{table}\n"))
    _, account = load_with_account(file)
    assert unread(account) == Counter()


@pytest.mark.parametrize(("suffix", "made"), [("docx", as_docx), ("html", as_html)])
def test_other_formats_have_the_same_account(path, tmp_path, suffix, made):
    file = tmp_path / f"made.{suffix}"
    file.write_bytes(made(DOCUMENT))
    disclosure, account = load_with_account(file)
    assert disclosure.format == suffix
    assert account.counts() == load_with_account(path)[1].counts()


SAMPLES = ("hebei-tabs", "hebei-word", "henan-tabs", "hubei-markdown", "sichuan-tabs")


@pytest.mark.parametrize("name", SAMPLES)
def test_no_figure_that_a_fact_holds_looks_like_anything_else(samples_dir, name):
    """Were every fact lost, every figure would be unread: print alone takes none for a code, a date or a row number."""
    _, account = load_with_account(samples_dir / f"{name}.txt")
    shapes = TokenShapes(Lines(account.lines)).all()
    hidden = [
        (str(account.lines[entry.line].place), entry.text, shape)
        for entry, shape in zip(account.entries, shapes, strict=True)
        if entry.kind == "fact" and entry.fact and entry.fact[0] in ("figure", "statement") and shape
    ]
    assert hidden == []
    assert not account.unread


@pytest.mark.parametrize("kind", ["figure", "statement"])
def test_each_fact_left_out_leaves_its_own_number_unread(samples_dir, kind):
    path = samples_dir / "hebei-tabs.txt"
    reading = text.read(path.read_bytes(), path.name)
    disclosure, account = load_with_account(path)
    facts = getattr(disclosure, f"{kind}s")
    held = {entry.fact: entry for entry in account.entries if entry.kind == "fact"}
    for order in range(1, len(facts) + 1, 9):
        fewer = replace(disclosure, **{f"{kind}s": facts[: order - 1] + facts[order:]})
        entry = held[kind, order]
        left = account_of(reading, fewer).unread
        assert [(one.text, account.lines[one.line].place.line) for one in left] == [
            (entry.text, account.lines[entry.line].place.line)
        ]

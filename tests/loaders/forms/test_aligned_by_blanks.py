"""Text whose columns blanks align: what their number does not prove is left unread."""

from loaders.blocks import Paragraph, Table
from loaders.document import Pipeline
from loaders.readers import read_bytes

HEAD = "甲县乙局2024年部门预算\n\n支出总表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出 上缴上级支出\n"
COUNTED = "208 社会保障和就业支出 81.96 81.96\n210 卫生健康支出 560.75 374.75 186.00\n221 住房保障支出 29.35   29.35\n"
ALIGNED = (
    "208 社会保障和就业支出 81.96     81.96   0.00\n"
    "210 卫生健康支出     560.75 374.75   186.00\n"
    "221 住房保障支出     29.35    29.35   0.00\n"
    "229 其他支出       12.00  3.00 4.00 5.00\n"
)
WIDE = """项目             {head}        增减变化
财政拨款            654.06      132.86      521.20
其他资金             18.00                   18.00
合计               672.06      132.86      539.20
"""


def figures(text: str) -> set[tuple[str, str, str]]:
    found = Pipeline(text.encode(), "page.txt", "page.txt").disclosure.figures
    return {(one.row_label, one.columns[-1], one.amount) for one in found}


def test_single_blanks_count_the_blank_cells() -> None:
    assert ("住房保障支出", "项目支出", "29.35") not in figures(HEAD + ALIGNED)
    assert ("卫生健康支出", "基本支出", "374.75") in figures(HEAD + COUNTED.replace("186.00", "186.00 0.00"))


def test_blanks_that_align_count_nothing_and_only_sums_prove_where_figures_belong() -> None:
    found = figures(HEAD + ALIGNED)
    assert {one for one in found if one[0] == "卫生健康支出"} == {("卫生健康支出", "合计", "560.75")}
    assert {one[:2] for one in found if one[1] == "上缴上级支出"} == {("其他支出", "上缴上级支出")}


def test_a_column_of_figures_without_a_word_above_it_proves_no_table() -> None:
    blocks = read_bytes(WIDE.format(head="                2024年").encode(), "page.txt").blocks
    assert all(isinstance(block, Paragraph) for block in blocks)
    blocks = read_bytes(WIDE.format(head="  2024年      2023年").encode(), "page.txt").blocks
    assert any(isinstance(block, Table) for block in blocks)


def test_a_header_with_a_colon_in_one_word_is_no_small_print() -> None:
    page = (
        "部门：青山市水利局            单位：万元\n"
        "科目编码    科目名称            合计    其中：基本    项目支出\n"
        "213         农林水支出        1,500.00    1,000.00      500.00\n"
        "21303       水利              1,500.00    1,000.00      500.00\n"
    )
    tables = [block for block in read_bytes(page.encode(), "page.txt").blocks if isinstance(block, Table)]
    assert [cell.text for cell in tables[0].rows[0].cells] == ["科目编码", "科目名称", "合计", "其中：基本", "项目支出"]

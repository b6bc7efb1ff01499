"""Which of several equal tokens a held number takes."""

from loaders.blocks import Place, Text
from loaders.coverage.held import FACT, Held
from loaders.coverage.matching import Matcher
from loaders.coverage.shapes import NAME
from loaders.coverage.tokens import Lines


def taken(held: str, *printed: str) -> list[int]:
    """The lines of a page where a figure of its table is taken to be."""
    lines = Lines([Text(line, ((0, Place(page=1, line=number)),)) for number, line in enumerate(printed, 1)])
    matcher = Matcher(lines, [""] * len(lines.tokens))
    matcher.claim_all([Held(("indicator", 1), Place(page=1, table=1, row=2, column=3), held, FACT, exact=True)])
    return [lines.tokens[index].line + 1 for index in matcher.claims]


def test_a_cell_is_found_in_its_cell_and_not_in_running_text_above():
    assert taken("18个", "开展18个实验室优化工作", "产出指标\t平台建设\t18个\t20") == [2]
    assert taken("3", "总体 3：能力增强", "合作水平\t显著提升\t3") == [2]


def test_a_number_glued_to_words_is_found_where_no_cell_holds_it_alone():
    assert taken("18个", "开展18个实验室优化工作") == [1]


def test_a_number_that_nothing_cut_is_not_claimed_as_cut():
    lines = Lines([Text(line, ((0, Place(line=number)),)) for number, line in enumerate(("一、概况", "共有 3 人"), 1)])
    matcher = Matcher(lines, [""] * len(lines.tokens))
    matcher.claim_all([Held(("term", 1), Place(line=1), "扶持办法3号", NAME)])
    assert matcher.claims == {}

"""Lines broken at a margin are joined; lists, headings and short lines are not."""

from loaders.blocks import Paragraph, Place
from loaders.prose.wrapped import unwrapped


def lines(*texts, apart=1):
    return [Paragraph(text, ((0, Place(line=number * apart)),)) for number, text in enumerate(texts, 1)]


BROKEN = (
    "东屏县人民法院2018年度“三公”经费财政拨款支出年初预",
    "算为32.00万元，支出决算为24.60万元，完成年初预算的全",
    "部，结余7.40万元。",
)


def test_a_sentence_broken_at_the_margin_is_whole_again_and_keeps_its_places():
    (joined,) = unwrapped(lines(*BROKEN))
    assert joined.text == "".join(BROKEN)
    assert joined.place_at(joined.text.index("7.40")).line == 3


def test_a_line_short_of_the_margin_ends_its_paragraph():
    title = "东屏县人民法院公告"
    assert [block.text for block in unwrapped(lines(title, *BROKEN))] == [title, "".join(BROKEN)]


def test_lines_that_do_not_follow_each_other_stay_apart():
    assert len(unwrapped(lines(*BROKEN, apart=2))) == 3


def test_an_item_begins_anew_and_a_full_stop_ends():
    item = "1、公务接待费支出决算为3.30万元，占百分之十三点四一，比上"
    assert len(unwrapped(lines(BROKEN[0], item))) == 2
    stopped = "东屏县人民法院2018年度“三公”经费支出共二十四万元。"
    assert len(unwrapped(lines(stopped, BROKEN[1]))) == 2


def test_cells_and_narrow_columns_are_no_broken_lines():
    assert len(unwrapped(lines("公务接待费", "公务用车费"))) == 2
    assert len(unwrapped(lines("\t".join(BROKEN[0]), "\t".join(BROKEN[1])))) == 2


def test_one_long_line_proves_no_margin():
    heading = "六、部门主管专项资金预算安排情况及绩效目标设置情况说明"
    assert len(unwrapped(lines(heading, "2026年，我部门无专项资金预算。"))) == 2


def test_a_figure_that_did_not_fit_begins_the_next_line():
    broken = (
        "青山市工业和信息化局2021年一般公共预算当年拨款",
        "2,763.90万元，较上年减少92.50万元，下降3.24%，主要是一",
        "次性扶持资金减少。",
    )
    assert [block.text for block in unwrapped(lines(*broken))] == ["".join(broken)]
    short = (broken[1], "2021年一般公共预算当年拨款", "2,763.90万元，较上年减少92.50万元，下降3.24%，主要因")
    assert unwrapped(lines(*short))[-1].text == short[-1]


def test_a_line_that_ends_inside_a_sentence_goes_on_whatever_its_length():
    parts = ("本年收入合计20万元，其中：财政拨款收入12万元；", "其他收入8万元。")
    assert [block.text for block in unwrapped(lines(*parts))] == ["".join(parts)]
    assert len(unwrapped(lines(parts[0], "2.其他收入8万元。"))) == 2


def test_a_numbered_title_does_not_run_on_into_its_text():
    heading, text = "八、政府性基金预算财政拨款收入支出决算情况", "2021年度本部门无政府性基金预算财政拨款收支。"
    assert len(unwrapped(lines(heading, text))) == 2

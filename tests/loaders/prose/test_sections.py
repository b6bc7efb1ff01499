import pytest

from loaders.blocks import Cell, Heading, Paragraph, Place, Row, Table
from loaders.numbering import item_starts, list_number
from loaders.prose.sections import kinds, sections


def blocks(*lines):
    """Paragraphs on lines of their own; `#` makes a heading of the format, `|` a table."""
    made = []
    for number, line in enumerate(lines, 1):
        place = Place(line=number)
        if line == "|":
            made.append(Table((Row((Cell("合计", ((0, place),)),)),), place))
        elif line.startswith("#"):
            made.append(Heading(line.lstrip("# "), ((0, place),), level=line.count("#")))
        else:
            made.append(Paragraph(line, ((0, place),)))
    return made


def outline(*lines):
    return [item.section for item in sections(blocks(*lines)) if item.is_heading]


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("第一部分 概况", "part", 1),
        ("二十一、粮油", "chinese", 21),
        ("廿一、其他支出", "chinese", 21),
        ("（十二）完成其他任务", "chinese-bracket", 12),
        ("(六) 贯彻落实", "chinese-bracket", 6),
        ("3．住房保障支出", "arabic", 3),
        ("2.2024年预算", "arabic", 2),
        ("（1）公务用车", "arabic-bracket", 1),
    ],
)
def test_list_numbers_are_known_by_style_and_value(text, style, value):
    number = list_number(text)
    assert (number.style, number.value) == (style, value)


@pytest.mark.parametrize("text", ["1.8万元用于购置", "2024年预算", "一是加大宣传", "预算1、2"])
def test_what_only_begins_like_a_list_number_is_none(text):
    assert list_number(text) is None


def test_items_glued_in_one_paragraph_start_behind_full_stops():
    text = "（七）负责会计管理。（八）负责非税收入管理。"
    assert [text[start : start + 3] for start in item_starts(text, "chinese-bracket")] == ["（七）", "（八）"]


def test_headings_nest_by_their_numbering():
    assert outline("第二部分 情况说明", "一、收支情况", "（一）收入", "收入100万元。", "二、三公", "经费2万元。") == [
        "第二部分 情况说明",
        "第二部分 情况说明 / 一、收支情况",
        "第二部分 情况说明 / 一、收支情况 / （一）收入",
        "第二部分 情况说明 / 二、三公",
    ]


def test_a_part_alone_on_its_line_takes_the_next_line_as_its_title():
    assert outline("第一部分", "某局概况", "一、主要职责", "负责管理。")[1:] == [
        "第一部分 某局概况",
        "第一部分 某局概况 / 一、主要职责",
    ]


def test_numbered_sentences_are_items_and_no_headings():
    items = sections(blocks("部门职责：", "一、贯彻落实政策。", "二、组织实施办法。", "机构设置："))
    assert [item.is_heading for item in items] == [True, False, False, True]


def test_a_list_of_short_names_is_no_row_of_headings():
    assert outline("三、预算单位构成情况", "预算单位构成：", "1. 某局（本级）", "2. 某服务中心", "第二部分 情况说明")[
        1:
    ] == ["第二部分 情况说明"]


def test_a_digit_between_chinese_numbers_counts_as_one_of_them():
    lines = [
        "五、绩效目标",
        "（三）保障措施",
        "加强监督。",
        "6、专项资金情况",
        "无。",
        "七、名词解释",
        "1、收入：指资金。",
    ]
    assert outline(*lines)[2:] == ["6、专项资金情况", "七、名词解释"]


def test_a_part_inside_a_chapter_ends_with_the_chapter():
    lines = ["五、绩效信息", "第一部分 整体目标", "提高效率。", "六、政府采购预算情况", "采购0万元。"]
    assert outline(*lines) == ["五、绩效信息", "五、绩效信息 / 第一部分 整体目标", "六、政府采购预算情况"]


def test_a_heading_glued_to_its_text_opens_its_section():
    item = sections(blocks("三、机关运行经费安排情况2026年，我部门安排46.46万元。"))[0]
    assert not item.is_heading
    assert item.path == ("三、机关运行经费安排情况",)


def test_lines_of_a_contents_page_are_no_headings():
    assert outline("三、名词解释………………………5", "四、预算表........6") == []


def test_the_same_title_printed_twice_is_one_level():
    assert outline("第一部分 某局2026年情况说明", "某局2026年情况说明", "一、职责", "负责。")[-1] == (
        "第一部分 某局2026年情况说明 / 一、职责"
    )


def test_a_text_knows_that_a_table_stands_before_it():
    items = sections(blocks("机构设置：", "|", "我部门无其他事项。"))
    assert [item.after_table for item in items] == [False, True]


def test_a_section_is_about_what_its_innermost_telling_title_says():
    assert kinds(("一、部门职责及机构设置情况",)) == {"duties", "units"}
    assert kinds(("一、部门职责及机构设置情况", "机构设置")) == {"units"}
    assert kinds(("四、名词解释", "（一）收入科目")) == {"terms"}
    assert kinds(("第三部分 附录",)) == frozenset()

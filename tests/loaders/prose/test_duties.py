from loaders.blocks import Cell, Paragraph, Place, Row, Table
from loaders.prose.duties import find_duties
from loaders.prose.sections import sections


def duties(*lines):
    blocks = [Paragraph(line, ((0, Place(line=number)),)) for number, line in enumerate(lines, 1)]
    return find_duties(sections(blocks))


def texts(*lines):
    return [duty.text for duty in duties(*lines)]


def test_numbered_items_are_duties_and_introductions_are_not():
    found = duties(
        "一、主要职责", "贯彻方针。主要职责是：", "（一）拟订规划。", "(二) 组织实施。", "二、机构设置", "下设办公室。"
    )
    assert [(duty.text, duty.source.place.line) for duty in found] == [("拟订规划。", 3), ("组织实施。", 4)]


def test_items_numbered_like_chapters_are_duties_all_the_same():
    assert texts(
        "一、部门职责及机构设置情况", "部门职责：", "一、贯彻政策。", "二、承办其他事项", "机构设置：", "见下表。"
    ) == [
        "贯彻政策。",
        "承办其他事项",
    ]


def test_an_unnumbered_paragraph_is_one_duty():
    assert texts("一、部门主要职责", "中心承担经办业务，指导各镇工作。", "二、部门基本情况", "编制21名。") == [
        "中心承担经办业务，指导各镇工作。"
    ]


def test_items_glued_in_one_paragraph_are_parted():
    assert texts("一、主要职能", "（一）管会计。（二）管国库；做好收缴。", "（三）完成其他任务。") == [
        "管会计。",
        "管国库；做好收缴。",
        "完成其他任务。",
    ]


def test_items_that_begin_in_the_introduction_are_found():
    assert texts("主要职责", "其主要职责有：1、报告工作。2、提出议案。") == ["报告工作。", "提出议案。"]


def test_a_paragraph_without_number_goes_on_with_its_item():
    assert texts("一、主要职责", "1、拟订办法。", "并监督实施。", "2、指导工作。") == [
        "拟订办法。并监督实施。",
        "指导工作。",
    ]


def test_duties_end_at_a_table():
    table = Table((Row((Cell("单位名称"),)),))
    blocks = [Paragraph("主要职责"), Paragraph("（一）管理。"), table, Paragraph("我部门无其他事项。")]
    assert [duty.text for duty in find_duties(sections(blocks))] == ["管理。"]


def test_no_section_on_duties_gives_none():
    assert texts("一、收入说明", "（一）收入5万元。") == []


def test_the_work_of_the_year_stated_beside_the_duties_is_no_duty():
    found = texts(
        "一、基本职能及主要工作",
        "（一）职能简介",
        "贯彻执行法律法规。",
        "（二）2024年重点工作",
        "今年的总体要求是稳中求进。",
    )
    assert found == ["贯彻执行法律法规。"]


def test_a_school_tells_its_duties_under_a_title_of_its_own():
    assert texts(
        "一、学校基本情况", "（一）学校职能", "主要职能是人才培养、科学研究。", "（二）机构设置", "设15个学院。"
    ) == ["主要职能是人才培养、科学研究。"]


def test_duties_that_semicolons_end_are_several():
    listed = ("贯彻执行国家教育工作方针政策；", "拟订全县教育事业发展规划；", "指导全县学校安全工作。")
    assert len(texts("一、主要职责", *listed)) == 3

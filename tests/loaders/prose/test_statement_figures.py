import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.prose.statements.figures import plain, printed_figures


def figures(text):
    return [(figure.value, figure.unit) for figure in printed_figures(plain(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("预算收入6908.98万元", [("6908.98", "万元")]),
        ("总计 21,955.35 万 元 ，", [("21955.35", "万元")]),
        ("基本工资 81.09 万、津贴补贴 14.77 万", [("81.09", "万元"), ("14.77", "万元")]),
        ("其他支出 18 元。", [("18", "元")]),
        ("予以100％全额资助", [("100", "%")]),
        ("达到670元/人，参保36万人", [("670", "元/人"), ("36", "万人")]),
        ("宣传资料1万份，覆盖900余个单位", [("1", "万份"), ("900", "个")]),
        ("设备（不含车辆）2台（套）", [("2", "台（套）")]),
        ("中央与地方6:4；省级与县级5:5，", [("6:4", ""), ("5:5", "")]),
        ("收入２０．５万元", [("20.5", "万元")]),
        ("设计使用年限为50年，抗震设防烈度为7度", [("50", "年"), ("7", "度")]),
        ("施工工期 18 个月", [("18", "个月")]),
    ],
)
def test_a_figure_has_its_printed_unit(text, found):
    assert figures(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月31日",
        "截止时间：2023-12-31",
        "冀财社[2025]128号文件",
        "随医保发〔2021〕32号",
        "第3项工作、第2款",
        "编码A05040299个性化",
        "1稳步提高参保率",
        "联系电话3251006",
        "“211工程”建设高校",
        "6个月内3部门联合5分钟办结",
        "上午8:30开会",
        "60周岁以上老年人",
        "组织2-3次视察",
        "累计使用50年",
        "工龄满30年",
    ],
)
def test_years_codes_ordinals_and_parts_of_names_are_no_figures(text):
    assert figures(text) == []


def test_a_threshold_in_a_name_is_no_figure_but_one_at_the_end_is():
    assert figures("单价50万元以上通用设备0套") == [("0", "套")]
    assert figures("单价100万元（含）以上设备0台") == [("0", "台")]
    assert figures("参保率达到95%以上。") == [("95", "%")]


def test_a_unit_printed_once_holds_for_the_amounts_listed_before_it():
    assert figures("社会保障支出167.88、卫生健康支出2291.05、其他支出0万元。") == [
        ("167.88", "万元"),
        ("2291.05", "万元"),
        ("0", "万元"),
    ]


def test_a_list_number_before_a_year_does_not_run_into_it():
    assert figures("2、2020年资料500份；3.2021年经费5万元") == [("500", "份"), ("5", "万元")]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="-0123456789,.:：年月％%万元个人（）()以上、。第 号一增减比上年持平\n", max_size=120))
def test_every_value_stands_at_its_offset(text):
    for figure in printed_figures(plain(text)):
        printed = plain(text)[figure.start : figure.number_end]
        assert printed.replace(",", "").replace(" ", "").replace("：", ":").replace("\n", "") == figure.value

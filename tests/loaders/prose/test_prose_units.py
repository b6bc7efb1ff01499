from loaders.blocks import Paragraph, Place
from loaders.prose.sections import sections
from loaders.prose.structure import find_units


def units(*lines):
    blocks = [Paragraph(line, ((0, Place(line=number)),)) for number, line in enumerate(lines, 1)]
    return [(unit.name, unit.kind) for unit in find_units(sections(blocks))]


def test_a_numbered_list_names_budget_units():
    lines = [
        "三、部门所属预算单位构成情况",
        "部门预算包括本级预算和所属单位预算在内的汇总预算，预算单位构成：",
        "1. 某局（本级）",
        "2. 某服务中心",
    ]
    assert units(*lines) == [("某局（本级）", "unit"), ("某服务中心", "unit")]


def test_an_inline_list_names_internal_offices():
    assert units("二、机构设置", "某局下设：办公室（人事股）、基金监管股、等股室。") == [
        ("办公室（人事股）", "office"),
        ("基金监管股", "office"),
    ]


def test_a_name_has_two_letters_at_least():
    assert units("二、机构设置", "某局下设：党办、基金监管股、办、综合科。") == [
        ("党办", "office"),
        ("基金监管股", "office"),
        ("综合科", "office"),
    ]


def test_headings_tell_offices_from_units():
    lines = [
        "二、机构设置及预算单位构成情况",
        "本部门包括 2 个内设机构、1 个下属事业单位，具体包括：",
        "（一）机关内设机构",
        "1.办公室",
        "2.举报处（挂“举报中心”牌子）",
        "（二）下属事业单位",
        "1.国家学院分院",
    ]
    assert units(*lines) == [("办公室", "office"), ("举报处", "office"), ("国家学院分院", "unit")]


def test_a_sentence_names_the_units_of_the_budget():
    assert units("（二）预算单位构成", "我校部门预算包括大学本级、附属中学及附属小学的预算收支情况。") == [
        ("大学本级", "unit"),
        ("附属中学", "unit"),
        ("附属小学", "unit"),
    ]


def test_each_unit_is_stated_once():
    lines = ["二、单位构成", "预算单位包括：某院本级、某分院。", "1.某分院", "2.某院本级"]
    assert units(*lines) == [("某院本级", "unit"), ("某分院", "unit")]


def test_sentences_that_name_no_unit_give_none():
    assert (
        units(
            "机构设置：",
            "部门决算包括：本级决算、下属行政事业单位决算。",
            "部门预算包括本部以及下属 5 家预算单位的综合收支计划。",
        )
        == []
    )
    assert units("一、收入说明", "包括：甲局、乙局。") == []


def test_the_number_of_offices_stands_between_the_lead_and_the_list():
    found = units("二、机构设置", "青山县教育局内设机构3个：办公室、人事股、计财股。")
    assert found == [("办公室", "office"), ("人事股", "office"), ("计财股", "office")]


def test_offices_named_in_the_sentence_that_counts_them():
    found = units("二、机构设置", "本部门内设党政办公室、公共服务办公室、综合治理办公室等3个办公室。")
    assert found == [("党政办公室", "office"), ("公共服务办公室", "office"), ("综合治理办公室", "office")]


def test_how_many_there_are_may_stand_behind_the_last_name():
    text = "本部门内设机构包括办公室、政策处、装备处等3个内设机构。下属单位包括某学院、某杂志社2个事业单位。"
    assert units("二、机构设置", text) == [
        ("办公室", "office"),
        ("政策处", "office"),
        ("装备处", "office"),
        ("某学院", "unit"),
        ("某杂志社", "unit"),
    ]


def test_offices_that_are_only_counted_are_no_names():
    text = "本部门内设机构包括办公厅、研究室和10个专门委员会，现有处室21个。"
    assert [name for name, _ in units("二、机构设置", text)] == ["办公厅", "研究室"]


def test_the_one_unit_of_a_budget_is_named_behind_its_number():
    text = "从预算单位构成看，纳入部门汇总预算编制范围的预算单位共计1家，即某厅本级。另外，还包括8名在职人员。"
    assert units("二、预算单位构成情况", text) == [("某厅本级", "unit")]


def test_a_list_ends_where_the_next_one_begins():
    text = "本院内设机构3个，包括：政治部、立案庭、执行局等；下设张庄人民法庭、李集人民法庭2个派出法庭。"
    names = ["政治部", "立案庭", "执行局", "张庄人民法庭", "李集人民法庭"]
    assert [name for name, _ in units("二、机构设置", text)] == names


def test_how_many_there_are_may_be_stated_in_words():
    found = units("一、内设机构", "内设办公室、法制股、财政审计股三个股室。")
    assert [name for name, _ in found] == ["办公室", "法制股", "财政审计股"]


def test_units_on_lines_of_their_own_name_what_they_consist_of():
    lines = [
        "（二）单位构成。",
        "纳入东屏县交通局部门预算的单位具体明细如下：",
        "东屏县交通局机关（包括办公室、法规股2个内设股室）",
        "东屏县公路段（包含东屏县公路段机关、东屏县渡口管理站２个三级预算单位）",
        "东屏县运输管理所",
        "以上单位均已纳入。",
    ]
    assert units(*lines) == [
        ("东屏县交通局机关", "unit"),
        ("办公室", "office"),
        ("法规股", "office"),
        ("东屏县公路段", "unit"),
        ("东屏县公路段机关", "unit"),
        ("东屏县渡口管理站", "unit"),
        ("东屏县运输管理所", "unit"),
    ]


def test_ranks_and_natures_are_no_units():
    lines = [
        "二、机构设置情况",
        "东屏县招商中心属于县政府下设一级局，全额拨款事业单位。内设机构分别为：办公室、招商股。",
    ]
    assert units(*lines) == [("办公室", "office"), ("招商股", "office")]

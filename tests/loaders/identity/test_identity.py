"""Expected names, codes and years are read off the documents by hand; area codes are those of GB/T 2260."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places import ROOT, SHARED

from loaders.blocks import Cell, Heading, Paragraph, Place, Reading, Row, Table
from loaders.facts import NotABudget
from loaders.identity.evidence import organisation
from loaders.identity.given import Given
from loaders.identity.identity import identify, same_department
from loaders.identity.uniqueness import is_common_name
from loaders.readers import read

SIGNS = "部门预算收支总表 一般公共预算 财政拨款 “三公”经费"


def reading(*blocks):
    """A document of lines (strings) and tables (lists of rows); the words every budget has are at its end."""
    built = []
    for number, block in enumerate([*blocks, SIGNS], start=1):
        place = Place(line=number)
        if isinstance(block, str):
            built.append(Paragraph(block, ((0, place),)))
        else:
            rows = tuple(Row(tuple(Cell(text, ((0, place),)) for text in row)) for row in block)
            built.append(Table(rows, place))
    return Reading("text", tuple(built), ())


def who(*blocks, name="x.txt"):
    found = identify(reading(*blocks), name)
    return found.department, found.code, found.adcode, found.fiscal_year


@pytest.mark.parametrize(
    ("sample", "department", "code", "adcode", "year"),
    [
        ("hebei-tabs.txt", "承德县医疗保障局", "450", "130821", "2024"),
        ("hebei-word.txt", "晋州市医疗保障局", "450", "130183", "2026"),
        ("henan-tabs.txt", "沈丘县医疗保障局", "306", "411624", "2024"),
        ("hubei-markdown.txt", "曾都区医疗保障服务中心", "032002", "421303", "2024"),
    ],
)
def test_the_samples_are_distinguished(sample, department, code, adcode, year):
    found = identify(read(ROOT / "samples" / sample), sample)
    assert (found.department, found.code, found.adcode, found.fiscal_year) == (department, code, adcode, year)
    assert (found.kind, found.problems) == ("预算", ())


DISCLOSURES = SHARED / "disclosures" / "text"


@pytest.mark.skipif(not DISCLOSURES.is_dir(), reason="the published disclosures are not beside the checkout")
@pytest.mark.parametrize(
    ("number", "department", "code", "adcode", "province", "year", "title", "line"),
    [
        ("000", "承德县医疗保障局", "450", "130821", "河北省", "2024", "承德县医疗保障局部门 2024 年部门预算", 3),
        (
            "001",
            "曲阳县医疗保障局",
            "473",
            "130634",
            "河北省",
            "2020",
            "河北省曲阳县医疗保障局2020年部门预算信息公开情况说明",
            1,
        ),
        ("002", "沈丘县医疗保障局", "306", "411624", "河南省", "2024", "沈丘县医疗保障局2024年度部门预算", 3),
        (
            "003",
            "晋州市医疗保障局",
            "450",
            "130183",
            "河北省",
            "2026",
            "晋州市医疗保障局2026年部门预算信息公开情况说明",
            1342,
        ),
        (
            "004",
            "曾都区医疗保障服务中心",
            "032002",
            "421303",
            "湖北省",
            "2024",
            "曾都区医疗保障服务中心 2024 年部门预算",
            5,
        ),
    ],
)
def test_the_published_disclosures_are_distinguished(number, department, code, adcode, province, year, title, line):
    path = next(DISCLOSURES.glob(f"{number}_*"))
    found = identify(read(path), path.name)
    assert (found.department, found.code, found.adcode, found.province) == (department, code, adcode, province)
    assert (found.fiscal_year, found.title, found.place.line) == (year, title, line)


@pytest.mark.parametrize(
    ("lines", "department", "year"),
    [
        (["承德县医疗保障局部门 2024 年部门预算"], "承德县医疗保障局", "2024"),
        (["沈丘县医疗保障局", "2024年度部门预算"], "沈丘县医疗保障局", "2024"),
        (["沈丘县医疗保障局", "2024年度", "部门预算"], "沈丘县医疗保障局", "2024"),
        (["沈丘县医疗保障局2024年度", "部门预算"], "沈丘县医疗保障局", "2024"),
        (["2024年度", "沈丘县医疗保障局", "部门预算公开"], "沈丘县医疗保障局", "2024"),
        (["沈丘县医疗保障局", "部门预算", "2024年"], "沈丘县医疗保障局", "2024"),
        (["2024年度", "部门预算", "沈丘县医疗保障局"], "沈丘县医疗保障局", "2024"),
        (["二〇二四年沈丘县医疗保障局部门预算公开"], "沈丘县医疗保障局", "2024"),
        (["江苏省人民检察院", "2019年度部门预算公开"], "江苏省人民检察院", "2019"),
        (["上海市普陀区2024年区级部门预算", "预算主管部门：上海市普陀区财政局"], "上海市普陀区财政局", "2024"),
        (["曾都区医疗保障服务中心 2024 年单位预算"], "曾都区医疗保障服务中心", "2024"),
        (["第二部分 2018年度部门预算情况说明", "部门：江苏省政协办公厅\t单位：万元"], "江苏省政协办公厅", "2018"),
    ],
)
def test_titles_are_read_on_one_line_and_on_several(lines, department, year):
    found = identify(reading(*lines), "x.txt")
    assert (found.department, found.fiscal_year) == (department, year)


def test_a_cover_of_three_lines_is_the_title_as_printed():
    found = identify(reading("2024年度", "沈丘县医疗保障局", "部门决算公开"), "x.txt")
    assert (found.title, found.kind) == ("2024年度沈丘县医疗保障局部门决算公开", "决算")


def test_a_final_account_is_distinguished_from_a_budget():
    assert identify(reading("上海市普陀区财政局", "2024年度部门决算"), "x.txt").kind == "决算"
    assert identify(reading("收入支出决算总表", "部门决算公开表", "部门：普陀区财政局", "部门决算"), "x").kind == "决算"
    assert identify(reading("沈丘县医疗保障局", "2024年度部门预算"), "x.txt").kind == "预算"


def test_the_department_of_the_title_wins_over_its_parent_in_the_tables():
    rows = [["032", "曾都区医疗保障局"], ["032002", "曾都区医疗保障服务中心"], ["032", "曾都区医疗保障局"]]
    assert who("曾都区医疗保障服务中心 2024 年部门预算", rows)[:2] == ("曾都区医疗保障服务中心", "032002")


def test_codes_of_units_with_the_department_s_name_speak_for_the_department():
    rows = [["306001", "沈丘县医疗保障局"], ["306001", "沈丘县医疗保障局"], ["306", "沈丘县医疗保障局"]]
    assert who("沈丘县医疗保障局", "2024年度部门预算", rows)[1] == "306"


def test_the_form_of_the_name_printed_most_often_is_kept():
    lines = [
        "河北省曲阳县医疗保障局",
        "2020年部门预算信息公开情况说明",
        "473曲阳县医疗保障局",
        "曲阳县医疗保障局的职责是",
    ]
    assert who(*lines) == ("曲阳县医疗保障局", "473", "130634", "2020")


@pytest.mark.parametrize(
    "caption",
    [
        "450 承德县医疗保障局",
        "450承德县医疗保障局",
        "[450]承德县医疗保障局",
        "承德县医疗保障局（450）",
        "450-承德县医疗保障局",
    ],
)
def test_captions_give_the_code_however_it_is_glued(caption):
    assert who("承德县医疗保障局 2024 年部门预算", caption)[1] == "450"


def test_without_a_title_labels_name_the_department_and_year():
    assert who("预算年度：2024", "部门名称：沈丘县医疗保障局") == ("沈丘县医疗保障局", "", "411624", "2024")
    assert who([["部门名称", "沈丘县医疗保障局"], ["年度：2024", ""]])[0] == "沈丘县医疗保障局"


def test_the_file_s_name_is_the_weakest_evidence():
    assert who("收入总表", name="江苏省政协办公厅-2018年部门预算-公开表.pdf") == (
        "江苏省政协办公厅",
        "",
        "320000",
        "2018",
    )
    assert who("沈丘县医疗保障局", "2024年度部门预算", name="承德县医疗保障局-2018年.txt")[0::3] == (
        "沈丘县医疗保障局",
        "2024",
    )


def test_project_codes_and_other_names_decide_an_ambiguous_area():
    title = "普陀区财政局2024年部门预算"
    assert who(title)[2] == ""
    assert who(title, [["31010724P000322100017"]])[2] == "310107"
    assert who(title, "由舟山市财政局批复")[2] == "330903"


def test_what_is_not_known_is_reported():
    found = identify(reading("预算年度：2024"), "x.txt")
    assert found.department == ""
    assert any("部门名称" in problem for problem in found.problems)


def test_years_that_disagree_are_reported():
    found = identify(reading("沈丘县医疗保障局", "2024年度部门预算", "预算年度：2023"), "x.txt")
    assert found.fiscal_year == "2024"
    assert any("2023" in problem for problem in found.problems)


def test_a_central_university_has_no_area():
    assert who("西南大学", "2023年度部门预算", [["105236", "西南大学"]]) == ("西南大学", "105236", "", "2023")


@pytest.mark.parametrize(
    "lines", [["从前有座山，山里有座庙。"], ["def main():", "    return 0"], ["红烧肉：五花肉500克"], []]
)
def test_what_is_no_budget_is_refused_by_name(lines):
    blocks = tuple(Paragraph(line, ((0, Place(line=1)),)) for line in lines)
    with pytest.raises(NotABudget, match=r"novel\.txt.*部门预算"):
        identify(Reading("text", blocks, ()), "novel.txt")


@pytest.mark.parametrize("printed", ["财政拨款", "主管部门", "局", "", "一二三", "2024年部门预算"])
def test_phrases_are_no_organisations(printed):
    assert organisation(printed) == ""


def test_an_organisation_s_name_loses_what_is_printed_behind_it():
    assert organisation("承德县医疗保障局部门") == "承德县医疗保障局"
    assert organisation("沈丘县医疗保障局（本级）") == "沈丘县医疗保障局"


def test_names_that_differ_by_an_area_are_one_department():
    assert same_department("河北省曲阳县医疗保障局", "曲阳县医疗保障局")
    assert not same_department("曾都区医疗保障局", "曾都区医疗保障服务中心")
    assert not same_department("", "曾都区医疗保障局")


LINES = st.lists(st.text(alphabet="承德县医疗保障局部门2024年度预算决：（）第一 \t二〇", max_size=40), max_size=6)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(LINES, st.text(max_size=20))
def test_any_lines_are_identified_without_an_error(lines, name):
    found = identify(reading(*lines), name)
    assert found.kind in ("预算", "决算")
    assert found.fiscal_year == "" or len(found.fiscal_year) == 4


def test_headings_count_as_titles():
    blocks = (Heading("曾都区医疗保障服务中心 2024 年部门预算", ((0, Place(line=5)),)), Paragraph(SIGNS))
    assert identify(Reading("text", blocks, ()), "x").place == Place(line=5)


@pytest.mark.parametrize(
    ("lines", "department", "year", "kind"),
    [
        (["青山县永胜镇人民政府2024年部门预算编制说明"], "青山县永胜镇人民政府", "2024", "预算"),
        (["关于正直镇2024年部门预算编制说明"], "正直镇", "2024", "预算"),
        (["关于青山县统计局2024年部门预算的说明"], "青山县统计局", "2024", "预算"),
        (["青山县统计局关于2024年部门预算公开的说明"], "青山县统计局", "2024", "预算"),
        (["2022年度青山市审计局", "部门决算公开"], "青山市审计局", "2022", "决算"),
        (["2022年度青山市商务局(本级)决算公开"], "青山市商务局", "2022", "决算"),
        (["青山市综合行政执法局（青山市城市管理局）2021年度部门决算"], "青山市综合行政执法局", "2021", "决算"),
        (["青山县第一中学2024年单位预算公开说明"], "青山县第一中学", "2024", "预算"),
        (["青山县残联2022年部门预算公开情况说明"], "青山县残联", "2022", "预算"),
        (["青山县水务局2024年部门综合预算"], "青山县水务局", "2024", "预算"),
        (["青山县水务局2024年部门预算批复公开"], "青山县水务局", "2024", "预算"),
        (["（青山县人民检察院）2023年度部门预算"], "青山县人民检察院", "2023", "预算"),
        (["《青山县教育局2024年部门预算》"], "青山县教育局", "2024", "预算"),
        (["青山县教育局2024年部门预算公开目录"], "青山县教育局", "2024", "预算"),
    ],
)
def test_titles_of_many_provinces_name_department_year_and_kind(lines, department, year, kind):
    found = identify(reading(*lines), "x.txt")
    assert (found.department, found.fiscal_year, found.kind) == (department, year, kind)


def test_the_cover_of_a_workbook_is_a_title():
    assert who([["青山县教育局2024年部门预算公开表"]], [["项目", "预算数"]]) == ("青山县教育局", "", "", "2024")


def test_a_title_beside_other_cells_of_its_row_is_none():
    assert who([["青山县教育局2024年部门预算", "附件"]])[0] == ""


def test_the_caption_of_a_form_is_no_title_of_the_document():
    found = identify(reading("部门：青山县教育局", "2024年政府采购预算表"), "x.txt")
    assert (found.title, found.department) == ("", "青山县教育局")


def test_the_province_printed_before_an_unknown_place_is_kept():
    lines = [Paragraph(text, ((0, Place(line=1)),)) for text in ("江西省赣云县人民政府", "赣云县教育局2020年部门预算")]
    found = identify(Reading("text", tuple(lines), ()), "x")
    assert (found.area, found.adcode, found.province) == ("", "", "江西省")


def test_titles_of_forms_name_department_and_year():
    assert who("青岚县图书馆2024年部门收支总表", "部门：青岚县图书馆")[0::3] == ("青岚县图书馆", "2024")
    assert who("青岚县图书馆2024年读者意见表", "部门：青岚县图书馆")[3] == ""  # no form of a budget


def test_the_last_year_of_the_columns_is_the_fiscal_year_where_nothing_else_says_it():
    header = ["项目", "2023年预算数", "2024年预算数"]
    assert who("部门：青岚县图书馆", [header])[3] == "2024"
    assert who("部门：青岚县图书馆", "预算年度：2025", [header])[3] == "2025"


def test_a_subject_is_no_department_code():
    rows = [["2070104", "图书馆"], ["2070104图书馆", "178.30"]]
    assert who("德清县图书馆2025年部门预算", rows)[1] == ""
    assert who("德清县图书馆2025年部门预算", rows, [["207001", "德清县图书馆"]])[1] == "207001"


def test_an_area_inside_a_longer_name_is_not_the_area():
    assert who("青岚县图书馆2024年部门预算")[2] == ""  # 岚县 is a county of 山西
    assert who("岚县图书馆2024年部门预算")[2] == "141127"
    assert who("山西省岚县图书馆2024年部门预算")[2] == "141127"
    assert who("中共岚县委办公室2024年部门预算")[2] == "141127"


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("鼓楼区图书馆", True),  # in 南京, 徐州, 福州 and 开封
        ("南京市鼓楼区图书馆", False),
        ("浙江普陀区财政局", False),
        ("曾都区医疗保障服务中心", False),  # 421302 and 421303 are one area
        ("区图书馆", True),
        ("财政局", True),
        ("西南大学", False),
        ("青岚县图书馆", False),
        ("", False),
    ],
)
def test_names_that_bodies_of_several_areas_bear_are_common(name, common):
    assert is_common_name(name) is common


def test_two_bodies_of_one_name_are_distinguished_by_the_city_in_the_text():
    nanjing = identify(reading("鼓楼区图书馆2025年部门预算", "完成南京市鼓楼区委交办的其他事项"), "x.txt")
    kaifeng = identify(reading("鼓楼区图书馆2025年部门预算", "完成开封市鼓楼区委交办的其他事项"), "x.txt")
    assert (nanjing.adcode, kaifeng.adcode) == ("320106", "410204")
    nowhere = identify(reading("鼓楼区图书馆2025年部门预算"), "x.txt")
    assert (nowhere.adcode, nowhere.common_name) == ("", True)
    assert any("--metadata" in problem for problem in nowhere.problems)


def test_what_is_given_goes_before_what_the_document_says():
    given_ = Given("index.csv, 第 2 行", department="德清县图书馆", adcode="330521", year="2023", kind="决算")
    found = identify(reading("德清县图书馆2025年部门预算"), "x.txt", given_)
    assert (found.department, found.adcode, found.fiscal_year, found.kind) == ("德清县图书馆", "330521", "2023", "决算")
    given = {(one.name, one.value, one.found) for one in found.given}
    assert given == {
        ("department", "德清县图书馆", "德清县图书馆"),
        ("adcode", "330521", "330521"),
        ("year", "2023", "2025"),
        ("kind", "决算", "预算"),
    }
    assert [problem for problem in found.problems if "2025" in problem]


def test_what_is_not_given_stays_as_the_document_says():
    found = identify(
        reading("德清县图书馆2025年部门预算"), "x.txt", Given("index.csv, 第 2 行", url="https://a.cn/1.pdf")
    )
    assert (found.department, found.fiscal_year) == ("德清县图书馆", "2025")
    assert [(one.name, one.value) for one in found.given] == [("url", "https://a.cn/1.pdf")]


def test_the_title_of_a_form_gives_the_year_where_nothing_else_does():
    lines = ("单位名称：德清县卫健局", "2022年部门预算“三公”经费及会议费、培训费支出表", "合计 5.0")
    assert identify(reading(*lines), "x.txt").fiscal_year == "2022"


def test_parts_of_a_line_that_bars_set_apart_are_no_lines_of_a_title():
    found = who("某某县二六一团", "团场公开 | 财务公开 | 办事指南", "部门整体支出绩效自评表", "（2022年度）")
    assert (found[0], found[3]) == ("某某县二六一团", "2022")


@pytest.mark.parametrize(
    ("title", "label", "department"),
    [
        ("县残联2021年度预算公开", "部门：吉汶县残疾人联合会", "吉汶县残疾人联合会"),
        ("县文联2021年度预算公开", "部门：吉汶县残疾人联合会", "县文联"),
    ],
)
def test_a_short_name_in_a_title_is_spelt_out_by_a_label_that_prints_its_letters(title, label, department):
    assert who(title, label)[0] == department


def test_a_line_of_navigation_is_no_part_of_a_title():
    menu = "首页政务要闻政务公开政务服务"
    found = who("青山县人民政府", menu, "2024年项目支出绩效目标表", "编制单位：青山县水利局")
    assert (found[0], found[3]) == ("青山县水利局", "2024")
    assert who("首页政府信息公开目录县水利局财政预决算", "青山县水利局2024年部门预算公开表")[0] == "青山县水利局"

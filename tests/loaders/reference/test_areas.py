"""Expected codes are those of GB/T 2260, looked up by hand in the Ministry of Civil Affairs' lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reference.areas import Division, abbreviated_area, area_of_code, find_area


@pytest.mark.parametrize(
    ("name", "adcode", "province"),
    [
        ("承德县医疗保障局", "130821", "河北省"),
        ("河北省曲阳县医疗保障局", "130634", "河北省"),
        ("沈丘县医疗保障局", "411624", "河南省"),
        ("晋州市医疗保障局", "130183", "河北省"),
        ("曾都区医疗保障服务中心", "421303", "湖北省"),
        ("江苏省人民检察院", "320000", "江苏省"),
        ("上海市普陀区人民政府万里街道办事处", "310107", "上海市"),
        ("浙江普陀区财政局", "330903", "浙江省"),
        ("中国共产党承德县委员会组织部", "130821", "河北省"),
        ("国家税务总局随州市税务局", "421300", "湖北省"),
        ("天津市河北区财政局", "120105", "天津市"),
        ("晋州市城区管理办公室", "130183", "河北省"),
        ("济源市财政局", "419001", "河南省"),
        ("内蒙古自治区财政厅", "150000", "内蒙古自治区"),
    ],
)
def test_a_department_name_leads_to_its_area(name, adcode, province):
    area = find_area(name)
    assert area is not None
    assert (area.adcode, area.province) == (adcode, province)


@pytest.mark.parametrize("name", ["普陀区财政局", "鼓楼区人民政府", "城区管理局", "江北区财政局"])
def test_an_ambiguous_name_without_evidence_has_no_area(name):
    assert find_area(name, year=2024) is None


@pytest.mark.parametrize("name", ["西南大学", "区医疗保障服务中心", "县委办公室", "财政局", ""])
def test_a_name_that_names_no_area_has_none(name):
    assert find_area(name) is None


def test_names_beside_it_decide_between_areas_of_one_name():
    assert find_area("普陀区财政局", ["舟山市财政局审核"]).adcode == "330903"
    assert find_area("普陀区财政局", ["上海市机构改革方案"]).adcode == "310107"


def test_project_codes_decide_before_names_do():
    hints = ["浙江省", "舟山市", "31010724P000322100017"]
    assert find_area("普陀区财政局", hints).adcode == "310107"


def test_evidence_for_both_sides_alike_decides_nothing():
    assert find_area("普陀区财政局", ["舟山市与上海市结对"]) is None


def test_project_codes_alone_give_an_area_to_a_name_without_one():
    assert find_area("区医疗保障服务中心", ["42130324032T000000103"]).adcode == "421303"
    assert find_area("区医疗保障服务中心", ["42130324032T000000103", "13082124P00032110001H"]) is None


def test_the_year_chooses_the_code_and_name_that_held():
    assert find_area("崇文区财政局", year=2009).adcode == "110103"
    assert find_area("襄樊市财政局", year=2009).adcode == "420600"
    assert area_of_code("420600", 2009).name == "襄樊市"
    assert area_of_code("420600", 2020).name == "襄阳市"
    assert find_area("渝北区财政局", year=2024).adcode == "500112"


def test_an_area_knows_the_ones_above_it():
    assert area_of_code("130821") == Division("130821", "承德县", "河北省", "承德市")
    assert area_of_code("419001").city == ""
    assert area_of_code("999999") is None
    assert [area_of_code(code).level for code in ("130000", "130800", "130821")] == ["province", "prefecture", "county"]
    assert area_of_code("130800").holds("130821")
    assert not area_of_code("130800").holds("130183")


@pytest.mark.parametrize(
    ("lead", "near", "adcode", "certain"),
    [
        ("冀", "130821", "130000", True),
        ("鄂", "", "420000", True),
        ("石", "130183", "130100", False),
        ("石", "", "130100", False),
        ("随", "421303", "421300", False),
        ("随", "", "421300", False),
        ("普", "310107", "310107", False),
        ("晋", "130183", "130183", False),
        ("晋", "140100", "140000", True),
        ("承县", "130821", "130821", False),
    ],
)
def test_the_first_characters_of_an_agency_code_stand_for_an_area(lead, near, adcode, certain):
    area, sure = abbreviated_area(lead, near)
    assert (area.adcode, sure) == (adcode, certain)


def test_an_abbreviation_of_many_areas_stands_for_none():
    assert abbreviated_area("海") is None
    assert abbreviated_area("爨") is None


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_text_is_answered_without_an_error(name, hints):
    found = find_area(name, hints)
    assert found is None or len(found.adcode) == 6


def test_an_area_is_a_whole_name():
    assert find_area("青岚县图书馆") is None
    assert find_area("岚县图书馆").adcode == "141127"
    assert find_area("中共岚县委员会").adcode == "141127"
    assert find_area("山西岚县图书馆").adcode == "141127"

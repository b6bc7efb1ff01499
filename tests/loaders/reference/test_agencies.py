import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import lexicon
from loaders.reference.agencies import CodeParts, find_agency, split_code


@pytest.mark.parametrize(
    ("code", "near", "name", "level", "adcode", "field"),
    [
        ("冀财社", "", "河北省财政厅", "province", "130000", "社会保障"),
        ("石财社", "130183", "石家庄市财政局", "prefecture", "130100", "社会保障"),
        ("财社", "421303", "财政部", "central", "", "社会保障"),
        ("鄂财社", "421303", "湖北省财政厅", "province", "420000", "社会保障"),
        ("随医保发", "421303", "随州市医疗保障局", "prefecture", "421300", ""),
        ("鄂医保发", "421303", "湖北省医疗保障局", "province", "420000", ""),
        ("随政办发", "421303", "随州市人民政府办公室", "prefecture", "421300", ""),
        ("苏财预", "", "江苏省财政厅", "province", "320000", "预算"),
        ("财库", "", "财政部", "central", "", "国库"),
        ("沪府规", "310107", "上海市人民政府", "province", "310000", ""),
        ("沪财预", "310107", "上海市财政局", "province", "310000", "预算"),
        ("普发改投", "310107", "普陀区发展和改革委员会", "county", "310107", "投资"),
        ("国办发", "", "国务院办公厅", "central", "", ""),
        ("医保发", "", "国家医疗保障局", "central", "", ""),
        ("冀组通字", "", "中共河北省委员会组织部", "province", "130000", ""),
        ("承市财社", "130821", "承德市财政局", "prefecture", "130800", "社会保障"),
        ("沈财预", "411624", "沈丘县财政局", "county", "411624", "预算"),
        ("川档发", "510100", "四川省档案局", "province", "510000", ""),
        ("档发", "", "国家档案局", "central", "", ""),
        ("蓉档发", "510100", "成都市档案局", "prefecture", "510100", ""),
        ("苏体发", "", "江苏省体育局", "province", "320000", ""),
        ("市财社", "130821", "承德市财政局", "prefecture", "130800", "社会保障"),
    ],
)
def test_a_code_tells_its_agency(code, near, name, level, adcode, field):
    agency = find_agency(code, near)
    assert agency is not None
    assert (agency.name, agency.level, agency.adcode, agency.field) == (name, level, adcode, field)


def test_an_area_guessed_from_its_first_character_is_not_certain():
    assert find_agency("冀财社", "130821").certain
    assert not find_agency("石财社", "130183").certain


def test_a_lead_of_many_areas_leaves_the_area_open():
    agency = find_agency("海财社")
    assert (agency.name, agency.level, agency.area, agency.certain) == ("财政局", "", "", False)


@pytest.mark.parametrize("code", ["西校", "", "甲乙丙", "冀", "发", "根据冀财社", "财" * 40])
def test_a_code_outside_the_rules_is_not_explained(code):
    assert find_agency(code) is None


def test_the_longer_agency_wins():
    assert split_code("随政办发") == CodeParts("随", "政办", "发")


def test_every_agency_of_the_lexicon_can_be_named():
    for entry in lexicon.agencies().office:
        for code in entry.code:
            assert find_agency(f"冀{code}").area == "河北省"


@given(
    st.text(alphabet="冀石财社医保发政办函市县和文法规字财预人", max_size=14), st.sampled_from(["", "130183", "999999"])
)
def test_any_code_is_answered_without_an_error(code, near):
    agency = find_agency(code, near)
    assert agency is None or agency.code == code

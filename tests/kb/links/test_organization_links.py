"""Organisations: which names are one, and that other areas never merge."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.links import LinkVerdict, Things, find_links
from kb.links.model import Organization
from kb.links.names import organization_name

HEBEI_COUNTY, OTHER_COUNTY, DISTRICT = "130634", "130821", "310107"


def department(name: str, adcode: str = HEBEI_COUNTY, document: str = "甲", code: str = "") -> Organization:
    iri = f"org/{adcode}/{name}"
    return Organization(iri, name, iri, name, adcode, code, (name,), (document,))


def unit(name: str, owner: Organization, document: str = "甲") -> Organization:
    return Organization(f"{owner.iri}/{name}", name, owner.iri, owner.name, owner.adcode, "", (name,), (document,))


def joined(*organizations: Organization) -> list[tuple[str, str, str]]:
    """Rule and names of every joining link."""
    things = Things(organizations)
    known = things.all()
    return [(link.rule, known[link.a].name, known[link.b].name) for link in find_links(things).joining]


@pytest.mark.parametrize(
    ("name", "adcode", "area", "rest"),
    [
        ("河北省曲阳县医疗保障局", HEBEI_COUNTY, HEBEI_COUNTY, "医疗保障局"),
        ("曲阳医保局", HEBEI_COUNTY, HEBEI_COUNTY, "医疗保障局"),
        ("县医保局", HEBEI_COUNTY, HEBEI_COUNTY, "医疗保障局"),
        ("市财政局", DISTRICT, "310000", "财政局"),
        ("区财政局", DISTRICT, DISTRICT, "财政局"),
        ("市场监督管理局", DISTRICT, "", "市场监督管理局"),
        ("上海市普陀区人民政府万里街道办事处", DISTRICT, DISTRICT, "万里街道"),
        ("中共承德县委宣传部", OTHER_COUNTY, OTHER_COUNTY, "委宣传部"),
        ("承德医保局", OTHER_COUNTY, "", "承德医保局"),
        ("财政局", "", "", "财政局"),
    ],
)
def test_a_name_is_taken_apart(name, adcode, area, rest):
    taken = organization_name(name, adcode)
    assert (taken.adcode, taken.rest) == (area, rest)


def test_a_name_with_and_without_the_province_is_one():
    long, short = department("河北省曲阳县医疗保障局"), department("曲阳县医疗保障局", document="乙")
    assert joined(long, short) == [("org-area", "曲阳县医疗保障局", "河北省曲阳县医疗保障局")]


def test_the_same_office_of_two_counties_stays_two():
    one, other = department("曲阳县医疗保障局"), department("承德县医疗保障局", OTHER_COUNTY)
    assert joined(one, other, unit("医保局", one), unit("医保局", other)) == [
        ("org-department", "曲阳县医疗保障局", "医保局"),
        ("org-department", "承德县医疗保障局", "医保局"),
    ]


def test_the_bureau_of_the_city_is_not_that_of_the_district():
    district = department("上海市普陀区财政局", DISTRICT)
    assert joined(district, unit("市财政局", district)) == []


@pytest.mark.parametrize("name", ["曲阳县医疗保障局本级", "曲阳县医疗保障局（本级）", "局机关", "本级", "县医保局本级"])
def test_own_level_is_a_close_match_of_its_department(name):
    owner = department("曲阳县医疗保障局")
    found = find_links(Things((owner, unit(name, owner)))).joining
    assert [(link.rule, link.verdict) for link in found] == [("org-own-level", LinkVerdict.CLOSE)]


def test_offices_of_one_name_in_two_departments_stay_two():
    one, other = department("曲阳县财政局"), department("曲阳县医疗保障局")
    assert joined(one, other, unit("办公室", one), unit("办公室", other)) == []


def test_a_unit_of_a_department_meets_its_name_under_another_name_of_the_department():
    long, short = department("河北省曲阳县医疗保障局"), department("曲阳县医疗保障局", document="乙")
    names = {pair[1:] for pair in joined(long, short, unit("医疗保险所", long), unit("曲阳县医疗保险所", short, "乙"))}
    assert ("医疗保险所", "曲阳县医疗保险所") in names or ("曲阳县医疗保险所", "医疗保险所") in names


def test_one_code_under_two_names_is_for_a_person_to_decide():
    old, new = department("曲阳县卫生局", code="361"), department("曲阳县卫生健康局", document="乙", code="361")
    links = find_links(Things((old, new)))
    assert not links.joining
    assert [(link.rule, link.verdict) for link in links.doubtful] == [("org-code", LinkVerdict.DOUBTFUL)]


def test_numbered_offices_are_not_even_doubtful():
    owner = department("江苏省人民检察院", "320000")
    links = find_links(Things((owner, unit("第一检察监督处", owner, "甲"), unit("第二检察监督处", owner, "乙"))))
    assert not links.joining
    assert not links.doubtful


@settings(max_examples=30, deadline=None)
@given(st.text("局处办公室财政医疗保障省市县区中心（）本级", max_size=12))
def test_any_name_in_two_counties_never_merges(name):
    one, other = department("曲阳县财政局"), department("承德县财政局", OTHER_COUNTY)
    links = find_links(Things((one, other, unit(name, one), unit(name, other))))
    assert not links.clusters.same(one.iri, other.iri)

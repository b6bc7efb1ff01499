"""Projects: one over years by name and evidence; two that one document lists are two."""

from decimal import Decimal

from kb.links import LinkVerdict, Things, find_links
from kb.links.model import KnownProject, Organization, Policy, ProjectEntry

BUREAU = Organization("d", "某局", "d", "某局", "130634", documents=("某局-2024",))


def project(name: str, year: str, code: str = "", department: str = "d", amount: str = "", **others) -> KnownProject:
    entry = ProjectEntry(f"{department}-{year}", year, name, Decimal(amount) if amount else None)
    return KnownProject(f"p/{department}/{year}/{name}{code}", name, department, code, (name,), (entry,), **others)


def verdicts(*projects: KnownProject) -> list[tuple[str, LinkVerdict]]:
    policies = (Policy("冀财社〔2023〕225号", "冀财社〔2023〕225号", "冀财社"),)
    links = find_links(Things((BUREAU,), projects, policies))
    return [(link.rule, link.verdict) for link in (*links.holding, *links.doubtful)]


def test_one_name_without_year_and_number_is_one_project_though_codes_differ_over_years():
    old = project("2023年村级代办员补助冀财社[2023]225号", "2023", "A1")
    assert verdicts(old, project("村级代办员补助", "2024", "B7")) == [("project-name", LinkVerdict.SAME)]


def test_two_codes_in_one_year_are_doubtful():
    one, other = project("业务费", "2024", "A1"), project("（业务费）", "2024", "B7")
    other = KnownProject(
        other.iri, other.name, "d", "B7", other.names, (ProjectEntry("另一文件", "2024", "（业务费）"),)
    )
    assert verdicts(one, other) == [("project-code-differs", LinkVerdict.DOUBTFUL)]


def test_what_one_document_lists_side_by_side_is_two():
    one, other = project("办公、办案设备购置", "2024"), project("办公办案设备购置", "2024")
    assert verdicts(one, other) == [("project-listed-apart", LinkVerdict.DIFFERENT)]


def test_two_of_one_document_do_not_meet_through_a_third():
    one, other = project("办公、办案设备购置", "2024"), project("办公办案设备购置", "2024")
    third = project("办公办案设备购置费", "2025", policies=frozenset("x"))
    one = KnownProject(one.iri, one.name, "d", "", one.names, one.entries, frozenset("x"))
    other = KnownProject(other.iri, other.name, "d", "", other.names, other.entries, frozenset("x"))
    links = find_links(Things((BUREAU,), (one, other, third)))
    assert not links.clusters.same(one.iri, other.iri)


def test_projects_of_two_departments_stay_two():
    assert verdicts(project("物业管理费", "2023"), project("物业管理费", "2024", department="e")) == []


def test_alike_names_need_evidence():
    one, other = project("医疗保险所劳务派遣人员费用", "2023"), project("医疗保险所劳务派遣人员所需费用", "2024")
    assert verdicts(one, other) == [("project-alike", LinkVerdict.DOUBTFUL)]
    paid = (
        project("医疗保险所劳务派遣人员费用", "2023", amount="5"),
        project("医疗保险所劳务派遣人员所需费用", "2024", amount="5"),
    )
    assert verdicts(*paid) == [("project-alike", LinkVerdict.SAME)]


def test_other_levels_of_funds_are_other_projects():
    assert (
        verdicts(
            project("中央财政医疗救助补助资金", "2023", amount="5"),
            project("省级财政医疗救助补助资金", "2024", amount="5"),
        )
        == []
    )

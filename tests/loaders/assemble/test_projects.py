"""Projects: the same one met in several places is one; two that only look alike stay two."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.assemble.projects import lay_together
from loaders.blocks import Place
from loaders.drafts import ProjectDraft
from loaders.facts import Source


def draft(where: str, name: str, **more: str) -> ProjectDraft:
    return ProjectDraft(where, name, Source(Place(line=1), name), **more)


def names(*drafts: ProjectDraft) -> list[str]:
    return [project.name for project in lay_together(drafts).projects]


def test_same_code_is_the_same_project_whatever_it_is_called() -> None:
    index = lay_together([draft("list", "河道管护经费", code="A1"), draft("declaration", "河道管护", code="A1")])
    assert len(index.projects) == 1
    assert index.key("河道管护", "A1") == index.key("河道管护经费", "A1") == "A1"


def test_same_name_without_a_code_is_the_same_project() -> None:
    assert names(draft("list", "河道 管护（一期）"), draft("declaration", "河道管护(一期)")) == ["河道 管护（一期）"]


def test_name_that_differs_in_a_word_is_one_where_two_kinds_of_places_name_it() -> None:
    found = lay_together(
        [
            draft("list", "健全重病特大疾病监测经费", amount="20.00", unit="万元"),
            draft("summary", "健全重特大疾病监测经费", amount="20.00", unit="万元"),
        ]
    )
    (project,) = found.projects
    assert [mention.name for mention in project.mentions] == ["健全重病特大疾病监测经费", "健全重特大疾病监测经费"]


def test_like_names_with_other_amounts_are_two_projects() -> None:
    one = draft("list", "公用经费项目一期补助", amount="20.00", unit="万元")
    two = draft("summary", "公用经费项目二期补助", amount="30.00", unit="万元")
    assert len(names(one, two)) == 2


def test_like_names_in_the_same_list_are_two_projects() -> None:
    assert len(names(draft("list", "公用经费项目一期"), draft("list", "公用经费项目二期"))) == 2


def test_likeness_with_a_rival_proves_nothing() -> None:
    drafts = [draft("list", "河道管护项目一"), draft("list", "河道管护项目二"), draft("prose", "河道管护项目")]
    assert len(names(*drafts)) == 3


def test_same_name_under_two_codes_are_two_projects() -> None:
    index = lay_together([draft("list", "公用经费", code="A1"), draft("list", "公用经费", code="A2")])
    assert [project.key for project in index.projects] == ["A1", "A2"]


def test_purchases_of_two_units_under_one_name_are_two_projects() -> None:
    drafts = [draft("purchase", "公用经费", budget_unit="水利局"), draft("purchase", "公用经费", budget_unit="水文站")]
    index = lay_together(drafts)
    assert [project.key for project in index.projects] == ["公用经费@水利局", "公用经费@水文站"]
    assert index.key("公用经费", "", "水文站") == "公用经费@水文站"


def test_fullest_place_tells_the_amount_and_every_place_is_kept() -> None:
    (project,) = lay_together(
        [
            draft("list", "河道管护", amount="5", unit="万元"),
            draft("declaration", "河道管护", amount="5.00", unit="万元", fiscal_amount="4.00", purpose="清淤"),
        ]
    ).projects
    assert (project.amount, project.fiscal_amount, project.purpose) == ("5.00", "4.00", "清淤")
    assert len(project.mentions) == 2


def test_unit_that_print_lost_comes_from_a_place_with_the_same_number() -> None:
    (project,) = lay_together(
        [draft("declaration", "河道管护", amount="5.00"), draft("list", "河道管护", amount="5", unit="万元")]
    ).projects
    assert (project.amount, project.unit) == ("5.00", "万元")


def test_unknown_name_has_no_key() -> None:
    assert lay_together([draft("list", "河道管护")]).key("水库加固") == ""


PLACES = st.sampled_from(["list", "declaration", "summary", "purchase", "prose"])
DRAFTS = st.builds(draft, PLACES, st.text("河道管护水库一二 ", max_size=6), code=st.sampled_from(["", "A1", "A2"]))


@settings(max_examples=60, deadline=None)
@given(st.lists(DRAFTS, max_size=8))
def test_every_draft_belongs_to_exactly_one_project(drafts: list[ProjectDraft]) -> None:
    index = lay_together(drafts)
    assert sum(len(project.mentions) for project in index.projects) == len(drafts)
    keys = [project.key for project in index.projects]
    assert all(index.key(one.name, one.code, one.budget_unit) in keys for one in drafts)


def test_same_name_under_two_units_of_one_list_are_two_projects() -> None:
    index = lay_together(
        [
            draft("list", "设备购置", budget_unit="德清县图书馆", amount="42.00"),
            draft("list", "设备购置", budget_unit="德清县图书馆少儿分馆", amount="18.00"),
            draft("declaration", "设备购置", budget_unit="德清县图书馆少儿分馆", purpose="添置书架"),
        ]
    )
    listed = [(project.budget_unit, project.amount, project.purpose) for project in index.projects]
    assert listed == [("德清县图书馆", "42.00", ""), ("德清县图书馆少儿分馆", "18.00", "添置书架")]
    assert index.key("设备购置", "", "德清县图书馆少儿分馆") == "设备购置@德清县图书馆少儿分馆"


def test_same_name_under_one_unit_of_one_list_is_one_project() -> None:
    drafts = [
        draft("list", "设备购置", budget_unit="德清县图书馆"),
        draft("list", "设备购置", budget_unit="德清县图书馆"),
    ]
    assert names(*drafts) == ["设备购置"]

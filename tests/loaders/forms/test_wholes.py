"""A 合计 beside the three parts of 三公经费 and nothing else is 三公经费."""

from loaders.forms.columns import FormColumn
from loaders.forms.wholes import with_wholes


def components(*columns: tuple[str, str]) -> list[str]:
    built = [FormColumn(index, tuple(path.split("/")), "amount", id) for index, (path, id) in enumerate(columns)]
    return [column.component for column in with_wholes(built)]


def test_the_total_of_the_three_parts_is_the_whole_and_that_of_cars_is_not() -> None:
    assert components(
        ("合计", "total"),
        ("因公出国（境）费", "travel-abroad"),
        ("公务用车/小计", "official-cars"),
        ("公务用车/运行费", "car-running"),
        ("公务接待费", "receptions"),
    ) == ["three-public", "travel-abroad", "official-cars", "car-running", "receptions"]


def test_each_year_has_its_own_whole() -> None:
    found = components(
        ("2023年预算数/合计", "last-year-budget"),
        ("2023年预算数/因公出国（境）费", "last-year-budget.travel-abroad"),
        ("2023年预算数/公务接待费", "last-year-budget.receptions"),
        ("2024年预算数/合计", "total"),
        ("2024年预算数/因公出国（境）费", "travel-abroad"),
        ("2024年预算数/公务接待费", "receptions"),
    )
    assert (found[0], found[3]) == ("last-year-budget.three-public", "three-public")


def test_a_total_of_meetings_too_is_more_than_the_whole() -> None:
    parts = ("因公出国费", "travel-abroad"), ("公务接待费", "receptions"), ("会议费", "meetings")
    assert components(("合计", "total"), *parts)[0] == "total"

"""Headers of several rows that a crawler wrote a cell a line: read where their sums hold, else left unread."""

from __future__ import annotations

from made_layouts import disclosure_of_text

from loaders.facts import Figure

TITLE = "东屏县水务局2021年“三公”经费预算表\n单位：万元\n"
TREE = ["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "小计", "公务用车购置费", "公务用车运行费"]
YEARS = ["2021年度预算数", "2021年度决算数"]
GROUPS = ["合计", "因公出国(境)费", "公务用车购置及运行费", "公务接待费"]
CARS = ["小计", "公务用车购置费", "公务用车运行费"]


def figures(*cells: str, gap: str = "\n") -> list[Figure]:
    return list(disclosure_of_text(TITLE + gap.join(cells) + "\n").figures)


def stated(*cells: str, gap: str = "\n") -> list[tuple[str, str, str]]:
    return [(one.row_label, "/".join(one.columns), one.amount) for one in figures(*cells, gap=gap)]


def test_a_group_over_its_parts_is_found_by_what_adds_up() -> None:
    found = stated("单位名称", *TREE, "东屏县水务局", "9.6", "0", "3.6", "6", "1", "5")
    assert found == [
        ("东屏县水务局", "合计", "9.6"),
        ("东屏县水务局", "因公出国（境）费", "0"),
        ("东屏县水务局", "公务接待费", "3.6"),
        ("东屏县水务局", "公务用车购置及运行费/小计", "6"),
        ("东屏县水务局", "公务用车购置及运行费/公务用车购置费", "1"),
        ("东屏县水务局", "公务用车购置及运行费/公务用车运行费", "5"),
    ]


def test_figures_that_add_up_under_no_reading_are_left_unread() -> None:
    assert figures("单位名称", *TREE, "东屏县水务局", "9.7", "0", "3.6", "6", "1", "5") == []


def test_two_rows_under_one_header_are_two_units() -> None:
    rows = ["东屏县水务局", "9.6", "0", "3.6", "6", "1", "5", "东屏县水文站", "3", "0", "1", "2", "0", "2"]
    assert [one.amount for one in figures("单位名称", *TREE, *rows) if one.row_label == "东屏县水文站"] == rows[8:]


NUMBERS = [str(number) for number in range(1, 13)]
FULL = ["9.0", "1.0", "6.0", "2.0", "4.0", "2.0", "8.0", "1.0", "5.0", "1.0", "4.0", "2.0"]


def test_three_rows_of_words_over_numbered_columns() -> None:
    found = stated(*YEARS, *GROUPS, *GROUPS, *CARS, *CARS, *NUMBERS, *FULL)
    assert len(found) == len(FULL)
    assert ("合计", "2021年度决算数/公务用车购置及运行费/公务用车购置费", "1.0") in found
    assert ("合计", "2021年度预算数/公务接待费", "2.0") in found


def test_a_blank_cell_that_two_columns_may_hold_leaves_its_neighbour_unread() -> None:
    rows = ["8.0", "6.0", "6.0", "2.0", "7.0", "5.0", "5.0", "2.0"]
    found = stated(*YEARS, *GROUPS, *GROUPS, *CARS, *CARS, *NUMBERS, *rows)
    assert ("合计", "2021年度预算数/公务用车购置及运行费/小计", "6.0") in found
    assert not [path for _, path, _ in found if path.endswith(("购置费", "运行费"))]


def test_blank_lines_tell_which_cells_are_blank() -> None:
    rows = ["8.0", "", "6.0", "", "6.0", "2.0", "7.0", "", "5.0", "", "5.0", "2.0"]
    found = stated(*YEARS, *GROUPS, *GROUPS, *CARS, *CARS, *NUMBERS, *rows, gap="\n\n")
    assert ("合计", "2021年度预算数/公务用车购置及运行费/公务用车运行费", "6.0") in found
    assert not [path for _, path, _ in found if path.endswith("购置费")]


def test_rows_of_nothing_but_noughts_prove_no_header_unless_all_are_printed() -> None:
    assert len(figures("单位名称", *TREE, "东屏县水务局", *["0"] * 6)) in (0, 6)
    assert figures("单位名称", *TREE, "东屏县水务局", *["0"] * 5) == []


def test_figures_without_labels_are_no_rows_of_the_first_words() -> None:
    header = ["单位名称", *YEARS, *GROUPS, *GROUPS, *CARS, *CARS[:2]]
    assert figures(*header, "东屏县水务局", *[f"{number}.5" for number in range(14)]) == []

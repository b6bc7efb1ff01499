"""The tree of rows: codes, numbering, key columns, 其中, totals; of several readings the one that foots."""

from __future__ import annotations

import cProfile
import pstats
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.table.lines import LineKind, RowLooks, TableLine
from loaders.table.numbers import Amount
from loaders.table.rows import sums_down, tree_of


def line(
    number: int, label: str, printed: str = "", *, code: str = "", level: int = 0, kind: LineKind = LineKind.LINE
) -> TableLine:
    values = {1: Amount(Decimal(printed), printed)} if printed else {}
    return TableLine(number, label, code, level=level, kind=kind, values=values)


def lines(*rows: str) -> list[TableLine]:
    """Lines from `label|figure`."""
    return [line(number, *row.split("|")) for number, row in enumerate(rows)]


def subjects(*rows: str) -> list[TableLine]:
    """Lines from `code|label|figure`; what has no code is a line, a code of six digits that of a unit."""
    found = []
    for number, row in enumerate(rows):
        code, label, printed = row.split("|")
        kind = LineKind.LINE if not code else LineKind.UNIT if len(code) == 6 else LineKind.SUBJECT
        found.append(line(number, label, printed, code=code, kind=kind))
    return found


def below(read: list[TableLine]) -> dict[str, list[str]]:
    """The labels of the parts of every row that has any."""
    tree = tree_of(read, (1,))
    return {read[one].label: [read[part].label for part in parts] for one, parts in sorted(tree.below.items())}


def repeated(read: list[TableLine]) -> set[str]:
    sums = list(sums_down(read, tree_of(read, (1,))))
    return {read[one.whole.row].label for one in sums if one.complete}


def test_a_total_below_another_total_does_not_hold_that_one() -> None:
    found = below(lines("一、本年收入合计|10", "二、甲|4", "三、乙|3.5", "合计|2.5"))
    assert "一、本年收入合计" not in found.get("合计", [])


@given(
    st.lists(
        st.tuples(st.sampled_from(["合计", "甲", "一、乙", "其中：丙", "总计"]), st.sampled_from("0123")), max_size=9
    )
)
def test_no_row_is_a_part_of_itself_however_little_its_totals_foot(rows: list[tuple[str, str]]) -> None:
    tree = tree_of(lines(*("|".join(row) for row in rows)), (1,))
    for row in tree.below:
        reached, open_rows = set[int](), [row]
        while open_rows:
            parts = set(tree.below.get(open_rows.pop(), ())) - reached
            reached |= parts
            open_rows.extend(parts)
        assert row not in reached


def test_subjects_stand_below_the_subject_that_begins_their_code() -> None:
    read = subjects("208|社保|4", "20805|养老|4", "2080505|缴费|4", "213|农林水|5")
    assert below(read) == {"社保": ["养老"], "养老": ["缴费"]}


def test_a_unit_holds_the_subjects_behind_it_and_the_next_begins_anew() -> None:
    read = subjects("|合计|9", "205001|甲|4", "208|社保|4", "205002|乙|5", "208|社保|5")
    assert below(read) == {"合计": ["甲", "乙"], "甲": ["社保"], "乙": ["社保"]}


def test_a_misprinted_code_is_a_part_of_the_row_above_where_only_that_foots() -> None:
    read = subjects("210|卫生|5", "21011|医疗|5", "711020|单位医疗|5", "221|住房|3", "|合计|8")
    assert below(read) == {"卫生": ["医疗"], "医疗": ["单位医疗"], "合计": ["卫生", "住房"]}


def test_rows_without_numbers_are_parts_of_the_numbered_row_that_they_add_up_to() -> None:
    read = lines("一、财政拨款收入|300", "一般公共预算|280", "政府性基金|20", "二、事业收入|50", "合计|350")
    assert repeated(read) == {"一、财政拨款收入", "合计"}


def test_rows_without_numbers_stand_beside_a_numbered_row_that_they_do_not_add_up_to() -> None:
    read = lines("一、财政拨款收入|300", "上年结转|20", "合计|320")
    assert below(read) == {"合计": ["一、财政拨款收入", "上年结转"]}


def test_equal_neighbours_are_no_parts_of_each_other() -> None:
    assert below(lines("公务接待费|5", "会议费|5")) == {}
    assert below(lines("公务接待费|5", "会议费|5", "合计|10")) == {"合计": ["公务接待费", "会议费"]}


def test_a_part_equal_to_its_row_is_alone_where_the_rows_behind_it_count_too() -> None:
    read = lines("一般公共预算|64", "其中：财政拨款|64", "政府性基金|1", "收入合计|65")
    assert repeated(read) == {"一般公共预算", "收入合计"}


def test_parts_that_are_not_all_are_reported_as_incomplete() -> None:
    read = lines("一、房屋|9", "其中：办公用房|6", "二、车辆|3", "合计|12")
    found = [(one.whole.row, one.complete) for one in sums_down(read, tree_of(read, (1,)))]
    assert found == [(0, False), (3, True)]


def test_a_part_that_is_nearly_all_is_no_whole() -> None:
    read = lines("一、房屋|83", "其中：办公用房|82", "二、车辆|3", "合计|86")
    assert [one.complete for one in sums_down(read, tree_of(read, (1,)))] == [False, True]


def test_parts_without_numbers_may_hold_parts_themselves() -> None:
    read = lines("合计|395", "一、支出|395", "工资|273", "基本工资|200", "津贴|73", "办公费|122")
    assert below(read) == {"合计": ["一、支出"], "一、支出": ["工资", "办公费"], "工资": ["基本工资", "津贴"]}


def test_totals_close_what_is_open_and_are_counted_by_the_next() -> None:
    read = lines("一、拨款|5", "二、事业|4", "本年收入合计|9", "上年结转|1", "收入总计|10")
    assert below(read) == {"本年收入合计": ["一、拨款", "二、事业"], "收入总计": ["本年收入合计", "上年结转"]}


def test_a_total_in_front_takes_the_rows_behind_it() -> None:
    read = lines("合计|9", "一、出国|", "二、用车|7", "（一）购置|3", "（二）运行|4", "三、接待|2")
    assert below(read) == {"合计": ["二、用车", "三、接待"], "二、用车": ["（一）购置", "（二）运行"]}


def test_a_numbered_total_is_an_item_unless_it_closes_the_list() -> None:
    assert "四、采购合计" not in below(lines("三、设备|2", "四、采购合计|30"))
    assert below(lines("一、甲|2", "二、乙|3", "三、合计|5")) == {"三、合计": ["一、甲", "二、乙"]}


def test_rows_are_as_deep_as_the_last_key_column_they_fill() -> None:
    labels = [
        ("合计", 9, 0),
        ("货物", 9, 0),
        ("河道管护 维修费", 5, 2),
        ("砂石", 5, 3),
        ("印刷费", 4, 2),
        ("印刷", 4, 3),
    ]
    read = [line(at, label, str(value), level=level) for at, (label, value, level) in enumerate(labels)]
    assert below(read)["货物"] == ["河道管护 维修费", "印刷费"]


def test_a_form_that_contradicts_itself_keeps_its_tree() -> None:
    read = lines("一、甲|5", "（一）子|2", "（二）丑|3", "二、乙|4", "（一）寅|4", "合计|10")
    assert repeated(read) >= {"一、甲", "二、乙"}


@given(st.lists(st.lists(st.integers(1, 999), min_size=1, max_size=4), min_size=1, max_size=6))
def test_what_no_sum_repeats_adds_up_to_the_printed_total(groups: list[list[int]]) -> None:
    rows = []
    for group, items in zip("一二三四五六", groups, strict=False):
        rows.append(f"{group}、类|{sum(items)}")
        rows += [f"（{number}）项|{item}" for number, item in zip("一二三四", items, strict=False)]
    read = lines(*rows, f"合计|{sum(map(sum, groups))}")
    wholes = {one.whole.row for one in sums_down(read, tree_of(read, (1,)))}
    left = [one for one in read if one.number not in wholes]
    assert sum(one.values[1].value for one in left) == sum(map(sum, groups))


def test_a_numbered_row_is_no_part_of_the_one_that_of_which_heads() -> None:
    assert below(lines("其中：办公用房|0.00", "二、车辆|0.00")) == {}


def test_two_parts_that_are_not_nothing_prove_a_numbered_row_without_a_total() -> None:
    assert below(lines("（一）房屋|3.00", "办公用房|1.00", "业务用房|2.00")) == {"（一）房屋": ["办公用房", "业务用房"]}
    assert below(lines("（一）房屋|3.00", "办公用房|3.00", "业务用房|0.00")) == {}


def test_a_subject_is_no_part_of_one_whose_code_is_as_long_though_both_print_the_same() -> None:
    read = subjects("20805|养老|9.00", "2080599|其他养老|2.00", "2080599|其他|2.00")
    assert below(read) == {"养老": ["其他养老", "其他"]}


def test_what_of_which_heads_behind_a_total_is_inside_the_row_above_it_and_not_the_total() -> None:
    assert below(lines("总计|5.00", "商品和服务|2.00", "其中：会议费|1.00")) == {"商品和服务": ["其中：会议费"]}


def test_all_rows_with_codes_are_parts_of_the_only_total_even_where_it_does_not_foot() -> None:
    assert below(subjects("|合计|5.00", "205001|本级|2.00")) == {"合计": ["本级"]}
    assert below(subjects("|合计|5.00", "205001|本级|2.00", "|总计|7.00")) != {"合计": ["本级"]}


def test_a_total_adds_up_the_rows_next_to_it_behind_thousands_that_add_up_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(RowLooks, "AT_LEAST", 0)
    idle = [row for number in range(100) for row in (f"甲{number}|1.50", "合计|900")]
    tree = tree_of(lines(*idle, "乙|2", "丙|3", "合计|5"), (1,))
    assert tree.below[202] == [200, 201]


@pytest.mark.parametrize("rows", [("甲|1.50", "乙|2", "合计|900"), ("甲|5", "乙|-5"), ("合计|5", "合计|6")])
def test_twice_the_rows_that_add_up_nothing_are_twice_the_work(
    rows: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RowLooks, "AT_LEAST", 0)
    monkeypatch.setattr(RowLooks, "OF_A_ROW", 4)

    def calls(times: int) -> int:
        profile = cProfile.Profile()
        profile.runcall(tree_of, lines(*rows * times, "合计|7"), (1,))
        return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

    assert calls(120) < 2.2 * calls(60)

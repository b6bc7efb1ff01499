"""Names as people type them."""

import pyoxigraph as ox
import pytest

from kb.asking.names import Choice, UnresolvedName, key, nearest, resolve


def choice(*names):
    return Choice(ox.Literal(names[0]), names, names[0])


DEPARTMENTS = [choice("青山县医疗保障局", "450"), choice("绿水县医疗保障局", "451"), choice("青山县财政局", "301")]
POLICIES = [choice("冀财社〔2023〕225号"), choice("冀财社〔2023〕25号"), choice("中华人民共和国预算法")]


@pytest.mark.parametrize(
    "written",
    [
        "冀财社[2023]225 号",
        "冀财社【2023】225号",
        "冀财社（2023）225号",
        "冀财社(2023)225号",
        "冀财社［２０２３］２２５号",
        " 冀财社〔2023〕 225 号 ",
    ],
)
def test_a_number_is_the_same_in_any_brackets_widths_and_blanks(written):
    assert resolve(written, POLICIES, "文件").label == "冀财社〔2023〕225号"


def test_a_title_may_stand_in_book_title_marks():
    assert resolve("《中华人民共和国预算法》", POLICIES, "文件").label == "中华人民共和国预算法"


@pytest.mark.parametrize("written", ["青山县医疗保障局", "青山县医疗", "青山医保局", "450"])
def test_a_department_goes_by_its_full_name_a_part_a_short_name_or_its_code(written):
    assert resolve(written, DEPARTMENTS, "部门").label == "青山县医疗保障局"


def test_a_whole_name_goes_before_a_name_that_contains_it():
    names = [choice("能力提升"), choice("能力提升二期")]
    assert resolve("能力提升", names, "项目").label == "能力提升"


def test_a_number_is_never_part_of_another_number():
    assert resolve("冀财社〔2023〕25号", POLICIES, "文件").label == "冀财社〔2023〕25号"
    with pytest.raises(UnresolvedName, match="225号"):
        resolve("冀财社〔2023〕22号", POLICIES, "文件")


def test_an_ambiguous_name_lists_the_candidates():
    with pytest.raises(UnresolvedName, match=r"(?s)青山县医疗保障局.*青山县财政局"):
        resolve("青山县", DEPARTMENTS, "部门")


def test_an_unknown_name_tells_the_nearest():
    with pytest.raises(UnresolvedName, match="绿水县医疗保障局"):
        resolve("绿水市医疗保障中心", DEPARTMENTS, "部门")


def test_with_nothing_to_choose_from_the_store_is_said_to_hold_none():
    with pytest.raises(UnresolvedName, match="kb load"):
        resolve("青山县", [], "部门")


def test_the_same_thing_found_by_two_names_is_not_ambiguous():
    assert resolve("医保", [choice("医保局", "医保中心")], "部门").label == "医保局"


def test_nearest_puts_the_likest_first_and_drops_what_is_not_like():
    assert nearest("polici", ["policy", "policies", "units"])[0] in {"policies", "policy"}
    assert nearest("zzzz", ["项目"]) == []


def test_key_ignores_blanks_and_case():
    assert key("Ａ b\u3000Ｃ") == "abc"

"""Pages in traditional letters, with and without the sounds of letters."""

from loaders import document
from loaders.blocks import Place, Text
from loaders.facts import Disclosure
from loaders.readers import read_bytes
from loaders.readers.traditional import SOUND, _without_sounds, is_traditional, simplified

PAGE = """溪瀾縣柳塘鎮人民政府2021年度“三公”經費支出決算情況說明
單位:萬元
項目 | 預算數 | 決算數
合計 | 12.50 | 10.30
因公出國(境)費用 | 0.00 | 0.00
公務接待費 | 4.50 | 3.10
公務用車購置及運行維護費 | 8.00 | 7.20
"""
SOUNDED = PAGE.replace("單位:萬", "單(dān)位:萬(wàn)").replace("合計", "合計(jì)").replace("費", "費(fèi)")
SIMPLIFIED = """青岚县柳塘镇人民政府2021年度“三公”经费支出决算情况说明
甲方为香港國際發展有限公司（總經理陳萬財），著作登记由财务办公室办理，公务接待费比上年减少，公务用车购置及运行维护费与上年持平。
"""


def read(page: str) -> Disclosure:
    return document.Pipeline(page.encode(), "page.txt", "page.txt").disclosure


def figures(page: str) -> set[tuple[str, tuple[str, ...], str, str]]:
    return {(one.row_label, one.columns, one.amount, one.unit) for one in read(page).figures}


def test_a_page_is_read_as_its_simplified_twin() -> None:
    disclosure = read(PAGE)
    assert (disclosure.department.name, disclosure.fiscal_year) == ("溪澜县柳塘镇人民政府", "2021")
    assert ("公务接待费", ("决算数",), "3.10", "万元") in figures(PAGE)
    assert figures(PAGE) == figures(simplified(PAGE))


def test_the_sounds_of_letters_are_dropped_and_named() -> None:
    assert figures(SOUNDED) == figures(PAGE)
    dropped = [one.text for one in read_bytes(SOUNDED.encode(), "page.txt").dropped if one.reason == SOUND]
    assert dropped[:2] == ["(fèi)", "(dān) (wàn)"]


def test_a_few_words_in_brackets_are_no_sounds() -> None:
    page = PAGE.replace("單位", "單位(unit)").replace("合計", "合計(sum)")
    assert not [one for one in read_bytes(page.encode(), "page.txt").dropped if one.reason == SOUND]


def test_a_simplified_page_that_names_a_traditional_body_stays_as_it_is() -> None:
    assert not is_traditional(SIMPLIFIED)
    assert "香港國際發展有限公司" in read_bytes(SIMPLIFIED.encode(), "page.txt").lines[1].text


def test_letters_stay_at_their_places_where_sounds_are_dropped() -> None:
    above, below = Place(line=1), Place(line=2)
    text = _without_sounds(Text("單(dān)位:萬(wàn)元合計(jì)", ((0, above), (15, below))))
    assert text.text == "單位:萬元合計"
    assert [text.place_at(offset) for offset in range(7)] == [above] * 5 + [below] * 2

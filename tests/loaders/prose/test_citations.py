import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import SHARED

from loaders.blocks import Place, Table, Text
from loaders.prose.citations import find_citations, normal_form, policy_key
from loaders.readers import read


def policies(text):
    return [citation.policy for citation in find_citations(Text(text))]


@pytest.mark.parametrize(
    ("printed", "policy"),
    [
        ("冀财社[2023]225 号", "冀财社〔2023〕225号"),
        ("冀财社〔2025〕128号", "冀财社〔2025〕128号"),
        ("石财社【2025】45号 ", "石财社〔2025〕45号"),
        ("财社（2012）3号", "财社〔2012〕3号"),
        ("苏财预„2018‟13 号", "苏财预〔2018〕13号"),
        ("苏财预\ue0012018\ue00213号", "苏财预〔2018〕13号"),
        ("冀财社〔２０２３〕２２５号", "冀财社〔2023〕225号"),
        ("冀财社 〔 2023 〕 第 3 号", "冀财社〔2023〕3号"),
        ("冀 财 社〔2023〕3号", "冀财社〔2023〕3号"),
        ("冀财社〔2023)3号", "冀财社〔2023〕3号"),
        ("随医保发〔2021〕032号", "随医保发〔2021〕32号"),
        ("财库[2013]189", "财库〔2013〕189号"),
        ("西校〔2022〕7号", "西校〔2022〕7号"),
    ],
)
def test_a_number_is_found_in_every_bracket_style(printed, policy):
    assert policies(printed) == [policy]


@pytest.mark.parametrize(
    ("printed", "policy"),
    [
        ("根据冀财社[2025]128号", "冀财社〔2025〕128号"),
        ("主要为冀财社[2025]128号提前下达2026年补助资金", "冀财社〔2025〕128号"),
        ("补助资金 冀财社[2023]225 号绩效目标表", "冀财社〔2023〕225号"),
        ("补助资金财社[2023]12号", "财社〔2023〕12号"),
        ("的批复和普发改投【2017】89号文", "普发改投〔2017〕89号"),
        ("按照财社〔2019〕166号", "财社〔2019〕166号"),
        ("和财社〔2019〕166号", "财社〔2019〕166号"),
        ("日财社〔2019〕166号", "日财社〔2019〕166号"),
        ("1月2日财社〔2019〕166号", "财社〔2019〕166号"),
        ("2024年财社〔2019〕166号", "财社〔2019〕166号"),
        ("贫困人口随医保发〔2021〕32号", "随医保发〔2021〕32号"),
        ("离休干部冀财社〔2021〕32号", "冀财社〔2021〕32号"),
    ],
)
def test_words_glued_before_a_number_are_no_part_of_its_code(printed, policy):
    assert policies(printed) == [policy]


def test_two_numbers_joined_by_and_are_two_documents():
    assert policies("冀财社〔2021〕1号和财社〔2022〕2号、鄂政办发[2020]3号") == [
        "冀财社〔2021〕1号",
        "财社〔2022〕2号",
        "鄂政办发〔2020〕3号",
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "（2024年度）",
        "（2012）3号",
        "2024年第3号",
        "[2023]",
        "项目(2024)3个",
        "财社〔1234〕5号",
        "财社〔2023〕0号",
        "图[2023]5",
    ],
)
def test_a_year_in_brackets_alone_is_no_citation(printed):
    assert policies(printed) == []


def test_raw_is_the_number_as_printed_from_code_to_sign():
    [citation] = find_citations(Text("补助资金 冀财社[2023]225 号绩效目标表"))
    assert (citation.raw, citation.start, citation.end) == ("冀财社[2023]225 号", 5, 19)
    assert (citation.agency_code, citation.year, citation.number, citation.title) == ("冀财社", "2023", "225", "")


@pytest.mark.parametrize(
    ("printed", "raw", "title"),
    [
        ("《通知》财社〔2019〕1号，", "《通知》财社〔2019〕1号", "通知"),
        (
            "根据《补助资金管理办法》（财社〔2019〕1号）及",
            "《补助资金管理办法》（财社〔2019〕1号）",
            "补助资金管理办法",
        ),
        ("《参保通知》（财社〔2019〕1号文），", "《参保通知》（财社〔2019〕1号文）", "参保通知"),
        ("和财社〔2019〕1号文《建设项目的批复》进行", "财社〔2019〕1号文《建设项目的批复》", "建设项目的批复"),
        ("《参保通知（财社〔2019〕1号）》", "《参保通知（财社〔2019〕1号）》", "参保通知"),
        ("《采购品目目\n录》（财社\n〔2019〕1号）", "《采购品目目录》（财社〔2019〕1号）", "采购品目目录"),
    ],
)
def test_a_title_and_the_number_beside_it_name_one_document(printed, raw, title):
    [citation] = find_citations(Text(printed))
    assert (citation.raw, citation.title, citation.policy) == (raw, title, "财社〔2019〕1号")


def test_a_number_belongs_to_one_title_only():
    [first, second] = find_citations(Text("《甲办法》（财社〔2019〕1号）《乙办法》"))
    assert (first.title, first.number) == ("甲办法", "1")
    assert (second.title, second.number) == ("乙办法", "")


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("按照《中华人民共和国预算法》规定", "中华人民共和国预算法"),
        ("《关于印发〈补助资金管理办法〉的通知》", "关于印发〈补助资金管理办法〉的通知"),
        ("《关于印发《补助资金管理办法》的通知》", "关于印发《补助资金管理办法》的通知"),
        ("《管理办法（试行）》", "管理办法（试行）"),
        ("《基本建设财务\n规则》", "基本建设财务规则"),
        ("《曲阳县医疗保障局职能配置、内设机构和人员编制规定》", "曲阳县医疗保障局职能配置、内设机构和人员编制规定"),
        ("《没有写完《预算法》", "预算法"),
    ],
)
def test_titles_of_laws_and_notices_are_citations(printed, title):
    assert [citation.title for citation in find_citations(Text(printed))] == [title]


@pytest.mark.parametrize(
    "printed", ["《收支预算总表》", "《学习资料》", "《办法》", "《中国书法》", "《》", "》《", "预算法"]
)
def test_other_titles_are_not(printed):
    assert find_citations(Text(printed)) == []


def test_every_title_of_an_enumeration_is_one_citation():
    text = "按照《中华人民共和国预算法》、《地方预决算公开操作规程》和《河北省省级预算公开办法》规定"
    assert policies(text) == ["中华人民共和国预算法", "地方预决算公开操作规程", "河北省省级预算公开办法"]


def test_the_place_of_a_citation_is_that_of_its_number():
    text = Text("《补助办法》", ((0, Place(line=7)),)).joined(Text("（财社〔2019〕1号）", ((0, Place(line=9)),)))
    [citation] = find_citations(text)
    assert text.place_at(citation.at) == Place(line=9)
    assert text.place_at(citation.start) == Place(line=7)


@pytest.mark.parametrize(
    "typed",
    [
        "冀财社〔2023〕225号",
        "冀财社[2023]225 号",
        "冀财社【2023】225",
        " 冀财社(2023)225号文",
        "根据冀财社（2023）225号",
    ],
)
def test_what_a_user_types_gets_its_normal_form(typed):
    assert normal_form(typed) == "冀财社〔2023〕225号"


def test_the_normal_form_of_other_input():
    assert normal_form("《中华人民共和国 预算法》") == "中华人民共和国预算法"
    assert normal_form("hello") is None
    assert policy_key("冀财社[2023]225 号") == ("冀财社", "2023", "225")
    assert policy_key("") is None


@given(st.text(alphabet="《》〔〕[]（）【】 \n0123456789２号第年冀财社根据和通知文件办法法\ue001"))
def test_any_text_is_read_without_an_error_and_offsets_hold(text):
    for citation in find_citations(Text(text)):
        assert 0 <= citation.start <= citation.at < citation.end <= len(text)
        assert citation.policy
        if citation.agency_code:
            assert normal_form(citation.policy) == citation.policy


@given(st.text())
def test_any_unicode_text_is_read_without_an_error(text):
    find_citations(Text(text))


@pytest.mark.parametrize(
    "piece",
    ["《", "》", "[2019", "冀财社〔2019〕1号", "《甲办法》", "〔 2 0 1 9 〕 1 ", "财" * 50, "〔2019〕" + "1 " * 9],
)
def test_reading_takes_time_in_proportion_to_the_text(piece):
    started = time.process_time()
    find_citations(Text(piece * 3000))
    assert time.process_time() - started < 5


DISCLOSURES = SHARED / "disclosures" / "text"


@pytest.mark.skipif(not DISCLOSURES.is_dir(), reason="the published disclosures are not beside the checkout")
@pytest.mark.parametrize(("number", "count"), [("000", 9), ("001", 4), ("002", 0), ("003", 17), ("004", 6)])
def test_the_citations_of_the_published_disclosures_are_all_found(number, count):
    reading = read(next(DISCLOSURES.glob(f"{number}_*")))
    texts = [
        text
        for block in reading.blocks
        for text in ([cell for row in block.rows for cell in row.cells] if isinstance(block, Table) else [block])
    ]
    assert sum(len(find_citations(text)) for text in texts) == count

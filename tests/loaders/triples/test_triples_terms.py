"""Terms and IRIs for any text a document may print: what is written is what an RDF parser reads."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import iris
from loaders.triples import terms

PRINTED_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\r\t"), min_size=1)


def read_back(term: str) -> ox.Literal:
    quad = next(iter(ox.parse(f"<x:s> <x:p> {term} <x:g> .", ox.RdfFormat.N_QUADS)))
    assert isinstance(quad.object, ox.Literal)
    return quad.object


@given(PRINTED_TEXT)
def test_any_text_is_read_back_verbatim(text):
    assert read_back(terms.text(text)).value == text


@given(st.text(), st.sampled_from(["functional", "component"]))
def test_any_name_makes_a_valid_iri(name, scheme):
    iri = iris.code_iri(scheme, name)
    assert terms.iri(iri) == f"<{iri}>"
    assert ox.NamedNode(iri).value == iri
    assert iris.segment(name).count("/") == 0


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_decimal_is_exact_and_kept_by_the_store_as_written(value):
    literal = read_back(terms.decimal(value))
    assert Decimal(literal.value) == value
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), literal))
    assert next(iter(store)).object == literal


@pytest.mark.parametrize(
    ("value", "written"), [("80000.00", "80000"), ("8E+4", "80000"), ("-0.00", "0"), ("0.10", "0.1"), ("100", "100")]
)
def test_decimals_have_one_spelling(value, written):
    assert read_back(terms.decimal(Decimal(value))).value == written


@given(st.text())
def test_control_characters_never_reach_the_graph(text):
    term = terms.text(f"字{text}")
    assert term is not None
    assert not set(read_back(term).value) & {chr(code) for code in [*range(9), 11, 12, *range(14, 32), 127, 0xFFFF]}


def test_a_blank_gives_no_term_and_zero_gives_one():
    assert terms.text("") is None
    assert terms.text("\f") is None
    assert terms.label("  ") is None
    assert terms.integer(None) is None
    assert terms.integer(0) is not None
    assert terms.decimal(None) is None
    assert terms.decimal(Decimal(0)) is not None


def test_what_is_no_year_stays_a_plain_string():
    assert read_back(terms.year("2026")).datatype.value.endswith("#gYear")
    assert read_back(terms.year("二〇二六")).datatype.value.endswith("#string")


@pytest.mark.parametrize("wrong", ["no scheme", "http://x/a b", "http://x/%zz", "http://x/<", "", "x:\ue000"])
def test_what_is_no_iri_is_refused(wrong):
    with pytest.raises(ValueError, match="not an absolute IRI"):
        terms.iri(wrong)


@pytest.mark.parametrize("wrong", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(ValueError, match="finite"):
        terms.decimal(wrong)


@pytest.mark.parametrize(("printed", "number"), [("1,018.50", "1018.50"), (" 3 ", "3"), ("若干", None), ("", None)])
def test_printed_numbers(printed, number):
    assert terms.printed_number(printed) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("code", "above"), [("2080505", ("20805", "208")), ("20805", ("208",)), ("208", ()), ("2080", ()), ("A0101", ())]
)
def test_codes_above_a_subject_code(code, above):
    assert iris.broader_subjects(code) == above


@pytest.mark.parametrize(
    ("code", "above"),
    [("130183", ("130100", "130000")), ("130100", ("130000",)), ("130000", ()), ("13", ()), ("", ())],
)
def test_codes_above_an_area(code, above):
    assert iris.broader_areas(code) == above


def test_bracket_styles_and_blanks_do_not_part_names():
    assert iris.name_segment("保险 （业务费）") == iris.name_segment("保险(业务费)")
    assert iris.policy_iri("《预算法》") == iris.policy_iri("预算法")


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("预备金(老干部局)", "预备金（老干部局）"),
        ("承德县 医疗保障局", "承德县医疗保障局"),
        ("(2024年)办案费", "（2024年）办案费"),
        ("提前下达:城乡医保,二期", "提前下达：城乡医保，二期"),
        ("Windows  Server 授权", "Windows Server授权"),
        ("8:30 巡查", "8:30巡查"),
        ("G20 (Hangzhou)", "G20(Hangzhou)"),
    ],
)
def test_a_name_has_one_label_however_brackets_and_blanks_are_printed(printed: str, label: str):
    assert iris.shared_label(printed) == label


@given(st.text(alphabet="财政局(（)）,， 　:：年2A\u200b", max_size=12))
def test_names_that_are_one_thing_have_one_label(name: str):
    label = iris.shared_label(name)
    assert iris.shared_label(label) == label
    assert iris.name_segment(label) == iris.name_segment(name)
    for other in (
        name.replace("(", "（"),
        name.replace("）", ")"),
        name.replace("，", ","),
        name.replace(" ", "\u3000"),
    ):
        assert iris.shared_label(other) == label

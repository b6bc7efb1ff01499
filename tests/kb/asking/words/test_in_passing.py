"""Years in Chinese numerals and shares said in passing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kb.asking.names import Choice
from kb.asking.words.named.found import Mentions
from kb.asking.words.named.mentions import take_claims
from kb.asking.words.named.years import find_years


def years_in(text: str) -> list[str]:
    known = [Choice(None, (year,), year) for year in ("2018", "2019", "2023")]  # type: ignore[arg-type]
    found = Mentions(text)
    find_years(found, known)
    return found.given.get("year", [])


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("二〇二三年收入", ["2023"]),
        ("二○一九年比一八年省了多少", ["2018", "2019"]),
        ("2019年底有几辆", ["2019"]),
        ("18到19三年哪年最多", ["2018", "2019"]),
        ("18到19辆", []),
        ("十八年来", []),
        ("三年来", []),
    ],
)
def test_years_are_read_in_chinese_numerals(text, years):
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2023年末结转多少", "|年末结转多少"),
        ("2023年年末结转结余", "|年末结转结余"),
        ("2023年度末的财政拨款结余", "|末的财政拨款结余"),
        ("2023年底有几辆，结余多少", "|有几辆，结余多少"),
        ("2023年末有几辆", "|有几辆"),
    ],
)
def test_the_end_of_a_year_is_kept_where_what_is_left_then_is_asked_for(text, rest):
    found = Mentions(text)
    find_years(found, [])
    assert found.rest == rest


@pytest.mark.parametrize(
    ("text", "claims", "rest"),
    [
        ("怎么一下砍掉四成多", [(40, 50)], "怎么一下"),
        ("降了三成", [(25, 40)], "降了"),
        ("降了一半还多", [(50, 75)], "降了"),
        ("减少了13.22%", [(13.22, 13.22)], "减少了"),
        ("完成得怎么样", [], "完成得怎么样"),
    ],
)
def test_a_share_said_in_passing_is_what_the_answer_must_bear_out(text, claims, rest):
    found = Mentions(text)
    take_claims(found)
    assert [(float(low), float(high)) for low, high in found.claims] == claims
    assert found.rest == (rest if not claims else f"{rest}|")


def test_an_amount_said_roughly_is_a_range_and_one_said_plainly_is_none():
    rough, plain = Mentions("从九百多万到了五千来万"), Mentions("过了一千万")
    for found in (rough, plain):
        take_claims(found)
    assert rough.rough == [(Decimal(9_000_000), Decimal(10_000_000)), (Decimal(50_000_000), Decimal(60_000_000))]
    assert plain.rough == []

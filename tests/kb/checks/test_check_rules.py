"""Every rule finds what it is for, and nothing in a disclosure in which everything agrees."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from checks.changed_facts import sample, with_unread
from checks.rule_cases import (
    CASES,
    NEED_ANOTHER_DISCLOSURE,
    accounts,
    earlier_year,
    tells_another_base,
    tells_another_change,
)
from checks.typed_plants import PLANTS

from kb.checks import Checker
from kb.checks.rules import read_rules
from loaders import triples
from loaders.facts import Disclosure

RULES = {rule.id: rule for rule in read_rules()}


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def quads(disclosure: Disclosure) -> list[ox.Quad]:
    return list(ox.parse(triples.nquads(disclosure), ox.RdfFormat.N_QUADS))


def test_every_rule_has_a_case() -> None:
    known = {*CASES, *NEED_ANOTHER_DISCLOSURE, *(entry["rule"] for entry in PLANTS)}
    without = set(RULES) - known
    assert not without, f"write what breaks it into CASES of tests/kb/checks/rule_cases.py: {sorted(without)}"
    assert known == set(RULES)


def test_a_disclosure_that_agrees_gives_no_finding(checker: Checker) -> None:
    assert checker.check(quads(sample())) == []


@pytest.mark.parametrize("rule", sorted(CASES))
def test_a_rule_finds_what_breaks_it(rule: str, checker: Checker) -> None:
    found = [one for one in checker.check(quads(CASES[rule](sample()))) if one.rule == rule]
    assert found
    assert "{" not in found[0].message + found[0].message_en
    assert found[0].spots


def test_last_years_amount_is_held_against_what_was_published_then(checker: Checker) -> None:
    found = checker.check(quads(tells_another_base(sample())), quads(earlier_year()))
    assert [(one.rule, one.severity, one.difference) for one in found] == [("base-was-published", "error", "10")]


def test_what_was_published_then_may_be_stated_again(checker: Checker) -> None:
    assert checker.check(quads(sample()), quads(earlier_year())) == []


def test_last_years_amount_may_be_implied_by_the_change(checker: Checker) -> None:
    found = checker.check(quads(tells_another_change(sample())), quads(earlier_year()))
    assert [(one.rule, one.severity, one.difference) for one in found] == [("base-was-published", "warning", "4")]
    assert "青山县档案馆-2024-预算" in found[0].message


def test_the_budget_stated_in_final_accounts_is_held_against_the_budget_of_that_year(checker: Checker) -> None:
    stated = accounts(("收入总计年初预算", "230.00", "万元"))
    found = [one for one in checker.check(quads(stated), quads(sample())) if one.rule in NEED_ANOTHER_DISCLOSURE]
    assert [(one.rule, one.severity, one.difference) for one in found] == [("budget-was-published", "warning", "6.5")]


def test_final_accounts_may_tell_the_budget_as_it_was_published(checker: Checker) -> None:
    stated = accounts(("收入总计年初预算", "236.50", "万元"))
    assert not [one for one in checker.check(quads(stated), quads(sample())) if one.rule in NEED_ANOTHER_DISCLOSURE]


def test_findings_keep_their_ids(checker: Checker) -> None:
    broken = quads(CASES["rows-do-not-add-up"](sample()))
    assert [one.id for one in checker.check(broken)] == [one.id for one in Checker().check(broken)]


def test_a_difference_that_rounding_explains_is_a_note(checker: Checker) -> None:
    from checks.changed_facts import with_amount

    off_by_a_hundredth = with_amount("general-basic", "工资福利支出", "personnel", "152.41")
    found = checker.check(quads(off_by_a_hundredth(sample())))
    sums = [one for one in found if one.rule == "rows-do-not-add-up"]
    assert [one.severity for one in sums] == ["note", "note"]
    assert all("四舍五入" in one.message for one in sums)


def test_what_a_project_carries_over_is_part_of_its_amount(checker: Checker) -> None:
    from checks.changed_facts import with_project

    def found(**amounts: str) -> list[str]:
        made = with_project(amount="50.00", fiscal_amount="40.00", other_amount="9.00", **amounts)(sample())
        return [one.difference for one in checker.check(quads(made)) if one.rule == "project-sources"]

    assert found(carryover_amount="1.00") == []
    assert found(carryover_amount="0.40") == ["0.6"]


@pytest.mark.parametrize(("amounts", "findings"), [(("18.00", "18.00"), 1), (("18.00", "20.00"), 0)])
def test_projects_of_one_name_and_other_amounts_may_have_other_codes(
    amounts: tuple[str, str], findings: int, checker: Checker
) -> None:
    from checks.changed_facts import coded_twice

    found = checker.check(quads(coded_twice(sample(), amounts)))
    assert len([one for one in found if one.rule == "project-coded-differently"]) == findings


@pytest.mark.parametrize(
    ("line", "findings"),
    [("奖励金等。（按“部门预算公开06表财政拨", 1), ("奖励金等（按规定发放）。", 0), ("职责调整，增加或减少事项。", 0)],
)
def test_an_instruction_how_to_fill_in_is_left_of_the_template(line: str, findings: int, checker: Checker) -> None:
    found = checker.check(quads(with_unread(line)(sample())))
    assert len([one for one in found if one.rule == "template-left"]) == findings

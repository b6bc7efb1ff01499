"""Policy documents: number and title."""

from kb.links import Things, find_links
from kb.links.model import Policy

RULES = "中央财政城乡居民基本医疗保险补助资金管理办法"
NUMBERED = Policy("财社〔2019〕166号", "财社〔2019〕166号", "财社", (RULES,), ("421303",))


def rules(*policies: Policy) -> list[str]:
    links = find_links(Things(policies=policies))
    return [link.rule for link in (*links.joining, *links.doubtful)]


def test_a_title_printed_with_one_number_is_that_document():
    assert rules(NUMBERED, Policy("t", RULES, areas=("421303",))) == ["policy-title"]


def test_a_title_of_two_numbers_is_doubtful():
    again = Policy("财社〔2022〕5号", "财社〔2022〕5号", "财社", (RULES,), ("421303",))
    assert rules(NUMBERED, again, Policy("t", RULES, areas=("421303",))) == ["policy-title-alike"] * 2


def test_a_title_cited_in_another_province_is_doubtful():
    assert rules(NUMBERED, Policy("t", RULES, areas=("130634",))) == ["policy-title-alike"]


def test_a_notice_and_what_it_issues_have_one_number():
    notice = Policy("n", "随政办发〔2022〕26号", "随政办发", ("市人民政府办公室关于印发随州市共济保障实施细则的通知",))
    assert rules(notice, Policy("t", "随州市共济保障实施细则")) == ["policy-title"]


def test_the_name_of_the_state_before_a_law_does_not_count():
    assert rules(Policy("a", "预算法"), Policy("b", "中华人民共和国预算法")) == ["policy-law"]
    assert rules(Policy("a", "国民经济规划"), Policy("b", "中华人民共和国国民经济规划")) == []

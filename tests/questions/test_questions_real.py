"""Spot answers that an auditor would check, on the real documents where they are at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from questions.asked import rows

from kb.store.embedded import Store


@pytest.fixture(scope="module")
def procuratorate(shared_dir: Path, read_once: Callable[[Path], tuple[str, str]]) -> Iterator[Store]:
    """江苏省人民检察院 over three years."""
    with Store() as store:
        for path in sorted((shared_dir / "disclosures" / "pdf").glob("江苏省人民检察院*.pdf")):
            store.replace(*read_once(path))
        yield store


def test_the_seven_projects_of_chengde_with_their_amounts(text_store):
    found = rows(text_store, "projects", {"department": "承德医保局"})
    assert [(row["project_name"], row["amount"]) for row in found] == [
        ("居民医保县级配套资金", "4289.00"),
        ("居民医疗保险基金收入缺口", "1144.00"),
        ("贫困人口参加医疗保险个人缴费资助县配套", "187.36"),
        ("二级以上残疾人参保资助", "21.50"),
        ("中央财政医疗服务与保障能力提升冀财社[2023]208号", "21.00"),
        ("脱贫县离休干部医药费冀财社[2023]218号", "5.00"),
        ("省级财政城乡社会保险代办员补助资金冀财社[2023]225号", "4.00"),
    ]


def test_which_departments_set_a_target_for_enrolment_and_at_what_level(text_store):
    found = rows(text_store, "indicator", {"word": "参保率"})
    assert {(row["department_name"], row["source"], row["number"]) for row in found} == {
        ("承德县医疗保障局", "指标表", "90"),
        ("晋州市医疗保障局", "文字", "95"),
        ("曲阳县医疗保障局", "指标表", "100"),
        ("曾都区医疗保障服务中心", "文字", "94"),
        ("曾都区医疗保障服务中心", "指标表", "100"),
    }


def test_everything_resting_on_one_policy_document(text_store):
    found = [row for row in rows(text_store, "policy", {"policy": "冀财社〔2025〕128号"}) if row["amount"]]
    assert [(row["department_name"], row["fiscal_year"], row["amount"]) for row in found] == [
        ("晋州市医疗保障局", "2026", "37.00")
    ]
    assert found[0]["project_name"].startswith("冀财社[2025]128号提前下达2026年中央财政医疗服务与保障能力提升")


def test_a_cost_ceiling_above_the_amount_of_its_project(text_store):
    found = [row for row in rows(text_store, "cost-ceilings", {}) if row["above"]]
    assert [(row["department_name"], row["ceiling"], row["amount"]) for row in found] == [
        ("沈丘县医疗保障局", "23.00", "20.00")
    ]


def test_three_public_of_the_procuratorate_by_year(procuratorate):
    found = rows(procuratorate, "three-public-years", {"department": "江苏省检察院"})
    printed = {(row["fiscal_year"], row["item"]): row["amount"] for row in found if row["basis"] == "报表"}
    totals = [printed[year, "“三公”经费"] for year in ("2017", "2018", "2019")]
    assert totals == ["584.35", "484.30", "418.26"]
    assert [printed[year, "公务接待费"] for year in ("2017", "2018", "2019")] == ["156.55", "116.50", "101.26"]
    assert [printed[year, "因公出国（境）费"] for year in ("2017", "2018", "2019")] == ["110.00", "100.00", "80.00"]
    assert printed["2017", "其中：公务用车购置费"] == "50.00"


def test_expenditure_of_the_procuratorate_by_year(procuratorate):
    found = rows(procuratorate, "totals", {"department": "江苏省检察院"})
    printed = {(row["fiscal_year"], row["item"]): row["amount"] for row in found if row["basis"] == "报表"}
    spent = [printed[year, "支出合计"] for year in ("2017", "2018", "2019")]
    assert spent == ["17996.68", "21955.35", "24169.74"]
    assert printed["2019", "基本支出"] == "15844.04"
    assert printed["2019", "项目支出"] == "4335.30"


@pytest.fixture(scope="module")
def account(shared_dir: Path, read_once: Callable[[Path], tuple[str, str]]) -> Iterator[Store]:
    """A final account whose rows, each rounded, make 2940.06 and 2946.26 万元."""
    with Store() as store:
        store.replace(*read_once(shared_dir / "disclosures" / "pdf" / "上海市普陀区财政局-2024年部门决算.pdf"))
        yield store


def test_totals_of_an_account_are_what_it_prints(account):
    found = {
        (row["item"], row["form"]): (row["amount"], row["how"], row["place"].split(" 页")[0])
        for row in rows(account, "totals", {})
        if row["basis"] == "报表"
    }
    assert found["本年支出合计", "支出决算表"] == ("2940.05", "印出", "第 10")
    assert found["本年支出合计", "收入支出决算总表"] == ("2940.05", "印出", "第 6")
    assert found["本年收入合计", "收入决算表"] == ("2946.25", "印出", "第 8")
    assert found["收入总计", "收入支出决算总表"] == found["支出总计", "收入支出决算总表"] == ("2995.39", "印出", "第 7")
    assert found["基本支出", "支出决算表"] == ("2336.91", "印出", "第 10")


def test_a_sum_joined_to_a_name_counts_once(procuratorate):
    query = """PREFIX form: <https://w3id.org/cnbudget/code/form/>
    PREFIX cnb: <https://w3id.org/cnbudget/ontology#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT ?name ?year (SUM(?amount) / 10000 AS ?sum) {
      ?figure cnb:formKind form:general-expenditure ; cnb:amount ?amount ; cnb:fiscalYear ?year ;
              cnb:department ?department .
      ?department rdfs:label ?name
    } GROUP BY ?name ?year ORDER BY ?year"""
    sums = [row["sum"].value for row in procuratorate.query(query)]
    assert sums == ["17981.68", "21940.96", "24169.74"]

"""Nothing is found where the print may as well speak of something else: typed pages, each with a counter-example."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
from made_layouts import disclosure_of_text, tabbed

from kb.checks import Checker
from loaders import triples

HEAD = "临江区绿化局2024年部门预算公开\n\n"


@cache
def checker() -> Checker:
    return Checker()


def found(page: str, *rules: str, kind: str = "预算") -> list[str]:
    quads = ox.parse(triples.nquads(disclosure_of_text(page, kind)), ox.RdfFormat.N_QUADS)
    return [one.rule for one in checker().check(quads) if one.rule in rules and one.severity != "note"]


def balance(title: str, total: str) -> str:
    return f"{title}\n单位：万元\n" + tabbed(
        "项目|预算数|项目|预算数", f"财政拨款收入|{total}|教育支出|{total}", f"收入总计|{total}|支出总计|{total}"
    )


def income(stated: str) -> str:
    form = "收支预算总表\n单位：万元\n" + tabbed(
        "项目|预算数|项目|预算数",
        "一般公共预算拨款收入|340.10|教育支出|490.80",
        "其他收入|50.00||",
        "本年收入合计|390.10|本年支出合计|490.80",
        "上年结转|100.70|结转下年|",
        "收入总计|490.80|支出总计|490.80",
    )
    return f"{HEAD}第二部分 2024年部门预算编制说明\n\n（二）收入预算情况说明\n{stated}\n\n{form}\n"


def test_form_of_another_body_is_not_compared() -> None:
    both = HEAD + balance("部门收支预算总表", "9628.22") + "\n\n" + balance("单位收支预算总表", "490.80")
    assert found(both, "quantity-differs") == []
    assert found(income("我局2024年收入预算480.90万元。"), "quantity-differs") == ["quantity-differs"]


def test_second_amount_of_a_sentence_is_of_something_else() -> None:
    parts = "其中：一般公共预算拨款收入340.10万元，其他收入50.00万元，上年结转100.70万元。"
    rules = ("quantity-differs", "stated-parts-do-not-add-up")
    assert found(income(f"我局2024年收入预算490.80万元（本年预算收入390.10万元），{parts}"), *rules) == []
    assert found(income(f"我局2024年收入预算480.90万元，{parts}"), *rules) != []


def test_numbering_whose_beginning_is_not_there_is_a_part_of_a_page() -> None:
    def skipped(first: str) -> list[str]:
        text = f"{first}、部门职责\n负责绿化。\n四、机构设置\n设三个股室。\n五、人员情况\n共有五人。\n"
        return found(HEAD + text + "\n" + balance("部门收支预算总表", "5.00"), "number-skipped")

    assert skipped("三") == []
    assert skipped("一") == ["number-skipped"]


def contents(number: str, before: str) -> list[str]:
    listed = "目录\n一、部门主要职能\n二、项目经费情况说明\n三、绩效目标\n\n"
    body = f"一、部门主要职能\n绿化全区。\n二、项目经费情况说明\n行道树养护。\n{before}{number}、绩效目标\n种好树。\n\n"
    return found(HEAD + listed + body + balance("部门收支预算总表", "5.00"), "contents-number-differs")


def test_heading_behind_others_that_are_not_listed_is_no_entry_of_the_contents() -> None:
    assert contents("七", "一、项目概况\n种树。\n二、立项依据\n条例。\n") == []
    assert contents("四", "") == ["contents-number-differs"]


def project(others: str) -> list[str]:
    rows = tabbed(
        f"项目编码|13082124P00032110001H|项目名称|行道树养护{others}",
        "预算规模及资金用途|预算数|21.50|其中：财政资金|19.05|其他资金|",
        "|养护行道树||||",
    )
    page = f"{HEAD}项目绩效目标表\n单位：万元\n{rows}\n\n" + balance("收支总表", "500.00")
    return found(page, "project-sources")


def test_fiscal_funds_that_leave_a_rest_unexplained() -> None:
    assert project("") == ["project-sources"]


def test_code_that_is_none_with_the_name_of_a_subject() -> None:
    def unknown(name: str) -> list[str]:
        rows = tabbed(
            "科目编码|科目名称|合计",
            "210|卫生健康支出|5.00",
            "21011|行政事业单位医疗|5.00",
            f"71102|{name}|5.00",
            "|合计|5.00",
        )
        page = f"{HEAD}支出预算总表\n单位：万元\n{rows}\n"
        return found(page, "code-unknown")

    assert unknown("事业单位医疗") == ["code-unknown"]
    assert unknown("青山市水利局") == []


def target(cells: str) -> list[str]:
    rows = tabbed(
        "项目名称|行道树养护||||",
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位",
        "产出指标|数量指标|养护行道树|≥|800|株",
        "产出指标|质量指标|成活率|≥|95|%",
        f"效益指标|社会效益指标|{cells}",
        "满意度指标|服务对象满意度指标|居民满意度|≥|90|%",
    )
    return found(f"{HEAD}项目绩效目标表\n{rows}\n", "indicator-without-target", "indicator-without-number")


def test_target_words_in_the_place_of_a_name_show_that_rows_run_on() -> None:
    assert target("缓解热岛效应|||") == ["indicator-without-target"]
    assert target("缓解热岛效应|||\n效益指标\t社会效益指标\t有效\t\t\t") == []


def test_sign_of_double_strokes_is_a_comparison() -> None:
    assert target("绿地覆盖率|═|40|%") == []


def test_cars_that_are_a_part_of_those_held_are_not_all_cars() -> None:
    def cars(stated: str) -> list[str]:
        text = f"2024年度部门决算\n\n三、“三公”经费说明\n{stated}\n\n" + balance("收支决算总表", "5.00")
        return found("临江区绿化局" + text, "cars-held-above-cars", kind="决算")

    assert cars("年末公务用车保有量12辆，其中：公务用车5辆，执法执勤用车7辆。") == []
    assert cars("年末公务用车保有量12辆。\n本部门共有车辆7辆。") == ["cars-held-above-cars"]

"""Texts that agree with themselves in unusual ways, in which no rule finds an error; and some that do not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kb.checks import Checker
from kb.checks.finding import ERROR, NOTE, Finding
from kb.checks.rules import read_rules
from loaders import triples
from loaders.document import load

_HEAD = "青川县农业局2025年部门预算\n一、{heading}\n"
_RULES = (
    "base-below-zero", "change-amount", "change-rate", "cost-ceiling-differs", "denied-but-printed",
    "empty-by-word-filled-by-figures", "parts-of-a-whole", "procurement-price", "project-sources",
    "projects-do-not-add-up", "number-of-projects", "quantity-differs", "share", "stated-parts-do-not-add-up",
    "yuan-for-ten-thousand", "form-of-another-year", "completion-rate", "said-again-otherwise",
)  # fmt: skip
_FUND = """\
{sentence}
公开08表
政府性基金预算支出表
单位：万元
科目编码	科目名称	{columns}
	合计	{row}
212	城乡社区支出	{row}
21208	国有土地使用权出让收入安排的支出	{row}
2120803	城市建设支出	{row}
"""
_GOODS = """\
公开10表
政府采购预算表
单位：万元
采购项目	采购目录	计量单位	数量	单价	采购金额
台式电脑	A02010104	台	10	{price}	5.00
复印机	A02020100	台	1	30000.00	3.00
合计			11		8.00
"""
_PROJECT = """\
项目支出绩效目标表
单位：万元
项目名称	耕地地力保护
{money}年度目标	保护耕地。
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	保护面积	≥10万亩
{costs}"""

CONSISTENT = {
    "a change behind a list is of the whole": (
        "支出预算",
        "2025年支出预算1000.00万元，其中：项目支出800.00万元，基本支出200.00万元，比上年增加300.00万元，增长42.86%。",
    ),
    "a part in the same clause, and a change of the whole": (
        "三公经费",
        "2025年“三公”经费预算12.00万元，其中：公务用车运行维护费10.00万元；公务接待费2.00万元，较上年减少3.00万元，下降20.00%。",
    ),
    "a third kind of expenditure changes too": (
        "支出预算",
        "2025年支出预算1000.00万元，比上年增加100.00万元，增长11.11%，其中：基本支出增加80.00万元，项目支出减少30.00万元，"
        "事业单位经营支出增加50.00万元。",
    ),
    "parts and their sum, all of one unit": (
        "年度预算安排",
        "2025年项目总预算921.00万元，其中支持引进品牌370.00万元，支持数字化551.00万元，合计921.00万元，约0.09亿元。",
    ),
    "staff on the list and staff at work, each by kind": (
        "人员情况",
        "2025年末，核定编制86名，其中行政编制46名、事业编制40名；年末实有在编在职人员80人，其中行政43人、事业37人。",
    ),
    "a sum of the rest": (
        "国有资产",
        "其中固定资产净值842.60万元、流动资产213.50万元，其余为无形资产和其他资产，共17.80万元。",
    ),
    "a change of rounded amounts": (
        "财政拨款支出",
        "2025年一般公共预算拨款支出3100.20万元，比2024年预算2861.54万元增加238.67万元。",
    ),
    "shares of a part": (
        "支出预算",
        "2025年支出预算1000.00万元。\n（一）基本支出600.00万元，占60.00%，其中：人员经费500.00万元，占83.33%；"
        "公用经费100.00万元，占16.67%。\n（二）项目支出400.00万元，占40.00%。",
    ),
    "shares of this year's, last year's total beside it": (
        "收入预算",
        "2025年收支总预算1212.21万元，较2024年收支总预算1169.42万元增加42.79万元，增长3.66%。\n"
        "2025年收入预算1212.21万元，其中：上年结转36.40万元，占3.00%；一般公共预算拨款收入1175.81万元，占97.00%。",
    ),
    "some subjects, the last of them called 其他": (
        "机关运行经费",
        "2025年机关运行经费80.00万元，主要包括：办公费10.00万元、邮电费3.00万元、其他交通费用12.00万元。\n"
        "商品和服务支出90.00万元，其中：办公费10.00万元、印刷费3.00万元、其他商品和服务支出4.00万元。",
    ),
    "people inside people": (
        "人员情况",
        "农业局共有编制68名（含下属种子站事业编制12名），其中行政编制20名、事业编制36名。在职职工62人，其中行政18人，"
        "事业44人（含参公10人），退休30人。\n预算单位共6个，其中行政单位1个，事业单位5个（参公1个，全额3个，差额1个）。",
    ),
    "altogether, with a part of a part before": (
        "三公经费",
        "因公出国（境）费0万元，公务接待费2.00万元，其中外宾接待0.50万元，公务用车运行费6.00万元，共计8.00万元。",
    ),
    "a list in brackets that ends with 等": ("基本支出", "公用经费80.00万元（办公费10.00万元、差旅费12.00万元等）。"),
    "two parts that no definition names": (
        "支出",
        "2025年支出预算1000.00万元，其中：基本支出600.00万元，项目支出300.00万元，国有资本经营预算支出40.00万元，"
        "政府性基金支出60.00万元。",
    ),
    "income that includes what is carried over": (
        "收入",
        "2025年收入预算1000.00万元，其中一般公共预算拨款收入700.00万元（含上年结转50.00万元），财政专户管理资金200.00万元，"
        "其他收入60.00万元，单位结余40.00万元。",
    ),
    "prices in 元 under 万元": ("政府采购", _GOODS.format(price="5000.00")),
    "one kind of purchases denied": (
        "政府采购",
        "本部门政府采购预算总额8.00万元。无政府采购工程类支出预算。\n" + _GOODS.format(price="5000.00"),
    ),
    "income denied, expenditure carried over": (
        "政府性基金",
        _FUND.format(
            sentence="2025年本部门无政府性基金预算财政拨款收入，支出20.00万元，为使用年初结转资金。",
            columns="年初结转和结余\t本年支出", row="20.00\t20.00",
        ),
    ),
    "denied of the office alone": (
        "政府性基金",
        _FUND.format(
            sentence="局本级没有政府性基金预算支出，所属园林中心的支出见下表。",
            columns="合计\t项目支出", row="20.00\t20.00",
        ),
    ),
    "a column said to be empty": (
        "政府性基金",
        _FUND.format(sentence="", columns="合计\t基本支出\t项目支出", row="20.00\t\t20.00")
        + "注：基本支出栏无数据的，表示没有基本支出。\n",
    ),
    "amounts a head": (
        "公用经费",
        "人均公用经费20元。\n" + _FUND.format(sentence="", columns="合计\t项目支出", row="20.00\t20.00"),
    ),
    "several costs make the amount": (
        "项目",
        _PROJECT.format(
            money="年度资金总额\t200.00\t其中：财政拨款\t200.00\n",
            costs="成本指标\t经济成本指标\t检测项目成本\t≤50万元\n成本指标\t经济成本指标\t培训项目成本\t≤150万元\n",
        ),
    ),
    "what is carried over is of the fiscal funds": (
        "项目",
        _PROJECT.format(
            money="项目资金\t年度资金总额\t200.00\n\t其中：财政拨款\t150.00\n\t其中：上年结转\t20.00\n\t其他资金\t50.00\n",
            costs="",
        ),
    ),
    "units, each with its own amounts": (
        "三公经费",
        "2025年收支总预算1000.00万元。其中局机关收入预算600.00万元，农技中心收入预算400.00万元。\n"
        "2025年“三公”经费预算10.00万元，其中：局机关“三公”经费6.00万元（公务接待费2.00万元，公务用车运行维护费4.00万元），"
        "农技中心“三公”经费4.00万元（公务接待费1.00万元，公务用车运行维护费3.00万元）。\n"
        "第二部分 农技中心\n一、收支预算\n2025年收入预算400.00万元，支出预算400.00万元。",
    ),
    "what is carried over of the fiscal funds alone": (
        "收支总体情况",
        "2025年收入预算1000.00万元，其中：一般公共预算拨款850.00万元，上年结转100.00万元，其他收入50.00万元。\n"
        "二、财政拨款收支情况\n2025年财政拨款收支总预算910.00万元，包括一般公共预算拨款850.00万元、上年结转60.00万元。",
    ),
    "rates of several changes": (
        "三公经费",
        "2025年公务接待费2.00万元，公务用车运行费6.00万元，分别比上年减少0.50万元、0.60万元，下降20.00%、9.09%。",
    ),
    "a change of the amount that another is taken from": (
        "机关运行经费",
        "2025年机关运行经费预算为196.43万元，即公用经费202.85万元扣除事业单位公用经费6.42万元后的数额，比2024年的191.20万元"
        "增加5.23万元，增长2.74%。",
    ),
    "a part of the fiscal appropriation": (
        "预算编制说明",
        "财政拨款支出主要内容如下：\n1.“公共安全支出”科目88.00万元，占财政拨款支出的88.00%。\n公开03表\n部门支出总表\n单位：万元\n"
        "科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t110.00\t110.00\t\n204\t公共安全支出\t98.00\t98.00\t\n"
        "221\t住房保障支出\t12.00\t12.00\t",
    ),
    "another fund's note below a form": (
        "三公经费",
        "表7\n“三公”经费预算表\n单位：万元\n项目\t预算数\n合计\t2.80\n公务接待费\t2.80\n"
        "注：本部门2025年无政府性基金预算，本表为空表。",
    ),
    "more projects than the list of them": (
        "项目",
        "2025年实行绩效目标管理的项目8个，涉及预算206.90万元。\n公开09表\n一般公共预算项目支出表\n单位：万元\n"
        "科目编码\t科目名称\t项目名称\t金额\n2130122\t农业生产发展\t耕地地力保护\t100.00\n2130135\t农业资源保护\t农机补贴\t98.90\n"
        "合计\t\t\t198.90\n",
    ),
}  # fmt: skip


_OF_THE_YEAR = """\
2025年一般公共预算当年拨款80.00万元，其中：基本支出{basic}万元，项目支出20.00万元。
表3
一般公共预算支出预算表
单位：万元
科目编码			科目名称	合计	当年财政拨款安排			上年结转安排
类	款	项			小计	基本支出	项目支出\t
			合　计	100.00	80.00	60.00	20.00	20.00
213			农林水支出	100.00	80.00	60.00	20.00	20.00
213	01		农业农村	100.00	80.00	60.00	20.00	20.00
213	01	01	行政运行	60.00	60.00	60.00\t\t
213	01	22	农业生产发展	40.00	20.00		20.00	20.00
表3-2
一般公共预算项目支出预算表
单位：万元
科目编码	项目名称	金额
	合　计	40.00
2130122	耕地地力保护	40.00
"""
CONSISTENT["the appropriation of the year beside what is carried over"] = (
    "一般公共预算当年拨款", _OF_THE_YEAR.format(basic="60.00")
)  # fmt: skip

_MANY_CHANGES = (
    "2025年支出预算1000.00万元，较上年增加100.00万元。其中：基本支出较上年增加80.00万元，项目支出较上年增加30.00万元。"
    "经营支出较上年{more}万元，工资福利支出较上年增加13.00万元，商品和服务支出较上年增加11.00万元，资本性支出较上年增加12.00万元，"
    "会议费较上年增加2.00万元，培训费较上年增加3.00万元，差旅费较上年增加4.00万元。"
)
_BALANCE = """\
表1
部门收支总表
单位：万元
收入		支出
项目	预算数	项目	预算数
一、财政拨款收入	1000.00	一、教育支出	1000.00
收入总计	1000.00	支出总计	1000.00
"""
_CARRIED_APART = """\
2025年一般公共预算{of}100.00万元，其中：基本支出65.00万元，项目支出35.00万元。
表3
一般公共预算支出预算表
单位：万元
科目编码			科目名称	合计	当年财政拨款安排			上年结转安排
类	款	项			小计	基本支出	项目支出	小计	基本支出	项目支出
			合　计	100.00	80.00	60.00	20.00	20.00	5.00	15.00
213			农林水支出	100.00	80.00	60.00	20.00	20.00	5.00	15.00
213	01		农业农村	100.00	80.00	60.00	20.00	20.00	5.00	15.00
213	01	01	行政运行	65.00	60.00	60.00		5.00	5.00\t
213	01	22	农业生产发展	35.00	20.00		20.00	15.00		15.00
"""
CONSISTENT["basic expenditure with what is carried over"] = ("一般公共预算", _CARRIED_APART.format(of="支出"))

_TWO_CARRIED_OVER = """\
表2
财政拨款收支总表
单位：万元
收入		支出
项目	预算数	项目	预算数
一、本年收入	80.00	一、本年支出	100.00
一般公共预算拨款收入	80.00	农林水支出	100.00
二、上年结转	15.00
三、上年结余	5.00
收入总计	100.00	支出总计	100.00
"""
CONSISTENT["two rows of what is carried over"] = ("财政拨款", _TWO_CARRIED_OVER)


def _denied(sentence: str) -> tuple[str, str]:
    return "政府性基金", _FUND.format(sentence=sentence, columns="合计\t项目支出", row="20.00\t20.00")


CONSISTENT |= {
    sentence: _denied(sentence)
    for sentence in (
        "我局（不含下属单位）没有政府性基金预算支出。",
        "我局及所属园林中心没有政府性基金预算支出。",
        "我局及所属单位除园林中心以外没有政府性基金预算支出。",
    )
}

_OF_ALL_FUNDS = """\
{sentence}
“三公”经费预算表
单位：万元
项目\t2025年预算数\t
\t小计\t其中：一般公共预算安排数
“三公”经费合计\t12.00\t9.00
公务接待费\t4.00\t3.00
公务用车运行维护费\t8.00\t6.00
"""
CONSISTENT["two columns of one row"] = ("三公经费", _OF_ALL_FUNDS.format(sentence=""))

CONSISTENT |= {
    "a third kind stated in a sentence after them, and many more": ("支出预算", _MANY_CHANGES.format(more="减少10.00")),
    "whole shares of a part": (
        "支出预算",
        "2025年支出预算1000万元。\n（一）基本支出600万元，占60%，其中：人员经费500万元，占83%；公用经费100万元，占17%。\n"
        "（二）项目支出400万元，占40%。",
    ),
    "the cost of a part": (
        "项目",
        _PROJECT.format(
            money="年度资金总额\t200.00\t其中：财政拨款\t200.00\n",
            costs="成本指标\t经济成本指标\t项目成本（培训费）\t≤50万元\n",
        ),
    ),
    "all schools of a bureau": ("支出预算", "各所属学校支出预算900.00万元。\n" + _BALANCE),
    "a school of a bureau": ("收入预算", "学校2025年收入预算900.00万元。\n" + _BALANCE),
}

CONTRADICTORY = {  # the rule, and of what
    "stated-parts-do-not-add-up beside many more changes": ("支出预算", _MANY_CHANGES.format(more="增加10.00")),
    "share": (
        "三公经费",
        "“三公”经费合计12.00万元，其中：公务用车运行费8.00万元，占67%；公务接待费2.00万元，占25%；因公出国费2.00万元，占17%。",
    ),
    "cost-ceiling-differs": (
        "项目",
        _PROJECT.format(
            money="年度资金总额\t200.00\t其中：财政拨款\t200.00\n",
            costs="成本指标\t经济成本指标\t项目总成本（万元）\t≤50万元\n",
        ),
    ),
    "denied-but-printed with all its units": _denied("2025年我局及所属单位无政府性基金预算支出。"),
    "denied-but-printed with units in brackets": _denied("本部门（含下属单位）2025年没有政府性基金预算支出。"),
    "denied-but-printed beside another 除": _denied("我局无政府性基金预算支出，故本年扶贫、防汛除险均未列支。"),
    "quantity-differs of the year beside what is carried over": ("一般公共预算", _CARRIED_APART.format(of="当年支出")),
    "quantity-differs of none of two columns": (
        "三公经费",
        _OF_ALL_FUNDS.format(sentence="2025年“三公”经费预算10.00万元。"),
    ),
    "quantity-differs of the year": ("一般公共预算当年拨款", _OF_THE_YEAR.format(basic="66.00")),
    "parts-of-a-whole of purchases": (
        "其他事项",
        "2025年安排政府采购预算41.30万元，其中：政府采购货物预算11.80万元，政府采购服务预算25.90万元，未安排政府采购工程预算。",
    ),
    "parts-of-a-whole of a balance": (
        "收支总表",
        "公开01表\n收入支出决算总表\n单位：万元\n项目\t决算数\t项目\t决算数\n一、财政拨款收入\t90.00\t一、农林水支出\t95.00\n"
        "本年收入合计\t90.00\t本年支出合计\t95.00\n年初结转和结余\t10.00\t年末结转和结余\t6.50\n总计\t100.00\t总计\t100.00",
    ),
    "stated-parts-do-not-add-up of cars": (
        "国有资产",
        "本部门共有车辆5辆，其中：执法执勤用车2辆、机要通信和应急保障用车1辆。",
    ),
    "completion-rate": (
        "培训费",
        "培训费年初预算4.00万元，决算2.34万元，完成81.00%。",
    ),
    "form-of-another-year": (
        "国有资本经营预算",
        "表5\n国有资本经营预算支出表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
        "备注：本部门2024年没有使用国有资本经营预算拨款安排的支出，本表为空表。",
    ),
}


@cache
def _checker() -> Checker:
    return Checker([rule for rule in read_rules() if rule.id in _RULES])


def _found(heading: str, text: str, folder: Path, department: str = "青川县农业局") -> list[Finding]:
    path = folder / f"{department}-2025.txt"
    path.write_text(_HEAD.format(heading=heading).replace("青川县农业局", department) + text + "\n", encoding="utf-8")
    return _checker().check(ox.parse(triples.nquads(load(path)), ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("case", CONSISTENT)
def test_consistent_text_has_no_error(case: str, tmp_path: Path) -> None:
    found = _found(*CONSISTENT[case], tmp_path)
    assert [(one.rule, one.message) for one in found if one.severity == ERROR] == []


@pytest.mark.parametrize("case", CONTRADICTORY)
def test_contradictory_text_has_a_finding(case: str, tmp_path: Path) -> None:
    rule = case.partition(" ")[0]
    assert rule in {one.rule for one in _found(*CONTRADICTORY[case], tmp_path) if one.severity != NOTE}


@pytest.mark.parametrize(
    ("department", "body"), [("青川县职业技术学院", "学校"), ("青川县妇幼保健院", "医院"), ("青川县实验小学", "学校")]
)
def test_a_school_tells_of_itself_by_the_bare_word(department: str, body: str, tmp_path: Path) -> None:
    found = _found("收入预算", f"{body}2025年收入预算900.00万元。\n{_BALANCE}", tmp_path, department)
    assert [(one.rule, one.difference) for one in found if one.severity == ERROR] == [("quantity-differs", "100")]

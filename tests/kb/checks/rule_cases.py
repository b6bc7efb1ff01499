"""For every rule one disclosure that breaks it: a made sample with a few facts changed, nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from checks.changed_facts import (
    CHANGE,
    HERE,
    PRICED,
    Case,
    both,
    coded_twice,
    of_two_projects,
    personnel_elsewhere,
    sample,
    stating,
    two_units,
    undeclared,
    with_added,
    with_amount,
    with_car,
    with_citations,
    with_coded,
    with_codes,
    with_duties,
    with_figures,
    with_form,
    with_indicator,
    with_labels,
    with_more_forms,
    with_project,
    with_purchase,
    with_sections,
    with_shares,
    with_units,
    with_unread,
    with_unread_row,
    without_figures,
    without_form,
)

from loaders.blocks import Place
from loaders.facts import (
    Disclosure,
    Form,
    FormMention,
    Mention,
    Section,
    Source,
    Term,
    Unit,
)  # fmt: skip

BELOW = Source(Place(line=1000), "原文")
OF_WHICH = "医疗收入12.00万元，其中门急诊收入12.50万元。"

CASES: dict[str, Case] = {
    "rows-do-not-add-up": with_amount("expenditure", "档案馆", "project-expenditure", "61.00"),
    "columns-do-not-add-up": with_amount("expenditure", "行政单位医疗", "basic-expenditure", "11.40"),
    "quantity-differs": with_amount("balance", "一、一般公共预算拨款收入", "income", "235.50"),
    "operating-costs-differ": stating(("机关运行经费", "20.00", "万元")),
    "parts-of-a-whole": stating(
        ("三公经费", "3.60", "万元"), ("因公出国（境）费", "1.00", "万元"), ("公务用车购置及运行费", "3.00", "万元"),
        ("公务接待费", "0.60", "万元"), section="九、三公经费",
    ),
    "income-expenditure-balance": with_amount("balance", "支出总计", "expenditure", "246.50"),
    "part-exceeds-whole": with_amount("general-expenditure", "住房公积金", "total", "31.20"),
    "change-rate": stating(("收入总计", "236.50", "万元"), ("收入总计较上年增减", "16.50", "万元", CHANGE),
                         ("收入总计较上年增减幅度", "9.50", "%", CHANGE)),
    "change-amount": stating(("收入总计", "236.50", "万元"), ("上年收入总计", "220.00", "万元"),
                           ("收入总计较上年增减", "26.50", "万元", CHANGE)),
    "last-year-differs": both(
        stating(("上年收入总计", "220.00", "万元")),
        with_added("balance", 9, "收入总计", "last-year-budget", "230.00", side="income", column_number=9),
    ),
    "unchanged-but-different": stating(("公务接待费较上年增减", "0.10", "万元", {"direction": "持平"})),
    "share": stating(("支出总计", "236.50", "万元"), ("基本支出", "176.50", "万元"), ("基本支出占比", "84.63", "%")),
    "empty-change-with-reason": stating(
        ("会议费较上年增减", "0", "万元", {"direction": "增加", "reason": "减少会议"})
    ),
    "schedule-not-complete": with_shares("25%", "25%", "25%"),
    "schedule-over-complete": with_shares("50%", "25%", "100%"),
    "cost-ceiling-differs": with_indicator("成本指标", "总成本", "≤52万元", operator="≤", number="52", unit="万元"),
    "cost-above-amount": with_indicator("成本指标", "设备购置费", "≤52万元", operator="≤", number="52", unit="万元"),
    "project-sources": with_project(fiscal_amount="40.00", other_amount="9.00"),
    "projects-do-not-add-up": both(
        without_form("project-list"),
        lambda made: replace(made, projects=tuple(replace(one, amount="40.00", unit="万元", purpose="用途")
                                                  for one in made.projects)),
    ),
    "number-of-projects": stating(("项目", "3", "个")),
    "projects-stated-together": stating(
        *((*one, {"sentence": "2个项目都有目标，涉及资金58.00万元。"})
          for one in (("项目", "2", "个"), ("资金", "58.00", "万元")))
    ),
    "project-named-differently": with_project(mentions=(Mention(PRICED, HERE), Mention("重点档案抢救和数字化", HERE))),
    "indicator-unit": with_indicator("数量指标", "查档人数", "≥90%", operator="≥", number="90", unit="%"),
    "indicator-without-number": with_indicator("数量指标", "查档人数", "较多", target_text="较多"),
    "indicator-without-target": with_indicator("数量指标", "查档人数", ""),
    "rate-above-whole": with_indicator("质量指标", "合格率", "≥120%", operator="≥", number="120", unit="%"),
    "indicator-under-wrong-level": with_indicator("成本指标", "发放及时率", "≥95%", number="95", unit="%"),
    "indicator-of-nothing": both(
        without_form("three-public"),
        lambda made: replace(made, statements=()),
        stating(("三公经费", "0.00", "万元")),
        with_indicator("预算管理", "三公经费控制率", "≤95%", number="95", unit="%"),
    ),
    "identical-purpose": lambda made: replace(
        made, projects=tuple(replace(one, purpose="用于全县档案的接收征集抢救保管和利用") for one in made.projects)
    ),
    "target-stated-otherwise": stating(("查档群众满意度", "90", "%", {"about": PRICED})),
    "satisfaction-stated-otherwise": stating(("服务满意度", "90", "%", {"about": PRICED})),
    "number-repeated": with_sections(*[(f"{n}、", "chinese", v, t) for n, v, t in
                                   (("一", 1, "甲事项"), ("二", 2, "乙工作"), ("二", 2, "丙内容"))]),
    "number-skipped": with_sections(*[(f"{n}、", "chinese", v, t) for n, v, t in
                                  (("一", 1, "甲事项"), ("二", 2, "乙工作"), ("四", 4, "丙内容"))]),
    "number-of-another-style": with_sections(("五、", "chinese", 5, "甲事项"), ("6、", "arabic", 6, "乙工作"),
                                         ("七、", "chinese", 7, "丙内容")),
    "only-one-part": lambda made: replace(made, sections=(Section("情况说明", HERE, "第一部分", "part", 1),)),
    "contents-without-body": with_sections(("五、", "chinese", 5, "审计整改"), ("六、", "chinese", 6, "党建工作"),
                                       in_contents=True),
    "contents-number-differs": both(
        with_sections(("五、", "chinese", 5, "审计整改"), ("六、", "chinese", 6, "党建工作"), in_contents=True),
        with_sections(("四、", "chinese", 4, "审计整改"), ("六、", "chinese", 6, "党建工作")),
    ),
    "form-announced-and-missing": with_more_forms(Form("assets", "assets", "固定资产表", "missing", HERE)),
    "form-without-head": with_form("general-expenditure", status="fragment"),
    "form-named-and-missing": lambda made: replace(made, form_mentions=(FormMention("assets", "固定资产表", HERE),)),
    "required-form-missing": without_form("fiscal-balance"),
    "empty-form-unexplained": with_more_forms(Form("state-capital", "state-capital", "国有资本经营表", "empty", HERE)),
    "empty-by-word-filled-by-figures": with_form("three-public", note="注：此表无数据。"),
    "header-shifted": with_form("income", header_shift=(Source(Place(line=9), "上年结转=栏次3"),)),
    "columns-more-than-header": with_figures(
        lambda one: replace(one, repaired="一栏多") if one.form == "income" else one
    ),
    "form-of-another-department": with_form("income", department=Source(Place(line=47), "青山县教育局")),
    "row-number-skipped": with_form("balance", row_gaps=(Source(Place(line=40), "二、事业收入 → 四、其他收入"),)),
    "form-number": with_form("fiscal-balance", number="预算9表"),
    "yuan-for-ten-thousand": stating(("其他支出", "60", "元")),
    "unit-in-no-form": with_units,
    "policy-of-later-year": with_citations(("川财〔2027〕1号", "川财", "2027", "1")),
    "policy-bracketed-in-two-ways": with_citations(
        ("川财〔2024〕1号", "川财", "2024", "1"), ("川财[2024]1号", "川财", "2024", "1")
    ),
    "policy-malformed": with_citations(("川财[2024]1号", "川财", "2024", "1")),
    "code-label-differs": both(*[with_labels(form, "行政单位医疗", "行政单位医药")
                                  for form in ("expenditure", "general-expenditure")]),
    "code-labels-disagree": with_labels("expenditure", "行政单位医疗", "行政单位医药"),
    "code-unknown": with_codes("expenditure", "2101101", "2981101"),
    "project-code-of-another-area": both(
        lambda made: replace(made, department=replace(made.department, adcode="510101")),
        with_project(code="110101250000000000001"),
    ),
    "procurement-price": with_purchase,
    "note-of-another-form": with_more_forms(
        Form("state-capital", "state-capital", "国有资本经营表", "empty", HERE, note="注：无政府性基金预算，空表。")
    ),
    "denied-but-printed": both(
        with_unread("本部门没有政府采购预算安排的支出。"),
        with_added("procurement", 1, "合计", "procurement-amount", "8.00", total_row=True),
    ),
    "stated-but-form-empty": stating(("政府性基金预算支出", "5.00", "万元")),
    "total-without-parts": without_figures("general-basic", "public-use"),
    "of-which-exceeds": with_added(
        "balance",
        2,
        "其中：财政拨款",
        "income",
        "336.50",
        side="income",
        columns=("收入", "2025年预算数"),
        column_number=9,
        of_which=((1, 2),),
    ),
    "stated-in-two-figures": stating(
        ("扫描档案数量", "36", "万页", {"about": PRICED}), ("扫描档案数量", "34", "万页", {"about": PRICED})
    ),
    "change-stated-otherwise": stating(
        ("一般公共预算收入预算", "336.50", "万元"),
        ("一般公共预算收入预算较上年增减", "40.28", "万元", {"direction": "增加", "base_year": "2024"}),
        ("财政拨款收、支总预算", "336.50", "万元"),
        ("财政拨款收、支总计较上年增减", "39.98", "万元", {"direction": "增加", "base_year": "2024"}),
    ),
    "code-without-parent": with_coded("government-fund", "208", "20805", "2080501", "2080502", "2080505", "2101101"),
    "project-without-declaration": undeclared,
    "unit-named-differently": two_units,
    "text-doubled": with_duties("负责全县档案的接收、征集和保管。", "负责全县档案的接收、征集和保管。"),
    "text-cut-off": with_duties("负责全县档案的接收、征集、"),
    "purchase-against-text": both(stating(("公务用车购置费", "0", "万元")), with_car),
    "purpose-without-row": stating(
        ("机关运行经费", "18.30", "万元", {"sentence": "机关运行经费主要用于办公费、物业管理费等。"})
    ),
    "excluded-but-printed": stating(("项目支出较上年增减", "5.00", "万元", {"reason": "住房公积金不列入我单位支出"})),
    "stated-parts-do-not-add-up": stating(
        ("收入总计", "236.50", "万元"), ("一般公共预算收入", "230.00", "万元"), ("事业收入", "5.00", "万元")
    ),
    "stated-part-exceeds": stating(
        ("医疗收入", "12.00", "万元", {"sentence": OF_WHICH}), ("门急诊收入", "12.50", "万元", {"sentence": OF_WHICH})
    ),
    "indicator-repeated": both(
        with_indicator("时效指标", "资金及时到位", "100%", number="100", unit="%"),
        with_indicator("生态效益指标", "资金及时到位", "100%", BELOW, number="100", unit="%"),
    ),
    "indicator-under-two-levels": lambda made: replace(
        made, indicators=(*made.indicators, *of_two_projects(made, "档案利用率", "产出指标", "效益指标"))
    ),
    "target-repeats-name": with_indicator("质量指标", "按标准修复", "按标准修复", target_text="按标准修复"),
    "target-in-name": with_indicator("质量指标", "补助标准为8000元", "已到位", target_text="已到位"),
    "template-left": stating(("会议费较上年增减", "0", "万元", {"sentence": "会议费比上年增（减）0万元。"})),
    "term-of-no-row": lambda made: replace(
        made, terms=(*made.terms, Term("一般行政管理事务", "反映其他项目支出。", HERE))
    ),
    "glossary-of-final-accounts": lambda made: replace(
        made, terms=(*made.terms, Term("财政拨款收入", "指本级财政决算安排的资金。", HERE))
    ),
    "form-of-another-year": with_form("income", title="2023年部门收入总表"),
    "rate-of-nothing": stating(
        ("会议费", "5.00", "万元"), ("会议费较上年增减", "5.00", "万元", CHANGE),
        ("会议费较上年增减幅度", "100", "%", CHANGE),
    ),
    "economic-subject-under-wrong-column": both(personnel_elsewhere("155.20"), with_figures(
        lambda one: replace(one, component="personnel", columns=("基本支出", "人员经费"))
        if one.row_code == "30231" and one.component == "public-use" else one
    )),
    "stated-product": stating(
        *(
            (*one, {"sentence": "参保100人，每人补助50元，共需资金1.50万元。"})
            for one in (("参保人数", "100", "人"), ("补助标准", "50", "元/人"), ("所需资金", "1.50", "万元"))
        )
    ),
    "group-counted-otherwise": both(
        stating(("查档困难群众", "35", "人")),
        with_indicator("数量指标", "查档困难群众人数", "≥49人", operator="≥", number="49", unit="人"),
    ),
    "indicator-name-unfinished": with_indicator("质量指标", "提升经办能力和", "提升", target_text="提升"),
    "measure-is-a-figure": both(with_purchase, with_figures(
        lambda one: replace(one, component="unknown", columns=("计量单位",), amount="1", unit="")
        if one.form == "procurement" and one.component == "quantity" else one
    )),
    "number-of-units": both(
        stating(("纳入部门预算编制范围的预算单位", "3", "个"), section="二、机构设置"),
        lambda made: replace(made, units=tuple(
            Unit(name, Source(Place(line=line), f"{line - 900}.{name}"))
            for line, name in enumerate(("青山县档案馆本级", "青山县地方志编研中心"), 901)
        )),
    ),
    "unit-apart": stating(("支出总计", "236.50", "元")),
    "rate-of-no-amounts": with_unread_row("年度资金总额 75.00 105.00 95.32 10 87.95% 8.8"),
    "batches-above-persons": stating(
        ("国内公务接待", "31", "批次", {"sentence": "国内公务接待31批次、12人次。"}),
        ("国内公务接待", "12", "人次", {"sentence": "国内公务接待31批次、12人次。"}),
    ),
    "events-without-cost": both(stating(("国内公务接待", "0", "批次")), stating(("公务接待费", "0.60", "万元"))),
    "project-coded-differently": coded_twice,
    "subject-named-in-text": stating(("事业单位医疗支出", "12.40", "万元")),
}  # fmt: skip

NEED_ANOTHER_DISCLOSURE = {"base-was-published", "budget-was-published"}
"""Rules that hold two disclosures of a department against each other."""


def earlier_year() -> Disclosure:
    """The disclosure of the year before, which printed a total of 220.00."""
    made = sample()
    figures = tuple(
        replace(one, amount=str(Decimal("220.00"))) if one.form == "balance" and one.row_label == "收入总计" else one
        for one in made.figures
    )
    return replace(made, id="青山县档案馆-2024-预算", fiscal_year="2024", figures=figures)


tells_another_base: Case = stating(("上年收入总计", "230.00", "万元", {"sentence": "上年收入总计230.00万元。"}))
tells_another_change: Case = stating(
    ("收入总计", "236.50", "万元"), ("收入总计较上年增减", "12.50", "万元", {**CHANGE, "sentence": "增加12.50万元。"})
)


def accounts(*stated: tuple[str, str, str]) -> Disclosure:
    """Final accounts of the sample's year, without forms, which tell the budget of the year."""
    made = replace(sample(), id="青山县档案馆-2025-决算", kind="决算", forms=(), figures=(), statements=(), projects=())
    return stating(*stated)(made)

"""For every rule one disclosure that breaks it: a made sample with a few facts changed, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from places import SAMPLES

from loaders.blocks import Place
from loaders.document import load
from loaders.facts import (
    Citation,
    Disclosure,
    Duty,
    Figure,
    Form,
    FormMention,
    Indicator,
    Mention,
    Project,
    Section,
    Source,
    Statement,
    Term,
    Unit,
    Unread,
)  # fmt: skip

SAMPLE = SAMPLES / "sichuan-tabs.txt"
HERE = Source(Place(line=999), "原文")
PRICED = "重点档案抢救与数字化"

Case = Callable[[Disclosure], Disclosure]


@cache
def sample() -> Disclosure:
    """A made disclosure in which everything agrees."""
    return load(SAMPLE)


def _figures(change: Callable[[Figure], Figure]) -> Case:
    return lambda made: replace(made, figures=tuple(map(change, made.figures)))


def _amount(form: str, row: str, component: str, amount: str) -> Case:
    """One figure printed otherwise."""

    def change(figure: Figure) -> Figure:
        meant = figure.form == form and figure.row_label == row and figure.component == component
        return replace(figure, amount=amount) if meant else figure

    return _figures(change)


def _told(*told: tuple[str, str, str] | tuple[str, str, str, dict[str, str]], section: str = "一、情况说明") -> Case:
    """More statements: measure, value, unit and other fields."""

    def add(made: Disclosure) -> Disclosure:
        more = tuple(
            Statement(
                one[0], one[1], one[2], HERE, **{"year": "2025", "section": section, **(one[3] if one[3:] else {})}
            )
            for one in told
        )
        return replace(made, statements=made.statements + more)

    return add


def _project(**fields: Any) -> Case:
    """One more field of the first project."""

    def change(made: Disclosure) -> Disclosure:
        one = next(project for project in made.projects if project.name == PRICED)
        rest = tuple(project for project in made.projects if project is not one)
        return replace(made, projects=(replace(one, **fields), *rest))

    return change


def _indicator(level2: str, level3: str, target: str, **fields: str) -> Case:
    def add(made: Disclosure) -> Disclosure:
        owner = next(project.key for project in made.projects if project.name == PRICED)
        one = Indicator(owner, "产出指标", level2, level3, HERE, target=target, **fields)
        return replace(made, indicators=(*made.indicators, one))

    return add


def _sections(*told: tuple[str, str, int, str], in_contents: bool = False) -> Case:
    """More headings: number, style, value, title."""

    def add(made: Disclosure) -> Disclosure:
        more = tuple(
            Section(title, HERE, number, style, value, "某章", in_contents) for number, style, value, title in told
        )
        return replace(made, sections=made.sections + more)

    return add


_PLAIN: dict[str, Any] = {"row_code": "", "subject": "", "scheme": "", "side": "", "total_row": False}


def _added(form: str, row: int, label: str, component: str, amount: str, **fields: Any) -> Case:
    """One more figure of a form."""

    def add(made: Disclosure) -> Disclosure:
        one = replace(
            made.figures[0], form_id=form, form=form, row_number=row, row_label=label,
            component=component, amount=amount,
            **(_PLAIN | {"columns": (component,)} | fields),
        )  # fmt: skip
        return replace(made, figures=(*made.figures, one))

    return add


def _coded(form: str, *codes: str) -> Case:
    """Rows of subjects without figures but zero."""
    return _both(*[
        _added(form, row, f"科目{code}", "expenditure", "0", row_code=code, subject=code, scheme="functional")
        for row, code in enumerate(codes, 50)
    ])  # fmt: skip


def _without_figures(form: str, component: str) -> Case:
    """The rows of a form without their figures in one column; its total keeps its own."""

    def change(made: Disclosure) -> Disclosure:
        kept = (
            one for one in made.figures
            if one.form != form or one.component != component or not one.row_code
        )  # fmt: skip
        return replace(made, figures=tuple(kept))

    return change


def _unread(text: str) -> Case:
    return lambda made: replace(made, unread=(*made.unread, Unread("line", text, "no reader", HERE)))


def _undeclared(made: Disclosure) -> Disclosure:
    """A third project with targets that the list of projects does not name."""
    one = Project("third", "口述史料采集", HERE, amount="", unit="万元")
    target = Indicator("third", "产出指标", "数量指标", "采集人数", HERE, target="≥5人", number="5", unit="人")
    return replace(made, projects=(*made.projects, one), indicators=(*made.indicators, target))


def _two_units(made: Disclosure) -> Disclosure:
    units = (Unit("青山县地方志编研中心", HERE, code="512002"), Unit("青山县地方编研中心", HERE))
    return replace(made, units=(*made.units, *units))


def _duties(*texts: str) -> Case:
    """More 职责, one line each."""

    def add(made: Disclosure) -> Disclosure:
        more = tuple(Duty(told, Source(Place(line=line), told)) for line, told in enumerate(texts, 900))
        return replace(made, duties=made.duties + more)

    return add


def _form(form: str, **fields: Any) -> Case:
    def change(made: Disclosure) -> Disclosure:
        return replace(made, forms=tuple(replace(one, **fields) if one.form == form else one for one in made.forms))

    return change


def _more_forms(*forms: Form) -> Case:
    return lambda made: replace(made, forms=(*made.forms, *forms))


def _without_form(form: str) -> Case:
    return lambda made: replace(
        made,
        forms=tuple(one for one in made.forms if one.form != form),
        figures=tuple(one for one in made.figures if one.form != form),
    )


def _labels(form: str, old: str, new: str) -> Case:
    return _figures(lambda one: replace(one, row_label=new) if one.form == form and one.row_label == old else one)


def _codes(form: str, old: str, new: str) -> Case:
    def change(one: Figure) -> Figure:
        return replace(one, row_code=new, subject=new) if one.form == form and one.row_code == old else one

    return _figures(change)


def _purchase(made: Disclosure) -> Disclosure:
    like = made.figures[0]
    cells = (("quantity", "3", "台"), ("unit-price", "0.50", "万元"), ("procurement-amount", "1.80", "万元"))
    bought = tuple(
        replace(
            like, form_id="procurement", form="procurement", form_title="政府采购表", row_number=1, row_code="",
            row_label="采购", columns=(component,), component=component, amount=amount, unit=unit, side="", scheme="",
            subject="", budget_unit="", total_row=False, total_column=False,
        )
        for component, amount, unit in cells
    )  # fmt: skip
    return replace(made, figures=made.figures + bought)


def _units(made: Disclosure) -> Disclosure:
    return replace(made, units=(*made.units, Unit("青山县地方志编研中心", HERE)))


def _citations(*raws: tuple[str, str, str, str]) -> Case:
    def add(made: Disclosure) -> Disclosure:
        more = tuple(Citation(raw, "某处", HERE, agency, year, number) for raw, agency, year, number in raws)
        return replace(made, citations=made.citations + more)

    return add


def _both(*cases: Case) -> Case:
    def change(made: Disclosure) -> Disclosure:
        for case in cases:
            made = case(made)
        return made

    return change


def _shares(*shares: str) -> Case:
    months = ("3月底", "6月底", "10月底")
    return _project(schedule=tuple(zip(months, shares, strict=True)), schedule_sources=(HERE,) * 3)


def _car(made: Disclosure) -> Disclosure:
    return replace(made, projects=(*made.projects, Project("车", "购买公务用车", HERE, amount="18.00", unit="万元")))


def _coded_twice(made: Disclosure, amounts: tuple[str, str] = ("18.00", "18.00")) -> Disclosure:
    """One project in two forms, its last two digits changed over."""
    more = tuple(
        Project(
            code,
            "口述史料采集",
            HERE,
            code=code,
            amount=amount,
            unit="万元",
            mentions=(Mention("口述史料采集", HERE, form),),
        )
        for code, amount, form in zip(
            ("51000025T0001012", "51000025T0001021"), amounts, ("项目表", "绩效表"), strict=True
        )
    )
    return replace(made, projects=(*made.projects, *more))


def _of_two_projects(made: Disclosure, name: str, *levels: str) -> list[Indicator]:
    """One indicator under another first level in each project."""
    owners = [project.key for project in made.projects]
    return [
        Indicator(owner, level, "某类", name, HERE, target="90%", number="90", unit="%")
        for owner, level in zip(owners, levels, strict=True)
    ]


def _personnel_elsewhere(amount: str) -> Case:
    """A column of personnel in the form of general expenditure."""

    def add(made: Disclosure) -> Disclosure:
        like = next(one for one in made.figures if one.form == "general-expenditure" and one.row_label == "合计")
        column = replace(like, component="personnel", columns=("基本支出", "人员经费"), amount=amount)
        return replace(made, figures=(*made.figures, column))

    return add


_CHANGE = {"direction": "增加", "base_year": "2024"}

CASES: dict[str, Case] = {
    "rows-do-not-add-up": _amount("expenditure", "档案馆", "project-expenditure", "61.00"),
    "columns-do-not-add-up": _amount("expenditure", "行政单位医疗", "basic-expenditure", "11.40"),
    "quantity-differs": _amount("balance", "一、一般公共预算拨款收入", "income", "235.50"),
    "operating-costs-differ": _told(("机关运行经费", "20.00", "万元")),
    "parts-of-a-whole": _told(
        ("三公经费", "3.60", "万元"), ("因公出国（境）费", "1.00", "万元"), ("公务用车购置及运行费", "3.00", "万元"),
        ("公务接待费", "0.60", "万元"), section="九、三公经费",
    ),
    "income-expenditure-balance": _amount("balance", "支出总计", "expenditure", "246.50"),
    "part-exceeds-whole": _amount("general-expenditure", "住房公积金", "total", "31.20"),
    "change-rate": _told(("收入总计", "236.50", "万元"), ("收入总计较上年增减", "16.50", "万元", _CHANGE),
                         ("收入总计较上年增减幅度", "9.50", "%", _CHANGE)),
    "change-amount": _told(("收入总计", "236.50", "万元"), ("上年收入总计", "220.00", "万元"),
                           ("收入总计较上年增减", "26.50", "万元", _CHANGE)),
    "unchanged-but-different": _told(("公务接待费较上年增减", "0.10", "万元", {"direction": "持平"})),
    "share": _told(("支出总计", "236.50", "万元"), ("基本支出", "176.50", "万元"), ("基本支出占比", "84.63", "%")),
    "empty-change-with-reason": _told(("会议费较上年增减", "0", "万元", {"direction": "增加", "reason": "减少会议"})),
    "schedule-not-complete": _shares("25%", "25%", "25%"),
    "schedule-over-complete": _shares("50%", "25%", "100%"),
    "cost-ceiling-differs": _indicator("成本指标", "总成本", "≤52万元", operator="≤", number="52", unit="万元"),
    "cost-above-amount": _indicator("成本指标", "设备购置费", "≤52万元", operator="≤", number="52", unit="万元"),
    "project-sources": _project(fiscal_amount="40.00", other_amount="9.00"),
    "projects-do-not-add-up": _both(
        _without_form("project-list"),
        lambda made: replace(made, projects=tuple(replace(one, amount="40.00", unit="万元", purpose="用途")
                                                  for one in made.projects)),
    ),
    "number-of-projects": _told(("项目", "3", "个")),
    "project-named-differently": _project(mentions=(Mention(PRICED, HERE), Mention("重点档案抢救和数字化", HERE))),
    "indicator-unit": _indicator("数量指标", "查档人数", "≥90%", operator="≥", number="90", unit="%"),
    "indicator-without-number": _indicator("数量指标", "查档人数", "较多", target_text="较多"),
    "indicator-without-target": _indicator("数量指标", "查档人数", ""),
    "rate-above-whole": _indicator("质量指标", "合格率", "≥120%", operator="≥", number="120", unit="%"),
    "indicator-under-wrong-level": _indicator("成本指标", "发放及时率", "≥95%", number="95", unit="%"),
    "indicator-of-nothing": _both(
        _without_form("three-public"),
        lambda made: replace(made, statements=()),
        _told(("三公经费", "0.00", "万元")),
        _indicator("预算管理", "三公经费控制率", "≤95%", number="95", unit="%"),
    ),
    "identical-purpose": lambda made: replace(
        made, projects=tuple(replace(one, purpose="用于全县档案的接收征集抢救保管和利用") for one in made.projects)
    ),
    "target-told-otherwise": _told(("查档群众满意度", "90", "%", {"about": PRICED})),
    "satisfaction-told-otherwise": _told(("服务满意度", "90", "%", {"about": PRICED})),
    "number-repeated": _sections(*[(f"{n}、", "chinese", v, t) for n, v, t in
                                   (("一", 1, "甲事项"), ("二", 2, "乙工作"), ("二", 2, "丙内容"))]),
    "number-skipped": _sections(*[(f"{n}、", "chinese", v, t) for n, v, t in
                                  (("一", 1, "甲事项"), ("二", 2, "乙工作"), ("四", 4, "丙内容"))]),
    "number-of-another-style": _sections(("五、", "chinese", 5, "甲事项"), ("6、", "arabic", 6, "乙工作"),
                                         ("七、", "chinese", 7, "丙内容")),
    "only-one-part": lambda made: replace(made, sections=(Section("情况说明", HERE, "第一部分", "part", 1),)),
    "contents-without-body": _sections(("五、", "chinese", 5, "审计整改"), ("六、", "chinese", 6, "党建工作"),
                                       in_contents=True),
    "contents-number-differs": _both(
        _sections(("五、", "chinese", 5, "审计整改"), ("六、", "chinese", 6, "党建工作"), in_contents=True),
        _sections(("四、", "chinese", 4, "审计整改"), ("六、", "chinese", 6, "党建工作")),
    ),
    "form-announced-and-missing": _more_forms(Form("assets", "assets", "固定资产表", "missing", HERE)),
    "form-without-head": _form("general-expenditure", status="fragment"),
    "form-named-and-missing": lambda made: replace(made, form_mentions=(FormMention("assets", "固定资产表", HERE),)),
    "required-form-missing": _without_form("fiscal-balance"),
    "empty-form-unexplained": _more_forms(Form("state-capital", "state-capital", "国有资本经营表", "empty", HERE)),
    "empty-by-word-filled-by-figures": _form("three-public", note="注：此表无数据。"),
    "header-shifted": _form("income", header_shift=(Source(Place(line=9), "上年结转=栏次3"),)),
    "columns-more-than-header": _figures(lambda one: replace(one, repaired="一栏多") if one.form == "income" else one),
    "form-of-another-department": _form("income", department=Source(Place(line=47), "青山县教育局")),
    "row-number-skipped": _form("balance", row_gaps=(Source(Place(line=40), "二、事业收入 → 四、其他收入"),)),
    "form-number": _form("fiscal-balance", number="预算9表"),
    "yuan-for-ten-thousand": _told(("其他支出", "60", "元")),
    "unit-in-no-form": _units,
    "policy-of-later-year": _citations(("川财〔2027〕1号", "川财", "2027", "1")),
    "policy-bracketed-in-two-ways": _citations(
        ("川财〔2024〕1号", "川财", "2024", "1"), ("川财[2024]1号", "川财", "2024", "1")
    ),
    "policy-malformed": _citations(("川财[2024]1号", "川财", "2024", "1")),
    "code-label-differs": _both(*[_labels(form, "行政单位医疗", "行政单位医药")
                                  for form in ("expenditure", "general-expenditure")]),
    "code-labels-disagree": _labels("expenditure", "行政单位医疗", "行政单位医药"),
    "code-unknown": _codes("expenditure", "2101101", "2981101"),
    "project-code-of-another-area": _both(
        lambda made: replace(made, department=replace(made.department, adcode="510101")),
        _project(code="110101250000000000001"),
    ),
    "procurement-price": _purchase,
    "note-of-another-form": _more_forms(
        Form("state-capital", "state-capital", "国有资本经营表", "empty", HERE, note="注：无政府性基金预算，空表。")
    ),
    "denied-but-printed": _both(
        _unread("本部门没有政府采购预算安排的支出。"),
        _added("procurement", 1, "合计", "procurement-amount", "8.00", total_row=True),
    ),
    "told-but-form-empty": _told(("政府性基金预算支出", "5.00", "万元")),
    "total-without-parts": _without_figures("general-basic", "public-use"),
    "of-which-exceeds": _added(
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
    "told-in-two-figures": _told(
        ("扫描档案数量", "36", "万页", {"about": PRICED}), ("扫描档案数量", "34", "万页", {"about": PRICED})
    ),
    "change-told-otherwise": _told(
        ("一般公共预算收入预算", "336.50", "万元"),
        ("一般公共预算收入预算较上年增减", "40.28", "万元", {"direction": "增加", "base_year": "2024"}),
        ("财政拨款收、支总预算", "336.50", "万元"),
        ("财政拨款收、支总计较上年增减", "39.98", "万元", {"direction": "增加", "base_year": "2024"}),
    ),
    "code-without-parent": _coded("government-fund", "208", "20805", "2080501", "2080502", "2080505", "2101101"),
    "project-without-declaration": _undeclared,
    "unit-named-differently": _two_units,
    "text-doubled": _duties("负责全县档案的接收、征集和保管。", "负责全县档案的接收、征集和保管。"),
    "text-cut-off": _duties("负责全县档案的接收、征集、"),
    "purchase-against-text": _both(_told(("公务用车购置费", "0", "万元")), _car),
    "purpose-without-row": _told(
        ("机关运行经费", "18.30", "万元", {"sentence": "机关运行经费主要用于办公费、物业管理费等。"})
    ),
    "excluded-but-printed": _told(("项目支出较上年增减", "5.00", "万元", {"reason": "住房公积金不列入我单位支出"})),
    "told-parts-do-not-add-up": _told(
        ("收入总计", "236.50", "万元"), ("一般公共预算收入", "230.00", "万元"), ("事业收入", "5.00", "万元")
    ),
    "indicator-repeated": _both(
        _indicator("时效指标", "资金及时到位", "100%", number="100", unit="%"),
        _indicator("生态效益指标", "资金及时到位", "100%", number="100", unit="%"),
    ),
    "indicator-under-two-levels": lambda made: replace(
        made, indicators=(*made.indicators, *_of_two_projects(made, "档案利用率", "产出指标", "效益指标"))
    ),
    "target-repeats-name": _indicator("质量指标", "按标准修复", "按标准修复", target_text="按标准修复"),
    "target-in-name": _indicator("质量指标", "补助标准为8000元", "已到位", target_text="已到位"),
    "template-left": _told(("会议费较上年增减", "0", "万元", {"sentence": "会议费比上年增（减）0万元。"})),
    "term-of-no-row": lambda made: replace(
        made, terms=(*made.terms, Term("一般行政管理事务", "反映其他项目支出。", HERE))
    ),
    "glossary-of-final-accounts": lambda made: replace(
        made, terms=(*made.terms, Term("财政拨款收入", "指本级财政决算安排的资金。", HERE))
    ),
    "form-of-another-year": _form("income", title="2023年部门收入总表"),
    "rate-of-nothing": _told(
        ("会议费", "5.00", "万元"), ("会议费较上年增减", "5.00", "万元", _CHANGE),
        ("会议费较上年增减幅度", "100", "%", _CHANGE),
    ),
    "economic-subject-under-wrong-column": _both(_personnel_elsewhere("155.20"), _figures(
        lambda one: replace(one, component="personnel", columns=("基本支出", "人员经费"))
        if one.row_code == "30231" and one.component == "public-use" else one
    )),
    "told-product": _told(
        *(
            (*one, {"sentence": "参保100人，每人补助50元，共需资金1.50万元。"})
            for one in (("参保人数", "100", "人"), ("补助标准", "50", "元/人"), ("所需资金", "1.50", "万元"))
        )
    ),
    "group-counted-otherwise": _both(
        _told(("查档困难群众", "35", "人")),
        _indicator("数量指标", "查档困难群众人数", "≥49人", operator="≥", number="49", unit="人"),
    ),
    "indicator-name-unfinished": _indicator("质量指标", "提升经办能力和", "提升", target_text="提升"),
    "measure-is-a-figure": _both(_purchase, _figures(
        lambda one: replace(one, component="unknown", columns=("计量单位",), amount="1", unit="")
        if one.form == "procurement" and one.component == "quantity" else one
    )),
    "number-of-units": _both(
        _told(("纳入部门预算编制范围的预算单位", "3", "个"), section="二、机构设置"),
        lambda made: replace(made, units=tuple(
            Unit(name, Source(Place(line=line), f"{line - 900}.{name}"))
            for line, name in enumerate(("青山县档案馆本级", "青山县地方志编研中心"), 901)
        )),
    ),
    "unit-apart": _told(("支出总计", "236.50", "元")),
    "events-without-cost": _both(_told(("国内公务接待", "0", "批次")), _told(("公务接待费", "0.60", "万元"))),
    "project-coded-differently": _coded_twice,
    "subject-named-in-text": _told(("事业单位医疗支出", "12.40", "万元")),
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


tells_another_base: Case = _told(("上年收入总计", "230.00", "万元"))
tells_another_change: Case = _told(
    ("收入总计", "236.50", "万元"), ("收入总计较上年增减", "12.50", "万元", {**_CHANGE, "sentence": "增加12.50万元。"})
)


def accounts(*told: tuple[str, str, str]) -> Disclosure:
    """Final accounts of the sample's year, without forms, which tell the budget of the year."""
    made = replace(sample(), id="青山县档案馆-2025-决算", kind="决算", forms=(), figures=(), statements=(), projects=())
    return _told(*told)(made)

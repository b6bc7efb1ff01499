"""A disclosure made by hand that has every kind of fact, for tests of triples, store, tables and exports."""

from __future__ import annotations

from loaders.blocks import Place
from loaders.facts import (
    Citation,
    Department,
    Disclosure,
    Duty,
    Figure,
    Form,
    Indicator,
    Mention,
    Project,
    Source,
    Statement,
    Term,
    Unit,
    Unread,
)

DOCUMENT = "青山县医疗保障局-2026-预算"


def at(line: int, text: str = "") -> Source:
    return Source(Place(line=line), text)


def figure(row: int, code: str, label: str, component: str, amount: str, **more: object) -> Figure:
    values: dict[str, object] = {
        "form_id": "expenditure",
        "form": "expenditure",
        "form_title": "部门支出总表",
        "row_number": row,
        "row_code": code,
        "row_label": label,
        "columns": ("本年支出", component),
        "component": component,
        "amount": amount,
        "unit": "万元",
        "source": at(100 + row, amount),
        "scheme": "functional" if code else "",
        "subject": code,
    }
    return Figure(**{**values, **more})  # type: ignore[arg-type]


def expenditure() -> tuple[Figure, ...]:
    """支出总表: 合计 above a 类 above two 项, with the columns 合计, 基本支出, 项目支出."""
    rows = (
        (1, "", "合计", "20.10", "8.10", "12.00"),
        (2, "210", "卫生健康支出", "20.10", "8.10", "12.00"),
        (3, "2101501", "行政运行", "8.10", "8.10", ""),
        (4, "2101505", "医疗保障政策管理", "12.00", "", "12.00"),
    )
    columns = ("total", "basic-expenditure", "project-expenditure")
    return tuple(
        figure(
            number,
            code,
            label,
            component,
            amount,
            total_row=number <= 2,
            total_column=component == "total",
            column_number=column,
            adds_up_to=((number, 3),) if column > 3 else ((number - 1, 3),) if number in (2, 3) else (),
            of_which=((2, 3),) if (number, column) == (4, 3) else (),
        )
        for number, code, label, *amounts in rows
        for column, (component, amount) in enumerate(zip(columns, amounts, strict=True), 3)
        if amount
    )


def cars(count: str = "3") -> Figure:
    return figure(
        1, "", "公务用车", "quantity", count,
        form_id="assets", form="assets", form_title="固定资产占用情况表", columns=("数量",), unit="辆",
    )  # fmt: skip


def project_row() -> Figure:
    return figure(
        1, "13999924P001", "能力提升", "amount", "12.00",
        form_id="project-list", form="project-list", form_title="项目支出表", columns=("金额",),
        scheme="project", subject="", project="能力提升",
    )  # fmt: skip


def project(**more: object) -> Project:
    values: dict[str, object] = {
        "key": "能力提升",
        "name": "医疗服务与保障能力提升（业务费）",
        "source": at(200, "13999924P001"),
        "code": "13999924P001",
        "project_type": "特定目标类",
        "budget_unit": "青山县医疗保障局本级",
        "amount": "12.00",
        "unit": "万元",
        "fiscal_amount": "12.00",
        "other_amount": "0",
        "purpose": '用于"能力"\n提升',
        "goals": ("目标一", "目标二", "目标三"),
        "schedule": (("3月底", "25%"), ("6月底", "50%"), ("10月底", "75%"), ("12月底", "100%")),
        "mentions": (Mention("能力提升", at(210, "能力提升"), "项目支出表"),),
        "amount_source": at(201, "12.00"),
    }
    return Project(**{**values, **more})  # type: ignore[arg-type]


def disclosure(**more: object) -> Disclosure:
    values: dict[str, object] = {
        "id": DOCUMENT,
        "file": "青山.txt",
        "sha256": "ab" * 32,
        "format": "text",
        "kind": "预算",
        "title": "青山县医疗保障局2026年部门预算",
        "department": Department("青山县医疗保障局", "450", "青山县", "139999", "河北省"),
        "fiscal_year": "2026",
        "forms": (
            Form("expenditure", "expenditure", "部门支出总表", "filled", at(99, "部门支出总表"), "万元", figures=9),
            Form("government-fund", "government-fund", "政府性基金表", "empty", at(98), note="本部门无此项支出"),
        ),
        "figures": (*expenditure(), cars(), project_row()),
        "projects": (project(), Project("宣传", "政策宣传", at(240, "政策宣传"))),
        "indicators": (
            Indicator(
                "能力提升", "产出指标", "数量指标", "培训人次", at(220, "≥100人次"),
                description="培训的人次", target="≥100人次", operator="≥", number="100", unit="人次",
                basis="冀财社〔2025〕1号",
            ),
            Indicator("部门整体", "效益指标", "社会效益", "成效", at(221, "明显"), target="明显", target_text="明显"),
        ),
        "citations": (
            Citation("冀财社[2025] 1 号", "能力提升", at(230, "1"), "冀财社", "2025", "1", project="能力提升"),
            Citation("《预算法》", "编制说明", at(5, "《预算法》"), title="预算法"),
        ),
        "units": (
            Unit("青山县医疗保障局本级", at(50, "行政"), "450001", "行政", "正科级", "财政拨款"),
            Unit("办公室", at(51, "办公室"), kind="office"),
        ),
        "statements": (
            Statement(
                "机关运行经费", "1,018.50", "万元", at(300, "1,018.50"), "2026",
                base_year="2025", direction="增加", reason="人员增加", section="三",
            ),
        ),
        "duties": (Duty("拟订医疗保障政策。", at(10, "拟订")),),
        "terms": (Term("基本支出", "为保障机构正常运转的支出。", at(400, "基本支出")),),
        "unread": (Unread("number", "42", "说明不了的数字", at(500, "42")),),
        "numbers": 60,
        "numbers_read": 59,
        "unread_lines": 2,
        "warnings": ("支出总表: 表头与数据错位",),
    }  # fmt: skip
    return Disclosure(**{**values, **more})  # type: ignore[arg-type]

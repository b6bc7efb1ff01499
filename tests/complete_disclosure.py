"""A disclosure made by hand that has every kind of fact and every field filled, and its graph."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import rdflib

from loaders.blocks import Place
from loaders.facts import (
    Citation,
    Department,
    Disclosure,
    Duty,
    Figure,
    Form,
    FormMention,
    GivenValue,
    Goal,
    Indicator,
    Mention,
    Project,
    Section,
    Source,
    Statement,
    StatementLink,
    Term,
    Unit,
    Unread,
    Wording,
)
from loaders.triples import nquads
from loaders.triples.revisions import Version, revisions

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
VOCABULARY = ONTOLOGY / "cnbudget.ttl"
CNB = rdflib.Namespace("https://w3id.org/cnbudget/ontology#")
CODE = rdflib.Namespace("https://w3id.org/cnbudget/code/")


def turtle_files() -> list[Path]:
    """Every Turtle file of the ontology."""
    return sorted(ONTOLOGY.rglob("*.ttl"))


def parsed(*paths: Path) -> rdflib.Graph:
    """The union of Turtle files."""
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def disclosure_graph() -> rdflib.Graph:
    """The complete disclosure as triples."""
    return triples_of(complete_disclosure())


def triples_of(made: Disclosure) -> rdflib.Graph:
    """A disclosure, with an earlier version of its file, as triples."""
    quads = nquads(made) + revisions(made.id, [Version("0" * 64, "更正前.pdf")])
    triples = (f"{line.rpartition(' <')[0]} ." for line in quads.splitlines())
    return rdflib.Graph().parse(data="\n".join(triples), format="nt")


def _source(line: int, text: str) -> Source:
    return Source(Place(line=line, page=1, box=(72.0, 100.0 + line, 144.0, 112.0 + line)), text)


def _figure(row: int, component: str, amount: str, unit: str = "万元", total_row: bool = False) -> Figure:
    return Figure(
        form_id="expenditure",
        form="expenditure",
        form_title="部门预算支出总表",
        row_number=row,
        row_code="" if total_row else "2101505",
        row_label="合计" if total_row else "医疗保障政策管理",
        columns=("支出", component),
        component=component,
        amount=amount,
        unit=unit,
        source=_source(row + 20, amount),
        scheme="" if total_row else "functional",
        subject="" if total_row else "2101505",
        second_code="50502",
        second_label="商品和服务支出",
        project="业务费",
        budget_unit="青山县医疗保险中心",
        side="expenditure",
        total_row=total_row,
        repaired="columns settled by arithmetic",
        column_number=3,
        adds_up_to=((row - 1, 3),) if row == 2 else (),
        of_which=((row - 1, 3),) if row == 3 else (),
    )


def complete_disclosure(**more: str) -> Disclosure:
    """青山县 is no real county; `more` fields take the place of what is here."""
    project = Project(
        key="业务费",
        name="业务费",
        source=_source(40, "业务费"),
        code="13999926P00001",
        project_type="特定目标类",
        budget_unit="青山县医疗保险中心",
        amount="8.00",
        unit="万元",
        fiscal_amount="8.00",
        other_amount="0.00",
        carryover_amount="1.00",
        executed_amount="7.60",
        execution_rate="95.00%",
        period="2024-01—2024-12",
        purpose="用于业务开展",
        goals=("目标一",),
        schedule=(("3月底", "25%"),),
        mentions=(Mention("业务费", _source(41, "业务费"), "项目支出表", amount="12.00", unit="万元"),),
        amount_source=_source(42, "8.00"),
    )
    indicators = (
        Indicator(
            owner="业务费",
            level1="产出指标",
            level2="数量指标",
            level3="检查次数",
            source=_source(50, "≥10次"),
            description="检查的次数",
            target="≥10次",
            operator="≥",
            number="10",
            unit="次",
            basis="工作计划",
            weight="10",
            actual="11次",
            score="9.5",
            deviation="计划偏低",
            form_id="project-target",
        ),
        Indicator("部门整体", "", "", "知晓率", _source(51, "提高"), target="提高", target_text="提高"),
    )
    disclosure = Disclosure(
        id="青山县医疗保障局-2026-预算",
        file="qingshan.txt",
        sha256="0" * 64,
        format="text",
        kind="预算",
        title="青山县医疗保障局2026年部门预算",
        department=Department("青山县医疗保障局", "450", "青山县", "139999", "河北省"),
        fiscal_year="2026",
        forms=(
            Form(
                "expenditure",
                "expenditure",
                "部门预算支出总表",
                "filled",
                _source(20, "支出总表"),
                "万元",
                "无",
                3,
                "业务费",
                (_source(21, "项目支出=栏次3"),),
                number="公开03表",
                department=_source(19, "青山县医疗保障局"),
                code=_source(9, "131001"),
                row_gaps=(_source(24, "二、外交支出 → 四、公共安全支出"),),
            ),
            Form(
                "project-target", "project-target", "绩效目标表", "filled", _source(48, "绩效目标表"), project="业务费"
            ),
        ),
        figures=(
            _figure(1, "total", "8.00", total_row=True),
            _figure(2, "project-expenditure", "8.00"),
            replace(_figure(3, "quantity", "2", unit="辆"), row_label="二、项目支出"),
        ),
        projects=(project,),
        indicators=indicators,
        citations=(
            Citation(
                "冀财社[2025]128 号", "业务费", _source(60, "冀财社[2025]128 号"), "冀财社", "2025", "128", "", "业务费"
            ),
            Citation("《预算法》", "说明", _source(61, "《预算法》"), title="预算法"),
        ),
        units=(Unit("青山县医疗保险中心", _source(10, "青山县医疗保险中心"), "450002", "事业", "副科级", "财政拨款"),),
        statements=(
            Statement("三公经费预算", "3.00", "万元", _source(69, "3.00"), year="2026"),
            Statement(
                measure="机关运行经费",
                value="5.00",
                unit="万元",
                source=_source(70, "5.00"),
                year="2026",
                base_year="2025",
                direction="增加",
                reason="人员增加",
                section="机关运行经费安排情况",
                sentence="机关运行经费5.00万元，比上年增加。",
                about="业务费",
                link=StatementLink("project", "业务费"),
            ),
        ),
        duties=(Duty("拟订政策。", _source(5, "拟订政策。")),),
        goals=(Goal("年度主要任务", "做好基金监管。", _source(45, "做好基金监管。"), "基金监管"),),
        terms=(
            Term(
                "基本支出",
                "为保障机构正常运转的支出。",
                Source(Place(page=8, box=(72.0, 90.5, 300.0, 104.0)), "基本支出"),
            ),
        ),
        unread=(Unread("line", "（盖章）", "no form", _source(90, "（盖章）")),),
        sections=(
            Section("收支总体情况", _source(19, "一、收支总体情况"), "一、", "chinese", 1, "部门预算安排", True),
        ),
        wordings=(
            Wording("as-of", "截至2023年12月31日。", _source(33, "截至2023年12月31日。"), "资产", "共有车辆2辆。"),
        ),
        form_mentions=(FormMention("expenditure", "支出总表", _source(18, "支出总表")),),
        numbers=30,
        numbers_read=29,
        unread_lines=1,
        warnings=("the title names no county",),
        given=(
            GivenValue("adcode", "139999", "index.csv, 第 2 行", "130000"),
            GivenValue("url", "https://w3id.org/cnbudget/450.pdf", "index.csv, 第 2 行"),
            GivenValue("published", "2026-02-10", "index.csv, 第 2 行"),
        ),
    )
    return replace(disclosure, **more)  # type: ignore[arg-type]

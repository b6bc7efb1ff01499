"""Two small disclosures made by hand, for tests of what answers from the graph."""

from pathlib import Path

from kb.store.embedded import Store
from loaders.blocks import Place
from loaders.facts import (
    Citation,
    Department,
    Disclosure,
    Figure,
    Form,
    Indicator,
    Mention,
    Project,
    Source,
    Unit,
)
from loaders.triples import nquads

DEPARTMENT = "青山县医疗保障局"
OTHER_DEPARTMENT = "绿水县医疗保障局"
DOCUMENT = f"{DEPARTMENT}-2024-预算"
POLICY = "冀财社〔2023〕225号"


def source(line: int, text: str = "") -> Source:
    return Source(Place(line=line), text)


def figure(form: str, row: int, code: str, label: str, component: str, amount: str, **others: object) -> Figure:
    values = {
        "form_id": form,
        "form": form,
        "form_title": {"expenditure": "支出总表", "three-public": "“三公”经费支出表"}.get(form, form),
        "row_number": row,
        "row_code": code,
        "row_label": label,
        "columns": (component,),
        "component": component,
        "amount": amount,
        "unit": "万元",
        "source": source(100 + row, amount),
        "scheme": "functional" if code else "",
        "subject": code,
    }
    return Figure(**{**values, **others})  # type: ignore[arg-type]


def disclosure(name: str = DEPARTMENT, year: str = "2024", project_amount: str = "4.00") -> Disclosure:
    project = Project(
        key="能力提升",
        name="医疗服务与保障能力提升",
        source=source(200),
        code="13999924P001",
        amount=project_amount,
        unit="万元",
        fiscal_amount=project_amount,
        purpose="提升能力",
        goals=("目标一", "目标二"),
        schedule=(("3月底", "25%"), ("6月底", "75%")),
        mentions=(Mention("医疗服务与保障能力提升", source(210), "项目支出表"),),
        amount_source=source(201),
    )
    return Disclosure(
        id=f"{name}-{year}-预算",
        file=f"{name}.txt",
        sha256="0" * 64,
        format="text",
        kind="预算",
        title=f"{name}{year}年部门预算",
        department=Department(name, "450", name[:3], {"青": "139999", "绿": "139998"}[name[0]], "河北省"),
        fiscal_year=year,
        forms=(Form("expenditure", "expenditure", "支出总表", "filled", source(99), "万元", figures=4),),
        figures=(
            figure("expenditure", 1, "", "合计", "total", "12.50", total_row=True, total_column=True),
            figure("expenditure", 2, "2101501", "行政运行", "basic-expenditure", "8.50"),
            figure("expenditure", 3, "2101505", "医疗保障政策管理", "project-expenditure", "4.00"),
            figure("three-public", 1, "", "公务接待费", "amount", "0.50"),
        ),
        projects=(project,),
        indicators=(Indicator("能力提升", "产出指标", "数量指标", "培训人次", source(220), target="≥100人次"),),
        citations=(
            Citation("冀财社[2023]225 号", "能力提升", source(230), "冀财社", "2023", "225", project="能力提升"),
            Citation("《中华人民共和国预算法》", "情况说明", source(5), title="中华人民共和国预算法"),
        ),
        units=(Unit(f"{name}本级", source(50), nature="行政", rank="正科级", funding="财政拨款"),),
    )


def filled_store(folder: Path, *disclosures: Disclosure) -> Path:
    """A store on disk that holds disclosures, by default one."""
    with Store(folder, ontology=False) as store:
        for one in disclosures or (disclosure(),):
            store.replace(one.id, nquads(one, store.base))
    return folder

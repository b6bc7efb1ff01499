"""Pages of portals, typed by hand with their truth beside them: read whole, and nothing read wrong."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from loaders.document import load
from loaders.facts import Disclosure

PAGES = Path(__file__).parent / "pages"
TRUTHS = sorted(path for folder in ("open", "held", "fresh") for path in (PAGES / folder).glob("*.truth.json"))
SAME_AS_LAST_YEAR = {
    "a04-普沧县残疾人联合会-2021-三公经费预算表": 2,
    "b05-红沙区人民检察院-2021-三公经费预算说明": 2,
    "e04-阿依托县司法局-2024-预算情况说明": 3,
    "e10-京昌区百泉街道办事处-2023-决算说明": 2,
    "e11-沪湾区育华中学-2024-收支总表和三公表": 1,
    "f01-沪淞区临江路街道办事处-2024-三公和机关运行经费预算": 2,
    "f09-浙婺县综合行政执法局-2025-部门预算说明": 2,
    "g05-鲁汶县民政局-2018-部门决算说明": 1,
    "g10-琼涧市科学技术和工业信息化局-2021-部门预算情况说明": 2,
    "h07-吉辉县市场监督管理局-2016-部门预算情况说明": 1,
}
"""Pages that say 与上年持平 of an amount: a statement of its own in the truth, part of the amount in the facts."""


def rows_of(found: Disclosure) -> dict[str, list[dict[str, str]]]:
    """The facts in the columns of the flat tables that the score compares."""
    names = {one.key: one.name for one in found.projects}
    return {
        "documents": [
            {
                "department": found.department.name,
                "fiscal_year": found.fiscal_year,
                "kind": found.kind,
                "province": found.department.province,
            }
        ],
        "budget_lines": [
            {
                "row_label": one.row_label,
                "project": names.get(one.project, one.project),
                "budget_unit": one.budget_unit,
                "column_label": "/".join(one.columns),
                "component": one.component,
                "phase": one.phase,
                "amount": one.amount,
                "unit": one.unit,
            }
            for one in found.figures
        ],
        "projects": [
            {
                "project": one.name,
                "amount": one.amount,
                "fiscal_amount": one.fiscal_amount,
                "other_amount": one.other_amount,
                "executed_amount": one.executed_amount,
                "execution_rate": one.execution_rate,
            }
            for one in found.projects
        ],
        "indicators": [
            {
                "level1": one.level1,
                "level2": one.level2,
                "level3": one.level3,
                "target": one.target,
                "operator": one.operator,
                "number": one.number,
                "target_unit": one.unit,
                "target_text": one.target_text,
                "weight": one.weight,
                "actual": one.actual,
                "score": one.score,
            }
            for one in found.indicators
        ],
        "statements": [
            {"measure": one.measure, "value": one.value, "unit": one.unit, "direction": one.direction}
            for one in found.statements
        ],
    }


@pytest.fixture(scope="module")
def scored() -> ModuleType:
    """The score of the pages, which reads the facts given it in place of exported tables."""
    spec = importlib.util.spec_from_file_location("score_of_pages", PAGES / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    vars(score)["table"] = lambda facts, name: facts.get(name, [])
    return score


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.name[:3])
def test_a_typed_page_is_read_as_it_was_typed(scored: ModuleType, path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    result, faults = scored.score(truth, rows_of(load(path.with_name(truth["page"]))))
    short = SAME_AS_LAST_YEAR.get(path.name.removesuffix(".truth.json"), 0)
    assert result["statements"] == result["statements_of"] - short
    assert len(faults) == short, faults
    assert (result["department"], result["year"], result["kind"]) == (1, 1, 1)


def test_every_page_has_its_truth() -> None:
    pages = [one for folder in PAGES.iterdir() if folder.is_dir() for one in folder.iterdir()]
    assert len(TRUTHS) == len([one for one in pages if one.suffix in (".txt", ".html")]) == 109

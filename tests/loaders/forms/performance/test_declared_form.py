"""The form that docs/adding-a-province.md declares in the lexicon is read as the page says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
PAGE = ROOT / "docs" / "adding-a-province.md"
READ = """
import json, sys, tomllib
import loaders.lexicon
from importlib.resources import files
from loaders.lexicon.record import record_of
added = json.load(sys.stdin)

def merged(one, other):
    if isinstance(one, list):
        return [*other, *one]
    return {**one, **{key: merged(one[key], value) if key in one else value for key, value in other.items()}}

def read(name, kind):
    own = (files("loaders.lexicon") / f"{name}.toml").read_text("utf-8")
    both = merged(tomllib.loads(own), tomllib.loads(added["lexicon"].get(name, "")))
    return record_of(both, f"{name}.toml", kind)

loaders.lexicon.read = read
from made_layouts import disclosure_of_text
found = disclosure_of_text(added["text"])
print(json.dumps({
    "projects": [(p.name, p.amount, p.unit, p.budget_unit, p.goals) for p in found.projects],
    "indicators": [(i.owner, i.level2, i.level3, i.target, i.weight) for i in found.indicators],
    "forms": [f.form for f in found.forms],
}))
"""


def snippets() -> tuple[str, dict[str, str]]:
    """The form that the page prints as a tab-separated text, and the lines of each file of the lexicon."""
    section = PAGE.read_text(encoding="utf-8").split("## 绩效表")[1].split("\n## ")[0]
    (form,) = re.findall(r"```text\n(.*?)```", section, re.S)
    lines = dict(re.findall(r"```toml\n# (\w+)\.toml\n(.*?)```", section, re.S))
    title, _, table = form.partition("\n")
    return f"青山县渔政站2024年部门预算\n\n{title}\n\n" + table.replace("|", "\t"), lines


def read(text: str, lexicon: dict[str, str]) -> dict[str, list[object]]:
    done = subprocess.run(
        [sys.executable, "-c", READ],
        input=json.dumps({"text": text, "lexicon": lexicon}),
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def test_a_form_declared_in_the_lexicon_is_read() -> None:
    text, lexicon = snippets()
    assert read(text, lexicon) == {
        "projects": [["池塘清淤", "12.50", "万元", "青山县渔政站", ["清淤六口池塘，恢复养殖。"]]],
        "indicators": [
            ["池塘清淤", "数量指标", "清淤池塘口数", "≥6口", "60"],
            ["池塘清淤", "社会效益指标", "受益户数", "≥40户", "40"],
        ],
        "forms": ["subsidy-order"],
    }


def test_without_the_declaration_its_project_is_unknown() -> None:
    text, _ = snippets()
    assert read(text, {})["projects"] == []

"""What questions about all departments leave out, and that they say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from questions.asked import rows

from kb.cli import main
from kb.store.embedded import Store

PREFIXES = """
PREFIX cnb: <https://w3id.org/cnbudget/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
INDICATORS = ("按时完成率", "服务人次")
NOTE = "五十个以上项目都有的指标没有算"


def department(name: str) -> str:
    return f"<x:{name}> a cnb:Department ; rdfs:label '{name}'@zh ; skos:prefLabel '{name}'@zh ."


def project(name: str, owner: str) -> str:
    """A project of a department with the two indicators."""
    indicators = "".join(
        f"<x:{name}/{level3}> a cnb:Indicator ; cnb:level3 '{level3}' ; "
        f"cnb:project <x:{name}> ; cnb:department <x:{owner}> ."
        for level3 in INDICATORS
    )
    return f"<x:{name}> a cnb:Project ; rdfs:label '{name}'@zh ; cnb:department <x:{owner}> . {indicators}"


def alike(count: int) -> Store:
    """A store of one project of 甲局 and others of 乙局, all with the same two indicators."""
    store = Store()
    others = "".join(project(f"项目{number:02}", "乙局") for number in range(1, count))
    store.update(
        f"{PREFIXES} INSERT DATA {{ {department('甲局')} {project('项目00', '甲局')} {department('乙局')} {others} }}"
    )
    return store


@pytest.mark.parametrize(("projects", "pairs"), [(3, 3), (50, 1225), (51, 0)])
def test_indicators_of_more_than_fifty_projects_make_no_pair_similar_among_all(projects, pairs):
    with alike(projects) as store:
        found = rows(store, "similar-projects", {})
    assert len(found) == pairs
    assert all(row["shared"] == "2" for row in found)


def test_for_one_department_all_indicators_count():
    with alike(51) as store:
        found = rows(store, "similar-projects", {"department": "甲局"})
    assert len(found) == 50
    assert {row["project_name"] for row in found} == {"项目00"}


def test_what_is_left_out_is_reported_unless_a_department_is_named(samples_dir: Path, tmp_path: Path):
    def stderr(*words: str) -> str:
        return CliRunner().invoke(main, ["--store", str(tmp_path / "store"), *words]).stderr

    stderr("load", str(samples_dir / "hebei-tabs.txt"))
    assert NOTE in stderr("ask", "similar-projects")
    assert NOTE not in stderr("ask", "similar-projects", "承德县医疗保障局")
    assert NOTE not in stderr("ask", "similar-projects", "--sparql")
    assert NOTE not in stderr("ask", "totals")

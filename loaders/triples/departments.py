"""The department that publishes a disclosure, under a name that tells it from others of the same name."""

from __future__ import annotations

from loaders.facts import Department
from loaders.reference.areas import area_of_code
from loaders.triples import terms
from loaders.triples.areas import area_concept
from loaders.triples.scope import Scope
from loaders.triples.writer import Values


def add_department(scope: Scope) -> None:
    """Write the department: its name as printed (`rdfs:label`), and the name to show (`skos:prefLabel`)."""
    department = scope.disclosure.department
    values: Values = {
        "org:identifier": terms.text(department.code),
        "cnb:area": area_concept(scope, department.adcode, department.area, department.province)
        if department.adcode
        else None,
        "cnb:areaName": terms.text(department.area),
        "cnb:provinceName": terms.text(department.province),
        "skos:prefLabel": terms.label(shown_name(department, scope.disclosure.file)),
    }
    scope.thing(scope.department, "cnb:Department org:FormalOrganization", department.name, values)


def shown_name(department: Department, file: str) -> str:
    """The name of a department that no other one has: 鼓楼区图书馆（江苏省南京市）, 部门不明（a.txt）."""
    name = department.name
    if not name:
        return f"部门不明（{file}）"
    if not department.common_name:
        return name
    if not department.adcode:
        return f"{name}（地区不明：{file}）"
    area = area_of_code(department.adcode)
    names = (area.province, area.city, area.name) if area else (department.province, department.area)
    where = "".join(dict.fromkeys(one for one in names if one and one not in name))
    return f"{name}（{where or department.adcode}）"

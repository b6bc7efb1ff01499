"""What operating costs and classes of costs are said to serve (机关运行经费主要用于…), against the basic expenditure.

`chk:servesWithoutRow` leads from the statement to a cost that is named like a subject of the economic classification
and has no figure in the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.checks.facts import Facts
from kb.checks.relations import Triple, text
from kb.checks.relations.forms.sheets import core, sheets
from kb.resources import ontology_files
from loaders.printing import fold

_SERVES = re.compile(r"(?:主要用于|主要保障|用于|主要包括|保障)([^。]*)")
_MEASURE = re.compile(r"(?:机关|机构)(?:运行|运转)经费|^(?:工资福利|商品和服务|对个人和家庭的补助)支出$")
_WITHIN_BRACKETS = re.compile(r"\(.*?\)")
_NAMED = re.compile(r'skos:prefLabel "([^"]+)"@zh')
_COSTS = ("费", "租金")
_SAME = {"租金": "租赁费"}


def triples(facts: Facts) -> Iterator[Triple]:
    """The costs named without a row; nothing where the document holds no form of basic expenditure."""
    rows = {
        _WITHIN_BRACKETS.sub("", core(line.label))
        for sheet in sheets(facts)
        if sheet.kind == "general-basic"
        for line in sheet.lines
        if any(figure.value for figure in line.figures.values())
    }
    if not rows:
        return
    seen = set()
    for statement in facts.of_type("Statement"):
        sentence = fold(statement.one("sentence"))
        if not _MEASURE.search(statement.one("measureName")) or sentence in seen:
            continue
        seen.add(sentence)
        for match in _SERVES.finditer(sentence):
            for cost in _named(match[1]):
                if cost not in rows:
                    yield statement.iri, "servesWithoutRow", text(cost)


def _named(clause: str) -> list[str]:
    """The costs of the classification that a clause names, as the classification spells them."""
    parts = [re.sub("等.*", "", part).rpartition("的")[2] for part in re.split("[、,，(（)）]|以及", clause)]
    parts = [part.replace(said, meant) for part in parts for said, meant in _SAME.items()]
    return [cost for cost in _costs() if any(_means(part, cost) for part in parts)]


def _means(part: str, cost: str) -> bool:
    return part.endswith(cost) or part.removeprefix("日常").removeprefix("办公用房") == cost.removesuffix("费")


@cache
def _costs() -> tuple[str, ...]:
    """The 款 of 商品和服务支出 that are costs, brackets left out: 维修（护）费 → 维修费."""
    path = next(path for path in ontology_files() if path.name == "department-economic.ttl")
    names = [_WITHIN_BRACKETS.sub("", fold(name)) for name in _NAMED.findall(path.read_text(encoding="utf-8"))]
    return tuple(dict.fromkeys(name for name in names if name.endswith(_COSTS) and not name.startswith("其他")))

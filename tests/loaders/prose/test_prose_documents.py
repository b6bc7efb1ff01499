"""The five text disclosures, against what a person listed from them line by line."""

import json
import re

import pytest

from loaders.prose.duties import find_duties
from loaders.prose.projects import find_project_descriptions
from loaders.prose.sections import sections
from loaders.prose.statements.sentences import find_statements
from loaders.prose.structure import find_units
from loaders.prose.terms import find_terms
from loaders.readers.text import read

YEARS = {"000": "2024", "001": "2020", "002": "2024", "003": "2026", "004": "2024"}

# Line → the figures of that line in their order, with the unit where it is not 万元 (a printed 万 means it). By hand.
FIGURES_001 = """
46: 2740.82 2740.82 0 0 0
48: 2740.82 281.89 266.91 14.98 2458.93 167.88 2291.05 0
50: 2740.82 2740.82 281.89 2458.93
52: 10
54: 2 0 2 0 2 0 2 2
69: 500份 2 1 1
70: 100% 34883人 2043人 12582人 49508人 250元/人 1237.7
75: 6名 38名 4名
557: 0
727: 138.73
"""
FIGURES_002 = """
78: 3143.81 3143.81 2606.01 45.32% 2606.01 45.32%
82: 3143.81 3143.81 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
86: 3143.81 743.81 23.66% 2400.00 76.34%
90: 3143.81 0.00 0.00
92: 2606.01 45.32%
96: 3143.81 743.81 23.66% 2400.00 76.34% 61.05 1.94% 3055.10 97.18% 27.66 0.88%
100: 743.81 729.89 98.13% 13.92 1.87%
104: 0.00
108: 0.00
110: 0.00 0.00
112: 0.00
114: 0.00
124: 13.92
128: 0.00 0.00 0.00 0.00
132: 3143.81 2400.00 11个
140: 0辆 0辆 0辆 0辆 0辆 0套 0套
144: 0项
"""
FIGURES_004 = """
51: 21名 20人 12人 2人 11人
59: 9672.06 8132.86 1539.2 18.93% 9654.06
63: 9672.06 8132.86 1539.2 18.93%
67: 81.96
69: 9560.75 19.92 9118 422.83
71: 29.35
75: 427.56 81.09 14.77 107.76 40.95 32.93
77: 16.47 12.46 7.79 29.35 84
79: 26.26 8 1 2 2 1 6 0.5 0.5 0.4 0.3 0.58 0.3 0.8 0.76 0.5 1.62
81: 32.23 32.23
83: 9118
85: 50
87: 18元
89: 1539.2 100.2 1439
95: 9672.06 8132.86 1539.2 486.06 385.86 100.2 9186 7747 1439
107: 26.26 8 1 2 2 1 6 0.5 0.5 0.4 0.3 0.58 0.3 0.8 0.76 0.5 1.62 25.24 1.02 4.04%
111: 30.28 25.28 83.49% 0 0% 5 16.51% 0 0% 30.28 100%
115: 61.92 24.64 154.51 37.28 56.36 5.56 9.87%
119: 6.58 6.55 0.03 0.46%
121: 0 0 0%
123: 0.58 0.03 5.45%
125: 6 0
127: 0%
129: 0 0 0%
390: 95%
426: 50
436: 95%
438: 60
450: 95%
452: 1338
462: 95%
466: 37
476: 95%
478: 70% 1820
488: 95%
490: 94% 4824
492: 36万人 6:4 5:5 670元/人 134元/人 36万人 4824
500: 90%
502: 645
512: 95%
514: 70元 394
516: 70元
522: 95%
524: 30万公里
526: 18
536: 95%
"""


@pytest.fixture(scope="module")
def prose(shared_dir):
    """The sectioned text of a document by the first three digits of its file name."""
    files = {path.name[:3]: path for path in (shared_dir / "disclosures" / "text").glob("*.txt")}
    return {key: sections(read(path.read_bytes(), path.name).blocks) for key, path in files.items()}


def listed(text):
    figures = []
    for line in text.strip().splitlines():
        number, _, values = line.partition(": ")
        for value in values.split():
            match = re.fullmatch(r"([\d.]+(?::\d+)?)(.*)", value)
            unit = match[2] or ("" if ":" in match[1] else "万元")
            figures.append((int(number), match[1], unit))
    return figures


@pytest.mark.parametrize(("document", "figures"), [("001", FIGURES_001), ("002", FIGURES_002), ("004", FIGURES_004)])
def test_the_statements_are_those_a_person_lists(prose, document, figures):
    statements = find_statements(prose[document], YEARS[document])
    assert [(s.source.place.line, s.value, s.unit) for s in statements] == listed(figures)


@pytest.mark.parametrize(("document", "gold"), [("000", "chengde-2024"), ("003", "jinzhou-2026")])
def test_the_statements_are_those_of_the_gold(prose, shared_dir, document, gold):
    facts = json.loads((shared_dir / "gold" / f"{gold}.json").read_text(encoding="utf-8"))["prose_facts"]
    wanted = [(f["line"], f["value"], f["unit"]) for f in facts]
    statements = find_statements(prose[document], YEARS[document])
    assert [(s.source.place.line, s.value, s.unit) for s in statements] == wanted
    for fact, statement in zip(facts, statements, strict=True):
        if fact["direction"]:
            assert (statement.direction, statement.base_year) == (fact["direction"], str(fact["base_year"]))
        assert statement.reason == (fact["reason"] or "")


def test_counts_of_statements_duties_terms_units_and_projects(prose):
    counts = {
        key: (
            len(find_statements(items, YEARS[key])),
            len(find_duties(items)),
            len(find_terms(items)),
            len(find_units(items)),
            len(find_project_descriptions(items)),
        )
        for key, items in sorted(prose.items())
    }
    assert counts == {
        "000": (27, 9, 10, 0, 0),
        "001": (42, 9, 10, 0, 0),
        "002": (65, 9, 10, 4, 0),
        "003": (34, 9, 10, 0, 0),
        "004": (150, 1, 11, 0, 9),
    }


def test_the_described_projects_carry_their_budgets(prose):
    amounts = [project.amount for project in find_project_descriptions(prose["004"])]
    assert amounts == ["50", "60", "1338", "37", "1820", "4824", "645", "394", "18"]

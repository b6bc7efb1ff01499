"""The files of the ontology that repeat others: the trees of components and forms, the levels of
indicators, the natures of units and the data structures repeat the lexicon, the JSON-LD context the vocabulary.

`make ontology` (`python -m kb.codes.generated`) writes them anew; a test compares them with the committed files, so
that lexicon and ontology cannot part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from kb.rdf.jsonld import context_text
from kb.resources import folder
from loaders import lexicon
from loaders.iris import CODES, ONTOLOGY, STRUCTURES
from loaders.lexicon.form_records import ComponentEntry, FormEntry, KindEntry

VOCABULARY = "cnbudget.ttl"

Entry = ComponentEntry | FormEntry | KindEntry

DIMENSIONS = ("department", "fiscalYear", "formKind", "phase", "rowNumber", "position", "component")
REQUIRED_ATTRIBUTES = ("printedAmount", "printedDecimals", "isRowTotal", "isColumnTotal")
OPTIONAL_ATTRIBUTES = (
    "printedUnit",
    "printedMultiplier",
    "rowLabel",
    "rowCode",
    "columnLabel",
    "subject",
    "project",
    "budgetUnit",
    "side",
    "secondCode",
    "secondLabel",
    "repaired",
    "columnNumber",
    "addsUpTo",
    "ofWhich",
    "rowComponent",
)
"""Local names of the `qb:ComponentSpecification`s in `ontology/component-specifications.ttl`."""

MEASURES = (
    ("", "amount", "", ""),
    ("totals", "totalAmount", "：合计", ": totals"),
    ("quantities", "quantity", "：数量", ": quantities"),
)
"""Part of the data structure's IRI, its measure, and what its Chinese and English labels end with."""

_LINE_WIDTH = 100


def components_turtle() -> str:
    """`ontology/codelists/components.ttl`: what amount columns mean (栏目), from `lexicon/components.toml`."""
    return _scheme_turtle(
        "component",
        "components.toml",
        ("栏目", "Components"),
        ("表中金额栏的含义。", "The meaning of the amount columns of forms."),
        lexicon.components().component,
    )


def forms_turtle() -> str:
    """`ontology/codelists/forms.ttl`: the kinds of form (表种), from `lexicon/forms.toml`."""
    return _scheme_turtle(
        "form",
        "forms.toml",
        ("表种", "Kinds of form"),
        ("部门预算公开文件里的表的种类。", "The kinds of form in published departmental budgets."),
        lexicon.forms().form,
    )


def levels_turtle() -> str:
    """`ontology/codelists/indicator-level.ttl`: levels of indicators, from `lexicon/kinds.toml`."""
    return _scheme_turtle(
        "indicator-level",
        "kinds.toml",
        ("绩效指标层级", "Levels of performance indicators"),
        (
            "一级指标和二级指标。各地用词不同的，作为别名。",
            "First and second level of performance indicators; other words used by departments are alternative labels.",
        ),
        lexicon.kinds().level,
    )


def natures_turtle() -> str:
    """`ontology/codelists/unit-nature.ttl`: natures of units, from `lexicon/kinds.toml`."""
    return _scheme_turtle(
        "unit-nature",
        "kinds.toml",
        ("单位性质", "Nature of units"),
        ("机构设置情况表里的单位性质。", "The nature of a unit as printed in the table of units."),
        lexicon.kinds().nature,
    )


def structures_turtle() -> str:
    """`ontology/structures.ttl`: three data structure definitions a kind of form, one for each measure."""
    head = (
        f"# 数据结构 · Data structures\n{_made_from('forms.toml')}"
        f"@base <{STRUCTURES}> .\n"
        "@prefix qb:   <http://purl.org/linked-data/cube#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    )
    forms = sorted(lexicon.forms().form, key=_id)
    return "\n".join([head, *(_structure(form, *measure) for form in forms for measure in MEASURES)])


def context_jsonld() -> str:
    """`ontology/context.jsonld`: short names for JSON-LD, from the vocabulary."""
    return context_text(folder("ontology") / VOCABULARY)


GENERATED: Mapping[str, Callable[[], str]] = {
    "codelists/components.ttl": components_turtle,
    "codelists/forms.ttl": forms_turtle,
    "codelists/indicator-level.ttl": levels_turtle,
    "codelists/unit-nature.ttl": natures_turtle,
    "structures.ttl": structures_turtle,
    "context.jsonld": context_jsonld,
}
"""Every generated file of `ontology/` and what makes its text."""


def write_generated(ontology: Path) -> list[Path]:
    """Write the generated files into an ontology folder; gives the files that changed."""
    changed = []
    for name, make in GENERATED.items():
        path, text = ontology / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def _scheme_turtle(
    scheme: str, lexicon: str, name: tuple[str, str], definition: tuple[str, str], entries: Sequence[Entry]
) -> str:
    """One concept scheme; a concept for each entry of the lexicon (`id`, `zh`, `en`, `broader`, `words`), by id."""
    entries = sorted(entries, key=_id)
    tops = [f"{scheme}:{entry.id}" for entry in entries if not getattr(entry, "broader", "")]
    head = (
        f"# {name[0]} · {name[1]}\n{_made_from(lexicon)}"
        f"@prefix cnb:  <{ONTOLOGY}> .\n"
        f"@prefix code: <{CODES}> .\n"
        f"@prefix {scheme}: <{CODES}{scheme}/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    )
    about = (
        f"code:{scheme} a skos:ConceptScheme ;\n"
        f"    skos:prefLabel {_labels(*name)} ;\n"
        f"    skos:definition {_labels(*definition)} ;\n"
        f"    skos:hasTopConcept {_wrapped(tops)} .\n"
    )
    return "\n".join([head, about, *(_concept(scheme, entry) for entry in entries)])


def _concept(scheme: str, entry: Entry) -> str:
    other_words = sorted({word for word in getattr(entry, "words", ()) if word != entry.zh})
    lines = [
        f"{scheme}:{entry.id} a skos:Concept",
        f"skos:notation {_literal(entry.id)}",
        f"skos:prefLabel {_labels(entry.zh, entry.en)}",
    ]
    if other_words:
        lines.append("skos:altLabel " + _wrapped(f"{_literal(word)}@zh" for word in other_words))
    broader = getattr(entry, "broader", "")
    lines.append(f"skos:broader {scheme}:{broader}" if broader else f"skos:topConceptOf code:{scheme}")
    lines += [f"skos:inScheme code:{scheme}", 'cnb:verification "lexicon"']
    return _block(lines)


def _structure(form: FormEntry, part: str, measure: str, zh_end: str, en_end: str) -> str:
    iri = form.id + (f"/{part}" if part else "")
    components = [*DIMENSIONS, measure, *REQUIRED_ATTRIBUTES, *OPTIONAL_ATTRIBUTES]
    if measure != "quantity":
        components.append("currency")
    return _block(
        [
            f"<{iri}> a qb:DataStructureDefinition",
            f"rdfs:label {_labels(form.zh + zh_end, form.en + en_end)}",
            "qb:component " + _wrapped(f"<component/{name}>" for name in components),
        ]
    )


def _made_from(lexicon: str) -> str:
    return (
        f"# 由 loaders/lexicon/{lexicon} 生成，不要手改：make ontology\n"
        f"# Made from loaders/lexicon/{lexicon}; do not edit, run: make ontology\n\n"
    )


def _id(entry: Entry) -> str:
    return entry.id


def _block(lines: list[str]) -> str:
    return " ;\n    ".join(lines) + " .\n"


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _labels(zh: str, en: str) -> str:
    return f"{_literal(zh)}@zh , {_literal(en)}@en"


def _wrapped(items: Iterable[str]) -> str:
    """Items joined with commas, broken into lines of readable width."""
    lines = [""]
    for item in items:
        joined = f"{lines[-1]} , {item}" if lines[-1] else item
        if len(joined) > _LINE_WIDTH and lines[-1]:
            lines.append(item)
        else:
            lines[-1] = joined
    return " ,\n        ".join(lines)


if __name__ == "__main__":
    for written in write_generated(Path("ontology")):
        print(written)

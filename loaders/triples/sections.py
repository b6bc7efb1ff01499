"""The outline of a document as RDF: headings, entries of the contents page, sentences that are checked as printed."""

from __future__ import annotations

from loaders import iris
from loaders.triples import terms
from loaders.triples.scope import Scope
from loaders.triples.writer import Values


def add_form_mentions(scope: Scope) -> None:
    """Write every form that running text speaks of."""
    for order, mention in enumerate(scope.disclosure.form_mentions, start=1):
        values: Values = {
            "cnb:text": terms.text(mention.name),
            "cnb:formKind": terms.iri(iris.code_iri("form", mention.form)),
        }
        scope.fact(f"form-mention/{order}", "cnb:FormMention", order, mention.source, values)


def add_wordings(scope: Scope) -> None:
    """Write every sentence of running text that checks read as it is printed."""
    for order, wording in enumerate(scope.disclosure.wordings, start=1):
        values: Values = {
            "cnb:kind": terms.text(wording.kind),
            "cnb:text": terms.text(wording.text),
            "cnb:textBefore": terms.text(wording.before),
            "cnb:section": terms.text(wording.section),
        }
        scope.fact(f"wording/{order}", "cnb:Wording", order, wording.source, values)


def add_sections(scope: Scope) -> None:
    """Write every heading (标题) and every entry of the contents page (目录)."""
    for order, section in enumerate(scope.disclosure.sections, start=1):
        values: Values = {
            "cnb:text": terms.text(section.title),
            "cnb:number": terms.text(section.number),
            "cnb:numberStyle": terms.text(section.style),
            "cnb:numberValue": terms.integer(section.value or None),
            "cnb:section": terms.text(section.parent),
            "cnb:inContents": terms.boolean(section.in_contents),
        }
        scope.fact(f"section/{order}", "cnb:Section", order, section.source, values)

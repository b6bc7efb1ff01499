"""The outline of a document as RDF: its headings, and the entries of its contents page."""

from __future__ import annotations

from loaders.triples import terms
from loaders.triples.scope import Scope
from loaders.triples.writer import Values


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

"""Equations of Word (OMML) as one line of text: `≥ 98 %`, `a/b`, `m²`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def formula(node: etree._Element) -> str:
    """The text of an equation or a part of one."""
    tag = str(node.tag).removeprefix(M)
    if tag == "t":
        return node.text or ""
    if tag.endswith("Pr"):
        return ""
    match tag:
        case "f":
            return f"{_part(node, 'num')}/{_part(node, 'den')}"
        case "sSup":
            power = _part(node, "sup")
            return _part(node, "e") + (power.translate(_RAISED) if power.isdecimal() else f"^{power}")
        case "rad":
            return f"√{_part(node, 'e')}"
        case "d":
            return _bracketed(node)
    return "".join(formula(child) for child in node if isinstance(child.tag, str))


def _part(node: etree._Element, tag: str) -> str:
    found = node.find(f"{M}{tag}")
    return "" if found is None else formula(found)


def _bracketed(node: etree._Element) -> str:
    inside = "|".join(formula(child) for child in node.iterchildren(f"{M}e"))
    return _bracket(node, "begChr", "(") + inside + _bracket(node, "endChr", ")")


def _bracket(node: etree._Element, tag: str, usual: str) -> str:
    found = node.find(f"{M}dPr/{M}{tag}")
    return usual if found is None else found.get(f"{M}val", "")

"""Areas (行政区划) of departments and agencies: the county below its city, the city below its province (GB/T 2260)."""

from __future__ import annotations

from loaders import iris
from loaders.reference.areas import area_of_code, held_in
from loaders.triples import terms
from loaders.triples.scope import Scope

NAMES_OF_PROVINCES = "0000"


def area_concept(scope: Scope, adcode: str, name: str = "", province: str = "") -> str:
    """The concept of an area with those above it; a name that it had in the fiscal year only is an alternative label.

    `name` and `province` are what the document calls them, for codes that the list lacks. A city above that the list
    lacks is left out: 济源市 (419001) lies directly in its province.
    """
    printed = {adcode: name, adcode[:2] + NAMES_OF_PROVINCES: province}
    year = scope.disclosure.fiscal_year
    number = int(year) if year.isdecimal() else None
    known = {code: area_of_code(code, number) for code in (adcode, *iris.broader_areas(adcode))}
    chain = tuple(code for code, area in known.items() if area or printed.get(code))
    names = {code: area.name if (area := known[code]) else printed[code] for code in chain}
    for code in chain:
        if number is not None and held_in(code, number):
            attested = {"cnb:attestedYear": terms.year(year)}
            scope.writer.describe(iris.code_iri("area", code), "skos:Concept", attested)
    for code in chain:
        if latest := area_of_code(code):
            scope.name(iris.code_iri("area", code), latest.name)
    return scope.concepts("area", chain or (adcode,), names)

"""The lexicon: what varies between provinces, as TOML that a budget officer can read and extend.

Titles of forms, header words, row labels, units, bracket styles. Code holds only the ways tables are built. Each
function returns one file as a frozen record, read once; LexiconError names the file and the key of an error.
"""

from __future__ import annotations

from functools import cache

from loaders.lexicon import form_records as _forms
from loaders.lexicon import identity_records as _identity
from loaders.lexicon import prose_records as _prose
from loaders.lexicon.record import LexiconError, read

__all__ = [
    "LexiconError",
    "agencies",
    "areas",
    "captions",
    "citations",
    "codes",
    "columns",
    "components",
    "coverage",
    "forms",
    "identity",
    "indicators",
    "kinds",
    "performance",
    "quantities",
    "rows",
    "sections",
    "statements",
    "units",
    "wordings",
]


@cache
def forms() -> _forms.FormsFile:
    """`lexicon/forms.toml`."""
    return read("forms", _forms.FormsFile)


@cache
def columns() -> _forms.ColumnsFile:
    """`lexicon/columns.toml`."""
    return read("columns", _forms.ColumnsFile)


@cache
def components() -> _forms.ComponentsFile:
    """`lexicon/components.toml`."""
    return read("components", _forms.ComponentsFile)


@cache
def rows() -> _forms.RowsFile:
    """`lexicon/rows.toml`."""
    return read("rows", _forms.RowsFile)


@cache
def units() -> _forms.UnitsFile:
    """`lexicon/units.toml`."""
    return read("units", _forms.UnitsFile)


@cache
def captions() -> _forms.CaptionsFile:
    """`lexicon/captions.toml`."""
    return read("captions", _forms.CaptionsFile)


@cache
def codes() -> _forms.CodesFile:
    """`lexicon/codes.toml`."""
    return read("codes", _forms.CodesFile)


@cache
def performance() -> _forms.PerformanceFile:
    """`lexicon/performance.toml`."""
    return read("performance", _forms.PerformanceFile)


@cache
def indicators() -> _forms.IndicatorsFile:
    """`lexicon/indicators.toml`."""
    return read("indicators", _forms.IndicatorsFile)


@cache
def kinds() -> _forms.KindsFile:
    """`lexicon/kinds.toml`."""
    return read("kinds", _forms.KindsFile)


@cache
def identity() -> _identity.IdentityFile:
    """`lexicon/identity.toml`."""
    return read("identity", _identity.IdentityFile)


@cache
def areas() -> _identity.AreasFile:
    """`lexicon/areas.toml`."""
    return read("areas", _identity.AreasFile)


@cache
def agencies() -> _identity.AgenciesFile:
    """`lexicon/agencies.toml`."""
    return read("agencies", _identity.AgenciesFile)


@cache
def sections() -> _prose.SectionsFile:
    """`lexicon/sections.toml`."""
    return read("sections", _prose.SectionsFile)


@cache
def statements() -> _prose.StatementsFile:
    """`lexicon/statements.toml`."""
    return read("statements", _prose.StatementsFile)


@cache
def citations() -> _prose.CitationsFile:
    """`lexicon/citations.toml`."""
    return read("citations", _prose.CitationsFile)


@cache
def quantities() -> _prose.QuantitiesFile:
    """`lexicon/quantities.toml`."""
    return read("quantities", _prose.QuantitiesFile)


@cache
def wordings() -> _prose.WordingsFile:
    """`lexicon/wordings.toml`."""
    return read("wordings", _prose.WordingsFile)


@cache
def coverage() -> _prose.CoverageFile:
    """`lexicon/coverage.toml`."""
    return read("coverage", _prose.CoverageFile)

"""Codes of subjects (科目编码), units and projects, recognised by their shape (`lexicon/rows.toml`)."""

from __future__ import annotations

from loaders import lexicon
from loaders.schemes import OF_FIRST_DIGIT


def scheme_of(code: str) -> str:
    """The classification that a subject code belongs to, by its first digit (2 功能, 3 部门经济, 5 政府经济)."""
    if not lexicon.rows().subject_code.fullmatch(code):
        return ""
    return OF_FIRST_DIGIT.get(code[0], "")

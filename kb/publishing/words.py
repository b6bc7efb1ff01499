"""What descriptions of a data set say in words (`words.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    from kb.rdf.description import Description


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and in English."""

    zh: str
    en: str

    def terms(self, description: Description, **values: str) -> tuple[ox.Literal, ox.Literal]:
        """Both as literals; `values` fill the names in braces."""
        zh, en = self.zh.format(**values), self.en.format(**values)
        return description.text(zh, "zh"), description.text(en, "en")


@dataclass(frozen=True, slots=True)
class DatasetWords:
    """The texts by name, keywords by language, themes by code, and the codes of formats by suffix."""

    texts: Mapping[str, Bilingual]
    keywords: Mapping[str, list[str]]
    themes: Mapping[str, Bilingual]
    formats: Mapping[str, str]


@cache
def words() -> DatasetWords:
    """The words of `words.toml`."""
    found = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    keywords, themes, formats = found.pop("keywords"), found.pop("themes"), found.pop("formats")
    return DatasetWords(_said(found), keywords, _said(themes), formats)


def _said(entries: dict[str, dict[str, str]]) -> dict[str, Bilingual]:
    return {name: Bilingual(**both) for name, both in entries.items()}

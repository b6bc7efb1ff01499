"""What a publisher says of a data set, on the command line or in a file (`about.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from kb.publishing.words import words
from loaders.triples import terms

TITLE = words().texts["title"].zh
TITLE_EN = words().texts["title"].en


class BadAbout(ValueError):
    """What a publisher says cannot be used; the message says what and why."""


@dataclass(frozen=True, slots=True)
class About:
    """What the publisher says. Whatever is empty is left out of the descriptions.

    `base` is the base IRI of the instances, `url` where the folder will be found on the web (with a slash at its end),
    `license` the IRI of a licence, `issued` a date (2026-11-22), `email` and `contact` (a name) whom to ask,
    `endpoint` the address of a SPARQL endpoint over the data. Raises BadAbout for what is no IRI or no date.
    """

    base: str
    url: str
    title: str = TITLE
    publisher: str = ""
    publisher_iri: str = ""
    license: str = ""
    issued: str = ""
    contact: str = ""
    email: str = ""
    endpoint: str = ""

    def __post_init__(self) -> None:
        for value in filter(None, (self.url, self.publisher_iri, self.license, self.endpoint)):
            _checked_iri(value)
        checked_base(self.base)
        if self.issued:
            _checked_date(self.issued)
        if self.email and (self.email.count("@") != 1 or not self.email.isprintable() or " " in self.email):
            raise BadAbout(f"{self.email}: 不是邮箱地址 (no address of e-mail)")

    @property
    def dataset(self) -> str:
        """The IRI of the data set."""
        return f"{self.base}dataset"

    @property
    def publisher_node(self) -> str:
        """The IRI of the publisher; empty where none is named."""
        return self.publisher_iri or (f"{self.dataset}#publisher" if self.publisher else "")


def checked_base(base: str) -> None:
    """Raises BadAbout for what is no base IRI: names are put right behind it."""
    _checked_iri(base)
    if not base.endswith(("/", "#")):
        raise BadAbout(f"{base}: 基准 IRI 要以 / 或 # 结尾 (a base IRI ends in / or #)")


def _checked_iri(value: str) -> None:
    try:
        terms.iri(value)
    except ValueError as error:
        raise BadAbout(str(error)) from error


def _checked_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise BadAbout(f"{text}: 不是日期 (no date); 写作 (write) 2026-11-22") from error


GIVEN_ELSEWHERE = ("base", "url")
KEYS = tuple(one.name for one in fields(About) if one.name not in GIVEN_ELSEWHERE)
"""What `about.toml` may say."""


def read_about(file: Path) -> Mapping[str, str]:
    """The fields of About that a file in TOML gives, every value a text. Raises BadAbout."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadAbout(f"{file}: 读不了 (cannot be read): {error}") from error
    for key, value in found.items():
        if key not in KEYS:
            raise BadAbout(f"{file}: 不认识 (unknown) {key}; {', '.join(KEYS)}")
        if not isinstance(value, (str, date)):
            raise BadAbout(f"{file}: {key} 要用引号 (must be a text)")
    said = {key: str(value) for key, value in found.items()}
    try:
        About("https://example.org/", "https://example.org/", **said)
    except BadAbout as error:
        raise BadAbout(f"{file}: {error}") from error
    return said

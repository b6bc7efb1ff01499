"""What a person says of a file beside it: in a metadata file of the corpus, or on the command line."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.facts import GivenValue


@dataclass(frozen=True, slots=True)
class Given:
    """Values given for one file; an empty one leaves what the document says.

    `adcode` a GB/T 2260 code of six digits, `year` four digits, `kind` 预算 or 决算, `published` an ISO date; `origin`
    says where they were given (`index.csv, 第 3 行`).
    """

    origin: str = ""
    department: str = ""
    adcode: str = ""
    year: str = ""
    kind: str = ""
    url: str = ""
    published: str = ""

    def values(self, found: dict[str, str]) -> tuple[GivenValue, ...]:
        """The values that were given, each beside what the document itself says of the same."""
        names = ("department", "adcode", "year", "kind", "url", "published")
        given = ((name, getattr(self, name)) for name in names)
        return tuple(GivenValue(name, value, self.origin, found.get(name, "")) for name, value in given if value)

    def __bool__(self) -> bool:
        return bool(self.values({}))


NOTHING_GIVEN = Given()

"""The rules: one `.rq` file each in `queries/checks/`, whose `#+` header says what it checks in accountants' words.

A rule is a SELECT query over the graph of a disclosure and the relations of `kb.checks.relations`. Each solution is
one finding. `?a` is the fact it is about, `?b` the one it is held against, `?others` more of them (IRIs, blanks
between). `?difference` and `?tolerance` are in yuan or ones; within the tolerance a difference is a note. `?severity`
and `?about` (what tells findings about one fact apart) may be given. The message's `{name}` are these variables.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb import resources
from kb.checks.finding import SEVERITIES
from kb.sparql.headers import HeaderError, read_header

FOLDER = "queries/checks"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as its file describes it.

    `name` is its Chinese name, `family` groups rules; `item` is the line of the 检查表 it bears on.
    """

    id: str
    severity: str
    family: str
    summary: str
    summary_en: str
    equation: str
    tolerance: str
    message: str
    message_en: str
    query: str
    name: str
    item: str = ""
    advice: str = ""
    """What to do; the advice of the family where a rule gives none."""
    money: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    of_names: bool = False
    """Whether it is about names: places of projects are then those of their names, not of their amounts."""
    rests_on: tuple[str, ...] = ("a", "b", "others")
    """The variables whose facts must be certainly read if a finding is to be an error (`kb.checks.certainty`)."""


@cache
def families() -> dict[str, dict[str, str]]:
    """The families of rules by id: `zh`, `en` and `advice` of each (`queries/checks/families.toml`)."""
    path = resources.folder(FOLDER) / "families.toml"
    loaded: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def read_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """All rules by id. Raises HeaderError for a file that does not say what it must."""
    folder = folder or resources.folder(FOLDER)
    return tuple(read_rule(path) for path in sorted(folder.rglob("*.rq")))


def read_rule(path: Path) -> Rule:
    """The rule of one file; its id is the file's name. Raises HeaderError."""
    header, query = read_header(path)
    texts = ("name", "severity", "family", "summary", "summary_en", "equation", "tolerance", "message", "message_en")
    optional = {name: str(header.pop(name)) for name in ("item", "advice") if name in header}
    try:
        rule = Rule(
            id=path.stem,
            query=query,
            money=tuple(header.pop("money", ())),
            shows=tuple(header.pop("shows", ())),
            of_names=bool(header.pop("of_names", False)),
            rests_on=tuple(header.pop("rests_on", ("a", "b", "others"))),
            **{name: str(header.pop(name)) for name in texts},
            **optional,
        )
    except (KeyError, TypeError) as error:
        raise HeaderError(f"{path}: the #+ header lacks or misspells {error}") from error
    if header:
        raise HeaderError(f"{path}: the #+ header has unknown {', '.join(header)}")
    if rule.family not in families():
        raise HeaderError(f"{path}: family {rule.family} is none of {', '.join(families())}")
    if rule.severity not in SEVERITIES:
        raise HeaderError(f"{path}: severity {rule.severity} is none of {', '.join(SEVERITIES)}")
    return rule

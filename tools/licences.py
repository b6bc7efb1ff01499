"""The licences of all that the project needs, by what is installed: `python -m tools.licences` lists them.

None may be of the GPL or AGPL, which would hold for who passes the program on. What a package offers under several
licences is taken under the other one, and what only development needs is listed in JUDGED.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
OURS = "yusuan-kb"
JUDGED = {
    "text-unidecode": "GPL or Artistic Licence, taken under the latter; development only (frictionless)",
    "axe-playwright-python": "its metadata tell no licence; the file in it is MIT; development only",
}
_COPYLEFT = re.compile(r"\bA?GPL|(?<!Lesser )General Public License", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Needed:
    """A package that is needed: its version, the licence that its metadata tell."""

    name: str
    version: str
    licence: str

    @property
    def is_free_to_pass_on(self) -> bool:
        """Whether its licence is stated and binds only itself, or was judged."""
        lesser = re.sub(r"LGPL\S*|Library or Lesser General Public License", "", self.licence)
        return self.name in JUDGED or (bool(self.licence) and _COPYLEFT.search(lesser) is None)


def needed() -> list[Needed]:
    """All packages that the project needs, directly or not, with all its extras, so far as they are installed."""
    installed = {_plain(one.metadata["Name"]): one for one in distributions()}
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = (line for lines in project["optional-dependencies"].values() for line in lines)
    waiting = [Requirement(line) for line in (*project["dependencies"], *extras)]
    found: dict[str, Needed] = {}
    while waiting:
        wanted = waiting.pop()
        name = _plain(wanted.name)
        if name in found or name == OURS or name not in installed:
            continue
        package = installed[name]
        found[name] = Needed(name, package.version, _licence(package))
        waiting += _requirements(package, wanted)
    return sorted(found.values(), key=lambda one: one.name)


def _requirements(package: Distribution, wanted: Requirement) -> Iterator[Requirement]:
    for line in package.requires or ():
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *wanted.extras)):
            yield one


def _licence(package: Distribution) -> str:
    fields: Mapping[str, str] = package.metadata  # type: ignore[assignment]
    classes = [one for one in package.metadata.get_all("Classifier") or () if one.startswith("License ::")]
    names = "; ".join(one.rpartition("::")[2].strip() for one in classes)
    return str(fields.get("License-Expression") or names or (fields.get("License") or "")[:80])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    """List them; exit code 1 where one binds who passes the program on."""
    for one in needed():
        mark = JUDGED.get(one.name, "") if one.is_free_to_pass_on else "  <<< not allowed"
        print(f"{one.name}\t{one.version}\t{one.licence}\t{mark}")
    sys.exit(not all(one.is_free_to_pass_on for one in needed()))


if __name__ == "__main__":
    main()

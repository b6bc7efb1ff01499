"""Errors and harmless changes typed by hand, one at a time, into made disclosures and samples.

    PYTHONPATH=.:tests:tests/kb python tests/kb/checks/typed_plants.py

`plants.toml` holds the errors with the rule that is to find each, `harmless.toml` changes that contradict nothing. The
command plants all and prints what is found of each kind; the tests take the first of each kind and rule.
"""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from places import SAMPLES

from kb.checks import Checker, Finding
from loaders import triples
from loaders.document import load
from loaders.facts import Disclosure

HERE = Path(__file__).parent
MADE = sorted((HERE / "made").glob("p*"))
HARMLESS_IN_TESTS = 3
"""The tests take every so many-th of the harmless changes."""

Entry = dict[str, Any]


def entries(name: str, key: str) -> list[Entry]:
    """The entries of a TOML file beside this one."""
    loaded: list[Entry] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))[key]
    return loaded


PLANTS, HARMLESS = entries("plants", "plant"), entries("harmless", "edit")


def first_of_each_kind() -> list[Entry]:
    """One plant of each kind and rule."""
    return list({(entry["kind"], entry["rule"]): entry for entry in reversed(PLANTS)}.values())


@cache
def checker() -> Checker:
    """One checker for all."""
    return Checker()


def findings(path: Path) -> list[Finding]:
    """The errors and warnings in a file."""
    quads = ox.parse(triples.nquads(load(path)), ox.RdfFormat.N_QUADS)
    return [one for one in checker().check(quads) if one.severity != "note"]


@cache
def known(path: Path) -> frozenset[tuple[str, str]]:
    """What is found in a file before anything is planted."""
    return frozenset((one.rule, one.message) for one in findings(path))


def document_of(entry: Entry) -> Path:
    """The made disclosure (p1 …) or sample (hebei-tabs …) that an entry changes."""
    paths = [*MADE, *sorted(SAMPLES.glob("*.txt"))]
    return next(one for one in paths if re.split(r"[.]|-(?=[^\x00-\x7f])", one.name)[0] == entry["document"])


def changed_text(entry: Entry) -> str:
    """The document with the change made. Raises AssertionError where the entry matches nothing."""
    printed = document_of(entry).read_text(encoding="utf-8")
    if "pattern" in entry:
        other = re.sub(entry["pattern"], entry["new"], printed)
    else:
        other = printed.replace(entry["old"], entry["new"], 1)
    assert other != printed, entry
    return other


def all_planted(document: str) -> str:
    """A document with all plants in it that can be had together; what leaves something out aside."""
    wanted = [entry for entry in PLANTS if entry["document"] == document and "old" in entry]
    text = document_of(wanted[0]).read_text(encoding="utf-8")
    for entry in wanted:
        text = text.replace(entry["old"], entry["new"], 1)
    return text


def planted(document: str) -> Disclosure:
    """What is read of a document with all plants in it."""
    with tempfile.TemporaryDirectory() as folder:
        changed = Path(folder) / document_of({"document": document}).name
        changed.write_text(all_planted(document), encoding="utf-8")
        return load(changed)


def fresh(entry: Entry) -> list[Finding]:
    """What is found after the change and was not before."""
    path = document_of(entry)
    with tempfile.TemporaryDirectory() as folder:
        changed = Path(folder) / path.name
        changed.write_text(changed_text(entry), encoding="utf-8")
        return [one for one in findings(changed) if (one.rule, one.message) not in known(path)]


def main() -> int:
    """Plant all, count what is found; exits 1 below 90 % or where a harmless change brings a finding."""
    planted, found = Counter[str](), Counter[str]()
    for entry in PLANTS:
        planted[entry["kind"]] += 1
        hit = entry["rule"] in {one.rule for one in fresh(entry)}
        found[entry["kind"]] += hit
        if not hit:
            sys.stdout.write(f"missed: {entry}\n")
    for kind in planted:
        sys.stdout.write(f"{kind}\t{found[kind]}/{planted[kind]}\n")
    alarms = [(entry, stated) for entry in HARMLESS if (stated := fresh(entry))]
    for entry, stated in alarms:
        sys.stdout.write(f"false alarm: {entry}: {[one.message for one in stated]}\n")
    sys.stdout.write(f"found {found.total()} of {planted.total()}; {len(alarms)} of {len(HARMLESS)} harmless\n")
    return 1 if alarms or found.total() < 0.9 * planted.total() else 0


if __name__ == "__main__":
    sys.exit(main())

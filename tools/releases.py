"""What the project needs that has had no release for three years, by the package index: `python -m tools.releases`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

from tools.licences import needed

INDEX = "https://pypi.org/pypi/{name}/json"
LONG = timedelta(days=3 * 365)


def last_release(name: str) -> datetime:
    """When a package was last released. Raises OSError where the index does not answer."""
    with urlopen(INDEX.format(name=name), timeout=60) as answer:  # nosec B310: a fixed https address
        releases = json.load(answer)["releases"]
    return max(datetime.fromisoformat(file["upload_time_iso_8601"]) for files in releases.values() for file in files)


def old(since: datetime) -> Iterator[tuple[str, datetime]]:
    """The packages needed that have had no release since then, the oldest first."""
    names = [one.name for one in needed()]
    with ThreadPoolExecutor(8) as pool:
        dated = zip(names, pool.map(last_release, names), strict=True)
        yield from sorted((one for one in dated if one[1] < since), key=lambda one: one[1])


def main() -> None:
    """List them, a line each."""
    for name, when in old(datetime.now(UTC) - LONG):
        print(f"{when:%Y-%m-%d}  {name}")


if __name__ == "__main__":
    main()

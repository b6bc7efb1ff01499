"""Write the patterns that several questions share into their `.rq` files: `make questions`.

A question runs as it is in its file, so that a shared pattern is there in full, between two comments:

    # shared: measures.rq
    …
    # end of measures.rq

`# shared: measures.rq, ?measure is ?part or ?whole` binds the first variable to the values of both others where the
pattern has `VALUES ?measure { UNDEF }`. The pattern is edited in `queries/shared/`, never in the questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

QUERIES = Path(__file__).resolve().parent.parent / "queries"
_SHARED = re.compile(
    r"^(?P<indent> *)# shared: (?P<file>[\w.-]+)(?:, \?(?P<name>\w+) is \?(?P<one>\w+) or \?(?P<other>\w+))?\n"
    r".*?^ *# end of (?P=file)\n",
    re.MULTILINE | re.DOTALL,
)


def main() -> None:
    """Write every question anew that has a shared pattern."""
    for path, text in renewed(QUERIES):
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            print(path.name)


def renewed(queries: Path) -> Iterator[tuple[Path, str]]:
    """Each question that shares a pattern, and its text with the pattern as `queries/shared` has it."""
    for path in sorted((queries / "questions").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        if _SHARED.search(text):
            yield path, _SHARED.sub(lambda match: _written(match, queries / "shared"), text)


def _written(match: re.Match[str], folder: Path) -> str:
    first = match[0].splitlines()[0].strip()
    pattern = (folder / match["file"]).read_text(encoding="utf-8")
    if match["name"]:
        choices = (
            f"{{ VALUES ?{one} {{ UNDEF }} BIND(?{one} AS ?{match['name']}) }}"
            for one in (match["one"], match["other"])
        )
        once = f"{{ SELECT DISTINCT ?{match['name']} {{ {' UNION '.join(choices)} }} }}"  # both may be the same
        pattern = pattern.replace(f"VALUES ?{match['name']} {{ UNDEF }}", once)
    lines = [first, *pattern.splitlines(), f"# end of {match['file']}"]
    return "".join(f"{match['indent']}{line}\n" if line else "\n" for line in lines)


if __name__ == "__main__":
    main()

"""A plugin of pytest that notes which tests run which lines of a wing, for `tools.mutants`.

    MUTANTS_WING=loaders/forms MUTANTS_LINES=out.json pytest -p tools.lines_of_tests …

Writes `{path of a module: {line: [test, …]}}`, paths below the folder that pytest runs in.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

measure = coverage.Coverage(data_file=None, source=[os.environ["MUTANTS_WING"]], config_file=False)
measure.start()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """What runs from here on runs for this test."""
    measure.switch_context(item.nodeid)
    yield


def pytest_sessionfinish() -> None:
    """Write the lines of all tests."""
    measure.stop()
    data = measure.get_data()
    lines = {
        str(Path(name).resolve().relative_to(Path.cwd())): {
            line: [test for test in tests if test] for line, tests in data.contexts_by_lineno(name).items()
        }
        for name in data.measured_files()
    }
    Path(os.environ["MUTANTS_LINES"]).write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8")

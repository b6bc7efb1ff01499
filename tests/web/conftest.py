"""What tests in a browser share: the browser, one for a module, and its pages; a module says what `address` serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browsers import chromium, visitors


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def visitor(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens a page as a new visitor."""
    with visitors(browser, address) as opened:
        yield opened


@pytest.fixture
def page(visitor: Callable[..., Any]) -> Any:
    """A page of 1280 × 900 points."""
    return visitor()

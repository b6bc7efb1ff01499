"""Debian's chromium and `kb serve --edit`, for tests that see pages as visitors do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from places import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE = {"width": 1280, "height": 900}


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, driven by playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@contextmanager
def served(store: Path, token: str) -> Iterator[str]:
    """`kb serve --edit` over a store; gives its address, without a slash at the end."""
    command = [sys.executable, "-m", "kb.cli", "--store", str(store), "serve", "--port", "0", "--edit"]
    server = subprocess.Popen([*command, "--token", token], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip().rstrip("/")
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def visitors(browser: Any, address: str) -> Iterator[Any]:
    """A function that opens a page as a new visitor; every console stays silent: no error, no breach of the policy."""
    said: list[str] = []
    contexts = []

    def new(**settings: Any) -> Any:
        context = browser.new_context(**{"viewport": WIDE, "base_url": address, **settings})
        contexts.append(context)
        made = context.new_page()
        made.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        made.on("pageerror", lambda error: said.append(str(error)))
        return made

    try:
        yield new
    finally:
        for context in contexts:
            context.close()
    assert said == [], said

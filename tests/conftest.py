"""What tests of all packages share: the shipped samples, the real documents where they are at hand, an empty store."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from places import ROOT, SAMPLES, SHARED

if TYPE_CHECKING:
    from kb.store.embedded import Store


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def samples_dir() -> Path:
    """The shipped sample disclosures."""
    return SAMPLES


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of real published disclosures; it is no part of the repository, so a test that needs it may skip."""
    if not (SHARED / "disclosures").is_dir():
        pytest.skip(f"needs the real disclosures: {SHARED} has no folder 'disclosures' (set KB_SHARED)")
    return SHARED


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], tuple[str, str]]:
    """Id and N-Quads of a real document, which the processes of a run read once between them."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "read"

    def reading(path: Path) -> tuple[str, str]:
        from kb.files.whole import whole
        from loaders.document import load
        from loaders.triples import nquads

        kept = folder / f"{path.name}.nq"
        if not kept.exists():
            folder.mkdir(exist_ok=True)
            disclosure = load(path)
            with whole(kept) as draft:
                draft.write_text(f"{disclosure.id}\n{nquads(disclosure)}", encoding="utf-8", newline="")
        document, _, quads = kept.read_text(encoding="utf-8").partition("\n")
        return document, quads

    return reading


@pytest.fixture
def fresh_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store on disk, with the ontology in it."""
    from kb.store.embedded import Store

    with Store(tmp_path / "store") as store:
        yield store


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The answer printed last is remembered in a folder of the tests, never in that of the person who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KB_STATE", str(tmp_path_factory.mktemp("state")))
        yield

"""What tests of identity, networks and pictures share: a store of all real documents at hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kb.store.embedded import Store


@pytest.fixture(scope="session")
def real_store(shared_dir, read_once) -> Iterator[Store]:
    """A store in memory with the text documents and the PDFs of the folder of real disclosures."""
    from kb.loading.load import files_of
    from kb.store.embedded import Store

    with Store() as store:
        folders = [str(shared_dir / "disclosures" / name) for name in ("text", "pdf")]
        for path in files_of(folders):
            store.replace(*read_once(path))
        yield store

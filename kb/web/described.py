"""What is said of the data set at the address of a request: by its publisher, by its documents, by its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.publishing.about import About
from kb.publishing.dataset.coverage import Coverage, coverage
from kb.publishing.dataset.void import void
from kb.web.asking import jobs
from kb.web.links import address

if TYPE_CHECKING:
    from starlette.requests import Request

    from kb.publishing.dataset.counts import GraphCounts
    from kb.web.asking.crew import Crew
    from kb.web.library import Edition


def about(request: Request, edition: Edition) -> About:
    """What is said of the data set at this address; a static site has no endpoint unless the publisher names one."""
    settings = request.app.state.settings
    said = dict(settings.about)
    if not settings.is_static:
        said.setdefault("endpoint", address(request))
    url = f"{edition.store.base}dataset" if settings.is_static else address(request, "dataset")
    return About(edition.store.base, url, **said)


def covered(edition: Edition) -> Coverage:
    """Which documents, departments and years the store holds."""
    return edition.remembered("coverage", lambda: coverage(edition.store, edition.store.base))


def void_of(request: Request, edition: Edition) -> bytes:
    """The data set in VoID as Turtle. Raises LimitExceeded where its triples are still being counted."""
    return void(about(request, edition), covered(edition), counts_of(request, edition), {})


def counts_of(request: Request, edition: Edition) -> GraphCounts:
    """How much of what the store holds. Raises LimitExceeded where that is still being counted."""
    crew: Crew = request.app.state.crew
    return edition.remembered("void", lambda: crew.run(jobs.counts))

"""The web application: which address is answered by what."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kb.web.api import endpoints as api
from kb.web.asking.ahead import Ahead
from kb.web.asking.crew import Crew
from kb.web.desk import pages as desk
from kb.web.desk import reports
from kb.web.desk.session import is_open, opened
from kb.web.desk.uploads import Uploads
from kb.web.endpoint.graphs import graph_store
from kb.web.endpoint.protocol import sparql
from kb.web.endpoint.runner import Runner
from kb.web.errors import HANDLERS
from kb.web.library import Library
from kb.web.links import PageLinks
from kb.web.pages import about, dispatch, editor, findings, home, questions, searching
from kb.web.pictures import serving as pictures
from kb.web.respond import page
from kb.web.search import index
from kb.web.security import Guard
from loaders.scratch import scratch

if TYPE_CHECKING:
    from kb.web.settings import ServeSettings

STATIC = Path(__file__).resolve().parent / "static"
ANY = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]

ENDPOINT: list[BaseRoute] = [Route("/sparql", sparql, methods=ANY), Route("/store", graph_store, methods=ANY)]
PAGES: list[BaseRoute] = [
    Route("/", page(home.home)),
    Route("/departments", page(home.departments)),
    Route("/documents", page(home.documents)),
    Route("/policies", page(home.policies)),
    Route("/subjects", page(home.subjects)),
    Route("/findings", page(findings.findings)),
    Route("/search", searching.response),
    Route("/questions", page(questions.listed)),
    Route("/questions/{name}", questions.question_response),
    Route("/ask", questions.asked_in_words),
    Route("/editor", page(editor.editor)),
    Route("/editor/names", editor.completions),
    Route("/editor/places", editor.places),
    Route("/editor/examples.ttl", about.query_examples),
    Route("/.well-known/void", about.well_known),
    Route("/dataset", about.dataset),
    Route("/ontology", about.ontology),
    Route("/static/ontology.html", about.vocabulary_page),
    Route("/page/{sha256}/{page:int}.png", pictures.page),
    Route("/original/{sha256}", pictures.original),
    Mount("/static", StaticFiles(directory=STATIC)),
]
API: list[BaseRoute] = [
    Route("/api", api.root),
    Route("/api/openapi.json", api.openapi),
    Route("/api/questions", api.questions),
    Route("/api/questions/{name}", api.question),
    Route("/api/documents", api.documents),
    Route("/api/findings", api.findings),
    Route("/api/search", api.search),
    Route("/api/{rest:path}", api.missing),
]
DESK: list[BaseRoute] = [
    Route("/desk", opened(desk.overview)),
    Route("/desk/finding", opened(desk.finding)),
    Route("/desk/jobs", opened(desk.jobs)),
    Route("/desk/report", opened(reports.report)),
    Route("/desk/{action}", desk.post, methods=["POST"]),
]
THINGS: list[BaseRoute] = [Route("/{path:path}", dispatch.thing)]


def create(settings: ServeSettings) -> Starlette:
    """The application over a store. Raises StoreError where the store cannot be opened."""
    library = Library(settings.store)
    with ExitStack() as opening:
        working = _working_folder(settings.folder, opening)
        searched = index.Index(library, working / index.FOLDER / index.FILE)
        kept = opening.pop_all()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.runner = Runner(settings.limits)
        searched.renew(wait=0)
        app.state.ahead.renew()
        yield
        app.state.runner.close()
        if app.state.uploads is not None:
            app.state.uploads.close()
        app.state.crew.close()
        app.state.ahead.close()
        searched.close()
        library.close()
        kept.close()

    app = Starlette(
        routes=[*ENDPOINT, *PAGES, *API, *DESK, *THINGS],
        middleware=[
            Middleware(Guard, settings=settings),
            Middleware(GZipMiddleware, minimum_size=2000, compresslevel=5),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )
    with library.edition() as edition:
        app.state.links = PageLinks(edition.store.base, settings.prefix)
    app.state.settings = settings
    app.state.library = library
    app.state.last_made = None
    app.state.crew = Crew(settings.store, settings.limits)
    app.state.ahead = Ahead(library, settings.limits.megabytes)
    app.state.at_desk = is_open
    app.state.index = searched
    app.state.working = working
    app.state.uploads = Uploads(settings.folder) if settings.editable and settings.folder else None
    return app


def _working_folder(store: Path | None, until: ExitStack) -> Path:
    """Where the index and the pictures are kept: with the store, or elsewhere if it may not be written to."""
    if store is not None and os.access(store, os.W_OK):
        return store
    return until.enter_context(scratch("serve"))

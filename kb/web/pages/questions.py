"""The canned questions as forms, and questions in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from kb import resources
from kb.asking.ask import AskedQuestion, answer, choices_of, prepare
from kb.asking.empty import why_empty
from kb.asking.names import UnresolvedName
from kb.asking.questions import Question, read_questions
from kb.asking.words import reply
from kb.provenance.row_sources import facts_behind
from kb.rows.columns import Column
from kb.store.sandbox import LimitExceeded, Sandboxed
from kb.web.library import Edition, Library, Row
from kb.web.pages.dispatch import missing
from kb.web.rendering import WebPage
from kb.web.respond import href_of, respond
from kb.web.tables import Described, PageTable, arranged

if TYPE_CHECKING:
    from starlette.requests import Request

    from kb.asking.names import Choice
    from kb.store.interface import Selects

MOST_CHOICES = 300
MOST_AT_ONCE = 200
"""Documents that a question may ask at once inside the server; over more it runs within limits, in its own process."""
TOO_SLOW = "问的文件太多，没有答完；请限定部门 (too many documents to answer in time: name a department)"
MOST_TRACED = 2000
"""Rows up to which each is traced to its facts: that asks the question once more."""


def all_questions() -> dict[str, Question]:
    """The questions by name."""
    return read_questions(resources.folder("queries/questions"))


QUESTIONS: dict[str, Question] = {}


def known() -> dict[str, Question]:
    """The questions, read once."""
    if not QUESTIONS:
        QUESTIONS.update(all_questions())
    return QUESTIONS


def listed(_request: Request, _edition: Edition) -> WebPage:
    """All questions by tag."""
    groups: dict[str, list[Question]] = {}
    for question in known().values():
        groups.setdefault(question.tags[0] if question.tags else "其他", []).append(question)
    return WebPage("questions.html", "能问什么", "Questions", {"groups": groups})


def asked_in_words(request: Request) -> Response:
    """A sentence → the question it means; the search where it means none."""
    sentence = request.query_params.get("q", "").strip()
    links = request.app.state.links
    library: Library = request.app.state.library
    with library.edition() as edition:
        heard = reply(edition.store, known(), sentence, resources.folder("queries/choices")) if sentence else None
    if heard is None:
        return RedirectResponse(links.to("/questions"), 303)
    if heard.chosen is None:
        return RedirectResponse(links.to("/search", q=sentence, asked="1"), 303)
    return RedirectResponse(links.to(f"/questions/{heard.chosen.question.name}", **heard.chosen.given), 303)


def question(request: Request, edition: Edition) -> WebPage:
    """One question: its form, and its answer where all that it needs is given."""
    one = known().get(request.path_params["name"])
    if one is None:
        return missing(request)
    given = {
        each.name: request.query_params[each.name] for each in one.parameters if request.query_params.get(each.name)
    }
    ready = all(not each.required or each.name in given for each in one.parameters)
    values: dict[str, Any] = {
        "question": one, "given": given, "trouble": "", "query_text": one.query, "asked": None, "traced": {},
        "choices": {each.name: _listed_choices(edition, each.type) for each in one.parameters},
    }  # fmt: skip
    tables: tuple[PageTable, ...] = ()
    if ready:
        try:
            asked = prepare(edition.store, one, given, resources.folder("queries/choices"))
            tables = (_answered(request, edition, asked),)
            values |= {"asked": asked, "query_text": asked.unconfined}
            if not tables[0].rows:
                values["trouble"] = why_empty(edition.store, asked)
        except UnresolvedName as error:
            values["trouble"] = str(error)
        except LimitExceeded:
            values["trouble"] = TOO_SLOW
    crumbs = (("能问什么", request.app.state.links.to("/questions")),)
    return WebPage("question.html", one.summary, one.summary_en, values, tables, crumbs=crumbs)


def put_to(request: Request, edition: Edition, asked: AskedQuestion) -> Selects:
    """What a question is put to: the store itself, or the store within limits where it asks many documents."""
    if asked.query != asked.unconfined or len(edition.store.documents()) <= MOST_AT_ONCE:
        return edition.store
    settings = request.app.state.settings
    return Sandboxed(settings.store, settings.limits)


def _answered(request: Request, edition: Edition, asked: AskedQuestion) -> PageTable:
    """The answer as a table; the first cell of each row that rests on a fact leads to it."""
    store = put_to(request, edition, asked)
    found = answer(store, asked)
    rows: list[Row] = [dict(zip((column.name for column in found.columns), row, strict=True)) for row in found.rows]
    if rows and len(rows) <= MOST_TRACED:
        for row, facts in zip(rows, facts_behind(store, asked.query, found.rows), strict=True):
            if facts:
                row["source"] = "出处" if len(facts) == 1 else f"出处（{len(facts)}）"
                row["source_iri"] = facts[0]
                row["facts"] = facts
    columns = (*found.columns, Column("source", "原文", "Source"))
    shown = Described(asked.question.name, asked.question.summary, asked.question.summary_en, columns)
    return arranged(PageTable(shown, tuple(rows), href=href_of(request)), request.query_params)


def _listed_choices(edition: Edition, kind: str) -> list[str]:
    """What a parameter may be, for its list; nothing where it may be anything, or too much to list."""
    if kind in {"text", "integer", "number"}:
        return []
    labels = edition.remembered(("choices", kind), lambda: [one.label for one in _choices(edition, kind)])
    return labels if len(labels) <= MOST_CHOICES else []


def _choices(edition: Edition, kind: str) -> list[Choice]:
    return choices_of(edition.store, kind, resources.folder("queries/choices"))


def question_response(request: Request) -> Response:
    """The endpoint of a question."""
    library: Library = request.app.state.library
    with library.edition() as edition:
        return respond(request, question(request, edition))

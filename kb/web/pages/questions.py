"""The canned questions as forms, and questions in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from kb.asking.ask import FREE_TYPES
from kb.asking.names import UnresolvedName
from kb.rows.columns import Column
from kb.store.sandbox import LimitExceeded
from kb.web.asking import jobs
from kb.web.asking.known import known
from kb.web.library import Edition, Library, Row
from kb.web.pages.dispatch import missing
from kb.web.rendering import WebPage
from kb.web.respond import href_of, kept, respond
from kb.web.tables import Described, PageTable, arranged

if TYPE_CHECKING:
    from starlette.requests import Request

    from kb.asking.questions import Question
    from kb.web.asking.crew import Crew
    from kb.web.asking.jobs import AnsweredQuestion, Heard

MOST_CHOICES = 300
SAID = "q"
"""In the address of a question: the sentence that it answers, where not every word was taken as typed."""
SENTENCE = 20
"""Rows that an understood sentence counts for in memory."""
TOO_SLOW = (
    "没有答完，已停止；请限定部门、年度，或稍后再试 (not answered in time: name a department or a year, or try again)"
)


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
    if not sentence:
        return RedirectResponse(links.to("/questions"), 303)
    with library.edition() as edition:
        understood = heard(request, edition, sentence)
    if understood is None or understood.chosen is None:
        return RedirectResponse(links.to("/search", q=sentence, asked="1"), 303)
    loosely = {SAID: sentence} if understood.read_as or understood.passed_over or understood.parts else {}
    return RedirectResponse(links.to(f"/questions/{understood.chosen.name}", **understood.chosen.given, **loosely), 303)


def heard(request: Request, edition: Edition, sentence: str) -> Heard | None:
    """What a sentence means; None where that was not found out in time, or it is no question."""
    crew: Crew = request.app.state.crew
    try:
        return edition.remembered(("heard", sentence), lambda: crew.run(jobs.heard, sentence), lambda _heard: SENTENCE)
    except (LimitExceeded, UnresolvedName):  # a text too long to be a question is looked for
        return None


def question(request: Request, edition: Edition) -> WebPage:
    """One question: its form, and its answer where all that it needs is given."""
    one = known().get(request.path_params["name"])
    if one is None:
        return missing(request)
    given = {
        each.name: request.query_params[each.name] for each in one.parameters if request.query_params.get(each.name)
    }
    values: dict[str, Any] = {
        "question": one, "given": given, "trouble": "", "query_text": one.query, "meant": {},
        "heard": _heard_as(request, edition, one),
        "choices": {each.name: _listed_choices(request, edition, each.type) for each in one.parameters},
    }  # fmt: skip
    tables: tuple[PageTable, ...] = ()
    status = 200
    if all(not each.required or each.name in given for each in one.parameters):
        try:
            found = _answered(request, edition, one, given)
            tables = (_as_table(request, one, found),)
            values |= {"meant": found.meant, "query_text": found.query, "trouble": found.why_empty}
        except UnresolvedName as error:
            values["trouble"] = str(error)
        except LimitExceeded:
            values["trouble"], status = TOO_SLOW, 200 if request.app.state.settings.is_static else 503
    crumbs = (("能问什么", request.app.state.links.to("/questions")),)
    return WebPage("question.html", one.summary, one.summary_en, values, tables, crumbs=crumbs, status=status)


def _heard_as(request: Request, edition: Edition, one: Question) -> Heard | None:
    """How the sentence that led to a question was understood; None where none did."""
    sentence = request.query_params.get(SAID, "")
    found = heard(request, edition, sentence) if sentence else None
    return found if found is not None and found.chosen is not None and found.chosen.name == one.name else None


def _answered(request: Request, edition: Edition, one: Question, given: dict[str, str]) -> AnsweredQuestion:
    crew: Crew = request.app.state.crew
    return edition.remembered(
        ("answer", one.name, *sorted(given.items())),
        lambda: crew.run(jobs.answered, one.name, given),
        lambda found: len(found.answer.rows),
    )


def _as_table(request: Request, one: Question, found: AnsweredQuestion) -> PageTable:
    """The answer as a table; the last cell of each row that rests on a fact leads to it."""
    names = [column.name for column in found.answer.columns]
    rows: list[Row] = [dict(zip(names, row, strict=True)) for row in found.answer.rows]
    for row, facts in zip(rows, found.facts, strict=False):
        if facts:
            row["source"] = "出处" if len(facts) == 1 else f"出处（{len(facts)}）"
            row["source_iri"] = facts[0]
    columns = (*found.answer.columns, Column("source", "原文", "Source"))
    shown = Described(one.name, one.summary, one.summary_en, columns)
    return arranged(PageTable(shown, tuple(rows), href=href_of(request)), request.query_params)


def _listed_choices(request: Request, edition: Edition, kind: str) -> list[str]:
    """What a parameter may be, for its list; nothing where it may be anything, or too much to list."""
    if kind in FREE_TYPES:
        return []
    crew: Crew = request.app.state.crew
    try:
        labels = edition.remembered(("choices", kind), lambda: crew.run(jobs.labels, kind), len)
    except LimitExceeded:
        return []
    return labels if len(labels) <= MOST_CHOICES else []


def question_response(request: Request) -> Response:
    """The endpoint of a question."""
    library: Library = request.app.state.library
    if not request.app.state.settings.is_static:
        request.app.state.ahead.renew()
    with library.edition() as edition:
        return kept(request, edition, lambda: respond(request, question(request, edition)))

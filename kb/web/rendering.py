"""Pages → HTML: templates that escape everything, and what they may call."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kb.rows.columns import Column
from kb.rows.printed import WAN_YUAN
from kb.store import originals
from kb.web import numbers, places
from kb.web.sentences import first_sentence, typeset
from kb.web.tables import PageTable, is_money

if TYPE_CHECKING:
    from starlette.requests import Request

    from kb.web.settings import ServeSettings

TEMPLATES = Path(__file__).resolve().parent / "templates"


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page shows: its template with the values it needs, and its tables, which may be taken away as files.

    `thing` is the IRI that the page is about, if it is about one; `schema` says the same in the words of schema.org.
    `headers` go before those that every answer has.
    """

    template: str
    title: str
    title_en: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    tables: tuple[PageTable, ...] = ()
    thing: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()
    schema: Mapping[str, Any] | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def html(request: Request, page: WebPage) -> str:
    """The page as HTML."""
    state = request.app.state
    template = environment().get_template(page.template)
    return template.render(
        page=page,
        tables={table.name: table for table in page.tables},
        links=state.links,
        settings=state.settings,
        here=request.url.path,
        query=dict(request.query_params),
        schema=_data_block(page.schema) if page.schema else "",
        **page.values,
    )


@cache
def environment() -> Environment:
    """The templates: every value is escaped, a name that is missing is an error."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "wan": numbers.wan_yuan,
        "number": numbers.plain_number,
        "grouped": numbers.grouped,
        "place": places.in_chinese,
        "shown": shown,
        "unit": unit,
        "zh_en": zh_en,
        "clip": clip,
        "first_sentence": first_sentence,
        "typeset": typeset,
        "breakable": breakable,
    }
    found.globals |= {
        "with_sort": with_sort,
        "percent": numbers.percent,
        "has_original": has_original,
    }
    return found


def shown(value: Any, column: Column, decimals: int = 0) -> str:
    """A value of a table as text, money with so many decimals at least."""
    if value is None:
        return ""
    if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
        return numbers.wan_yuan(value, decimals) if is_money(column) else numbers.plain_number(value)
    text = str(value)
    if column.name in {"place", "source_place"}:
        return places.in_chinese(text)
    if column.name == "column":
        return text.replace("/", " › ")
    return numbers.grouped(text) if column.name in {"printed", "value"} else text


def unit(column: Column) -> str:
    """The unit in which pages show a column."""
    return WAN_YUAN if is_money(column) else column.unit


def zh_en(zh: str, en: str) -> Markup:
    """Chinese first, English beside it."""
    if not en or en == zh:
        return Markup("{}").format(zh)
    return Markup('{} <span class="en" lang="en">{}</span>').format(zh, en)


def has_original(settings: ServeSettings, sha256: str) -> bool:
    """Whether a document itself is kept beside the store."""
    return originals.find(settings.folder, sha256) is not None


def clip(text: str, length: int) -> str:
    """A text of so many characters at most."""
    return text if len(text) <= length else text[: length - 1] + "…"


def breakable(value: object) -> object:
    """A value that, where it is an address, is broken over lines behind its slashes."""
    if not isinstance(value, str) or not value.startswith(("http://", "https://")):
        return value
    return Markup("<wbr>").join(part + "/" for part in value.split("/")[:-1]) + Markup("<wbr>") + value.split("/")[-1]


def with_sort(query: Mapping[str, str], table: PageTable, column: str) -> dict[str, str]:
    """The query of an address with a table sorted by a column: numbers the greatest first, turned at a second click."""
    first = f"-{column}" if table.is_numeric(column) else column
    again = first.removeprefix("-") if first.startswith("-") else f"-{column}"
    changed = {key: value for key, value in query.items() if key != f"{table.name}.page"}
    return changed | {f"{table.name}.sort": again if table.sort == first else first}


def _data_block(value: Mapping[str, Any]) -> Markup:
    """JSON that may stand in a script element as data."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # nosec B704: what ends a script element is escaped

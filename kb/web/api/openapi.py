"""The OpenAPI 3.1 description, made from the questions themselves."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from kb.checks import desk
from kb.web.asking.known import known
from kb.web.pages.searching import KINDS

if TYPE_CHECKING:
    from starlette.requests import Request

    from kb.asking.questions import Parameter

_TYPES = {"integer": {"type": "integer"}, "number": {"type": "number"}}
_ERROR = {"description": "error", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
_OBJECTS = {"type": "array", "items": {"type": "object"}}
_PAGE = {
    "type": "object",
    "required": ["items", "next"],
    "properties": {"items": _OBJECTS, "next": {"type": ["string", "null"]}},
}
_HITS = {
    "type": "object",
    "required": ["counts", "items"],
    "properties": {"counts": {"type": "object", "additionalProperties": {"type": "integer"}}, "items": _OBJECTS},
}
_COLUMN = {
    "type": "object",
    "required": ["name", "label", "label_en", "unit"],
    "properties": {name: {"type": "string"} for name in ("name", "label", "label_en", "unit")},
}
_ANSWER = {
    "type": "object",
    "required": ["question", "summary", "columns", "rows"],
    "properties": {
        "question": {"type": "string"},
        "summary": {"type": "string"},
        "columns": {"type": "array", "items": _COLUMN},
        "rows": _OBJECTS,
        "sources": {"type": "array", "items": _OBJECTS},
    },
}
_PAGING = [
    {
        "name": "after",
        "in": "query",
        "schema": {"type": "string"},
        "description": "上一页的 next (next of the page before)",
    },
    {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}},
]

_SOURCES = {
    "name": "sources",
    "in": "query",
    "schema": {"type": "string", "enum": ["true", "false"], "default": "true"},
    "description": "每行的出处 (the printed places behind each row)",
}


def description(request: Request) -> dict[str, Any]:
    """The description of the API at this server's address."""
    links = request.app.state.links
    return {
        "openapi": "3.1.0",
        "info": {"title": "预算知识库 API", "version": _version(), "license": {"name": "Apache-2.0"}},
        "servers": [{"url": links.to("/api")}],
        "paths": {
            "/questions": _get("能问什么 (questions)", _PAGING, _PAGE),
            **{f"/questions/{name}": _question(name) for name in known()},
            "/documents": _get("装入的文件 (documents)", [*_filters("year", "kind", "adcode"), *_PAGING], _PAGE),
            "/findings": _get("发现的问题 (findings)", [
                *_filters("document", "rule"), _choice("severity", ["error", "warning", "note"]),
                _choice("status", [str(one) for one in desk.Status]), *_PAGING,
            ], _PAGE),
            "/search": _get("搜索 (search)", [
                {"name": "q", "in": "query", "required": True, "schema": {"type": "string", "pattern": r"\S"}},
                _choice("kind", list(KINDS)),
            ], _HITS),
        },
        "components": {"schemas": {"Error": {
            "type": "object",
            "required": ["error"],
            "properties": {"error": {"type": "object", "required": ["status", "code", "message"], "properties": {
                "status": {"type": "integer"}, "code": {"type": "string"}, "message": {"type": "string"},
            }}},
        }}},
    }  # fmt: skip


def _question(name: str) -> dict[str, Any]:
    one = known()[name]
    return _get(f"{one.summary} ({one.summary_en})", [*map(_parameter, one.parameters), _SOURCES], _ANSWER)


def _parameter(one: Parameter) -> dict[str, Any]:
    described = {
        "name": one.name,
        "in": "query",
        "required": one.required,
        "schema": _TYPES.get(one.type, {"type": "string"}),
    }
    return described | {
        "description": f"{one.label}: {one.description}",
        **({"example": one.example} if one.example else {}),
    }


def _get(summary: str, parameters: list[dict[str, Any]], schema: dict[str, Any]) -> dict[str, Any]:
    good = {"description": "ok", "content": {"application/json": {"schema": schema}}}
    return {"get": {"summary": summary, "parameters": parameters, "responses": {"200": good, "default": _ERROR}}}


def _filters(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "in": "query", "schema": {"type": "string"}} for name in names]


def _choice(name: str, values: list[str]) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "string", "enum": values}}


def _version() -> str:
    try:
        return version("yusuan-kb")
    except PackageNotFoundError:
        return "0"

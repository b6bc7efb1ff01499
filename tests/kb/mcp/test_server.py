"""The tools for assistants, asked by the SDK's own client."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp.server.mcpserver", reason="the extra `mcp` is not installed")

from made_web import web_store
from mcp import Client

from kb.mcp.server import create

__all__ = ["web_store"]


def call(store: Path, tool: str, **arguments: Any) -> tuple[bool, Any]:
    async def asked() -> tuple[bool, Any]:
        async with Client(create(store)) as client:
            result = await client.call_tool(tool, arguments)
            text = result.content[0].text if result.content else ""
            return bool(result.is_error), text if result.is_error else json.loads(text)

    return asyncio.run(asked())


def test_every_tool_is_described(web_store: Path) -> None:
    async def named() -> dict[str, str | None]:
        async with Client(create(web_store)) as client:
            return {tool.name: tool.description for tool in (await client.list_tools()).tools}

    found = asyncio.run(named())
    assert set(found) == {"questions", "ask", "ask_in_words", "sparql", "why", "findings", "table"}
    assert all(found.values())


def test_an_answer_carries_its_sources(web_store: Path) -> None:
    failed, told = call(web_store, "ask", question="subject", parameters={"subject": "2130305"})
    assert not failed
    assert {row["amount"] for row in told["rows"]} == {"1200000"}
    assert told["rows"][0]["sources"][0]["document"] == "青山县水利局-2024-预算"


def test_a_sentence_is_understood_or_its_candidates_are_named(web_store: Path) -> None:
    assert call(web_store, "ask_in_words", sentence="青山县水利局有哪些项目")[1]["question"] == "projects"
    assert call(web_store, "ask_in_words", sentence="天气")[1]["understood"] is False


def test_sparql_is_read_only_and_errors_are_sentences(web_store: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?d a cnb:Disclosure }"
    assert call(web_store, "sparql", query=query)[1]["rows"][0]["n"] == 1
    failed, told = call(web_store, "sparql", query="DELETE WHERE { ?s ?p ?o }")
    assert failed
    assert "只读" in told
    assert call(web_store, "ask", question="nothing")[0]


def test_a_fact_is_shown_where_it_is_printed(web_store: Path) -> None:
    told = call(web_store, "why", fact="青山县水利局 2024 水利工程建设 项目支出")[1]
    lines = told["evidence"][0]["lines"]
    assert [line["figure"] for line in lines if line["marked"]] == ["120.00"]


def test_findings_and_tables_are_listed(web_store: Path) -> None:
    assert "findings" in call(web_store, "findings")[1]
    told = call(web_store, "table", name="budget_lines")[1]
    assert told["total"] == len(told["rows"]) > 10
    assert call(web_store, "table", name="nothing")[0]

"""The tools for assistants, called by the SDK's own client: over stdio, over HTTP, and within limits."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp.server.mcpserver", reason="the extra `mcp` is not installed")

from anyio.from_thread import start_blocking_portal
from made_web import web_store
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from places import ROOT

from kb.mcp import answers
from kb.mcp.server import create
from kb.store.sandbox import QueryLimits

__all__ = ["web_store"]

Call = Callable[..., tuple[bool, Any]]
TOOLS = {"questions", "ask", "ask_in_words", "sparql", "why", "findings", "table"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) != CONCAT(STR(?d), STR(?g))) }"
LONG = 'SELECT (REPLACE(STR(?p), ".", "一二三四五六七八九十一二三四五六七八九十") AS ?x) { ?s ?p ?o } LIMIT 150'


async def called(client: Client, tool: str, arguments: dict[str, Any]) -> tuple[bool, Any]:
    """Whether a tool refused, and its sentence or its answer."""
    result: Any = await client.call_tool(tool, arguments)
    text = result.content[0].text if result.content else ""
    return bool(result.is_error), text if result.is_error else json.loads(text)


@pytest.fixture(scope="module")
def call(web_store: Path) -> Iterator[Call]:
    """Calls a tool of `kb mcp`, which talks over its standard input and output."""
    arguments = ["-m", "kb.cli", "--store", str(web_store), "mcp"]
    server = StdioServerParameters(command=sys.executable, args=arguments, cwd=ROOT)
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(Client(server)) as client:
        assert {tool.name for tool in portal.call(client.list_tools).tools if tool.description} == TOOLS
        yield lambda tool, **given: portal.call(called, client, tool, given)


def test_an_answer_carries_its_sources(call: Call) -> None:
    failed, stated = call("ask", question="subject", parameters={"subject": "2130305"})
    assert not failed
    assert {row["amount"] for row in stated["rows"]} == {"1200000"}
    assert stated["rows"][0]["sources"][0]["document"] == "青山县水利局-2024-预算"


def test_a_sentence_is_understood_or_its_candidates_are_named(call: Call) -> None:
    assert call("ask_in_words", sentence="青山县水利局有哪些项目")[1]["question"] == "projects"
    assert call("ask_in_words", sentence="天气")[1]["understood"] is False


def test_what_of_a_sentence_was_read_otherwise_or_passed_over_is_reported(call: Call) -> None:
    mistyped = call("ask_in_words", sentence="青山县水利局2024年机本支出多少")[1]
    assert (mistyped["read_as"], mistyped["passed_over"]) == ({"机本支出": "基本支出"}, [])
    assert call("ask_in_words", sentence="青山县水利局今年基本支出多少")[1]["passed_over"] == ["今年"]


def test_a_query_of_each_form_is_answered(call: Call) -> None:
    assert call("sparql", query="SELECT (COUNT(*) AS ?n) { ?d a cnb:Disclosure }")[1]["rows"][0]["n"] == 1
    assert call("sparql", query="ASK { ?d a cnb:Disclosure }")[1] == {"boolean": True}
    stated = call("sparql", query="CONSTRUCT { ?d a cnb:Disclosure } WHERE { ?d a cnb:Disclosure }")[1]
    assert len(stated["triples"]) == 1
    assert stated["left_out"] == 0


def test_a_fact_is_shown_where_it_is_printed(call: Call) -> None:
    stated = call("why", fact="青山县水利局 2024 水利工程建设 项目支出")[1]
    lines = stated["evidence"][0]["lines"]
    assert [line["figure"] for line in lines if line["marked"]] == ["120.00"]


def test_a_table_is_read_page_by_page_to_its_end(call: Call) -> None:
    assert call("findings")[1]["next"] is None
    stated = call("table", name="budget_lines")[1]
    assert stated["total"] == len(stated["rows"]) > 10
    assert stated["next"] is None
    assert call("table", name="budget_lines", after=stated["total"] - 2)[1]["rows"] == stated["rows"][-2:]


@pytest.mark.parametrize(
    ("tool", "given", "said"),
    [
        ("nothing", {}, "没有工具 nothing"),
        ("ask", {}, "参数 question"),
        ("ask", {"question": 7}, "参数 question"),
        ("ask", {"question": "departments", "colour": "red"}, "没有参数 colour"),
        ("ask", {"question": "departments", "parameters": {"colour": "red"}}, "没有参数 colour"),
        ("ask", {"question": "none"}, "没有问题 none"),
        ("ask", {"question": "subject", "parameters": {"subject": "星际航行"}}, "星际航行"),
        ("ask_in_words", {"sentence": "天" * 100_000}, "至多 500"),
        ("sparql", {"query": "SELEC ?x"}, "第 1 行"),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "只读"),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, "SERVICE"),
        ("why", {"fact": "https://example.org/none"}, "没有事实"),
        ("findings", {"severity": "grave"}, "没有 grave"),
        ("findings", {"status": "odd"}, "没有 odd"),
        ("findings", {"document": "没有这份"}, "没有文件"),
        ("table", {"name": "nothing"}, "没有表 nothing"),
        ("table", {"name": "projects", "after": -1}, "after"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(call: Call, tool: str, given: dict[str, Any], said: str) -> None:
    failed, stated = call(tool, **given)
    assert failed
    assert said in stated
    assert "\n" not in stated
    assert len(stated) < 250


def test_a_query_without_end_is_ended_and_the_next_is_answered(web_store: Path) -> None:
    async def asked() -> list[tuple[bool, Any]]:
        async with Client(create(web_store, QueryLimits(1, 2048))) as client:
            return [await called(client, "sparql", {"query": query}) for query in (ENDLESS, "ASK { ?s ?p ?o }")]

    (failed, stated), (_, answered) = asyncio.run(asked())
    assert failed
    assert "超过 1 秒" in stated
    assert answered == {"boolean": True}


def test_a_huge_answer_is_cut_and_says_so(call: Call) -> None:
    stated = call("sparql", query="SELECT ?s { ?s ?p ?o }")[1]
    assert len(stated["rows"]) <= answers.MOST_ROWS
    assert stated["left_out"] > 100
    long = call("sparql", query=LONG)[1]
    assert len(json.dumps(long["rows"], ensure_ascii=False)) <= answers.MOST_CHARACTERS + answers.LONGEST_VALUE
    assert len(long["rows"]) + long["left_out"] == 150


def test_more_solutions_than_are_counted_are_said_to_be_more(call: Call) -> None:
    stated = call("sparql", query=f"SELECT ?n ?s {{ VALUES ?n {{ {' '.join(map(str, range(100)))} }} ?s ?p ?o }}")[1]
    assert stated["left_out"] + len(stated["rows"]) == answers.MOST_COUNTED
    assert stated["and_more"] is True
    assert "没有查出处" in stated["note"]


def test_over_http_the_same_tools_answer_and_strangers_are_refused(web_store: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kb.cli", "--store", str(web_store), "mcp", "--http", "--port", str(port)]
    command += ["--host", "0.0.0.0", "--base", "https://budget.example.org/tools"]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        address = server.stderr.readline().strip()
        assert address == f"http://0.0.0.0:{port}/mcp"
        wait_for(port)
        names, (failed, stated) = asyncio.run(asked_over(address.replace("0.0.0.0", "127.0.0.1")))
        assert names == TOOLS
        assert not failed
        assert stated["rows"][0]["sources"][0]["document"] == "青山县水利局-2024-预算"
        own = f"127.0.0.1:{port}"
        assert status(port, {"Host": "evil.example"}) == 421
        assert status(port, {"Host": own, "Origin": "https://evil.example"}) == 403
        assert status(port, {"Host": own, "Origin": f"http://{own}"}) not in {403, 421}
        assert status(port, {"Host": "budget.example.org"}) not in {403, 421}
    finally:
        server.terminate()
        server.wait(10)


async def asked_over(address: str) -> tuple[set[str], tuple[bool, Any]]:
    """The names of the tools at an address, and the answer of one of them."""
    async with Client(address) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        return names, await called(client, "ask", {"question": "subject", "parameters": {"subject": "2130305"}})


def wait_for(port: int) -> None:
    """Wait until something listens at the port."""
    for _turn in range(200):
        with socket.socket() as trial:
            trial.settimeout(0.05)
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not listen")


def status(port: int, headers: dict[str, str]) -> int:
    """What the server says to a request with these headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"})
    accepted = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    connection.request("POST", "/mcp", body, accepted | headers)
    return connection.getresponse().status

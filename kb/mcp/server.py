"""The server: tools with their descriptions, over stdio or streamable HTTP; every answer within limits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import uvicorn
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import ValidationError

from kb.asking.names import UnresolvedName
from kb.checks.desk import BadDesk
from kb.errors import StoreError
from kb.mcp import answers
from kb.sparql.offline import NetworkRefused
from kb.store.sandbox import LimitExceeded, QueryLimits
from kb.web.asking.crew import Crew
from kb.web.hosts import StrangersRefused, known_hosts
from kb.web.library import Edition, Library

INSTRUCTIONS = (
    "预算知识库: 中国部门预算公开文件的知识图谱. 每个答案都带出处 (文件、位置、原文), 引用数字时请写明; 金额单位是元. "
    "Knowledge base of Chinese departmental budget disclosures. Every answer carries its sources (document, place, "
    "printed text): cite them with each figure. Amounts are in yuan. Begin with `questions` or `ask_in_words`."
)
TROUBLE = (answers.NotAnswered, UnresolvedName, BadDesk, NetworkRefused, StoreError)

Given = ParamSpec("Given")
Answer = dict[str, Any]


class KnowledgeServer(MCPServer):
    """A server whose refusals are single sentences: no such tool or argument, a value of another kind."""

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None) -> Any:
        """What the tool answers. Raises ToolError with one sentence that says what to do instead."""
        tools = {tool.name: tool.parameters["properties"] for tool in self._tool_manager.list_tools()}
        if name not in tools:
            raise ToolError(f"没有工具 {name} (no such tool); 有 {', '.join(tools)}")
        if strangers := sorted(set(arguments) - set(tools[name])):
            raise ToolError(f"{name}: 没有参数 {strangers[0]} (no such argument); 有 {', '.join(tools[name]) or '无'}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                first = error.__cause__.errors()[0]
                place = ".".join(map(str, first["loc"]))
                raise ToolError(f"{name}: 参数 {place} 不对 (argument): {first['msg']}") from error.__cause__
            raise ToolError(str(error.__cause__ or error)) from error.__cause__


def create(place: Path | str, limits: QueryLimits = answers.LIMITS) -> KnowledgeServer:
    """The server over a store; each answer is made within the limits. Raises StoreError where it cannot be opened."""
    Library(place).close()
    crew = Crew(place, limits)
    server = KnowledgeServer("yusuan-kb", title="预算知识库", instructions=INSTRUCTIONS, log_level="WARNING")

    def answered(
        job: Callable[Concatenate[Edition, Given], Answer], *given: Given.args, **named: Given.kwargs
    ) -> Answer:
        """What a job answers in a process beside the server, which is ended at a limit."""
        try:
            return crew.run(job, *given, **named)
        except LimitExceeded as error:
            reason = str(error).partition(";")[0]
            raise ToolError(f"{reason}; 请把问题收窄, 例如加部门、年度或 LIMIT (ask for less)") from error
        except TROUBLE as error:
            raise ToolError(" ".join(str(error).split())) from error

    @server.tool(description="能问的问题及其参数. The canned questions with their parameters.")
    def questions() -> Answer:
        return answers.listed_questions()

    @server.tool(description="问一个问题, 参数按名称给出. Ask a canned question; parameters by name, names in Chinese.")
    def ask(question: str, parameters: dict[str, str] | None = None) -> Answer:
        return answered(answers.asked, question, parameters or {})

    @server.tool(description="用一句中文问, 例如 某某局的三公经费是多少. Ask in a Chinese sentence.")
    def ask_in_words(sentence: str) -> Answer:
        return answered(answers.in_words, sentence)

    @server.tool(
        description="SPARQL 1.1 查询, 只读, 有时限. A read-only SPARQL query within limits; prefixes are known."
    )
    def sparql(query: str) -> Answer:
        return answered(answers.selected, query)

    @server.tool(
        description="一个事实的出处和原文: 给 IRI, 或用空格隔开的词 (部门 年度 科目 栏). Where a fact is printed."
    )
    def why(fact: str) -> Answer:
        return answered(answers.reasons, fact)

    @server.tool(
        description="检查发现的问题; severity: error, warning, note; status: 未处理, 属实, 误报, 已说明, 已更正. "
        "What the checks found; from number `after` on."
    )
    def findings(document: str = "", severity: str = "", status: str = "", after: int = 0) -> Answer:
        return answered(answers.found, document, severity, status, after)

    @server.tool(
        description="平面表的行 (budget_lines, projects, indicators …), 从第 after 行起; next 是下一页的 after. "
        "Rows of a flat table, from row `after` on; `next` begins the next page."
    )
    def table(name: str, document: str = "", after: int = 0) -> Answer:
        return answered(answers.table, name, document, after)

    return server


def serve(server: KnowledgeServer, host: str, port: int, public: str = "") -> None:
    """Answer over streamable HTTP at `/mcp` until interrupted; only those who name this server are answered.

    A page of a stranger in the user's browser must not reach the tools: `kb.web.hosts` takes the place of the SDK's own
    check, which knows a list of names and no addresses.
    """
    app = server.streamable_http_app(
        host=host, transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False)
    )
    uvicorn.run(StrangersRefused(app, known_hosts(host, public)), host=host, port=port, log_level="warning")

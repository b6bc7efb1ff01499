"""The server: tools with their descriptions, over stdio or streamable HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from kb.asking.names import UnresolvedName
from kb.errors import StoreError
from kb.mcp import answers
from kb.web.library import Library

INSTRUCTIONS = (
    "预算知识库: 中国部门预算公开文件的知识图谱. 每个答案都带出处 (文件、位置、原文), 引用数字时请写明; 金额单位是元. "
    "Knowledge base of Chinese departmental budget disclosures. Every answer carries its sources (document, place, "
    "printed text): cite them with each figure. Amounts are in yuan. Begin with `questions` or `ask_in_words`."
)
TROUBLE = (answers.NotAnswered, UnresolvedName, StoreError, SyntaxError, ValueError)


def create(place: Path | str) -> MCPServer:
    """The server over a store. Raises StoreError where it cannot be opened."""
    library = Library(place)
    folder = place if isinstance(place, Path) else None
    server = MCPServer("yusuan-kb", title="预算知识库", instructions=INSTRUCTIONS)

    @server.tool(description="能问的问题及其参数. The canned questions with their parameters.")
    def questions() -> dict[str, Any]:
        return {
            name: {
                "summary": one.summary,
                "summary_en": one.summary_en,
                "parameters": {
                    each.name: {"label": each.label, "required": each.required, "description": each.description}
                    for each in one.parameters
                },
            }
            for name, one in answers.questions().items()
        }

    @server.tool(description="问一个问题, 参数按名称给出. Ask a canned question; parameters by name, names in Chinese.")
    def ask(question: str, parameters: dict[str, str] | None = None) -> dict[str, Any]:
        with library.edition() as edition:
            return _tool_answer(lambda: answers.asked(edition.store, question, parameters or {}))

    @server.tool(description="用一句中文问, 例如 某某局的三公经费是多少. Ask in a Chinese sentence.")
    def ask_in_words(sentence: str) -> dict[str, Any]:
        with library.edition() as edition:
            return _tool_answer(lambda: answers.in_words(edition.store, sentence))

    @server.tool(
        description="SPARQL 1.1 查询, 只读, 有时限. A read-only SPARQL query within limits; prefixes are known."
    )
    def sparql(query: str) -> dict[str, Any]:
        return _tool_answer(lambda: answers.selected(place, query))

    @server.tool(
        description="一个事实的出处和原文: 给 IRI, 或用空格隔开的词 (部门 年度 科目 栏). Where a fact is printed."
    )
    def why(fact: str) -> dict[str, Any]:
        with library.edition() as edition:
            return _tool_answer(lambda: answers.reasons(edition.store, folder, fact))

    @server.tool(description="检查发现的问题; severity: error, warning, note. What the checks found.")
    def findings(document: str = "", severity: str = "", status: str = "") -> dict[str, Any]:
        with library.edition() as edition:
            return _tool_answer(lambda: answers.found(edition.store, folder, document, severity, status))

    @server.tool(description="平面表的行 (budget_lines, projects, indicators …), 每次 200 行. Rows of a flat table.")
    def table(name: str, document: str = "", after: int = 0) -> dict[str, Any]:
        with library.edition() as edition:
            return _tool_answer(lambda: answers.table(edition.store, folder, name, document, after))

    return server


def _tool_answer(work: Any) -> dict[str, Any]:
    """What a tool answers; what it cannot do is a sentence that the assistant reads."""
    try:
        found: dict[str, Any] = work()
    except TROUBLE as error:
        raise ToolError(str(error)) from error
    return found

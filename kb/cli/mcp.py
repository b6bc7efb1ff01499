"""`kb mcp`: the knowledge base as tools for assistants."""

from __future__ import annotations

import click

from kb.cli._options import CommandContext, pass_kb, store_option

NEEDED = "要装 mcp 部件 (the extra `mcp` is needed): pip install 'yusuan-kb[mcp]'"


@click.command("mcp")
@click.option("--http", "over_http", is_flag=True, help="用 HTTP 而不是标准输入输出 (streamable HTTP, not stdio).")
@click.option("--host", default="127.0.0.1", show_default=True, help="HTTP 的地址 (address).")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="HTTP 的端口 (port).")
@click.option("--base", "address", default="", metavar="URL", help="对外的地址 (public address, for other host names).")
@store_option
@pass_kb
def command(kb: CommandContext, over_http: bool, host: str, port: int, address: str) -> None:
    """给智能助手用的工具, MCP 协议 (tools for assistants, Model Context Protocol).

    助手可以提问、用一句话问、写 SPARQL、看出处、看问题、取平面表; 每个答案都带出处.
    Assistants ask questions, in words or SPARQL, see sources, findings and flat tables; every answer has its sources.

    \b
    kb mcp
    kb --store budgets mcp --http --port 8001
    """
    try:
        from kb.mcp.server import create, serve
    except ImportError as error:
        raise click.ClickException(f"{NEEDED} ({error.name})") from error
    server = create(kb.store_path)
    if over_http:
        click.echo(f"http://{host}:{port}/mcp", err=True)
        serve(server, host, port, address)
    else:
        server.run("stdio")

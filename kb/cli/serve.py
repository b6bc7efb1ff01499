"""`kb serve`: the knowledge base in the browser."""

from __future__ import annotations

from collections.abc import Mapping

import click

from kb.cli._options import CommandContext, about_option, pass_kb, store_option
from kb.cli._printing import say

NEEDED = "要装 web 部件 (the extra `web` is needed): pip install 'yusuan-kb[web]'"


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="在哪个地址上听 (address to listen on).")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口 (port).")
@click.option("--open", "open_browser", is_flag=True, help="在浏览器里打开 (open the browser).")
@click.option(
    "--base", "address", default="", metavar="URL", help="对外的地址, 在代理之后用 (public address, behind a proxy)."
)
@click.option(
    "--edit",
    is_flag=True,
    help="开放工作台: 上传、处理问题; 要用打印出的口令 (desk: upload, findings; needs the printed token).",
)
@click.option(
    "--token", envvar="KB_TOKEN", default="", help="工作台的口令, 默认随机 (token of the desk; default: a random one)."
)
@click.option("--timeout", type=click.FloatRange(min=1), default=20, show_default=True, metavar="SECONDS",
              help="一个 SPARQL 查询最多几秒 (seconds a query may take).")  # fmt: skip
@click.option("--max-memory", type=click.IntRange(min=256), default=2048, show_default=True, metavar="MB",
              help="一个查询最多多少内存 (megabytes a query may take).")  # fmt: skip
@about_option
@store_option
@pass_kb
def command(
    kb: CommandContext,
    host: str,
    port: int,
    open_browser: bool,
    address: str,
    edit: bool,
    token: str,
    timeout: float,
    max_memory: int,
    about: Mapping[str, str],
) -> None:
    """在浏览器里看、查、问 (the knowledge base in the browser).

    打印一个地址: 部门、文件、项目、指标、政策文件各有一页, 每个数指到原文; /sparql 是 SPARQL 1.1 端点.
    只读, 除非 --edit. 新装入的文件, 下一次点击就看得到. Ctrl-C 停止.

    Prints one address. Every thing has a page, every figure leads to its place in the document; /sparql is a SPARQL 1.1
    endpoint. Read only unless --edit. What is loaded meanwhile is there at the next click. Ctrl-C ends it.

    \b
    kb serve --open
    kb serve --edit
    kb serve --host 0.0.0.0 --base https://budget.example.org
    """
    try:
        from kb.web.serving import serve
    except ImportError as error:
        raise click.ClickException(f"{NEEDED} ({error.name})") from error
    from kb.store.sandbox import QueryLimits
    from kb.web.settings import ServeSettings, new_token

    settings = ServeSettings(
        kb.store_path,
        address,
        (token or new_token()) if edit else "",
        QueryLimits(timeout, max_memory, 0),
        bound_to=host,
        about=about,
    )
    if edit and settings.folder is None:
        raise click.UsageError("--edit 只用于本机的知识库 (only for a store in a folder)")

    def ready(url: str) -> None:
        click.echo(url)
        if settings.token:
            say(f"工作台 (desk): {url}desk?token={settings.token}")
        if open_browser:
            click.launch(url)

    serve(settings, host, port, ready)

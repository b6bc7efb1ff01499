"""`kb sparql`: any read-only SPARQL 1.1 query."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import show_table
from kb.provenance.last_answer import LastAnswer, digests, remember
from kb.rows.printed import TABLE
from kb.sparql.results import FORMATS, WrongFormat, as_answer, serialise, syntax_message
from kb.sparql.tokens import is_update
from kb.store import sandbox
from kb.store.sandbox import QueryLimits

STOP_HELP = "到此就停, 0 为不限 (0: no limit)."


@click.command("sparql")
@click.argument("query", required=False)
@click.option(
    "-f", "--file", "path", type=click.Path(path_type=Path, dir_okay=False), help="查询所在的文件 (query file)."
)
@click.option(
    "--format", "format_name", type=click.Choice(FORMATS), default=TABLE, show_default=True, help="结果的格式 (format)."
)
@click.option(
    "--timeout", metavar="SECONDS", type=click.FloatRange(min=0), default=300, show_default=True, help=STOP_HELP
)
@click.option("--max-rows", metavar="ROWS", type=click.IntRange(min=0), default=0, show_default=True, help=STOP_HELP)
@click.option("--max-memory", metavar="MB", type=click.IntRange(min=0), default=8192, show_default=True, help=STOP_HELP)
@click.option("--write", is_flag=True, help="接受更新; 词汇和清单不可动 (updates; never of ontology and manifest).")
@click.option("--allow", multiple=True, metavar="IRI", help="放行的 SERVICE 或 LOAD 地址, 可多次 (a source to allow).")
@store_option
@pass_kb
def command(
    kb: CommandContext,
    query: str | None,
    path: Path | None,
    format_name: str,
    timeout: float,
    max_rows: int,
    max_memory: int,
    write: bool,
    allow: tuple[str, ...],
) -> None:
    """自己写 SPARQL 查询 (run a SPARQL query).

    查询取自参数、-f 文件或标准输入. 常用前缀 (cnb: qb: org: skos: …) 不必声明. 查的是所有文件的语句, 每条只有
    一份, 不必写 GRAPH; 只查某个文件, 用 FROM <…/graph/文件名>.

    查询在单独的进程里跑, 超过时间、内存或行数就停. 默认只读, 也不连别的机器.

    The query comes from the argument, a file or stdin; common prefixes need no declaration. It sees what all documents
    state, each triple once, without GRAPH; FROM <…/graph/document> confines it to one. It runs in a process of its own
    and is stopped at its limits of time, memory and rows. It changes nothing without --write.

    \b
    kb sparql 'SELECT ?name { ?d a cnb:Department ; rdfs:label ?name }'
    kb sparql -f queries/questions/departments.rq --format csv
    echo 'ASK { ?x a cnb:Project }' | kb sparql
    kb sparql 'DESCRIBE <https://w3id.org/cnbudget/code/functional/210>' --format ttl
    """
    import pyoxigraph as ox

    from kb.store.embedded import PREFIXES

    text = _query_text(query, path)
    if is_update(text) and not write:
        raise click.ClickException("kb sparql 只读, 不接受更新 (updates are refused; see --write)")
    try:
        if is_update(text):
            kb.store_to_write().update(text, allowed_sources=allow)
            return
        kb.need_memory()
        limits = QueryLimits(timeout, max_memory, max_rows)
        results = sandbox.query(kb.store_path, text, limits, allow)
        if format_name == TABLE and isinstance(results, ox.QuerySolutions):
            answer = as_answer(results)
            show_table(answer)
            remember(LastAnswer(kb.name, text, digests(answer.rows), limits=limits))
        else:
            click.echo(serialise(results, format_name, PREFIXES), nl=False)
    except SyntaxError as error:
        raise click.ClickException(syntax_message(text, error)) from error
    except WrongFormat as error:
        raise click.UsageError(str(error)) from error


def _query_text(query: str | None, path: Path | None) -> str:
    if query is not None and path is not None:
        raise click.UsageError("查询用参数或 -f, 不可都用 (give the query or -f, not both)")
    if query is not None and query != "-":
        return query
    if path is None:
        if query is None and sys.stdin.isatty():
            raise click.UsageError("没有查询: 用参数、-f 文件或标准输入给出 (no query given)")
        return sys.stdin.read()
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{path}: 读不了 (cannot read): {error}") from error

"""`kb tables`: flat tables in Parquet, asked in SQL and packed."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli._options import CommandContext, format_option, pass_kb
from kb.cli._printing import say, show_table
from kb.rows.printed import FORMATS, TABLE


@click.group("tables")
def command() -> None:
    """用 SQL 查平面表 (ask flat tables in SQL).

    \b
    kb tables sql --list
    kb tables sql functions OUT
    kb tables sql 'SELECT count(*) FROM documents' OUT
    kb tables pack OUT
    """


@command.command("sql")
@click.argument("query", required=False, metavar="QUERY|NAME")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--list", "is_list", is_flag=True, help="列出现成的查询 (list the ready queries).")
@click.option("--show", is_flag=True, help="只印出现成查询的 SQL (print the SQL of a ready query).")
@format_option
def sql(query: str | None, folder: Path | None, is_list: bool, show: bool, format_name: str) -> None:
    """一条 SELECT, 或一个现成查询的名字 (one SELECT, or the name of a ready query).

    FOLDER 是 kb extract 写的文件夹, 或 kb export tables --format parquet 写的. 每张平面表是一个视图, 栏目见
    docs/tables.md; money_units 是各金额单位折合多少元. 只读: 别的文件打不开, 什么也不写.

    The folder is one of kb extract, or of kb export tables --format parquet. Each flat table is a view; money_units
    says how many yuan each unit of money is. Read only: no other file can be opened, nothing is written.

    \b
    kb tables sql --list
    kb tables sql functions OUT
    kb tables sql functions --show
    kb tables sql 'SELECT department, total_yuan FROM panel WHERE subject = 208' OUT --format csv
    """
    from kb.extraction.sql import SqlError, ask, read_sql_questions

    ready = read_sql_questions()
    if is_list:
        for one in ready.values():
            click.echo(f"{one.name:28}{one.title} · {one.title_en}")
        return
    if query is None or (folder is None and not show):
        raise click.UsageError("要写查询和文件夹 (QUERY and FOLDER are wanted); --list 列出现成的 (lists ready ones)")
    text = ready[query].text if query in ready else query
    if show:
        click.echo(text, nl=False)
        return
    try:
        answer = ask(folder or Path(), text)
    except SqlError as error:
        raise click.ClickException(str(error)) from error
    if format_name == TABLE:
        show_table(answer)
    else:
        click.echo(FORMATS[format_name](answer), nl=False)


@command.command("pack")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@pass_kb
def pack(kb: CommandContext, folder: Path) -> None:
    """每张表合成一个文件, 几千份文件以上查询快得多 (one file a table: much faster from some thousand documents on).

    FOLDER 是 kb extract 写的文件夹. 再抽取以后要重新合; 没有合的, kb tables sql 读各文件的表, 结果相同.

    FOLDER is one of kb extract. To be done again after it changed; without, kb tables sql reads the tables of each
    document, with the same result.

    \b
    kb tables pack OUT
    """
    from kb.extraction.folder import ExtractionFolder
    from kb.extraction.packing import pack as pack_tables

    for table, size in pack_tables(ExtractionFolder.open(folder), kb.wait).items():
        say(f"{table}: {size} 字节 (bytes)")

"""`kb codes`: official code lists over those that travel with the code."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say, show_table


@click.group("codes")
def command() -> None:
    """官方代码表: 政府收支分类科目 (official code lists).

    \b
    kb codes import 科目.xlsx --scheme functional --year 2026
    kb codes list
    kb codes met
    """


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--scheme", required=True, help="代码表: functional, department-economic, government-economic.")
@click.option("--year", required=True, help="哪一年的 (the year it holds for).")
@click.option("--source", default="", help="出处, 如 财预〔2025〕…号 (where the list comes from).")
@store_option
@pass_kb
def import_list(kb: CommandContext, file: Path, scheme: str, year: str, source: str) -> None:
    """把一年的官方代码表 (CSV 或 Excel) 盖在自带的代码表上.

    表头要有编码 (或类、款、项三栏) 和名称. 官方名称成为首选名称, 原来的名称留作别名. 表存在知识库文件夹的 codes 里.

    Lay the official list of a year over the built-in ones. The header must have code (or 类, 款, 项) and name. Official
    names become the preferred ones, others stay as alternatives. Lists are kept in the folder codes of the store.

    \b
    kb codes import 2026年支出功能分类.xlsx --scheme functional --year 2026
    """
    from kb.codes.lists import FOLDER, read_list, save

    official = read_list(file, scheme, year, source)
    folder = kb.folder()
    kb.store_to_write().close()
    kept = save(official, folder / FOLDER)
    kb.store_to_write().close()
    say(f"{kept}: {len(official.codes)} 个编码 (codes)")


@command.command("list")
@store_option
@pass_kb
def list_lists(kb: CommandContext) -> None:
    """各代码表有多少编码, 从哪里来 (how many codes each list has, and where they come from).

    \b
    kb codes list
    """
    _show(kb, "lists")


@command.command("met")
@store_option
@pass_kb
def met(kb: CommandContext) -> None:
    """文件里出现的科目和发文机关代字, 与代码表对照: 表外的, 名称不同的, 不认识的.

    Subject codes and issuing-agency codes that documents use, compared with the code lists: codes that no list has,
    labels that differ, agencies that no rule explains.

    \b
    kb codes met
    """
    _show(kb, "met")


def _show(kb: CommandContext, query_name: str) -> None:
    """Run a query of `queries/codes` and show its columns as a table."""
    from kb import resources
    from kb.rows.columns import Column
    from kb.rows.printed import Answer
    from kb.sparql.headers import read_header

    header, query = read_header(resources.folder("queries/codes") / f"{query_name}.rq")
    columns = tuple(Column(column["name"], column["label"]) for column in header["columns"])
    rows = [
        tuple("" if row[column.name] is None else row[column.name].value for column in columns)
        for row in kb.store().select(query)
    ]
    show_table(Answer(columns, tuple(rows)))

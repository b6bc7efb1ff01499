"""`kb coverage`: the account of every number in the loaded documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say, show_table
from kb.rows.printed import TABLE

if TYPE_CHECKING:
    from kb.rows.printed import Answer, Value

LONGEST = 60
SHOWN_FORMATS = (TABLE, "csv", "json")


@click.command("coverage")
@click.argument("document", required=False)
@click.option(
    "--format", "format_name", type=click.Choice(SHOWN_FORMATS), default=TABLE, show_default=True, help="格式 (format)."
)
@click.option("--unread", "only_unread", is_flag=True, help="只列未读的部分 (only what stayed unread).")
@click.option("--ledger", is_flag=True, help="逐个列出每个数字 (every number with its class and fact).")
@store_option
@pass_kb
def command(kb: CommandContext, document: str | None, format_name: str, only_unread: bool, ledger: bool) -> None:
    """每个数字的去向 (what became of every number).

    文件里的每个数字, 或在图谱里, 或是代码、序号、日期、名称的一部分, 或未读; 各类个数之和等于全部数字的个数.
    未读的逐个列出所在行. DOCUMENT 是 kb documents 列出的编号或其一部分; 不给则列全部.

    Every number of a file is held by a fact, or is a code, a row number, a date, a part of a name, or unread; the
    parts add up to the numbers of the file. What stayed unread is listed with its line.

    \b
    kb coverage
    kb coverage 某某局-2024-预算
    kb coverage 某某局-2024-预算 --unread --format csv
    kb coverage 某某局-2024-预算 --ledger --format csv
    """
    from kb.provenance import coverage

    store, folder = kb.store(), _folder(kb)
    chosen = _chosen(document, [one.document for one in coverage.loaded(store)])
    if ledger:
        _show(coverage.ledger(store, folder, chosen), format_name)
        return
    if not only_unread:
        _show(coverage.account(store, folder, chosen), format_name)
    remainder = coverage.unread(store, chosen)
    if format_name == TABLE or only_unread:
        if format_name == TABLE and not only_unread:
            click.echo()
        if remainder.rows:
            _show(_cut(remainder) if format_name == TABLE else remainder, format_name)
        figures = sum(1 for row in remainder.rows if row[1] == "number")
        say(f"未读数字 {figures} 个, 未读的行 {len(remainder.rows) - figures} 行 (unread figures and lines)")


def _folder(kb: CommandContext) -> Path | None:
    return kb.store_path if isinstance(kb.store_path, Path) else None


def _chosen(document: str | None, known: list[str]) -> str | None:
    """The document meant; None for all. Raises UnresolvedName."""
    if document is None:
        return None
    import pyoxigraph as ox

    from kb.asking.names import Choice, resolve

    choices = [Choice(ox.Literal(one), (one,), one) for one in known]
    return resolve(document, choices, "文件").label


def _cut(answer: Answer) -> Answer:
    """The same answer with long lines cut, as a table wants them; other formats have them whole."""
    from kb.rows.printed import CUT_SIGN, Answer

    def cut(value: Value) -> Value:
        return value[:LONGEST] + CUT_SIGN if isinstance(value, str) and len(value) > LONGEST else value

    return Answer(
        answer.columns, tuple(tuple(cut(value) for value in row) for row in answer.rows)
    ).without_blank_columns()


def _show(answer: Answer, format_name: str) -> None:
    from kb.rows.printed import FORMATS

    if format_name == TABLE:
        show_table(answer)
    else:
        click.echo(FORMATS[format_name](answer), nl=False)

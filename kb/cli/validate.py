"""`kb validate`: does the graph keep the rules?"""

from __future__ import annotations

import click

from kb.cli._options import CommandContext, pass_kb, store_option

DOES_NOT_CONFORM = 1


class CouldNotCheck(click.ClickException):
    """Nothing was checked; another exit code than for a graph that breaks rules."""

    exit_code = 2


@click.command("validate")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "ttl"]),
    default="text",
    show_default=True,
    help="ttl 是 SHACL 的检查报告 (a SHACL validation report).",
)
@store_option
@pass_kb
def command(kb: CommandContext, documents: tuple[str, ...], format_name: str) -> None:
    """检查图谱是否合乎规则: SHACL 形状, RDF 数据立方体约束.

    不写 DOCUMENT 就检查全库. 退出码: 0 合格, 1 不合格, 2 没法检查.

    Check the graph: SHACL shapes, and the integrity constraints of the RDF Data Cube. Without DOCUMENT the whole
    store. Exit code: 0 conforms, 1 does not, 2 could not check.

    \b
    kb validate
    kb validate 某某局-2024-预算
    kb validate --format ttl > report.ttl
    """
    from kb.validation.report import as_text, as_turtle
    from kb.validation.shapes import MissingEngine
    from kb.validation.verdict import UnknownDocument, validate

    store = kb.store()
    try:
        verdict = validate(store, documents)
    except (MissingEngine, UnknownDocument) as error:
        raise CouldNotCheck(str(error)) from error
    click.echo({"text": as_text, "ttl": as_turtle}[format_name](verdict, store.base), nl=False)
    if not verdict.conforms:
        raise click.exceptions.Exit(DOES_NOT_CONFORM)

"""`kb export`: flat tables and RDF files."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say
from kb.table_files import WRITERS, ExportError


@click.group("export")
def command() -> None:
    """导出平面表或 RDF (export flat tables or RDF).

    \b
    kb export tables OUT
    kb export tables OUT --format parquet
    kb export rdf budgets.ttl
    kb export rdf 某某局.trig --document 某某局-2024-预算
    """


@command.command("tables")
@click.argument("out_dir", type=click.Path(path_type=Path, file_okay=False))
@click.option("--format", "format_name", type=click.Choice(list(WRITERS)), default="csv", show_default=True)
@store_option
@pass_kb
def tables(kb: CommandContext, out_dir: Path, format_name: str) -> None:
    """每类内容一张平面表, 附 datapackage.json 说明每一列.

    One flat table per kind of fact, with datapackage.json describing every column.

    \b
    kb export tables OUT
    kb export tables OUT --format xlsx
    """
    from kb.export import export_tables

    try:
        counts = export_tables(kb.store(), out_dir, format_name)
    except (ExportError, OSError) as error:
        raise click.ClickException(str(error)) from error
    for name, count in counts.items():
        say(f"{out_dir / name}.{format_name}: {count} 行 (rows)")


@command.command("rdf")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--document", metavar="DOCUMENT", help="只导出一个文件的内容, 编号见 kb documents (one document only).")
@click.option("--base", metavar="IRI", help="实例改用另一基准 IRI (another base IRI for instances).")
@click.option("--ontology", is_flag=True, help="连同词汇和代码表 (with vocabulary and code lists).")
@store_option
@pass_kb
def rdf(kb: CommandContext, file: Path, document: str | None, base: str | None, ontology: bool) -> None:
    """全库或一个文件的 RDF; 语法看后缀: .ttl .trig .nt .nq .jsonld .rdf, 可加 .gz.

    The whole store or one document as RDF; the suffix chooses the syntax.

    \b
    kb export rdf budgets.nq.gz
    kb export rdf 某某局.ttl --document 某某局-2024-预算
    """
    from kb.export import export_rdf

    try:
        count = export_rdf(kb.store(), file, document, base, ontology=ontology)
    except (ExportError, OSError) as error:
        raise click.ClickException(str(error)) from error
    say(f"{file}: {count} 条陈述 (statements)")

"""`kb import-rdf`: an RDF export back into a store."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say


@click.command("import-rdf")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--base", metavar="IRI", help="新库的基准 IRI (base IRI of a new store).")
@store_option
@pass_kb
def command(kb: CommandContext, file: Path, base: str | None) -> None:
    """把导出的 RDF (.nq .trig .jsonld, 可加 .gz) 装回知识库, 不用原来的文件.

    Put an RDF export back into a store, without the documents it was made from.

    \b
    kb export rdf budgets.nq.gz
    kb import-rdf budgets.nq.gz --store other
    """
    from kb.publishing.importing import import_rdf

    changes = import_rdf(kb.store_to_write(base), file)
    for document, change in changes:
        say(f"{document}: {change}")
    say(f"{file}: {len(changes)} 个图 (graphs)")

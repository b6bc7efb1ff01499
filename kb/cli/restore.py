"""`kb restore`: a backup in the place of the store."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say


@click.command("restore")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--replace", is_flag=True, help="换掉已有的知识库 (take the place of the store that is there).")
@store_option
@pass_kb
def command(kb: CommandContext, folder: Path, replace: bool) -> None:
    """把备份放回去 (put a backup back).

    原来的库在备份完整放好之前一直保留.

    The store that was there stays until the copy is whole.

    \b
    kb restore 备份/2026-11
    kb restore 备份/2026-11 --replace
    """
    from kb.store.backup import restore

    counts = restore(folder, kb.folder(), replace=replace, wait=kb.wait)
    say(f"{kb.folder()}: {counts.documents} 个文件 (documents), {counts.quads} 个四元组 (quads)")

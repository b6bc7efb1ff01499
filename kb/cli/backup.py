"""`kb backup`: a consistent copy of the store."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say


@click.command("backup")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@store_option
@pass_kb
def command(kb: CommandContext, folder: Path) -> None:
    """备份知识库 (copy the store into a new folder).

    别的进程正在装入时也可以备份: 得到最近一次提交的内容. 备份完毕后打开点数, 与库相符才算成. 备份本身就是知识库,
    可以用 --store 直接读; kb restore 把它放回去.

    Works while another process loads. The copy is opened and counted before it is called done; it is a store itself.

    \b
    kb backup 备份/2026-11
    kb --store 备份/2026-11 info
    """
    from kb.store.backup import back_up
    from kb.store.embedded import Store

    with Store(kb.folder(), read_only=True) as store:
        counts = back_up(store, folder)
    say(f"{folder}: {counts.documents} 个文件 (documents), {counts.quads} 个四元组 (quads)")

"""`kb optimize`: less space for the same content."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say

MEGABYTE = 1_000_000


@click.command("optimize")
@store_option
@pass_kb
def command(kb: CommandContext) -> None:
    """重写知识库的文件, 能多小就多小 (write the store anew, as small as it can be).

    内容不变; 汇总按数字重算一遍; 旧格式的库改写成现在的格式. 中途停电或被终止, 库仍是完整的.

    The content stays as it is; sums are computed again from the figures; a store of the former layout is written anew.
    The store is whole, also if interrupted.

    \b
    kb optimize
    """
    from kb.store.embedded import Store
    from kb.store.settings import Settings

    folder = kb.folder()
    Settings.of(folder, None, create=False)  # a folder that is no store is refused, not made one
    before = _size(folder)
    with Store(folder, wait=kb.wait, migrate=True) as store:
        store.optimize()
    say(f"{folder}: {before / MEGABYTE:.1f} MB → {_size(folder) / MEGABYTE:.1f} MB")


def _size(folder: Path) -> int:
    """Bytes on disk; files with several names count once."""
    files = {(status.st_dev, status.st_ino): status.st_size for status in (path.stat() for path in folder.rglob("*"))}
    return sum(files.values())

"""`kb remove`: documents out of the store."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say


@click.command("remove")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@store_option
@pass_kb
def command(kb: CommandContext, documents: tuple[str, ...]) -> None:
    """从库里移除文件 (remove documents from the store).

    DOCUMENT 是 kb documents 列出的编号. 其他文件的内容不受影响; 有一个编号不对, 一个也不移除.

    DOCUMENT is an id that `kb documents` lists; what other documents say stays. One wrong id, and none is removed.

    \b
    kb remove 某某局-2024-预算
    """
    from kb.loading import keeping

    known = kb.store().documents()
    kb.store().close()
    unknown = [document for document in documents if document not in known]
    if unknown:
        raise click.ClickException("\n".join(_unknown(document, known) for document in unknown))
    store = kb.store_to_write()
    for document in documents:
        store.remove(document)
        say(f"已移除 (removed): {document}")
    if isinstance(kb.store_path, Path):
        keeping.sweep(store, kb.store_path)


def _unknown(document: str, known: list[str]) -> str:
    from kb.asking.names import nearest

    close = "、".join(nearest(document, known))
    return f"库里没有 {document} (no such document){f'; 最接近的 (nearest): {close}' if close else ''}"

"""`kb info`: how much the store holds."""

from __future__ import annotations

import click

from kb.cli._options import CommandContext, format_option, pass_kb, store_option
from kb.cli._printing import print_answer, say, understood


@click.command("info")
@format_option
@store_option
@pass_kb
def command(kb: CommandContext, format_name: str) -> None:
    """库里各类内容的数量 (counts of everything in the store).

    \b
    kb info
    kb info --format json
    """
    from kb import resources
    from kb.asking.questions import read_question

    store = kb.store()
    counts = store.counts()
    say(f"知识库 (store): {kb.store_path}\n基准 IRI (base): {store.base}")
    say(f"文件 (documents): {counts.documents}; 图 (graphs): {counts.graphs}; 四元组 (quads): {counts.quads}\n")
    question = read_question(resources.folder("queries/questions") / "contents.rq")
    print_answer(store, understood(store, question, {}), format_name)

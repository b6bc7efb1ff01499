"""`kb documents`: what is loaded."""

from __future__ import annotations

import click

from kb.cli._options import CommandContext, format_option, pass_kb, store_option
from kb.cli._printing import print_answer, understood


@click.command("documents")
@format_option
@store_option
@pass_kb
def command(kb: CommandContext, format_name: str) -> None:
    """列出已装入的文件 (list the documents loaded).

    \b
    kb documents
    kb documents --format csv
    """
    from kb import resources
    from kb.asking.questions import read_question

    question = read_question(resources.folder("queries/questions") / "documents.rq")
    print_answer(kb.store(), understood(kb.store(), question, {}), format_name)

"""How commands print: data to stdout, messages to stderr, tables cut to the terminal and bold headers on one only."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kb.cli._options import CommandContext
from kb.rows.printed import FORMATS, TABLE, Answer, as_table

if TYPE_CHECKING:
    from kb.asking.ask import AskedQuestion
    from kb.asking.questions import Question
    from kb.store.interface import GraphStore

Item = TypeVar("Item")


def say(message: str) -> None:
    """A message for the person at the terminal; bytes of no encoding and control signs in it are escaped."""
    click.echo("\n".join(map(_printable, message.split("\n"))), err=True)


def _printable(line: str) -> str:
    from loaders.readers.names import printable

    colours = click.unstyle(line)
    return line if printable(colours) == colours else printable(colours)


def watched(found: Iterable[Item], length: int, label: str) -> Iterator[Item]:
    """What is found, with a bar on a terminal that shows how many are done, the rate and the time that is left."""
    import time

    started, done = time.monotonic(), 0

    def rate(_item: Item | None) -> str:
        return f"{done / max(time.monotonic() - started, 0.001):.1f} 个/秒 (files/s)"

    hidden = not sys.stderr.isatty()
    with click.progressbar(
        found, length, label, file=sys.stderr, hidden=hidden, show_pos=True, show_eta=True, item_show_func=rate
    ) as bar:
        for item in bar:
            done += 1
            yield item


def say_outdated_findings(store: GraphStore) -> None:
    """Say where the findings that a store holds were made by other rules than those of today."""
    from kb.checks.stamp import outdated

    if documents := outdated(store):
        say(
            f"{len(documents)} 个文件的检查结果不是按现在的规则得出的, 用 kb check --save 重查 "
            "(stored findings of these documents were not made by the present rules; check them again)"
        )


def show_table(answer: Answer) -> None:
    """An answer as an aligned table: whole where piped; on a terminal cut to its width.

    There blank columns are left out, and what all rows say alike is above the table once.
    """
    if not sys.stdout.isatty():
        click.echo(as_table(answer), nl=False)
        return
    heading, folded = answer.without_blank_columns().without_constant_columns()
    table = as_table(folded, width=shutil.get_terminal_size().columns)
    head, rest = table.split("\n", 1)
    if heading:
        click.echo(_printable(heading))
    click.echo(click.style(head, bold=True) + "\n" + rest, nl=False)


def understood(store: GraphStore, question: Question, given: Mapping[str, str]) -> AskedQuestion:
    """A question with its parameters understood, and a word to the asker for each name not taken as typed."""
    from kb import resources
    from kb.asking.ask import prepare
    from kb.asking.names import key

    asked = prepare(store, question, given, resources.folder("queries/choices"))
    for parameter in question.parameters:
        choice, typed = asked.meant.get(parameter.name), given.get(parameter.name)
        if choice and typed and key(typed) not in map(key, choice.names):
            say(f"{parameter.label}: {choice.label}")
    return asked


def print_answer(
    store: GraphStore, asked: AskedQuestion, format_name: str, *, yuan: bool = False, sources: bool = False,
    rows: Answer | None = None, sought: Sequence[str] = (),
) -> None:  # fmt: skip
    """Run a question and print its answer, with the places it comes from if wanted; an empty one says why.

    `rows` is the answer where it is known already, `sought` the words that some of its rows are asked for by.
    """
    from kb.asking.headline import headline

    shown = _found(store, asked, yuan=yuan, sources=sources, rows=rows)
    if format_name != TABLE:
        click.echo(FORMATS[format_name](shown), nl=False)
    elif shown.rows:
        if sentence := headline(asked, shown, sought):
            click.echo(_printable(sentence) + "\n")
        show_table(shown)


def keep_answer(
    store: GraphStore, asked: AskedQuestion, path: Path, *, yuan: bool, sources: bool, rows: Answer | None = None
) -> None:
    """Run a question and write its answer to a file in the format of its suffix. `rows`: as for `print_answer`."""
    from kb.asking.answer_files import WrongSuffix, write_answer
    from kb.rows.files import ExportError

    shown = _found(store, asked, yuan=yuan, sources=sources, rows=rows)
    try:
        write_answer(shown, path, asked.question.name)
    except (WrongSuffix, ExportError) as error:
        raise click.ClickException(str(error)) from error
    say(f"{path}: {len(shown.rows)} 行 (rows)")


def _found(store: GraphStore, asked: AskedQuestion, *, yuan: bool, sources: bool, rows: Answer | None) -> Answer:
    """The answer as it is shown; an empty one says why."""
    from kb.asking.ask import answer
    from kb.asking.empty import why_empty
    from kb.provenance.row_sources import with_places

    found = rows or answer(store, asked)
    remember_rows(asked.query, found)
    if not found.rows:
        say(why_empty(store, asked))
    if sources:
        found = with_places(store, asked.query, found)
    return found if yuan else found.in_wan_yuan()


def remember_rows(query: str, printed: Answer) -> None:
    """Remember an answer, so that `kb why N` can tell where its rows come from."""
    from kb.provenance.last_answer import LastAnswer, digests, remember

    kb = click.get_current_context().find_object(CommandContext)
    if kb is not None:
        remember(LastAnswer(kb.name, query, digests(printed.rows)))
